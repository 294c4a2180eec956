"""The last imports of a plan as a person reads them, to be taken back long after they were told."""

from dataclasses import dataclass
from datetime import datetime

from planning.store import history
from planning.store.names import names
from planning.web.access import Access

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """One import: its files, who brought them, and whether there is something to take back."""

    batch: str
    files: str
    who: str
    at: datetime
    changes: int
    undone: bool


def imports_lately(access: Access) -> tuple[Imported, ...]:
    """The last imports, latest first; nothing for somebody who may not import."""
    # Whoever may import writes every kind, and so may take an import back; the rest is the store's.
    if not access.may("import"):
        return ()
    found = history.last_imports(access.row.pk, SHOWN)
    people = names(each.person for each in found)
    return tuple(_imported(each, people[each.person]) for each in found)


def _imported(held: history.Import, who: str) -> Imported:
    return Imported(
        batch=held.batch,
        files=held.cause.removeprefix(history.IMPORT),
        who=who,
        at=held.at,
        changes=held.changes,
        undone=held.undone,
    )
