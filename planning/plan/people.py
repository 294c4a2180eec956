"""How people are named in a plan and its files: never by an e-mail address."""

import re

_ADDED = re.compile(r"(\S)\s*[<(][^\s@<>()]+@[^\s<>()]+[>)]")
_BARE = re.compile(r"([^\s@<>(),;]+)@[^\s@<>(),;]+")


def without_address(name: str) -> str:
    """The name, without the e-mail address beside it; of a bare one, the part before the @."""
    return _BARE.sub(r"\1", _ADDED.sub(r"\1", name))
