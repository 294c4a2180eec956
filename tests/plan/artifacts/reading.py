"""Reads what the artifacts wrote, by rules of its own: tables, headings, links, pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_FENCE = re.compile(r"(`{3,})(\w*)")
_CELL_END = re.compile(r"(?<!\\)(?:\\\\)*\|")
_LINK = re.compile(r"(?<!\\)\]\(([^)\s]*)\)")
_ANCHOR = re.compile(r'<a id="([^"]*)"></a>')
_CODE = re.compile(r"(`+)(?:(?!`).)+?\1")


@dataclass
class Read:
    """A file as a reader of Markdown sees it; tables hold the number of cells of each row."""

    front_matter: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tables: list[list[int]] = field(default_factory=list)
    fences: list[str] = field(default_factory=list)
    pictures: list[list[str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    @property
    def shape(self) -> tuple[object, ...]:
        """All that the words in a plan must not change."""
        keys = [line.partition(":")[0] for line in self.front_matter]
        return (keys, self.headings, self.tables, self.fences, self.anchors, self.boxes)


def read(text: str) -> Read:
    found = Read()
    in_table = False
    for line in _outside_fences(_after_front_matter(text, found), found):
        is_row = line.startswith("|")
        if is_row and not in_table:
            found.tables.append([])
        in_table = is_row
        if is_row:
            found.tables[-1].append(len(_CELL_END.findall(line)) - 1)
        _line(line, found)
    return found


def _line(line: str, found: Read) -> None:
    if heading := re.match(r"(#{1,6}) ", line):
        found.headings.append(len(heading[1]))
    if box := re.match(r"\s*- (\[[ x]\]) ", line):
        found.boxes.append(box[1])
    found.anchors += _ANCHOR.findall(line)
    found.links += _LINK.findall(_CODE.sub("", line))


def _after_front_matter(text: str, found: Read) -> Iterator[str]:
    lines = iter(text.split("\n"))
    assert next(lines) == "---"
    for line in lines:
        if line == "---":
            break
        found.front_matter.append(line)
    return lines


def _outside_fences(lines: Iterator[str], found: Read) -> Iterator[str]:
    for line in lines:
        opening = _FENCE.fullmatch(line)
        if opening is None:
            yield line
            continue
        inside = []
        for inner in lines:
            if re.fullmatch(r"`+", inner) and len(inner) >= len(opening[1]):
                break
            inside.append(inner)
        found.fences.append(opening[2])
        if opening[2] == "mermaid":
            found.pictures.append(inside)


_WORDS = r"(?:[^\W_]|[ .,\-/()+?!'’–]|#\d+;)+"
_LABEL = f'"{_WORDS}"'
_NODE = r"n_\w+"
_FLOWCHART = (
    re.compile(rf"({_NODE})\[{_LABEL}\]"),
    re.compile(rf"({_NODE})\(\[{_LABEL}\]\)"),
    re.compile(rf"subgraph {_NODE}\[{_LABEL}\]"),
    re.compile(r"end"),
)
_EDGE = re.compile(rf"({_NODE}) (?:-->|---|-\.-|==>)(?:\|{_LABEL}\|)? ({_NODE})")
_STATE = re.compile(rf"state {_LABEL} as ({_NODE})")
_TRANSITION = re.compile(rf"({_NODE}|\[\*\]) --> ({_NODE})(?: : {_WORDS})?")


def mistakes(picture: list[str]) -> list[str]:
    """Statements that are not of the few kinds we use, and ends of arrows that are no node."""
    opening, *statements = picture
    if opening == "stateDiagram-v2":
        return _wrong(statements, (_STATE,), _TRANSITION)
    if opening in ("flowchart LR", "flowchart TB"):
        return _wrong(statements, _FLOWCHART, _EDGE)
    return [opening]


def _wrong(
    statements: list[str], shapes: tuple[re.Pattern[str], ...], arrow: re.Pattern[str]
) -> list[str]:
    nodes, ends = {"[*]"}, set[str]()
    wrong: list[str] = []
    for statement in (line.strip() for line in statements):
        drawn = next((m for shape in shapes if (m := shape.fullmatch(statement))), None)
        if drawn:
            nodes.update(drawn.groups())
        elif run := arrow.fullmatch(statement):
            ends.update(run.groups())
        else:
            wrong.append(statement)
    return wrong + sorted(ends - nodes)
