"""Carrying out a mechanical fix: all of it in one write, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planning.plan.fixes import Fix, fixes
from planning.plan.rights import Actor
from planning.store import write
from planning.store.decisions import finding_of
from planning.store.errors import Missing, Rejected
from planning.store.load import load
from planning.store.write import New, Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What a fix did: codes added and changed, links made or confirmed; ``batch`` undoes it."""

    batch: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    tied: tuple[tuple[str, str, str], ...]


def mend(plan_id: int, actor: Actor, fix: Fix, reason: str, on: date) -> Mended:
    """Carry out a fix that is still what the plan offers for its finding on a date.

    ``reason`` is the text that the fix asks for. Raises ``Rejected`` where it is blank, ``Missing``
    where the finding is gone or asks for something else by now, and what the writer raises.
    """
    told = fix.told(reason.strip())
    if fix.asks and not reason.strip():
        raise Rejected({"reason": f"{fix.asks}?"})
    with write.locked(plan_id, actor, f"fix of {fix.finding[0]}") as writing:
        # Somebody may have mended it since the page was made: twice would be once too often.
        plan = load(plan_id)
        if fix not in fixes(plan, finding_of(plan, fix.finding, on)):
            raise Missing("this is mended otherwise by now")
        return _carried_out(writing, told)


def _carried_out(writing: Writing, fix: Fix) -> Mended:
    codes = writing.create_all(
        New(kind=each.kind, values=each.values, key=each.key) for each in fix.creates
    )
    for update in fix.updates:
        writing.update(update.code, _named(update.values, codes))
    ties = [(type_, codes.get(s, s), codes.get(t, t)) for type_, s, t in fix.ties]
    writing.link_all((*tie, None) for tie in ties)
    for tie in fix.confirms:
        writing.confirm(*tie)
    return Mended(
        batch=writing.batch,
        added=tuple(codes.values()),
        changed=tuple(update.code for update in fix.updates),
        tied=(*ties, *fix.confirms),
    )


def _named(values: Mapping[str, object], codes: Mapping[str, str]) -> dict[str, object]:
    """Values with codes in the place of keys."""
    return {
        name: codes.get(held, held) if isinstance(held, str) else held
        for name, held in values.items()
    }
