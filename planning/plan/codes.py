"""What has the shape of a code, so that people's text can point at it, and how codes are counted.

The database holds codes of ``LONGEST`` characters.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

LONGEST = 80

_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:\-]*\*?", re.ASCII)
_COUNTED = re.compile(r"(.+)-([1-9][0-9]{0,8})", re.ASCII)


def is_code(text: str) -> bool:
    """Whether an element may bear this code: letters, digits, dots and hyphens; ``SEC-*`` too."""
    return len(text) <= LONGEST and _SHAPE.fullmatch(text) is not None


def split(code: str) -> tuple[str, int]:
    """Prefix and number of a code; the code itself and 0 where it was not counted."""
    parts = _COUNTED.fullmatch(code)
    return (parts[1], int(parts[2])) if parts else (code, 0)


def highest(codes: Iterable[str]) -> dict[str, int]:
    """The last number of each prefix."""
    found: dict[str, int] = {}
    for prefix, number in map(split, codes):
        found[prefix] = max(found.get(prefix, 0), number)
    return found


def numbered(wanted: Sequence[tuple[str, str]], last: Mapping[str, int]) -> list[str]:
    """A code for each pair of prefix and code given from outside, in order.

    What was given stays; a blank gets the number after the ``last`` of its prefix, and after all
    that are given now.
    """
    given = highest(code for _, code in wanted)
    counters = {
        prefix: _after(prefix, max(last.get(prefix, 0), given.get(prefix, 0)))
        for prefix, code in wanted
        if not code
    }
    return [code or next(counters[prefix]) for prefix, code in wanted]


def _after(prefix: str, number: int) -> Iterator[str]:
    while True:
        number += 1
        yield f"{prefix}-{number}"
