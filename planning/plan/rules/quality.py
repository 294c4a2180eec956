"""Rules on the quality checklist, and on the quality of what is written."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import BoundedContext, ChecklistItem, Operation, Service
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.written import WRITTEN, written
from planning.plan.value import Plan
from planning.plan.words import maybe_unfinished, unfinished

_ASKED_FOR = (
    ("coding_standard", "coding standard", ("coding_standard",)),
    ("lint", "lint", ("lint",)),
    ("test", "test", ("unit_test", "integration_test", "contract_test")),
    ("observability", "observability", ("observability",)),
)


@rule(
    "QC-01",
    "missing",
    "error",
    "backend",
    title="The quality checklist has a gap",
    why="The directive asks for coding standards, lint and test tooling, and observability.",
    fix="Add an item, or one that does not apply and why.",
    standards=("TEST-BACK",),
)
def checklist_gap(plan: Plan, on: date) -> Iterator[Hit]:
    themes = {item.theme for item in plan.of(ChecklistItem) if _answers(item)}
    for about, said, asked in _ASKED_FOR:
        if themes.isdisjoint(asked):
            yield Hit(about=about, message=f"The checklist has no {said} item.")


@rule(
    "QC-02",
    "missing",
    "warning",
    "backend",
    title="A service cannot be observed",
    why="What nobody can see running is repaired by guessing.",
    fix="Add an observability item that applies to the service or its context.",
)
def unobserved_service(plan: Plan, on: date) -> Iterator[Hit]:
    observed = {
        code
        for item in plan.of(ChecklistItem)
        if item.theme == "observability" and _answers(item)
        for code in plan.targets(item.code, "applies_to")
    }
    external = {context.code for context in plan.of(BoundedContext) if context.external}
    for service in plan.of(Service):
        if service.kind not in ("application", "infrastructure") or service.context in external:
            continue
        operations = {operation.code for operation in plan.children(service.code, Operation)}
        if observed.isdisjoint({service.code, service.context, *operations}):
            yield Hit(
                element=service.code, message=f"No observability item applies to {service.code}."
            )


@rule(
    "QC-03",
    "missing",
    "warning",
    "backend",
    title="Nothing shows that an item holds",
    why="An item that nothing checks is a wish.",
    fix="Name the command, the threshold or the evidence.",
    standards=("TEST-BACK",),
)
def unchecked_item(plan: Plan, on: date) -> Iterator[Hit]:
    for item in plan.of(ChecklistItem):
        excused = item.status == "not_applicable" and item.reason
        if not (item.command or item.threshold or item.evidence or excused):
            yield Hit(
                element=item.code,
                field="command",
                message=f"{item.code} has neither command, threshold nor evidence.",
            )


def _answers(item: ChecklistItem) -> bool:
    """Whether an item is there, or is said with a reason not to apply."""
    return item.status != "not_applicable" or bool(item.reason)


@rule(
    "TX-01",
    "smell",
    "info",
    "backend",
    title="A text is not finished",
    why="What is left open in the plan is decided by whoever builds it.",
    fix="Say what is meant, or ask a question.",
)
def unfinished_text(plan: Plan, on: date) -> Iterator[Hit]:
    doubtful = [e for e, text in written(plan) if maybe_unfinished(text, plan.language)]
    for element in doubtful:
        for field in element.NORMATIVE:
            said = getattr(element, field) if field in WRITTEN[type(element)] else ""
            vague = unfinished(said, plan.language)
            if vague:
                yield Hit(
                    element=element.code,
                    field=field,
                    message=f"{element.code} is unfinished or vague: {', '.join(vague)}.",
                )


QUALITY: tuple[Rule, ...] = (checklist_gap, unobserved_service, unchecked_item, unfinished_text)
