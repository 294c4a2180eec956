"""Who is called by name in a text: ``@name``, where somebody bears the name."""

import re
from collections.abc import Container

CALL = r"(?<![\w.@+-])@([\w.@+-]+)"
"""The shape of a call; user names may hold dots, signs and an @ of their own."""

_CALLS = re.compile(CALL)
_MARKS = ".@+-"


def called(text: str, names: Container[str]) -> frozenset[str]:
    """The names that a text calls, of those known; ``names`` and the answer are case-folded."""
    found = (name_in(call[1], names) for call in _CALLS.finditer(text))
    return frozenset(name.casefold() for name in found if name)


def name_in(said: str, names: Container[str]) -> str:
    """The name that stands after an @, as it is written there; blank where nobody bears it.

    The mark that ends a sentence may be part of a name, and is tried as such first.
    """
    tried = (said, said.rstrip(_MARKS))
    return next((name for name in tried if name.casefold() in names), "")
