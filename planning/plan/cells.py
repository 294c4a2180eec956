"""Values of fields as cells of a table, and the way back: for tables that a spreadsheet may open.

A spreadsheet takes a cell that begins like a formula for one. Such a cell gets an apostrophe in
front, which reading takes away again.
"""

import re
from datetime import date
from typing import Any

from planning.plan.elements import Element, facts
from planning.plan.elements.facts import Fact

CODE = "code"
POSITION = "position"
LINK_COLUMNS = ("type", "source", "target", "target_digest")

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_SEPARATOR = "; "
_NEEDS_QUOTES = re.compile(r'[;,|"]')


def columns(kind: type[Element]) -> tuple[str, ...]:
    """The header of a table of this kind; its first column names the kind."""
    return (code_column(kind), *facts(kind))


def code_column(kind: type[Element]) -> str:
    """``BoundedContext code``: tells what the rows are wherever the file is named or moved to."""
    return f"{kind.__name__} {CODE}"


def guarded(text: str) -> str:
    """The text so that no spreadsheet computes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that was guarded; any other is left alone."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def cell(fact: Fact, value: Any) -> str:
    """A value in normal form as a cell; "not said yet" is blank."""
    if isinstance(value, tuple):
        return guarded(_SEPARATOR.join(_quoted(item) for item in value))
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else guarded(str(value))


def said(fact: Fact, text: str) -> Any:
    """What a cell says of a field, as ``normal`` accepts it."""
    held = unguarded(text)
    if fact.type in ("list", "set") and ("; " in held or '"' in held):
        return tuple(_items(held))
    return held


def _quoted(item: str) -> str:
    return '"' + item.replace('"', '""') + '"' if _NEEDS_QUOTES.search(item) else item


def _items(held: str) -> list[str]:
    """The items between separators; those in quotes may hold separators and doubled quotes."""
    items, at = [], 0
    while at < len(held):
        if held[at] == '"':
            item, at = _unquoted(held, at + 1)
        else:
            end = held.find(";", at)
            end = len(held) if end < 0 else end
            item, at = held[at:end], end
        items.append(item.strip())
        following = held.find(";", at)
        at = len(held) if following < 0 else following + 1
        while held[at : at + 1].isspace():
            at += 1
    return [item for item in items if item]


def _unquoted(held: str, at: int) -> tuple[str, int]:
    """The item whose quotes open before ``at``, and where it ends."""
    parts = []
    while (end := held.find('"', at)) >= 0:
        parts.append(held[at:end])
        if held[end + 1 : end + 2] != '"':
            return "".join(parts), end + 1
        parts.append('"')
        at = end + 2
    return "".join(parts) + held[at:], len(held)
