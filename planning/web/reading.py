"""Files that people send: read into drafts, compared with a plan, brought into it together."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from planning.imports.apply import Applied, Bases, apply_within
from planning.imports.bounds import Together
from planning.imports.choice import LEFT_OUT
from planning.imports.draft import Draft, Unreadable
from planning.imports.due import due
from planning.imports.foreseen import foreseen
from planning.imports.options import AS_IT_IS, How
from planning.imports.preview import Preview
from planning.imports.recognise import read, unpacked
from planning.imports.sequence import in_order
from planning.kinds import KINDS
from planning.plan.value import Plan
from planning.store import codes, history, write
from planning.store.batch import Tick, no_tick
from planning.store.errors import Conflict
from planning.store.load import load
from planning.web.access import Access
from planning.web.carried import Sent
from planning.web.hows import Hows


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file that could not be read, why, and as what if somebody chose that."""

    file: str
    why: str
    format: str = ""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was applied, file by file; ``batch`` undoes all of it."""

    batch: str
    files: tuple[Applied, ...]


def drafts(
    files: Iterable[Sent], hows: Hows | None = None, otherwise: How = AS_IT_IS
) -> tuple[list[Draft], list[NotRead]]:
    """What the files say, in the order to bring them in, and which say nothing that can be read.

    Archives are read file by file; ``otherwise`` is for files of which ``hows`` says nothing.
    """
    found: list[Draft] = []
    failed: list[NotRead] = []
    together = Together()
    for file in _opened(files, failed):
        how = (hows or {}).get(file.name, otherwise)
        try:
            draft = together.take(read(file.name, file.data, how))
            found.append(replace(draft, known_as=how.known_as))
        except Unreadable as error:
            failed.append(NotRead(file.name, str(error), how.format))
    return in_order(found), failed


def _opened(files: Iterable[Sent], failed: list[NotRead]) -> Iterator[Sent]:
    """The files one by one, no two of one name."""
    taken: set[str] = set()
    for file in files:
        try:
            held = unpacked(file.name, file.data, taken)
        except Unreadable as error:
            failed.append(NotRead(file.name, str(error)))
            continue
        for name, data in held:
            taken.add(name)
            yield Sent(name, data)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What each draft would do, and the ``plan`` as it would be after the last of them."""

    previews: tuple[Preview, ...]
    plan: Plan


def outlook(access: Access, found: Iterable[Draft], chosen: Iterable[str] | None = None) -> Outlook:
    """What the drafts would do, each to the plan that those before it leave.

    ``chosen`` as ``bring_in`` takes it; without it, all that takes no person's decision.
    """
    bases, issued = Bases(access.row.pk), codes.last(access.row.pk)
    keys = None if chosen is None else _by_draft(chosen)
    plan, seen = access.plan, []
    for number, draft in enumerate(found):
        seen.append(due(access.actor, bases.compare(plan, draft)))
        ticked = None if keys is None else keys[number]
        plan = foreseen(plan, seen[-1], ticked, issued=issued, within=WITHIN_PARENT)
    return Outlook(tuple(seen), plan)


WITHIN_PARENT = frozenset(kind.name for kind in KINDS if kind.within_parent)


def bring_in(
    access: Access,
    found: list[Draft],
    chosen: Iterable[str],
    revision: int,
    tick: Tick = no_tick,
) -> "BroughtIn":
    """Apply what was chosen of all drafts in one write, or nothing.

    ``chosen`` holds ``0:key`` or ``0=key`` for the first draft and so on, with keys as ``apply`` takes
    them.
    Raises ``Conflict`` where the plan is not at the previewed ``revision`` any more, and what the
    writer raises.
    """
    keys = _by_draft(chosen)
    files = ", ".join(draft.file for draft in found)
    cause = f"{history.IMPORT}{files}"[:500]
    with write.locked(access.row.pk, access.actor, cause, tick) as writing:
        if writing.row.revision != revision:
            raise Conflict(None, ())
        bases, done = Bases(access.row.pk), []
        for number, draft in enumerate(found):
            # Each is compared anew: it may refer to what the one before has added.
            plan = load(access.row.pk)
            preview = due(access.actor, bases.compare(plan, draft))
            done.append(apply_within(writing, preview, keys[number]))
        return BroughtIn(writing.batch, tuple(done))


def ticks(said: QueryDict) -> list[str]:
    """What of a preview is ticked, as ``bring_in`` takes it, from what its form sends."""
    chosen = said.getlist("chosen")
    unticked = set(said.getlist("offered")).difference(chosen)
    return chosen + [value.replace(LINK, LEFT_OUT, 1) for value in sorted(unticked)]


def _by_draft(chosen: Iterable[str]) -> Mapping[int, set[str]]:
    keys: dict[int, set[str]] = defaultdict(set)
    for said in chosen:
        if found := TICK.fullmatch(said):
            keys[int(found[1])].add(found[2])
    return keys


LINK = "link."
"""Before the key of a link that is offered, so that one that is not ticked can be told."""
TICK = re.compile(r"([0-9]{1,6})[:=](.+)", re.DOTALL)
"""A box that was ticked: number of the draft and key, with ``=`` where it was a change.

So the box of an addition is none of the change that became of it meanwhile.
"""
