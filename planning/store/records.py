"""What was asked and decided on a plan, read along with the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from planning import models
from planning.plan.signatures import BINDING, Asked, Given, Review, review
from planning.plan.value import Plan
from planning.store.names import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The latest baseline and every decision, in order; people by their pseudonyms."""

    asked: Asked | None
    given: tuple[Given, ...]

    def review(self, plan: Plan, known: Mapping[str, str] | None = None) -> Review:
        """Where the review stands for a plan; who is not ``known`` by name is asked for."""
        people = {each.person for each in self.given}
        return review(plan, self.asked, self.given, names(people) if known is None else known)

    def up_to(self, baseline: models.Baseline) -> "Records":
        """As they are for this baseline: without what was decided on later ones."""
        given = tuple(each for each in self.given if each.baseline <= baseline.number)
        return replace(self.seen_from(baseline), given=given)

    def seen_from(self, baseline: models.Baseline) -> "Records":
        """All decisions, as if this baseline were the latest."""
        return replace(self, asked=Asked(number=baseline.number, at=baseline.asked_at))


def records(plan_id: int) -> Records:
    """Everything on record, in three queries at most."""
    asked = models.Baseline.objects.filter(plan_id=plan_id).order_by("number")
    moments = {
        pk: Asked(number=n, at=at) for pk, n, at in asked.values_list("pk", "number", "asked_at")
    }
    if not moments:
        return Records(asked=None, given=())
    rows = list(models.SignOff.objects.filter(plan_id=plan_id).order_by("number"))
    scopes = _scopes(rows) if rows else {}
    return Records(
        asked=list(moments.values())[-1],
        given=tuple(_given(each, moments[each.baseline_id].number, scopes) for each in rows),
    )


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
