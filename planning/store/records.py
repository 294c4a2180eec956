"""What was asked and decided on a plan, read along with the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from planning import models
from planning.plan.signatures import BINDING, Asked, Given, Review, review
from planning.plan.value import Plan
from planning.store.names import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Every baseline and every decision, in order; people by their pseudonyms."""

    asked: tuple[Asked, ...]
    given: tuple[Given, ...]

    @property
    def people(self) -> frozenset[str]:
        return frozenset((*(a.person for a in self.asked), *(g.person for g in self.given)))

    def review(self, plan: Plan, known: Mapping[str, str] | None = None) -> Review:
        """Where the review stands for a plan; who is not ``known`` by name is asked for."""
        held = names(self.people) if known is None else known
        return review(plan, self.asked, self.given, held)

    def up_to(self, baseline: models.Baseline) -> "Records":
        """As they are for this baseline: without what was decided on later ones."""
        given = tuple(each for each in self.given if each.baseline <= baseline.number)
        return replace(self.seen_from(baseline), given=given)

    def seen_from(self, baseline: models.Baseline) -> "Records":
        """All decisions, as if this baseline were the latest."""
        asked = tuple(each for each in self.asked if each.number <= baseline.number)
        return replace(self, asked=asked)


def records(plan_id: int) -> Records:
    """Everything on record, in three queries at most."""
    held = models.Baseline.objects.filter(plan_id=plan_id).order_by("number")
    columns = ("number", "asked_at", "person", "name", "statement")
    asked = {pk: _asked(*said) for pk, *said in held.values_list("pk", *columns)}
    if not asked:
        return Records(asked=(), given=())
    rows = list(models.SignOff.objects.filter(plan_id=plan_id).order_by("number"))
    scopes = _scopes(rows) if rows else {}
    return Records(
        asked=tuple(asked.values()),
        given=tuple(_given(each, asked[each.baseline_id].number, scopes) for each in rows),
    )


def _asked(number: int, at: str, person: str, name: str, statement: str) -> Asked:
    return Asked(number=number, at=at, person=person, name=name, statement=statement)


def _scopes(rows: Iterable[models.SignOff]) -> Mapping[tuple[int, str], tuple[str, str]]:
    """Definition and projection for the last binding word on each scope of each baseline."""
    wanted = {(row.baseline_id, row.scope) for row in rows if row.decision in BINDING}
    held = models.BaselineScope.objects.filter(baseline_id__in={pk for pk, _ in wanted})
    found = held.values_list("baseline_id", "scope", "definition", "projection")
    return {(pk, scope): (d, p) for pk, scope, d, p in found if (pk, scope) in wanted}


def _given(
    row: models.SignOff, number: int, scopes: Mapping[tuple[int, str], tuple[str, str]]
) -> Given:
    definition, projection = scopes.get((row.baseline_id, row.scope), ("", ""))
    return Given(
        scope=row.scope,
        role=row.role,
        deputy=row.deputy,
        person=row.person,
        decision=row.decision,  # type: ignore[arg-type]
        statement=row.statement,
        at=row.decided_at,
        method=row.method,
        stated=row.stated,
        baseline=number,
        digest=row.scope_digest,
        definition=definition,
        projection=projection,
    )
