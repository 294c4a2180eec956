"""Rules on inputs and on the directive: what the phase draws on, and what it was told to do."""

from collections.abc import Iterator
from datetime import date

from planning.plan.elements import (
    BoundedContext,
    BuildStep,
    DirectiveStep,
    DirectiveTask,
    InputDocument,
    Interface,
    Service,
    Standard,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.order import natural
from planning.plan.rules.lacking import lacking
from planning.plan.rules.suspects import suspect
from planning.plan.value import Plan


@rule(
    "IN-01",
    "missing",
    "error",
    "architecture",
    title="A required input is missing",
    why="A plan that rests on a document nobody has read rests on guesses.",
    fix="Store the document, or mark it out of reach and say what stands in for it.",
)
def required_input(plan: Plan, on: date) -> Iterator[Hit]:
    for document in plan.of(InputDocument):
        excused = document.status == "out_of_reach" and document.out_of_reach_reason
        if document.required and document.status not in ("received", "superseded") and not excused:
            out_of_reach = document.status == "out_of_reach"
            yield Hit(
                element=document.code,
                field="out_of_reach_reason" if out_of_reach else "status",
                message=f"{document.code} is required and "
                + ("out of reach without a reason." if out_of_reach else "has not been received."),
            )


@rule(
    "IN-02",
    "smell",
    "info",
    "architecture",
    title="An input comes from a later phase",
    why="A document of a later phase may not exist yet, or may still change under this plan.",
    fix="Say why it is used out of order.",
)
def input_out_of_order(plan: Plan, on: date) -> Iterator[Hit]:
    for document in plan.of(InputDocument):
        produced, now = document.producing_phase, plan.phase
        if produced is None or now is None or produced <= now or document.out_of_order_reason:
            continue
        yield Hit(
            element=document.code,
            field="out_of_order_reason",
            message=f"{document.code} is produced in phase {produced}, after this phase {now}.",
        )


@rule(
    "IN-03",
    "contradiction",
    "warning",
    "architecture",
    title="A cited input changed",
    why="What was concluded from the earlier text may no longer follow from it.",
    fix="Read the document again, then confirm or change what cites it.",
)
def changed_input(plan: Plan, on: date) -> Iterator[Hit]:
    for document in plan.of(InputDocument):
        for link in plan.links_to(document.code, "cites"):
            if suspect(plan, link):
                yield Hit(
                    element=link.source,
                    about=document.code,
                    message=f"{document.code} changed since {link.source} cited it.",
                )


@rule(
    "IN-04",
    "missing",
    "warning",
    "architecture",
    title="A standard is only a code",
    why="A standard that says nothing and comes from nowhere cannot be met or checked.",
    fix="State in a sentence what the standard asks for, and name the document that defines it.",
)
def bare_standard(plan: Plan, on: date) -> Iterator[Hit]:
    for standard in plan.of(Standard):
        if standard.demanded or plan.links_to(standard.code, "cites"):
            yield from lacking(standard, "statement", "source")


@rule(
    "IN-05",
    "missing",
    "error",
    "architecture",
    title="A demanded standard is cited nowhere",
    why="The directive asks for it, and nothing in the plan says where it is followed.",
    fix="Let the elements that follow the standard cite it.",
)
def uncited_standard(plan: Plan, on: date) -> Iterator[Hit]:
    for standard in plan.of(Standard):
        if standard.demanded and not plan.links_to(standard.code, "cites"):
            yield Hit(
                element=standard.code,
                message=f"The directive demands {standard.code}, and no element cites it.",
            )


@rule(
    "IN-07",
    "missing",
    "warning",
    "architecture",
    title="An interface for the backend has no place in the plan",
    why="Another track counts on a contract that nobody here serves or consumes.",
    fix="Link an endpoint that serves it, or a port or dependency that consumes it.",
    standards=("ARCH-BL",),
)
def unplaced_interface(plan: Plan, on: date) -> Iterator[Hit]:
    for interface in plan.of(Interface):
        if interface.for_backend and not plan.links_to(interface.code, "serves", "consumes"):
            yield Hit(
                element=interface.code,
                message=f"{interface.code} is for the backend and neither served nor consumed.",
            )


@rule(
    "SC-01",
    "contradiction",
    "error",
    "backend",
    title="The plan leaves the backend",
    why="The directive keeps presentation, frontend and networking work out of this phase.",
    fix="Move it to the track it belongs to, and record a dependency on that track.",
    standards=("ARCH-BL",),
)
def outside_backend(plan: Plan, on: date) -> Iterator[Hit]:
    external = {context.code for context in plan.of(BoundedContext) if context.external}
    for context in plan.of(BoundedContext):
        if "presentation" in context.layers and not context.external:
            yield Hit(
                element=context.code,
                field="layers",
                message=f"{context.code} lies in presentation and is not external.",
            )
    for service in plan.of(Service):
        if service.layer == "presentation" and service.context not in external:
            yield Hit(
                element=service.code,
                field="layer",
                message=f"{service.code} lies in presentation.",
            )
    for step in plan.of(BuildStep):
        if step.area in ("frontend", "networking"):
            yield Hit(
                element=step.code,
                field="area",
                message=f"{step.code} is {step.area} work.",
            )


@rule(
    "DI-01",
    "missing",
    "error",
    "backend",
    title="A step of the directive is not done",
    why="The directive asks for each of its steps, and for something that shows it was taken.",
    fix="Do it and name its evidence, or say why it does not apply.",
)
def open_directive_step(plan: Plan, on: date) -> Iterator[Hit]:
    for step in plan.of(DirectiveStep):
        if step.status == "not_applicable":
            if not step.reason:
                yield Hit(
                    element=step.code,
                    field="reason",
                    message=f"{step.code} is said not to apply, without a reason.",
                )
        elif step.status != "done":
            yield Hit(element=step.code, field="status", message=f"{step.code} is open.")
        elif not (step.artifacts or plan.links_from(step.code, "evidenced_by")):
            yield Hit(
                element=step.code,
                field="artifacts",
                message=f"{step.code} is done, and nothing is named as evidence.",
            )


@rule(
    "DI-02",
    "smell",
    "info",
    "backend",
    title="A directive task is done before an earlier one",
    why="The directive orders its tasks; later ones build on what earlier ones found.",
    fix="Finish the earlier task, or check that the later one did not need it.",
)
def task_out_of_order(plan: Plan, on: date) -> Iterator[Hit]:
    waiting = ""
    for task in sorted(plan.of(DirectiveTask), key=lambda t: natural(t.number or t.code)):
        if task.status == "done" and waiting:
            yield Hit(
                element=task.code,
                field="status",
                message=f"{task.code} is done while {waiting} is open.",
            )
        if task.status not in ("done", "not_applicable"):
            waiting = waiting or task.code


INPUTS: tuple[Rule, ...] = (
    required_input,
    input_out_of_order,
    changed_input,
    bare_standard,
    uncited_standard,
    unplaced_interface,
    outside_backend,
    open_directive_step,
    task_out_of_order,
)
