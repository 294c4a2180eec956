"""Where each category of sensitive data lies and travels: stores, endpoints, messages, outside."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from planning.plan.choices import DATA_CATEGORIES
from planning.plan.elements import (
    BoundedContext,
    Endpoint,
    Interface,
    Message,
    PrivacyConstraint,
    ProcessingActivity,
    Schema,
)
from planning.plan.order import natural
from planning.plan.rules.access import recipients
from planning.plan.rules.classified import (
    SENSITIVE,
    attributes_of,
    carriers,
    stores_of,
    subject_to,
)
from planning.plan.rules.once import once_per_plan
from planning.plan.value import Plan
from planning.web.reviewing.compared import Folded, State, folded, presence

STORES, ENDPOINTS, MESSAGES, OUTSIDE = PLACES = ("stores", "endpoints", "messages", "outside")

_Codes = Mapping[str, set[str]]
"""Codes by place or by category."""


@dataclass(frozen=True, slots=True)
class Held:
    """An element that holds, carries or receives data of a category."""

    code: str
    state: State


@dataclass(frozen=True, slots=True)
class Flow:
    """A category with how many attributes are of it, before too where that is another number."""

    category: str
    attributes: int
    was: int | None
    stores: Folded[Held]
    endpoints: Folded[Held]
    messages: Folded[Held]
    outside: Folded[Held]


def flows(before: Plan | None, after: Plan) -> tuple[Flow, ...]:
    """A row for each category that is on either side, in the order of the vocabulary."""
    was, now = _places(before) if before else None, _places(after)
    return tuple(
        _flow(category, was.get(category, {}) if was is not None else None, now.get(category, {}))
        for category in DATA_CATEGORIES
        if category in now or (was and category in was)
    )


def carried(plan: Plan) -> Mapping[str, frozenset[str]]:
    """For each endpoint the categories of the data that its schemas carry."""
    found: dict[str, set[str]] = defaultdict(set)
    for category, places in _places(plan).items():
        for code in places.get(ENDPOINTS, ()):
            found[code].add(category)
    return {code: frozenset(categories) for code, categories in found.items()}


def _flow(category: str, was: _Codes | None, now: _Codes) -> Flow:
    count = len(now.get(_ATTRIBUTES, ()))
    before = count if was is None else len(was.get(_ATTRIBUTES, ()))
    cells = (_cell(None if was is None else was.get(p, set()), now.get(p, set())) for p in PLACES)
    return Flow(category, count, None if before == count else before, *cells)


def _cell(was: set[str] | None, now: set[str]) -> Folded[Held]:
    codes = sorted(now | (was or set()), key=natural)
    return folded(Held(code, presence(code, was, now)) for code in codes)


@once_per_plan
def _places(plan: Plan) -> Mapping[str, _Codes]:
    """For each category the codes in each place, and its attributes."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    external = _external(plan)
    carrying: list[Message | Schema] = [*plan.of(Message), *plan.of(Schema)]
    onward = {carrier.code: _onward(plan, carrier, external) for carrier in carrying}
    disclosing = _disclosing(plan, external)
    for attribute in attributes_of(plan, SENSITIVE):
        around: list[_Codes] = [
            {_ATTRIBUTES: {attribute.code}, STORES: stores_of(plan, attribute.entity)},
            *(onward[code] for code in carriers(plan, attribute.code)),
        ]
        for category in SENSITIVE.intersection(attribute.categories):
            for place, codes in (item for each in around for item in each.items()):
                found[category][place] |= codes
            for code in subject_to(plan)[attribute.code] & disclosing.keys():
                found[category][OUTSIDE] |= _disclosed(disclosing[code], category)
    return found


_ATTRIBUTES = "attributes"
_Disclosing = tuple[ProcessingActivity | PrivacyConstraint, set[str]]


def _external(plan: Plan) -> set[str]:
    """Whoever is outside this system: external contexts, and the interfaces of the catalogue."""
    contexts = {context.code for context in plan.of(BoundedContext) if context.external}
    return contexts | {interface.code for interface in plan.of(Interface)}


def _onward(plan: Plan, carrier: Message | Schema, external: set[str]) -> _Codes:
    """Where data goes with a message or a schema that carries it."""
    found = {OUTSIDE: recipients(plan, carrier) & external}
    if isinstance(carrier, Message):
        return found | {MESSAGES: {carrier.code}}
    using = {each.code for each, _ in plan.referrers(carrier.code) if isinstance(each, Endpoint)}
    return found | {ENDPOINTS: using}


def _disclosing(plan: Plan, external: set[str]) -> Mapping[str, _Disclosing]:
    """Activities and constraints that say to whom outside they disclose."""
    saying: list[ProcessingActivity | PrivacyConstraint]
    saying = [*plan.of(ProcessingActivity), *plan.of(PrivacyConstraint)]
    found = {
        each.code: (each, external.intersection(plan.targets(each.code, "discloses_to")))
        for each in saying
    }
    return {code: (each, targets) for code, (each, targets) in found.items() if targets}


def _disclosed(disclosing: _Disclosing, category: str) -> set[str]:
    """To whom; a constraint that names categories is on those only."""
    said, targets = disclosing
    if isinstance(said, PrivacyConstraint) and said.categories and category not in said.categories:
        return set()
    return targets
