"""How much a file may hold, so that reading it takes no more than 256 MB and some seconds.

``python -m bench.hostile`` measures what the densest files within these bounds take.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from planning.imports.draft import Draft, Unreadable

MOST_LINES = 400_000
MOST_VALUES = 800_000
"""Values of a JSON file; a value takes up to twenty times the memory of its text."""
MOST_NODES = 200_000
"""Values of a YAML file, keys among them, which take far more."""
MOST_ELEMENTS = 50_000
MOST_LINKS = 100_000
"""Both of all files together that come at once, too."""

Thing = TypeVar("Thing")


def refuse_many(file: str, count: int, most: int, what: str) -> None:
    """Raises ``Unreadable`` where ``count`` is more than ``most``."""
    if count > most:
        raise Unreadable(f"{file}: more than {most:,} {what}; split the file")


def refuse_many_elements(file: str, count: int) -> None:
    refuse_many(file, count, MOST_ELEMENTS, "elements")


def refuse_many_links(file: str, count: int) -> None:
    refuse_many(file, count, MOST_LINKS, "links")


def refuse_many_values(file: str, json: str) -> None:
    """Judged by the signs that part values: before reading, which is what takes the memory."""
    refuse_many(file, sum(map(json.count, ",:[{")), MOST_VALUES, "values")


def bounded(file: str, elements: Iterable[Thing]) -> Iterator[Thing]:
    """The elements, as long as they are not too many."""
    for count, element in enumerate(elements, 1):
        refuse_many_elements(file, count)
        yield element


class Together:
    """What files that come at once hold in all."""

    def __init__(self) -> None:
        self.elements = 0
        self.links = 0

    def take(self, draft: Draft) -> Draft:
        """The draft; raises ``Unreadable``, and forgets it, if it is too much with the others."""
        elements, links = self.elements + len(draft.elements), self.links + len(draft.links)
        if elements > MOST_ELEMENTS or links > MOST_LINKS:
            raise Unreadable(
                f"{draft.file}: more than {MOST_ELEMENTS:,} elements or {MOST_LINKS:,} links "
                "in all files together; bring it in after the others"
            )
        self.elements, self.links = elements, links
        return draft
