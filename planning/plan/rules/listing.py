"""How messages list codes."""

from collections.abc import Iterable

from planning.plan.elements import Element
from planning.plan.order import natural

MOST = 5


def listed(found: Iterable[Element | str]) -> str:
    """Codes in natural order; of more than five the first and how many more."""
    codes = sorted({e if isinstance(e, str) else e.code for e in found}, key=natural)
    more = len(codes) - MOST
    return ", ".join(codes[:MOST]) + (f" and {more} more" if more > 0 else "")
