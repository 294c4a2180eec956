"""Guardrails: rules over a plan, and what they find in it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from planning.plan.findings import Finding, Hit, Rule
from planning.plan.order import natural
from planning.plan.rules.access import ACCESS
from planning.plan.rules.aggregates import AGGREGATES
from planning.plan.rules.api_style import API_STYLE
from planning.plan.rules.consistency import CONSISTENCY
from planning.plan.rules.context_map import CONTEXT_MAP
from planning.plan.rules.contexts import CONTEXTS
from planning.plan.rules.data import DATA
from planning.plan.rules.dependencies import DEPENDENCIES
from planning.plan.rules.endpoints import ENDPOINTS
from planning.plan.rules.glossary import GLOSSARY
from planning.plan.rules.governance import governance
from planning.plan.rules.inputs import INPUTS
from planning.plan.rules.map_use import MAP_USE
from planning.plan.rules.open_points import OPEN_POINTS
from planning.plan.rules.overrides import effective, switched_off, waives
from planning.plan.rules.plan_steps import PLAN_STEPS
from planning.plan.rules.ports import PORTS
from planning.plan.rules.privacy import PRIVACY
from planning.plan.rules.protection import PROTECTION
from planning.plan.rules.quality import QUALITY
from planning.plan.rules.services import SERVICES
from planning.plan.rules.traceability import TRACEABILITY
from planning.plan.value import Plan, Waiver

RULE_SET = 1
"""Counts up whenever a rule comes, goes or judges differently."""

_THEMES: tuple[Rule, ...] = (
    *INPUTS,
    *CONTEXTS,
    *GLOSSARY,
    *CONTEXT_MAP,
    *MAP_USE,
    *AGGREGATES,
    *CONSISTENCY,
    *SERVICES,
    *API_STYLE,
    *ENDPOINTS,
    *PORTS,
    *DATA,
    *PRIVACY,
    *ACCESS,
    *PROTECTION,
    *TRACEABILITY,
    *PLAN_STEPS,
    *DEPENDENCIES,
    *QUALITY,
    *OPEN_POINTS,
)
RULES: tuple[Rule, ...] = (*_THEMES, *governance(_THEMES))
_BY_ID = {rule.id: rule for rule in RULES}


def by_id(id: str) -> Rule:
    """The rule with this id; raises ``KeyError``."""
    return _BY_ID[id]


def check(plan: Plan, on: date, *, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """What the rules find in a plan on a date, waived findings included.

    In the order of the rules, then natural order of element, field and what it is about. Severities
    are those that the plan gives the rules; rules that it switched off say nothing.
    """
    waivers = _by_identity(plan.waivers)
    return tuple(
        finding
        for rule in rules
        if not switched_off(plan, rule)
        for finding in _findings(plan, on, rule, waivers)
    )


_Waivers = dict[tuple[str, str, str, str], list[Waiver]]


def _by_identity(waivers: Iterable[Waiver]) -> _Waivers:
    found: _Waivers = defaultdict(list)
    for waiver in waivers:
        found[waiver.identity].append(waiver)
    return found


def _findings(plan: Plan, on: date, rule: Rule, waivers: _Waivers) -> Iterable[Finding]:
    severities = effective(plan, rule)
    for hit in sorted(rule.check(plan, on), key=_place):
        identity = (rule.id, hit.element, hit.field, hit.about)
        yield Finding(
            rule=rule.id,
            nature=rule.nature,
            severity=severities[hit.severity or rule.severity],
            scope=rule.scope,
            element=hit.element,
            field=hit.field,
            about=hit.about,
            message=hit.message,
            hint=hit.hint or rule.fix,
            waived=identity in waivers
            and any(waives(waiver, rule.scope, on) for waiver in waivers[identity]),
        )


def _place(hit: Hit) -> tuple[object, ...]:
    return (natural(hit.element), hit.field, natural(hit.about))
