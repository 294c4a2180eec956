"""The known code or id that somebody probably meant."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

_PARTS = re.compile(r"[a-z]+|\d+|\*")
_LIKE = 0.6


def nearest(said: str, known: Iterable[str]) -> str:
    """The known code nearest to what was said, or ``""`` where none is near.

    Case, separators and leading zeros count for nothing, so that ``fr1`` finds ``FR-001``; among
    equals the first wins.
    """
    by_core: dict[str, str] = {}
    for code in known:
        by_core.setdefault(_core(code), code)
    wanted = _core(said)
    if wanted in by_core:
        return by_core[wanted]
    found = get_close_matches(wanted, by_core, n=1, cutoff=_LIKE)
    return by_core[found[0]] if found else ""


def suggestion(said: str, known: Iterable[str]) -> str:
    """``; did you mean FR-001?`` to follow a message, or nothing."""
    found = nearest(said, known)
    return f"; did you mean {found}?" if found else ""


def _core(code: str) -> str:
    return " ".join(part.lstrip("0") or part[-1] for part in _PARTS.findall(code.casefold()))
