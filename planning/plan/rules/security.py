"""Rules on privacy and security."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from planning.plan.elements import Attribute, Endpoint, ProcessingActivity
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.classified import PERSONAL, attributes_of, places
from planning.plan.rules.listing import listed
from planning.plan.value import Plan
from planning.plan.words import suggested_categories


@rule(
    "SE-01",
    "missing",
    "error",
    "security",
    title="An attribute is not classified",
    why="What protection data needs follows from its class; silence is taken for harmless.",
    fix="State confidentiality and categories; none is an answer.",
    standards=("SEC-API",),
)
def classification(plan: Plan, on: date) -> Iterator[Hit]:
    for attribute in plan.of(Attribute):
        missing = [f for f in ("confidentiality", "categories") if not getattr(attribute, f)]
        if missing:
            yield Hit(
                element=attribute.code,
                field=missing[0],
                message=f"{attribute.code} has no {' and no '.join(missing)}.",
                hint=_suggestion(attribute, plan.language),
            )


def _suggestion(attribute: Attribute, language: str) -> str:
    suggested = suggested_categories(attribute.name, language)
    return f"Its name suggests {' or '.join(suggested)} data." if suggested else ""


@rule(
    "SE-02",
    "missing",
    "error",
    "security",
    title="Personal data without a lawful use",
    why="Personal data may be kept only for a purpose with a lawful basis and an end.",
    fix="Link a processing activity that says why the data is used, on what basis and how long.",
    standards=("SEC-API",),
)
def processing(plan: Plan, on: date) -> Iterator[Hit]:
    yield from _unused_personal_data(plan)
    for activity in plan.of(ProcessingActivity):
        if activity.role != "processor" and not activity.lawful_basis:
            yield Hit(
                element=activity.code,
                field="lawful_basis",
                message=f"{activity.code} has no lawful basis.",
            )
        if not activity.retention:
            yield Hit(
                element=activity.code,
                field="retention",
                message=f"{activity.code} has no retention.",
            )


def _unused_personal_data(plan: Plan) -> Iterator[Hit]:
    """One hit for each entity, or for each attribute that is in none."""
    used = {
        code
        for activity in plan.of(ProcessingActivity)
        for code in plan.targets(activity.code, "applies_to")
    }
    unused: dict[str, list[Attribute]] = defaultdict(list)
    for attribute in attributes_of(plan, PERSONAL):
        if used.isdisjoint(places(plan, attribute)):
            unused[attribute.entity or attribute.code].append(attribute)
    for code, attributes in unused.items():
        yield Hit(
            element=code,
            message=f"No processing activity uses the personal data {listed(attributes)}.",
        )


@rule(
    "SE-04",
    "missing",
    "error",
    "security",
    title="Access to an endpoint is not stated",
    why="An endpoint that does not say who may call it is open until somebody notices.",
    fix="State authentication and authorisation; where it is anonymous, state why.",
    standards=("SEC-API",),
)
def endpoint_access(plan: Plan, on: date) -> Iterator[Hit]:
    for endpoint in plan.of(Endpoint):
        if endpoint.authentication == "anonymous":
            missing = [] if endpoint.anonymous_because else ["anonymous_because"]
        else:
            missing = [f for f in ("authentication", "authorisation") if not getattr(endpoint, f)]
        for field in missing:
            said = "is anonymous without a reason" if "anon" in field else f"has no {field}"
            yield Hit(element=endpoint.code, field=field, message=f"{endpoint.code} {said}.")


SECURITY: tuple[Rule, ...] = (classification, processing, endpoint_access)
