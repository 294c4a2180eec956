"""What a skeleton of OpenAPI says of elements of the very plan that it was written from.

Its writer makes a title of a code and an identifier of a name; brought back, that is no statement.
"""

import json
import re
from typing import Any

_ALWAYS = (
    ("Service", "style"),
    ("Endpoint", "no_body"),
    ("Endpoint", "direction"),
    ("Operation", "service"),
    ("Schema", "format"),
)
_UNFIT = re.compile(r"[\W_]+")
_ONLY_ASCII = re.compile(r"[^A-Za-z0-9]+")
_CODE = re.compile(r"[A-Z]+-\d+")
_TWIN = re.compile(r"(?:_\d+|-[A-Z]+-\d+)$")
"""What the writer puts behind the second of a name."""
_PLACEHOLDER = re.compile(r"kept in the plan$|not stated yet$|Refers to .* not in the plan$")


def says_nothing(kind: str, name: str, before: Any, after: Any) -> bool:
    """Whether a field of the plan would be written just as the file has it."""
    if (kind, name) in _ALWAYS:
        return True
    if name == "name":
        return not before or _is_spelling(before, after)
    if (kind, name) == ("Endpoint", "protocol"):
        return not before or str(before).casefold().startswith("http")
    if (kind, name) == ("Endpoint", "method"):
        return str(before).casefold() == str(after).casefold()
    if (kind, name) == ("Operation", "errors"):
        return bool(before)
    return (kind, name) == ("Schema", "body") and _same_body(before, after)


def _is_spelling(name: str, identifier: str) -> bool:
    """Whether the writer made an identifier of a name, or of something else as nothing of it fits."""
    if not _UNFIT.sub("", name) or (_CODE.fullmatch(identifier) and not _ONLY_ASCII.sub("", name)):
        return True
    bare = (identifier, _TWIN.sub("", identifier))
    # Of an operation it keeps letters of any language, of a schema those of ASCII.
    return any(
        _spelled(name, unfit) in [_spelled(one, unfit) for one in bare]
        for unfit in (_UNFIT, _ONLY_ASCII)
        if _spelled(name, unfit)
    )


def _spelled(name: str, unfit: re.Pattern[str]) -> str:
    return unfit.sub("_", name).strip("_")


def _same_body(before: str, after: str) -> bool:
    try:
        held, said = json.loads(before or "null"), json.loads(after)
    except (ValueError, RecursionError):
        # It is no JSON Schema, so the file only has a word in its place.
        return True
    if isinstance(said, dict) and _PLACEHOLDER.search(str(said.get("description", ""))):
        return True
    return bool(_bare(held) == _bare(said))


def _bare(value: Any) -> Any:
    """A schema without its references, which lead elsewhere within a file."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_lost = _PLACEHOLDER.search(str(value.get("description", "")))
    left_out = ("$ref", "$id", "$anchor") + (("description",) if is_lost else ())
    return {key: _bare(item) for key, item in value.items() if key not in left_out}
