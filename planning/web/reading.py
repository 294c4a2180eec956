"""Files that people send: read into drafts, compared with a plan, brought into it together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planning.imports.apply import Applied, apply_within
from planning.imports.draft import Draft, Unreadable
from planning.imports.due import due
from planning.imports.preview import Preview, compare
from planning.imports.recognise import read
from planning.imports.sequence import in_order
from planning.store import write
from planning.store.errors import Conflict
from planning.store.load import load
from planning.web.access import Access
from planning.web.carried import Sent


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file that could not be read, and why."""

    file: str
    why: str


def drafts(files: Iterable[Sent], expect: str = "") -> tuple[list[Draft], list[NotRead]]:
    """What the files say, in the order to bring them in, and which say nothing that can be read."""
    found, failed = [], []
    for file in files:
        try:
            found.append(read(file.name, file.data, expect=expect or None))
        except Unreadable as error:
            failed.append(NotRead(file.name, str(error)))
    return in_order(found), failed


def previews(access: Access, found: Iterable[Draft]) -> list[Preview]:
    """What each draft would do to the plan as it is."""
    return [due(access.actor, compare(access.plan, draft)) for draft in found]


def bring_in(
    access: Access, found: list[Draft], chosen: Iterable[str], revision: int
) -> list[Applied]:
    """Apply what was chosen of all drafts in one write, or nothing.

    ``chosen`` holds ``0:key`` for the first draft and so on, with keys as ``apply`` takes them.
    Raises ``Conflict`` where the plan is not at the previewed ``revision`` any more, and what the
    writer raises.
    """
    keys = _by_draft(chosen)
    files = ", ".join(draft.file for draft in found)
    with write.locked(access.row.pk, access.actor, f"import of {files}") as writing:
        if writing.row.revision != revision:
            raise Conflict(None, ())
        # Each is compared anew: it may refer to what the one before has added.
        return [
            apply_within(
                writing, due(access.actor, compare(load(access.row.pk), draft)), keys[number]
            )
            for number, draft in enumerate(found)
        ]


def _by_draft(chosen: Iterable[str]) -> Mapping[int, set[str]]:
    keys: dict[int, set[str]] = defaultdict(set)
    for said in chosen:
        number, _, key = said.partition(":")
        if number.isdecimal():
            keys[int(number)].add(key)
    return keys
