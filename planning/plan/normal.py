"""The one normal form of a stated value, whoever brings it: a form, a file or a program.

A browser posts CRLF where a program posts LF, and two keyboards write one letter in two ways. A
digest must not tell them apart.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from planning.plan.elements.facts import Fact

LINE_LENGTH = 500
TEXT_LENGTH = 2_000_000
LARGEST_INTEGER = 2**31 - 1

# Also what turns the direction of writing around: a reviewer would read other words than they sign.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SEPARATOR = re.compile(r"[,;|\n]")
_DURATION = re.compile(
    r"P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?", re.ASCII
)
_TRUE = frozenset({"true", "yes", "y", "x", "1", "on"})
_FALSE = frozenset({"", "false", "no", "n", "0", "off"})


class Invalid(ValueError):
    """A value that its field cannot hold; the message says what it can."""


def normal(fact: Fact, value: Any) -> Any:
    """The value in normal form for its field.

    Accepts the typed value, JSON's nearest, and what a person writes in a table cell; ``None`` and
    blanks become "not said yet". Raises ``Invalid``.
    """
    return _NORMAL[fact.type](fact, value)


def normal_text(value: str) -> str:
    """LF line ends, NFC, no control characters, no trailing blanks."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = _SURROGATE.sub("\ufffd", _CONTROL.sub("", value))
    # Again after trimming: a combining mark may have followed a blank that is gone.
    value = unicodedata.normalize("NFC", value)
    return "\n".join(line.rstrip() for line in value.split("\n")).strip("\n")


def normal_line(value: str) -> str:
    """One line: every run of white space is one blank."""
    return " ".join(normal_text(value).split())


def _text(fact: Fact, value: Any) -> str:
    text = normal_text(_as_text(value, "\n"))
    if len(text) > TEXT_LENGTH:
        raise Invalid(f"at most {TEXT_LENGTH:,} characters, not {len(text):,}")
    return text


def _line(fact: Fact, value: Any) -> str:
    line = normal_line(_as_text(value, ", "))
    if len(line) > LINE_LENGTH:
        raise Invalid(f"at most {LINE_LENGTH} characters, not {len(line):,}")
    return line


def _as_text(value: Any, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return separator.join(_as_text(item, separator) for item in value)
    if isinstance(value, dict):
        raise Invalid("text, not a table of values")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _choice(fact: Fact, value: Any) -> str:
    said = _line(fact, value)
    if not said:
        return ""
    option = _matching(fact, said)
    if option is None:
        raise Invalid(f"“{_short(said)}” is not one of {', '.join(fact.options)}")
    return option


def _set(fact: Fact, value: Any) -> tuple[str, ...]:
    said = [_choice(fact, item) for item in _items(value)]
    return tuple(option for option in fact.options if option in said)


def _matching(fact: Fact, said: str) -> str | None:
    folded = re.sub(r"[\s\-/]+", "_", said.casefold())
    return next((option for option in fact.options if option.casefold() == folded), None)


def _list(fact: Fact, value: Any) -> tuple[str, ...]:
    said = (_line(fact, item) for item in _items(value))
    return tuple(dict.fromkeys(item for item in said if item))


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, str):
        # Lines win over commas, so that a name with a comma in it can be written.
        separator = "\n" if "\n" in value.strip() else _SEPARATOR
        return [item for item in re.split(separator, value) if item.strip()]
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    raise Invalid("a list")


def _flag(fact: Fact, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    said = normal_line(_as_text(value, ",")).casefold()
    if said in _TRUE:
        return True
    if said in _FALSE:
        return False
    raise Invalid(f"“{_short(said)}” is neither yes nor no")


def _integer(fact: Fact, value: Any) -> int | None:
    said = normal_line(_as_text(value, ","))
    if not said:
        return None
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", said):
        raise Invalid(f"“{_short(said)}” is not a whole number")
    number = int(said)
    if not 0 <= number <= LARGEST_INTEGER:
        raise Invalid(f"a number from 0 to {LARGEST_INTEGER:,}")
    return number


def _date(fact: Fact, value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    said = normal_line(_as_text(value, ","))
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Invalid(f"“{_short(said)}” is not a date such as 2026-11-04") from None


def _duration(fact: Fact, value: Any) -> str:
    said = _line(fact, value)
    if not said or said.casefold() == "indefinite":
        return said.casefold()
    if not _DURATION.fullmatch(said.upper()):
        raise Invalid(f"“{_short(said)}” is not a duration such as P7Y or PT15M, or indefinite")
    return said.upper()


def _short(said: str) -> str:
    return said if len(said) <= 40 else said[:39] + "…"


_NORMAL = {
    "line": _line,
    "text": _text,
    "choice": _choice,
    "set": _set,
    "list": _list,
    "flag": _flag,
    "integer": _integer,
    "date": _date,
    "duration": _duration,
    "reference": _line,
}
