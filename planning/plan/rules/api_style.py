"""Rules on the style of the API."""

from collections.abc import Iterator
from datetime import date

from planning.plan.choices import words
from planning.plan.elements import Decision, Guardrail, InputDocument, Service
from planning.plan.findings import Hit, Rule, rule
from planning.plan.value import Plan
from planning.plan.words import found


@rule(
    "SV-05",
    "missing",
    "error",
    "architecture",
    title="The API style is not decided",
    why="The directive asks for an API style that follows from what architecture laid down.",
    fix="Accept a decision on API style that cites an architecture document or a guardrail.",
    standards=("ARCH-BL",),
)
def api_style(plan: Plan, on: date) -> Iterator[Hit]:
    accepted = accepted_styles(plan)
    if not accepted:
        yield Hit(message="No decision on API style has been accepted.")
    elif not any(_cites_architecture(plan, decision) for decision in accepted):
        yield Hit(
            element=accepted[0].code,
            message=f"{accepted[0].code} cites no architecture document and no guardrail.",
        )


def accepted_styles(plan: Plan) -> list[Decision]:
    """Accepted decisions on API style, in natural order."""
    return [d for d in plan.of(Decision) if d.topic == "api_style" and d.status == "accepted"]


def _cites_architecture(plan: Plan, decision: Decision) -> bool:
    cited = [plan.by_code.get(code) for code in plan.targets(decision.code, "cites")]
    return any(
        isinstance(element, Guardrail)
        or (isinstance(element, InputDocument) and element.track == "architecture")
        for element in cited
    )


@rule(
    "SV-06",
    "contradiction",
    "warning",
    "architecture",
    title="A service has a style of its own",
    why="One style is easier to learn, secure and watch; an exception has a reason.",
    fix="Follow the decision, or accept one that applies to this service.",
    standards=("ARCH-BL",),
)
def style_exception(plan: Plan, on: date) -> Iterator[Hit]:
    styles = {decision.style for decision in accepted_styles(plan)} - {""}
    for service in plan.of(Service):
        deciding = (plan.get(code, Decision) for code in plan.sources(service.code, "applies_to"))
        if not styles or service.style in ("", *styles):
            continue
        if not any(decision and decision.status == "accepted" for decision in deciding):
            yield Hit(
                element=service.code,
                field="style",
                message=f"{service.code} is {words(service.style)}, "
                f"the decision says {words(min(styles))}.",
            )


@rule(
    "SV-13",
    "missing",
    "warning",
    "architecture",
    title="The API style leaves conventions open",
    why="What is not decided once is decided in every endpoint, each time differently.",
    fix="Say in the conventions how versions, errors and pages are done.",
    standards=("SEC-API",),
)
def open_conventions(plan: Plan, on: date) -> Iterator[Hit]:
    accepted = accepted_styles(plan)
    said = " ".join(decision.conventions for decision in accepted)
    for topic, spoken_as in _CONVENTIONS.items() if accepted else ():
        if not found(said, spoken_as):
            yield Hit(
                element=accepted[0].code,
                field="conventions",
                about=topic,
                message=f"{accepted[0].code} says nothing of {topic}.",
            )


# In the languages of the word lists: the plan's own language is not signed by architecture.
_CONVENTIONS = {
    "versioning": (
        "versioning",
        "version",
        "versions",
        "versioned",
        "versie",
        "versies",
        "versionierung",
        "versionen",
        "versionnement",
    ),
    "errors": (
        "error",
        "errors",
        "problem details",
        "problem",
        "problems",
        "fout",
        "fouten",
        "fehler",
        "erreur",
        "erreurs",
    ),
    "pagination": (
        "pagination",
        "paging",
        "paginated",
        "page",
        "pages",
        "cursor",
        "cursors",
        "paginering",
        "pagina",
        "seiten",
        "paginierung",
        "pages",
    ),
}


API_STYLE: tuple[Rule, ...] = (api_style, style_exception, open_conventions)
