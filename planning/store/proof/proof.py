"""Proving a plan: history, rows, baselines and decisions, read at one moment and held together."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from operator import itemgetter

from django.db import connection

from planning import models
from planning.models.change import VALUE_ACTIONS
from planning.store.load import snapshot
from planning.store.proof.baselines import Baselines
from planning.store.proof.chain import Chain
from planning.store.proof.decisions import decisions
from planning.store.proof.live import live
from planning.store.proof.problem import People, Problem, change_named
from planning.store.proof.project import ProjectName
from planning.store.proof.recorded import Records
from planning.store.proof.replay import State
from planning.store.start import founder

CHUNK = 2_000
"""Changes that are in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of it; the first problem is the first row that was tampered with.

    ``remarks`` are no problems: what could not be computed anew, or people without an account. The
    rest counts what was checked.
    """

    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    changes: int = 0
    elements: int = 0
    links: int = 0
    baselines: int = 0
    decisions: int = 0

    @property
    def holds(self) -> bool:
        return not self.problems


def verify(plan_id: int) -> Proof:
    """Whether everything that is stored of a plan is as it was written.

    Raises ``models.Plan.DoesNotExist``.
    """
    with _moment():
        return _verified(models.Plan.objects.select_related("project").get(pk=plan_id))


def _moment() -> AbstractContextManager[None]:
    """One moment for every query; a transaction that is open has its own."""
    return nullcontext() if connection.in_atomic_block else snapshot()


def _verified(plan: models.Plan) -> Proof:
    history = History(plan)
    history.read()
    signed = {row.number: row for row in models.SignOff.objects.filter(plan=plan)}
    baselines, records = history.baselines, history.records
    frozen = tuple(baselines.end(history.chain.length, history.state, records.baselines))
    asked = (row.person for row in baselines.rows.values())
    persons = {*history.persons, *asked, *(row.person for row in signed.values())}
    return Proof(
        problems=(
            *history.problems(),
            *live(plan, history.state),
            *frozen,
            *decisions(signed, baselines, records.sign_offs),
        ),
        remarks=(*baselines.remarks, *_unknown(persons)),
        changes=history.count,
        elements=len(history.state.elements),
        links=len(history.state.links),
        baselines=len(baselines.rows),
        decisions=len(signed),
    )


class History:
    """One reading of all changes: the chain, the replay, and what the chain records of reviews."""

    def __init__(self, plan: models.Plan) -> None:
        self._plan = plan
        self._people = People()
        self.chain = Chain(plan, self._people)
        self.state = State(ProjectName(plan))
        self.baselines = Baselines(plan)
        self.records = Records()
        self.persons: set[str] = set()
        self.count = 0
        self._unfit: list[tuple[int, Problem]] = []

    def read(self) -> None:
        changes = models.Change.objects.filter(plan=self._plan).order_by("number")
        for change in changes.iterator(chunk_size=CHUNK):
            self.count += 1
            self.persons.add(change.person)
            self.chain.follow(change)
            self.baselines.reach(change.number, self.state)
            for what in self._replayed(change):
                problem = Problem(change_named(change, self._people), what)
                self._unfit.append((change.number, problem))
        self.chain.end()

    def problems(self) -> Iterator[Problem]:
        """By number of the change; of one change what the chain says goes first."""
        found = sorted((*self.chain.problems, *self._unfit), key=itemgetter(0))
        return (problem for _, problem in found)

    def _replayed(self, change: models.Change) -> Iterable[str]:
        if change.action in VALUE_ACTIONS:
            return self.state.apply(change)
        return self.records.take(change)


def _unknown(persons: Iterable[str]) -> Iterator[str]:
    """People may have left; what they wrote stays theirs."""
    known = models.User.objects.filter(pseudonym__in=persons).values_list("pseudonym", flat=True)
    for person in sorted({*persons} - {*known, founder(None).id}):
        yield f"no account has the pseudonym {person}"
