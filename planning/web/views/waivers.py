"""Waivers of a plan: asked for on a finding, decided by the lead of its scope, listed."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from planning.plan.choices import words
from planning.plan.decisions import STATES, State, scope_of, state
from planning.plan.findings import Finding
from planning.plan.rights import LEADS, may_write
from planning.plan.value import Waiver
from planning.store import decisions
from planning.store.errors import Rejected
from planning.web import found
from planning.web.access import Access, access
from planning.web.forms_decisions import WaiverDecisionForm, WaiverForm
from planning.web.place import place_of, wants_fragment
from planning.web.respond import fragment, page, problem, written
from planning.web.templatetags.findings import actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A waiver with the finding it is about, as far as that is there, and what one may do."""

    waiver: Waiver
    finding: Finding | None
    lead: str
    may_decide: bool
    may_withdraw: bool


@require_safe
def waiver_list(request: HttpRequest, slug: str) -> HttpResponse:
    reached = access(request, slug)
    return page(request, "waivers.html", reached, "waivers", groups=_groups(reached))


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask that a finding be waived."""
    reached = access(request, slug)
    if not may_write(reached.actor, "Plan", {"waivers"}, {}):
        raise PermissionDenied("Your roles do not let you ask for a waiver.")
    if request.method != "POST":
        form = WaiverForm(initial=request.GET.dict())
        return _opened(request, reached, _meant(reached, request.GET.dict()), form)
    form = WaiverForm(request.POST)
    finding = _meant(reached, request.POST.dict())
    if not form.is_valid():
        return _opened(request, reached, finding, form, 422)
    said = (form.cleaned_data["reason"], form.cleaned_data["until"])
    try:
        decisions.ask_waiver(reached.row.pk, reached.actor, form.identity, *said, reached.on)
    except Rejected as error:
        form.take(error)
        return _opened(request, reached, finding, form, 422)
    messages.success(request, f"Asked. {_lead(finding.rule).capitalize()} decides.")
    return _asked(request, slug, finding)


@require_POST
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Approve, refuse or withdraw a waiver."""
    reached = access(request, slug)
    form = WaiverDecisionForm(request.POST)
    if not form.is_valid():
        return problem(request, "The request does not say which waiver is meant.", 422)
    decision, status = form.cleaned_data["decision"], 200
    about = (reached.row.pk, reached.actor, form.identity)
    try:
        if decision == "withdraw":
            decisions.withdraw_waiver(*about, reached.on)
        else:
            decisions.decide_waiver(*about, decision == "approve", reached.on)
        messages.success(request, f"{_DONE[decision]}.")
    except Rejected as error:
        messages.error(request, str(error))
        status = 422
    reached = access(request, slug)
    context = {"groups": _groups(reached)}
    if wants_fragment(request):
        return written(request, "_waivers.html", reached, "waivers", status, **context)
    if status != 200:
        return page(request, "waivers.html", reached, "waivers", status, **context)
    return redirect(f"/plans/{slug}/waivers/")


_DONE = {"approve": "Approved", "refuse": "Refused", "withdraw": "Withdrawn"}


def _meant(reached: Access, said: dict[str, str]) -> Finding:
    parts = (said.get(name, "") for name in ("rule", "element", "field", "about"))
    rule, element, field, about = parts
    return found.finding(reached, (rule, element, field, about))


def _lead(rule: str) -> str:
    return f"the {words(LEADS[scope_of(rule)])}"


def _opened(
    request: HttpRequest,
    reached: Access,
    finding: Finding,
    form: WaiverForm,
    status: int = 200,
) -> HttpResponse:
    context = {**actions(request, reached, finding), "form": form}
    context |= {"decides": _lead(finding.rule).capitalize()}
    context |= {"leave": place_of(request, reached.row.slug).back or "../../findings/"}
    if wants_fragment(request):
        return fragment(request, "_finding_waiver.html", reached, status, **context)
    context |= {"title": "Ask for a waiver", "part": "_finding_waiver.html"}
    return page(request, "findings_one.html", reached, "findings", status, **context)


def _asked(request: HttpRequest, slug: str, finding: Finding) -> HttpResponse:
    reached = access(request, slug)
    if not wants_fragment(request):
        return redirect(place_of(request, slug).back or f"/plans/{slug}/waivers/")
    context = actions(request, reached, finding)
    return written(request, "_finding_actions.html", reached, "findings", **context)


def _groups(reached: Access) -> tuple[tuple[State, tuple[Shown, ...]], ...]:
    """Waivers by where they stand, those that end first in front."""
    held = sorted(reached.plan.waivers, key=lambda waiver: (waiver.until, waiver.identity))
    return tuple(
        (each, tuple(_shown(reached, w) for w in held if state(w, reached.on) == each))
        for each in STATES
    )


def _shown(reached: Access, waiver: Waiver) -> Shown:
    plan_id, actor = reached.row.pk, reached.actor
    return Shown(
        waiver=waiver,
        finding=next((f for f in reached.findings if f.identity == waiver.identity), None),
        lead=_lead(waiver.rule),
        may_decide=decisions.may_decide(plan_id, actor, waiver),
        may_withdraw=decisions.may_withdraw(plan_id, actor, waiver, reached.on),
    )
