"""Remedies on inputs, links, dependencies, the build plan and the checklist."""

from collections.abc import Iterator, Mapping

from planning.plan.choices import words
from planning.plan.elements import Aggregate, BuildStep, Element, Port, Service
from planning.plan.findings import Finding
from planning.plan.fixes.fix import REASON, Creation, Fix, Update
from planning.plan.value import Plan


def out_of_reach(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """IN-01: the document cannot be had."""
    values = {"status": "out_of_reach", "out_of_reach_reason": REASON}
    yield Fix(
        id="out-of-reach",
        title="It is out of reach",
        asks="Why it cannot be had, and what stands in for it",
        updates=(Update(code=finding.element, values=values),),
    )


def accept_out_of_order(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """IN-02: a document of a later phase is used now."""
    yield Fix(
        id="accept-out-of-order",
        title="Accept it out of order",
        asks="Why a document of a later phase is used now",
        updates=(Update(code=finding.element, values={"out_of_order_reason": REASON}),),
    )


def confirm_citation(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """IN-03: what was concluded from the document still follows."""
    yield _confirmation(("cites", finding.element, finding.about))


def confirm_link(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """PL-08: the link still holds."""
    type_, _, target = finding.about.partition(" ")
    yield _confirmation((type_, finding.element, target))


def _confirmation(tie: tuple[str, str, str]) -> Fix:
    type_, source, target = tie
    return Fix(
        id="confirm",
        title=f"I looked: {source} still {words(type_)} {target}",
        confirms=(tie,),
    )


_TOPICS: Mapping[str, tuple[str, str]] = {
    "service_mesh": ("networking", "A service mesh for the services of this plan"),
    "dns": ("networking", "Names in DNS for what this plan exposes"),
    "authentication_provider": ("security", "A provider that authenticates callers"),
}


def answer_track(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """DE-03: what is needed of the track, or that nothing is."""
    yield Fix(
        id="ask-track",
        title=f"Record what is needed of {finding.about}",
        asks=f"What exactly is needed of the {finding.about} track",
        creates=(_dependency(finding.about, what=REASON),),
    )
    yield _not_needed(finding.about, "", f"Nothing is needed of {finding.about}")


def answer_topic(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """DE-05: a dependency on the topic, or one that is not needed."""
    track, what = _TOPICS[finding.about]
    yield Fix(
        id="ask-topic",
        title=f"Record a dependency on {words(finding.about)}",
        creates=(_dependency(track, topic=finding.about, what=what),),
    )
    yield _not_needed(track, finding.about, f"Not needed: {words(finding.about)}")


def ask_authentication(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """SE-08: a dependency on the security track."""
    track, what = _TOPICS["authentication_provider"]
    yield Fix(
        id="ask-authentication",
        title="Record a dependency on an authentication provider",
        creates=(_dependency(track, topic="authentication_provider", what=what),),
    )


def _dependency(track: str, what: str, topic: str = "") -> Creation:
    name = words(topic or track).capitalize() if not topic else words(topic)
    values = {"name": name, "track": track, "direction": "needs", "topic": topic}
    return Creation(kind="Dependency", values={**values, "what": what, "status": "open"})


def _not_needed(track: str, topic: str, title: str) -> Fix:
    values = {
        "name": f"No {words(topic)}" if topic else f"Nothing of {track}",
        "track": track,
        "direction": "needs",
        "topic": topic,
        "status": "not_needed",
        "reason": REASON,
    }
    return Fix(
        id="not-needed",
        title=title,
        asks="Why it is not needed",
        creates=(Creation(kind="Dependency", values=values),),
    )


_AREAS: Mapping[type[Element], str] = {
    Aggregate: "domain_model",
    Port: "repository_adapter",
    Service: "business_logic",
}


def add_step(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """PL-06: a step that builds the element, in the task that holds steps of its area."""
    element = plan.by_code.get(finding.element)
    area = _AREAS.get(type(element), "") if element else ""
    if element and area:
        tasks = (step.task for step in plan.of(BuildStep) if step.area == area and step.task)
        task = next(tasks, "")
        values = {"name": f"Build {element.name or element.code}", "area": area, "task": task}
        where = f" to {task}" if task else ""
        yield Fix(
            id="add-step",
            title=f"Add a step that builds {element.code}{where}",
            creates=(Creation(kind="BuildStep", values=values, key="step"),),
            ties=(("builds", "step", element.code),),
        )


_ITEMS: Mapping[str, tuple[str, str]] = {
    "coding_standard": ("coding_standard", "The code follows a written standard"),
    "lint": ("lint", "A linter checks every change"),
    "test": ("unit_test", "Unit tests run on every change"),
    "observability": ("observability", "What runs can be seen in logs, metrics and traces"),
    "layer_check": ("layer_check", "A tool checks that no layer imports outward"),
}


def add_item(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """QC-01 and HX-05: an item of the theme that is missing."""
    theme, statement = _ITEMS[finding.about or "layer_check"]
    yield Fix(
        id="add-item",
        title=f"Add to the checklist: {words(theme)}",
        creates=(_item(theme, statement),),
    )


def observe(plan: Plan, finding: Finding) -> Iterator[Fix]:
    """QC-02: an observability item that applies to the service."""
    service = plan.by_code[finding.element]
    statement = f"{service.name or service.code} can be seen in logs, metrics and traces"
    yield Fix(
        id="observe",
        title=f"Add an observability item for {service.code}",
        creates=(_item("observability", statement),),
        ties=(("applies_to", "item", service.code),),
    )


def _item(theme: str, statement: str) -> Creation:
    values = {"name": words(theme).capitalize(), "theme": theme, "statement": statement}
    return Creation(kind="ChecklistItem", values={**values, "status": "open"}, key="item")
