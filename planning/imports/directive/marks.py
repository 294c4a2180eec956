"""A line of a directive: its indent, its bullets and boxes, and the text after them."""

import re
from dataclasses import dataclass

_BULLET = re.compile(r"(?:[-*+•◦▪‣●○■·–—](?=[ \[☐☑✅✔✓☒])|\d{1,3}[.)](?= )|[a-z]\)(?= )) *")
# A link begins with a bracket as well: [x](notes.md).
_BOX = re.compile(r"\\?\[([ xX]?)\\?\](?!\() *|([☐☑✅✔✓☒])\ufe0f? *")
# Where copying has lost the bullet before it.
_BARE_BOX = re.compile(r"\[([ xX])\] +|([☐☑✅✔✓☒])\ufe0f? *")
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_UNTICKED = ("", " ", "☐")
_MARKERS_A_LINE = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, its indent in columns, its markers and the text after them.

    ``ticked`` is ``None`` where the line has no checkbox; ``heading`` is its level, 0 for none.
    """

    number: int
    indent: int
    bullet: bool
    ticked: bool | None
    text: str
    heading: int = 0


def line_of(raw: str, number: int) -> Line:
    expanded = raw.expandtabs(4).rstrip()
    text = expanded.lstrip()
    indent = len(expanded) - len(text)
    heading = _HEADING.fullmatch(text)
    if heading:
        return Line(number, indent, False, None, heading[2].rstrip(" #"), len(heading[1]))
    bullet, ticked = False, None
    # A line of the older family opens with several: "-   [ ] * **Step 1.2.4".
    for _ in range(_MARKERS_A_LINE):
        box = _BOX.match(text) if bullet else _BARE_BOX.match(text)
        mark = box or _BULLET.match(text)
        if mark is None or mark.end() == len(text):
            break
        if box:
            said = (box[1] or "") + (box[2] or "")
            ticked = said not in _UNTICKED if ticked is None else ticked
        bullet, text = True, text[mark.end() :]
    return Line(number, indent, bullet, ticked, text)


def plain(text: str) -> str:
    """The text without emphasis and code marks."""
    return text.replace("**", "").replace("`", "").strip(" *_")
