"""Pictures as values: boxes and lines with their places, for a template that draws them as SVG."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planning.plan.elements import Element
from planning.plan.impact import Dependent, Impact
from planning.plan.order import natural

BOX, TALL = 178, 38
GAP, BETWEEN = 10, 54
TOP, EDGE = 26, 2
NEAR = 3
"""How many distances are drawn; the list says the rest."""
MOST = 8
"""How many boxes stand at one distance, one of them for all that find no place."""
LONGEST = 23

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its upper left corner; ``code`` is blank where it stands for several elements."""

    x: int
    y: int
    code: str
    text: str
    first: bool = False

    @property
    def text_x(self) -> int:
        return self.x + 10

    @property
    def upper(self) -> int:
        return self.y + 16

    @property
    def lower(self) -> int:
        return self.y + 31


@dataclass(frozen=True, slots=True)
class Heading:
    x: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """``lines`` are paths as SVG writes them; lengths are pixels."""

    width: int
    height: int
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    box_width: int = BOX
    box_height: int = TALL


def layers(element: Element, found: Impact) -> Picture:
    """An element with what depends on it, from left to right by distance."""
    start = Box(EDGE, TOP, element.code, _short(element.name), first=True)
    headings, boxes, lines = [Heading(EDGE, "changes here")], [start], []
    places: dict[str, Place] = {element.code: (start.x, start.y)}
    for distance, ring in list(found.rings())[:NEAR]:
        x = EDGE + distance * (BOX + BETWEEN)
        headings.append(Heading(x, f"{_steps(distance)}: {len(ring)}"))
        column, here = _column(x, ring, places)
        boxes += column
        lines += sorted({_line(places[each.on], here[each.element.code]) for each in ring})
        places |= here
    return Picture(
        width=max(box.x for box in boxes) + BOX + EDGE,
        height=max(box.y for box in boxes) + TALL + EDGE,
        headings=tuple(headings),
        boxes=tuple(boxes),
        lines=tuple(lines),
    )


def _column(
    x: int, ring: Iterable[Dependent], places: Mapping[str, Place]
) -> tuple[list[Box], dict[str, Place]]:
    """The boxes at one distance and where each code is; near what they depend on, so that few
    lines cross."""
    ordered = sorted(ring, key=lambda each: (places[each.on][1], natural(each.element.code)))
    fit = len(ordered) if len(ordered) <= MOST else MOST - 1
    ys = [TOP + row * (TALL + GAP) for row in range(MOST)]
    boxes = [
        Box(x, y, each.element.code, _short(each.element.name))
        for each, y in zip(ordered[:fit], ys, strict=False)
    ]
    if fit < len(ordered):
        boxes.append(Box(x, ys[fit], "", f"and {len(ordered) - fit} more"))
    here = {each.element.code: (x, ys[min(row, fit)]) for row, each in enumerate(ordered)}
    return boxes, here


def _line(start: Place, end: Place) -> str:
    (x1, y1), (x2, y2) = start, end
    x1, y1, y2 = x1 + BOX, y1 + TALL // 2, y2 + TALL // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


def _steps(distance: int) -> str:
    return "directly" if distance == 1 else f"{distance} steps away"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
