"""One baseline as it was frozen, and two states of a plan side by side."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from planning.plan.artifacts import ARTIFACTS
from planning.plan.diff import difference
from planning.plan.findings import SEVERITIES
from planning.plan.scopes import NAMES, SIGNED, definition, project_by
from planning.plan.scopes.compare import compare as compare_rows
from planning.plan.value import Plan
from planning.store import baselines
from planning.store.names import names
from planning.web.access import Access, access
from planning.web.respond import page
from planning.web.reviewing import changes
from planning.web.reviewing.weakening import weakenings

LIVE = "live"


@require_GET
def show(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What is known of a baseline: who asked, what was found, what was decided, its files."""
    found = access(request, slug)
    row = baselines.baseline(found.row.pk, code)
    held = baselines.findings(row)
    context: dict[str, Any] = {
        "row": row,
        "who": names([row.person])[row.person],
        "frozen": baselines.frozen(row),
        "scopes": row.scopes.order_by("pk").values("scope", "digest"),
        "tally": [(s, sum(f.severity == s and not f.waived for f in held)) for s in SEVERITIES],
        "waived": sum(finding.waived for finding in held),
        "decisions": [s for s in found.review.signatures if s.baseline == row.code],
        "files": ARTIFACTS,
    }
    return page(request, "baseline.html", found, "review", **context)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states that are compared."""

    name: str
    plan: Plan


@require_GET
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """What differs between two baselines, or a baseline and the plan as it is; in a scope or all."""
    found = access(request, slug)
    listed = list(baselines.listed(found.row.pk))
    first = listed[0].code if listed else LIVE
    before = _side(found, request.GET.get("before") or first)
    after = _side(found, request.GET.get("after") or LIVE)
    scope = request.GET.get("scope", "")
    scope = scope if scope in NAMES else ""
    context: dict[str, Any] = {
        "before": before,
        "after": after,
        "scope": scope,
        "scopes": SIGNED,
        "options": [LIVE, *(row.code for row in listed)],
        "changes": _changes(before.plan, after.plan, scope),
    }
    return page(request, "compare.html", found, "review", **context)


def _side(found: Access, name: str) -> Side:
    if name == LIVE:
        return Side(LIVE, found.plan)
    return Side(name, baselines.frozen(baselines.baseline(found.row.pk, name)))


def _changes(before: Plan, after: Plan, scope: str) -> tuple[changes.ShownChange, ...]:
    weaker = weakenings(before, after)
    if not scope:
        return changes.shown(difference(before, after), before, after, weaker)
    said = definition(scope)
    rows = compare_rows(project_by(before, said), project_by(after, said))
    return changes.shown(rows, before, after, weaker)
