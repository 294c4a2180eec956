"""Which attribute of a ReqIF file states its requirements, where none has a name that says so."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from planning.imports.reqif_xml import SpecObject
from planning.imports.tables import folded

_TELLING = frozenset(("text", "txt", "description", "desc", "statement", "content", "contents"))
"""Last words of names such as ``Technical description``."""


def stating(
    objects: Iterable[SpecObject],
    names: Mapping[str, str],
    field_of: Callable[[str], str | None],
) -> dict[str, str]:
    """By type of object the id of the attribute that states it, for types where no name says one.

    It is one of several words whose name ends in a word such as *text*, else the one with the
    longest texts. ``field_of`` tells what the name of an attribute means, ``None`` where nothing.
    """
    said: set[str] = set()
    lengths: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for found in objects:
        for value in found.values:
            field = field_of(names.get(value.definition, value.definition))
            if field == "statement" and value.text:
                said.add(found.type)
            elif field is None and len(value.text.split()) > 1:
                lengths[found.type][value.definition] += len(value.text)
    return {
        type_: max(counted, key=lambda id_: (_tells(names.get(id_, id_)), counted[id_]))
        for type_, counted in lengths.items()
        if type_ not in said
    }


def _tells(name: str) -> bool:
    return folded(name).rpartition("_")[2] in _TELLING
