"""Natural order of codes: BC-2 before BC-10."""

import re
from functools import lru_cache

_DIGITS = re.compile(r"(\d+)")

Key = tuple[tuple[int, int, str], ...]


@lru_cache(maxsize=1 << 16)
def natural(code: str) -> Key:
    """A sort key that compares runs of digits as numbers and everything else as text."""
    return tuple(
        (0, int(part), part) if part.isdecimal() and part.isascii() else (1, 0, part)
        for part in _DIGITS.split(code)
        if part
    )
