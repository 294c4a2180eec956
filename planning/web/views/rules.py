"""The rules as this plan sees them: their severities, who changed them, and changing them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from planning.plan.choices import words
from planning.plan.decisions import Said, waits
from planning.plan.findings import Rule
from planning.plan.rights import LEADS, may_approve, may_write
from planning.plan.rules import RULES, by_id
from planning.plan.rules.overrides import effective, in_force, switched_off
from planning.store import severities
from planning.store.errors import Rejected
from planning.web.access import Access, access
from planning.web.forms_decisions import SeverityDecisionForm, SeverityForm
from planning.web.forms_plan import SearchForm
from planning.web.place import wants_fragment
from planning.web.respond import fragment, page, problem, written
from planning.web.views.guardrails import matching


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A rule in this plan. ``now`` is its severity or ``off``; ``stands`` and ``asked`` say why."""

    rule: Rule
    now: str
    stands: tuple[Said, ...]
    asked: tuple[Said, ...]
    findings: int
    lead: str
    leads: bool
    may_ask: bool
    may_remove: bool


@require_safe
@vary_on_headers("HX-Request")
def rule_list(request: HttpRequest, slug: str) -> HttpResponse:
    reached = access(request, slug)
    form = SearchForm(request.GET)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    changed = "changed" in request.GET
    shown = _shown(reached, matching(RULES, sought))
    context: dict[str, Any] = {
        "form": form,
        "changed": changed,
        "rules": [each for each in shown if not changed or each.stands or each.asked],
        "total": len(RULES),
    }
    if wants_fragment(request):
        return fragment(request, "_rules_of_plan.html", reached, **context)
    return page(request, "rules.html", reached, "rules", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def severity(request: HttpRequest, slug: str, rule_id: str) -> HttpResponse:
    """Give a rule another severity, or ask for it."""
    reached, rule = _reached(request, slug), _rule(rule_id)
    if wants_fragment(request) and "close" in request.GET:
        return fragment(request, "_rule.html", reached, shown=_one(reached, rule), focused=True)
    if request.method != "POST":
        return _opened(request, reached, rule, SeverityForm(own=rule.severity))
    form = SeverityForm(request.POST, own=rule.severity)
    if not form.is_valid():
        return _opened(request, reached, rule, form, 422)
    said = (form.cleaned_data["severity"], form.cleaned_data["reason"])
    try:
        held = severities.set_severity(reached.row.pk, reached.actor, rule.id, *said, reached.on)
    except Rejected as error:
        form.take(error)
        return _opened(request, reached, rule, form, 422)
    asked = f"Asked: the {words(LEADS[rule.scope])} decides." if waits(held) else "Set."
    messages.success(request, f"{rule.id}: {asked}")
    return _done(request, slug, rule)


@require_POST
def decide(request: HttpRequest, slug: str, rule_id: str) -> HttpResponse:
    """Approve or refuse what was asked for a rule, or take back what stands."""
    reached, rule = _reached(request, slug), _rule(rule_id)
    form = SeverityDecisionForm(request.POST)
    if not form.is_valid():
        return problem(request, "The request does not say what to do.", 422)
    decision = form.cleaned_data["decision"]
    about = (reached.row.pk, reached.actor, rule.id)
    if decision == "approve":
        severities.approve_severity(*about, reached.on)
    else:
        severities.drop_severity(*about, asked=decision == "refuse")
    messages.success(request, f"{rule.id}: {_DONE[decision]}.")
    return _done(request, slug, rule)


_DONE = {"approve": "approved", "refuse": "the request is gone", "remove": "as it was by itself"}


def _reached(request: HttpRequest, slug: str) -> Access:
    reached = access(request, slug)
    if not may_write(reached.actor, "Plan", {"severities"}, {}):
        raise PermissionDenied("Your roles do not let you change rules.")
    return reached


def _rule(rule_id: str) -> Rule:
    try:
        return by_id(rule_id)
    except KeyError:
        raise Http404(f"there is no rule {rule_id}") from None


def _opened(
    request: HttpRequest, reached: Access, rule: Rule, form: SeverityForm, status: int = 200
) -> HttpResponse:
    context = {"shown": _one(reached, rule), "form": form}
    if wants_fragment(request):
        return fragment(request, "_rule_form.html", reached, status, **context)
    return page(request, "rule_severity.html", reached, "rules", status, **context)


def _done(request: HttpRequest, slug: str, rule: Rule) -> HttpResponse:
    if not wants_fragment(request):
        return redirect(f"/plans/{slug}/rules/#{rule.id}")
    reached = access(request, slug)
    shown = _one(reached, rule)
    return written(request, "_rule.html", reached, "rules", shown=shown, focused=True)


def _one(reached: Access, rule: Rule) -> Shown:
    (shown,) = _shown(reached, [rule])
    return shown


def _shown(reached: Access, rules: Iterable[Rule]) -> tuple[Shown, ...]:
    counted = Counter(finding.rule for finding in reached.findings if not finding.waived)
    may_ask = may_write(reached.actor, "Plan", {"severities"}, {})
    return tuple(_of(reached, rule, counted[rule.id], may_ask) for rule in rules)


def _of(reached: Access, rule: Rule, findings: int, may_ask: bool) -> Shown:
    plan, leads = reached.plan, may_approve(reached.actor, rule.scope)
    every: tuple[Said, ...] = (*plan.severities, *plan.disabled_rules)
    held = [said for said in every if said.rule == rule.id]
    stands = tuple(said for said in held if not waits(said))
    off = switched_off(plan, rule)
    led = any(in_force(said, rule.scope) for said in stands)
    return Shown(
        rule=rule,
        now=severities.OFF if off else effective(plan, rule)[rule.severity],
        stands=stands,
        asked=tuple(said for said in held if waits(said)),
        findings=findings,
        lead=words(LEADS[rule.scope]),
        leads=leads,
        may_ask=may_ask,
        may_remove=bool(stands) and may_ask and (leads or not led or off),
    )
