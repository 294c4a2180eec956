"""The context map as a picture: contexts around an ellipse, relations between them as curves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planning.plan.choices import words
from planning.plan.elements import BoundedContext, ContextRelation
from planning.plan.rules.context_map import SYMMETRIC
from planning.web.reviewing.compared import Compared, State
from planning.web.reviewing.curves import Curve, Point, Rectangle, curve, ellipse

BOX_WIDTH, BOX_HEIGHT = 160, 42
MOST = 16
"""How many contexts are drawn; of more the table alone speaks."""
LONGEST = 21
LETTER = 6.7
"""About the width of a letter of a label, in pixels; on the generous side."""
LABEL_HEIGHT = 17
AIR = 4
"""What is left free between labels."""
EDGE = 8
_SAID: dict[State, str] = {"changed": " changed", "new": " new", "gone": " removed"}
_ALONG = tuple(0.5 + side * step * 0.03 for step in range(13) for side in (-1, 1))
"""Where on its curve a label may stand, as near to the middle as there is room."""


@dataclass(frozen=True, slots=True)
class MapBox:
    """A context by the upper left corner of its box."""

    x: int
    y: int
    code: str
    text: str
    name: str
    external: bool
    state: State

    @property
    def text_x(self) -> int:
        return self.x + BOX_WIDTH // 2

    @property
    def upper(self) -> int:
        return self.y + 18

    @property
    def lower(self) -> int:
        return self.y + 34


@dataclass(frozen=True, slots=True)
class MapEdge:
    """A relation: ``path`` and ``head`` as SVG writes them; a symmetric one has no head."""

    code: str
    state: State
    apart: bool
    path: str
    head: str
    label: str
    title: str
    x: int
    y: int
    width: int

    @property
    def left(self) -> int:
        return self.x - self.width // 2

    @property
    def top(self) -> int:
        return self.y - LABEL_HEIGHT // 2

    @property
    def baseline(self) -> int:
        return self.y + 4


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Lengths are pixels; ``says`` is the picture in words, for whoever cannot see it."""

    width: int
    height: int
    boxes: tuple[MapBox, ...]
    edges: tuple[MapEdge, ...]
    says: str
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT
    label_height: int = LABEL_HEIGHT


def picture(
    contexts: Sequence[Compared[BoundedContext]], relations: Sequence[Compared[ContextRelation]]
) -> MapPicture | None:
    """The map with what is gone still on it; ``None`` of no context, or of too many."""
    if not 0 < len(contexts) <= MOST:
        return None
    codes = {each.element.code for each in contexts}
    drawn = [each for each in relations if _ends(each.element) <= codes and _joins(each.element)]
    order = _arranged([each.element.code for each in contexts], drawn)
    places = ellipse(order, BOX_WIDTH, BOX_HEIGHT, EDGE)
    boxes = tuple(_box(each, places[each.element.code]) for each in contexts)
    return MapPicture(
        width=max(box.x for box in boxes) + BOX_WIDTH + EDGE,
        height=max(box.y for box in boxes) + BOX_HEIGHT + EDGE,
        boxes=boxes,
        edges=_edges(drawn, places),
        says=_says(contexts, drawn),
    )


def _ends(relation: ContextRelation) -> set[str]:
    return {relation.upstream, relation.downstream}


def _joins(relation: ContextRelation) -> bool:
    return len(_ends(relation)) == 2


def _arranged(codes: list[str], drawn: Sequence[Compared[ContextRelation]]) -> list[str]:
    """The contexts in an order in which those that are related stand near each other.

    Swaps two as long as that shortens the way round between related ones.
    """
    pairs = [(each.element.upstream, each.element.downstream) for each in drawn]
    at = {code: index for index, code in enumerate(codes)}
    best = _length(at, pairs)
    shorter = True
    while shorter:
        shorter = False
        for index, one in enumerate(codes):
            for other in codes[:index]:
                at[one], at[other] = at[other], at[one]
                length = _length(at, pairs)
                if length < best:
                    best, shorter = length, True
                else:
                    at[one], at[other] = at[other], at[one]
    return sorted(codes, key=at.__getitem__)


def _length(at: dict[str, int], pairs: Iterable[tuple[str, str]]) -> int:
    around = len(at)
    return sum(min(d, around - d) for d in (abs(at[a] - at[b]) for a, b in pairs))


def _box(each: Compared[BoundedContext], centre: Point) -> MapBox:
    context = each.element
    name = context.name if len(context.name) <= LONGEST else f"{context.name[: LONGEST - 1]}…"
    x, y = round(centre[0]) - BOX_WIDTH // 2, round(centre[1]) - BOX_HEIGHT // 2
    return MapBox(x, y, context.code, name, context.name, context.external, each.state)


def _edges(
    drawn: Sequence[Compared[ContextRelation]], places: dict[str, Point]
) -> tuple[MapEdge, ...]:
    """Each with a place for its label that nothing else takes, as long as there is one."""
    taken = [Rectangle.around(place, BOX_WIDTH + 4, BOX_HEIGHT + 4) for place in places.values()]
    middle = _middle(places)
    beside: dict[frozenset[str], int] = defaultdict(int)
    found = []
    for each in drawn:
        relation = each.element
        pair = frozenset({relation.upstream, relation.downstream})
        ends = places[relation.upstream], places[relation.downstream]
        line = curve(*ends, middle, beside[pair], BOX_WIDTH, BOX_HEIGHT)
        beside[pair] += 1
        found.append(_edge(each, line, taken))
    return tuple(found)


def _middle(places: dict[str, Point]) -> Point:
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _edge(each: Compared[ContextRelation], line: Curve, taken: list[Rectangle]) -> MapEdge:
    relation = each.element
    label = relation.code + _SAID.get(each.state, "")
    width = round(len(label) * LETTER) + 8
    spots = [Rectangle.around(line.at(t), width + AIR, LABEL_HEIGHT + AIR) for t in _ALONG]
    spot = min(spots, key=lambda spot: sum(spot.shared(other) for other in taken))
    taken.append(spot)
    x, y = spot.centre
    return MapEdge(
        code=relation.code,
        state=each.state,
        apart=relation.pattern == "separate_ways",
        path=line.path,
        head="" if relation.pattern in SYMMETRIC else line.head,
        label=label,
        title=_told(each),
        x=round(x),
        y=round(y),
        width=width,
    )


def _told(each: Compared[ContextRelation]) -> str:
    """``CR-1 removed: BC-1 to BC-2, customer supplier``."""
    relation = each.element
    join = "and" if relation.pattern in SYMMETRIC else "to"
    said = f"{relation.code}{_SAID.get(each.state, '')}: {relation.upstream} {join} "
    return f"{said}{relation.downstream}, {words(relation.pattern) or 'no pattern said'}"


def _says(
    contexts: Sequence[Compared[BoundedContext]], drawn: Sequence[Compared[ContextRelation]]
) -> str:
    outside = [each.element.code for each in contexts if each.element.external]
    counted = f"{len(contexts)} contexts, {len(outside)} of them external"
    named = f" ({', '.join(outside)})" if outside else ""
    return f"{counted}{named}. Relations: {'; '.join(map(_told, drawn)) or 'none'}."
