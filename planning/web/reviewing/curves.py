"""Places around an ellipse, and curves between boxes that stand there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
HEAD = 8.0
"""How long the head of an arrow is, in pixels."""
_BESIDE = 26.0
"""How far apart two curves between the same boxes run."""
_INWARD = 0.28
"""How far a curve bends to the middle, so that it passes boxes that stand between its ends."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, centre: Point, width: float, height: float) -> "Rectangle":
        x, y = centre
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def centre(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def shared(self, other: "Rectangle") -> float:
        """The area that both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic curve; ``head`` are the corners of an arrow head at its end, as SVG has them."""

    start: Point
    bend: Point
    end: Point

    @property
    def path(self) -> str:
        return f"M{_spoken(self.start)}Q{_spoken(self.bend)} {_spoken(self.end)}"

    @property
    def head(self) -> str:
        angle = math.atan2(self.end[1] - self.bend[1], self.end[0] - self.bend[0])
        corners = [
            (
                self.end[0] - HEAD * math.cos(angle + side),
                self.end[1] - HEAD * math.sin(angle + side),
            )
            for side in (0.45, -0.45)
        ]
        return " ".join(_spoken(corner) for corner in (self.end, *corners))

    def at(self, along: float) -> Point:
        """The point after this share of the way, from 0 to 1."""
        rest = 1 - along
        weights = (rest * rest, 2 * rest * along, along * along)
        points = (self.start, self.bend, self.end)
        x = sum(weight * point[0] for weight, point in zip(weights, points, strict=True))
        return x, sum(weight * point[1] for weight, point in zip(weights, points, strict=True))


def ellipse(codes: Sequence[str], width: int, height: int, edge: int) -> dict[str, Point]:
    """The centre of the box of each code, clockwise from the top; large enough for its boxes."""
    across = max(1.4 * width, 30.0 * len(codes)) if len(codes) > 1 else 0.0
    down = max(3.0 * height, 20.0 * len(codes)) if len(codes) > 1 else 0.0
    turns = [2 * math.pi * index / len(codes) for index in range(len(codes))]
    return {
        code: (
            edge + width / 2 + across * (1 + math.sin(turn)),
            edge + height / 2 + down * (1 - math.cos(turn)),
        )
        for code, turn in zip(codes, turns, strict=True)
    }


def curve(start: Point, end: Point, middle: Point, beside: int, width: int, height: int) -> Curve:
    """From the rim of one box to the rim of another; ``beside`` counts the curves before it."""
    halfway = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    length = math.dist(start, end) or 1.0
    # At a right angle to the line, alternately to either side.
    step = _BESIDE * ((beside + 1) // 2) * (1 if beside % 2 else -1)
    bend = (
        halfway[0] + _INWARD * (middle[0] - halfway[0]) - 2 * step * (end[1] - start[1]) / length,
        halfway[1] + _INWARD * (middle[1] - halfway[1]) + 2 * step * (end[0] - start[0]) / length,
    )
    return Curve(_rim(start, bend, width, height), bend, _rim(end, bend, width, height))


def _rim(centre: Point, towards: Point, width: int, height: int) -> Point:
    """Where the line from the centre of a box to a point leaves the box, with a little air."""
    across, down = towards[0] - centre[0], towards[1] - centre[1]
    reach = min(
        (width / 2 + 2) / abs(across) if across else math.inf,
        (height / 2 + 2) / abs(down) if down else math.inf,
    )
    reach = min(reach, 1.0)
    return centre[0] + across * reach, centre[1] + down * reach


def _spoken(point: Point) -> str:
    return f"{round(point[0], 1)} {round(point[1], 1)}"
