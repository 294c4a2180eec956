"""Markdown that no text of people can break: escaping, tables, headings, lists, code.

Written for CommonMark with GitHub's tables. ``Inline`` is Markdown that is safe in a heading, a
table cell or a list item; a block is one or more whole lines without a final line end.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NewType

Inline = NewType("Inline", str)
Linked = Callable[[str], "Inline | None"]
"""Gives the link for a word that is a code (``AG-3``) or names a rule (``rule AG-10``)."""

BLANK = Inline("–")
"""How a table shows what nobody has said yet."""

_CODE_SPAN = re.compile(r"`([^`]+)`")
# An ampersand that would begin a character reference is a word of its own.
_WORD = re.compile(r"&(?=#?\w+;)|(?:\b[Rr]ule )?[A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*")
_MARKUP = re.compile(r"[\\`*\[\]|]|(?<![^\W_])_|_(?![^\W_])")
_ENTITIES = str.maketrans({"<": "&lt;", ">": "&gt;", "~": "&#126;", "$": "&#36;"})
_LEADING = re.compile(r"^(?=#|[-+](?:\s|$)|-{2,}\s*$)")
_UNDERLINE = re.compile(r"^=")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")
# Some viewers take front matter for Markdown.
_NOT_PLAIN = re.compile("[<>\\[\\]`*&\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# They reorder what a reader sees, or are invisible: nobody should sign such a text unawares.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def no_link(word: str) -> None:
    """No word is a link."""


def inline(text: str, linked: Linked = no_link) -> Inline:
    """Text of people on one line: line ends become ``<br>``, `code` stays code, words may link."""
    return Inline("<br>".join(_line(line.strip(), linked) for line in text.splitlines()))


def code(text: str) -> Inline:
    """Text as a code span, whatever is in it."""
    if not text:
        return Inline("")
    if re.search(r"[`|\\\n\r]", text) or text != text.strip():
        return Inline(f"<code>{_as_entities(' '.join(text.split()))}</code>")
    return Inline(f"`{_visible(text)}`")


def link(label: Inline, target: str) -> Inline:
    """A link; ``target`` is of our own making."""
    return Inline(f"[{label}]({target})")


def anchor(name: str) -> Inline:
    """Where links to ``#name`` arrive; ``name`` is of our own making."""
    return Inline(f'<a id="{name}"></a>')


def heading(level: int, label: Inline) -> str:
    return f"{'#' * level} {label.replace('<br>', ' ')}".rstrip()


def table(headers: Sequence[str], rows: Iterable[Sequence[Inline]]) -> str:
    """A table; raises ``ValueError`` where a row has not as many cells as there are headers."""
    lines = [_row(headers), _row(["---"] * len(headers))]
    for row in rows:
        if len(row) != len(headers):
            raise ValueError(f"{len(row)} cells under {len(headers)} headers: {row}")
        lines.append(_row([cell or BLANK for cell in row]))
    return "\n".join(lines)


def bullets(items: Iterable[Inline]) -> str:
    return "\n".join(f"- {item}" for item in items)


def facts(pairs: Iterable[tuple[str, Inline]]) -> str:
    """A list of what is known, each under its label."""
    return bullets(Inline(f"**{label}:** {said or BLANK}") for label, said in pairs)


def prose(text: str, linked: Linked = no_link) -> str:
    """Text of people as paragraphs and flat lists; no other markup of theirs has effect."""
    return "\n".join(_prose_lines(text, linked)).strip("\n")


def fence(text: str, language: str = "") -> str:
    """A fenced block; the fence is longer than any run of backticks in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    marks = "`" * max(3, longest + 1)
    return f"{marks}{language}\n{text}\n{marks}"


def front_matter(pairs: Iterable[tuple[str, str | int]]) -> str:
    """YAML between two rules; text is double-quoted."""
    lines = [f"{key}: {_yaml(value)}" for key, value in pairs]
    return "\n".join(["---", *lines, "---"])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(line: str, linked: Linked) -> str:
    parts = _CODE_SPAN.split(line)
    said = "".join(
        code(part) if number % 2 else _words(part, linked) for number, part in enumerate(parts)
    )
    if parts[0]:
        said = _NUMBERED.sub(r"\1\\\2", _UNDERLINE.sub("&#61;", _LEADING.sub(r"\\", said)))
    return said


def _words(text: str, linked: Linked) -> str:
    said: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        said.append(_escaped(text[end : match.start()]))
        said.append("&amp;" if match[0] == "&" else linked(match[0]) or _escaped(match[0]))
        end = match.end()
    return "".join([*said, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return _visible(_MARKUP.sub(r"\\\g<0>", text).translate(_ENTITIES))


def _visible(text: str) -> str:
    return _INVISIBLE.sub(lambda match: f"(U+{ord(match[0]):04X})", text)


def _as_entities(text: str) -> str:
    return _visible(re.sub(r"[\\`*_\[\]<>&|~$]", lambda match: f"&#{ord(match[0])};", text))


def _prose_lines(text: str, linked: Linked) -> Iterator[str]:
    in_list = False
    for line in text.splitlines():
        item = _ITEM.fullmatch(line)
        if in_list != bool(item) and line.strip():
            yield ""
        in_list = bool(item)
        yield f"- {_line(item[1], linked)}" if item else _line(line.strip(), linked)


def _yaml(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    quoted = json.dumps(value, ensure_ascii=False)
    return _NOT_PLAIN.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
