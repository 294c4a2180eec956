"""Files that people send: read into drafts, compared with a plan, brought into it together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planning.imports.apply import Applied, apply_within
from planning.imports.bounds import Together
from planning.imports.draft import Draft, Unreadable
from planning.imports.due import due
from planning.imports.preview import Preview, compare
from planning.imports.recognise import read, unpacked
from planning.imports.sequence import in_order
from planning.store import history, write
from planning.store.batch import Tick, no_tick
from planning.store.errors import Conflict
from planning.store.load import load
from planning.web.access import Access
from planning.web.carried import Sent


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file that could not be read, and why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was applied, file by file; ``batch`` undoes all of it."""

    batch: str
    files: tuple[Applied, ...]


Mappings = Mapping[str, Mapping[str, str]]
"""For tables, by file: which field a column holds, blank for one to leave out."""


def drafts(
    files: Iterable[Sent], expect: str = "", mappings: Mappings | None = None
) -> tuple[list[Draft], list[NotRead]]:
    """What the files say, in the order to bring them in, and which say nothing that can be read.

    Archives are read file by file.
    """
    found: list[Draft] = []
    failed: list[NotRead] = []
    together = Together()
    for file in _opened(files, failed):
        mapping = (mappings or {}).get(file.name)
        try:
            draft = read(file.name, file.data, expect=expect or None, mapping=mapping)
            found.append(together.take(draft))
        except Unreadable as error:
            failed.append(NotRead(file.name, str(error)))
    return in_order(found), failed


def _opened(files: Iterable[Sent], failed: list[NotRead]) -> Iterator[Sent]:
    for file in files:
        try:
            held = unpacked(file.name, file.data)
        except Unreadable as error:
            failed.append(NotRead(file.name, str(error)))
            continue
        yield from (Sent(name, data) for name, data in held)


def previews(access: Access, found: Iterable[Draft]) -> list[Preview]:
    """What each draft would do to the plan as it is."""
    written = history.imported(access.row.pk)
    return [due(access.actor, compare(access.plan, draft, written)) for draft in found]


def bring_in(
    access: Access,
    found: list[Draft],
    chosen: Iterable[str],
    revision: int,
    tick: Tick = no_tick,
) -> "BroughtIn":
    """Apply what was chosen of all drafts in one write, or nothing.

    ``chosen`` holds ``0:key`` for the first draft and so on, with keys as ``apply`` takes them.
    Raises ``Conflict`` where the plan is not at the previewed ``revision`` any more, and what the
    writer raises.
    """
    keys = _by_draft(chosen)
    files = ", ".join(draft.file for draft in found)
    cause = f"{history.IMPORT}{files}"[:500]
    with write.locked(access.row.pk, access.actor, cause, tick) as writing:
        if writing.row.revision != revision:
            raise Conflict(None, ())
        written = history.imported(access.row.pk)
        # Each is compared anew: it may refer to what the one before has added.
        done = [
            apply_within(
                writing,
                due(access.actor, compare(load(access.row.pk), draft, written)),
                keys[number],
            )
            for number, draft in enumerate(found)
        ]
        return BroughtIn(writing.batch, tuple(done))


def _by_draft(chosen: Iterable[str]) -> Mapping[int, set[str]]:
    keys: dict[int, set[str]] = defaultdict(set)
    for said in chosen:
        number, _, key = said.partition(":")
        if number.isdecimal():
            keys[int(number)].add(key)
    return keys
