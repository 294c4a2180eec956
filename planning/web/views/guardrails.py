"""The guardrail catalogue: every rule, with why it is there and how to satisfy it."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from planning.plan.findings import Rule
from planning.plan.rules import RULES
from planning.web.forms_plan import SearchForm
from planning.web.place import wants_fragment


@require_GET
@vary_on_headers("HX-Request")
def rule_list(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    found = tuple(matching(RULES, sought))
    context = {"form": form, "rules": found, "total": len(RULES)}
    template = "_rules.html" if wants_fragment(request) else "guardrails.html"
    return render(request, template, context)


def matching(rules: Iterable[Rule], sought: str) -> Iterable[Rule]:
    """Rules that hold every word sought in one of their texts, whatever the case."""
    words = sought.casefold().split()
    return (rule for rule in rules if all(word in _text(rule) for word in words))


def _text(rule: Rule) -> str:
    said = (rule.id, rule.nature, rule.severity, rule.scope, rule.title, rule.why, rule.fix)
    return " ".join((*said, *rule.standards)).casefold()
