"""Retention times compared: ISO 8601 durations as days."""

import math
import re

_PARTS = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)
_DAYS = (365.25, 30.4375, 7, 1, 1 / 24, 1 / 1440, 1 / 86400)


def days(duration: str) -> float | None:
    """About how many days; infinite for ``indefinite``, ``None`` where nothing readable is said."""
    if duration == "indefinite":
        return math.inf
    match = _PARTS.fullmatch(duration)
    if not duration or match is None:
        return None
    return sum(int(part or 0) * each for part, each in zip(match.groups(), _DAYS, strict=True))
