"""Formatted text as plain text: paragraphs and list items as lines, pictures by their names."""

import re
from collections.abc import Mapping

_LINES = frozenset(("p", "div", "tr", "ul", "ol", "table", "pre", "blockquote", "dt", "dd"))
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_CELLS = ("td", "th")
_BLANKS = re.compile(r"\s+")


class Words:
    """Collects the words of one formatted text, whose outermost tag is at ``depth``."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self._parts: list[str] = []
        self._kept = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _LINES or name in _HEADINGS or name == "br":
            self._parts.append("\n")
        elif name == "li":
            self._parts.append("\n- ")
        elif name in _CELLS:
            self._parts.append(" | ")
        elif name == "object":
            self._parts.append(f"[{attributes.get('data', 'object')}]")
        self._kept += name == "pre"

    def data(self, text: str) -> None:
        self._parts.append(text if self._kept else _BLANKS.sub(" ", text))

    def end(self, name: str) -> None:
        self._kept -= name == "pre"
        if name in _LINES or name in _HEADINGS:
            self._parts.append("\n")

    @property
    def text(self) -> str:
        """The lines, with at most one blank line between two."""
        lines = [line.rstrip().removeprefix(" ") for line in "".join(self._parts).split("\n")]
        pairs = zip(lines, ["", *lines], strict=False)
        return "\n".join(line for line, before in pairs if line or before).strip()
