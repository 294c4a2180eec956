"""``build_plan.md``: Phase → Task → Step with order, layout and test harnesses."""

import itertools
from collections.abc import Iterable, Iterator

from planning.plan.artifacts import cells, mermaid
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import BUILD_PLAN
from planning.plan.artifacts.critical_path import Cyclic, critical_path
from planning.plan.artifacts.document import document, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.elements import (
    BoundedContext,
    BuildPhase,
    BuildStep,
    BuildTask,
    TestHarness,
)
from planning.plan.layers import INWARD

_HOW = {
    "presentation": "interfaces only; the backend never invokes presentation",
    "application": "and ports, which it owns or finds in the domain",
    "infrastructure": "to implement their ports by adapters",
    "domain": "it knows no other layer, no framework and no store",
}


def write(frame: Frame) -> str:
    return document(frame, BUILD_PLAN, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    yield from _order(frame)
    yield from _target(frame)
    yield from _layout(frame)
    yield from section(
        frame,
        "Allowed edges between layers",
        ("layer", "may depend on", "how"),
        (
            (md.inline(layer), md.inline(", ".join(inner) or "nothing"), md.inline(_HOW[layer]))
            for layer, inner in INWARD.items()
        ),
        "",
    )
    yield from _phases(frame)
    yield from _harnesses(frame)


def _order(frame: Frame) -> Iterator[str]:
    yield md.heading(2, Inline("Order and critical path"))
    if not frame.plan.of(BuildStep):
        yield nothing(frame, "no step to put in order", "PL-06", "execution_plan")
        return
    try:
        path = critical_path(frame.plan)
    except Cyclic as error:
        circle = cells.said(frame, str(error))
        yield f"There is no order: steps wait for each other in a circle, {circle}."
        path = ()
    yield _picture(frame, path)
    if path:
        yield _path_in_words(frame, path)


def _picture(frame: Frame, path: tuple[str, ...]) -> str:
    links = [link for link in frame.plan.links if link.type == "depends_on"]
    critical = set(itertools.pairwise(path))
    edges = [
        mermaid.edge(k.target, k.source, arrow="==>" if (k.target, k.source) in critical else "-->")
        for k in links
    ]
    return mermaid.flowchart("LR", [*_nodes(frame), *edges])


def _nodes(frame: Frame) -> Iterator[str]:
    for task in frame.plan.of(BuildTask):
        steps = frame.plan.children(task.code, BuildStep)
        if steps:
            yield from mermaid.group(
                task.code, task.label, [mermaid.node(s.code, s.label) for s in steps]
            )
    for step in frame.plan.of(BuildStep):
        if not step.task:
            yield mermaid.node(step.code, step.label)


def _path_in_words(frame: Frame, path: tuple[str, ...]) -> str:
    steps = [step for code in path if (step := frame.plan.get(code, BuildStep))]
    total = cells.effort(sum(step.estimate or 0 for step in steps))
    chain = cells.joined((cells.code(frame, code) for code in path), " → ")
    missing = sum(1 for step in frame.plan.of(BuildStep) if step.estimate is None)
    unknown = f" Steps without an estimate count as no time: {missing}." if missing else ""
    return f"Critical path (thick arrows), {total}: {chain}.{unknown}"


def _target(frame: Frame) -> Iterator[str]:
    plan = frame.plan
    yield md.heading(2, Inline("Target stack"))
    yield md.facts(
        (
            ("Language", cells.said(frame, plan.target_language)),
            ("Framework", cells.said(frame, plan.target_framework)),
            ("Source root", md.code(plan.source_root)),
            ("Scope", cells.said(frame, plan.scope_statement)),
        )
    )


def _layout(frame: Frame) -> Iterator[str]:
    root = frame.plan.source_root.rstrip("/") or "<src_root>"
    rows = (
        (
            cells.named(frame, c.code),
            md.code(f"{root}/{c.module_path}" if c.module_path else ""),
            cells.words(c.layers),
        )
        for c in frame.plan.of(BoundedContext)
        if not c.external
    )
    otherwise = nothing(frame, "no context, and so no module", "domain_map")
    yield from section(frame, "Layout", ("context", "module path", "layers"), rows, otherwise)
    folders = ("application", "domain", "infrastructure")
    listed = cells.joined(md.code(f"{root}/{folder}") for folder in folders)
    yield f"The layers lie under {listed}."


def _phases(frame: Frame) -> Iterator[str]:
    phases = frame.plan.of(BuildPhase)
    if not phases:
        yield md.heading(2, Inline("Phases"))
        yield nothing(frame, "no phase", "execution_plan")
    for phase in phases:
        yield md.heading(2, cells.defined(frame, phase))
        yield md.facts(
            (
                ("Goal", cells.said(frame, phase.goal)),
                ("Exit criterion", cells.said(frame, phase.exit_criterion)),
                ("Dates", cells.days(phase.starts_on, phase.ends_on)),
            )
        )
        yield from _tasks(frame, frame.plan.children(phase.code, BuildTask))
    tasks = [task for task in frame.plan.of(BuildTask) if not task.phase]
    if tasks:
        yield md.heading(2, Inline("Tasks of no phase"))
        yield from _tasks(frame, tasks)
    steps = [step for step in frame.plan.of(BuildStep) if not step.task]
    if steps:
        yield md.heading(2, Inline("Steps of no task"))
        yield _steps(frame, steps)


def _tasks(frame: Frame, tasks: Iterable[BuildTask]) -> Iterator[str]:
    for task in tasks:
        steps = frame.plan.children(task.code, BuildStep)
        codes = [step.code for step in steps]
        built = (b for code in codes for b in frame.plan.targets(code, "builds"))
        yield md.heading(3, cells.defined(frame, task))
        yield md.facts(
            (
                ("Goal", cells.said(frame, task.goal)),
                ("Builds", cells.codes(frame, built)),
                ("Requirements", cells.requirements(frame, task.code, *codes)),
            )
        )
        yield _steps(frame, steps) if steps else nothing(frame, "no step", "execution_plan")


def _steps(frame: Frame, steps: Iterable[BuildStep]) -> str:
    return "\n".join(line for step in steps for line in _step(frame, step))


def _step(frame: Frame, step: BuildStep) -> Iterator[str]:
    area = cells.word(step.area)
    done = "x" if step.status == "done" else " "
    yield f"- [{done}] {cells.defined(frame, step)}" + (f" ({area})" if area else "")
    for label, value in _about(frame, step):
        if value:
            yield f"    - {label}: {value}"


def _about(frame: Frame, step: BuildStep) -> Iterator[tuple[str, Inline]]:
    plan = frame.plan
    yield "builds", cells.codes(frame, plan.targets(step.code, "builds"))
    yield "satisfies", cells.requirements(frame, step.code)
    yield "verifies", cells.codes(frame, plan.targets(step.code, "verifies"))
    yield "needs", cells.codes(frame, plan.targets(step.code, "needs"))
    yield "depends on", cells.codes(frame, plan.targets(step.code, "depends_on"))
    yield "owner", cells.person(frame, step.owner) or md.BLANK
    yield "estimate", cells.effort(step.estimate) or md.BLANK
    yield "dates", cells.days(step.starts_on, step.ends_on)
    yield "done when", cells.said(frame, step.done_condition) or md.BLANK
    yield "verify with", md.code(step.verify_command) or md.BLANK
    yield "status", cells.word(step.status)


def _harnesses(frame: Frame) -> Iterator[str]:
    headers = ("code", "level", "subject", "tool", "data", "coverage target", "what they verify")
    plan = frame.plan
    rows = (
        (
            cells.defined(frame, t),
            cells.word(t.level),
            cells.joined(
                (
                    cells.said(frame, t.subject),
                    cells.codes(frame, plan.targets(t.code, "applies_to")),
                ),
                "<br>",
            ),
            cells.said(frame, t.tool),
            cells.word(t.data_source),
            cells.said(frame, t.coverage_target),
            cells.codes(frame, plan.targets(t.code, "verifies", "satisfies")),
        )
        for t in plan.of(TestHarness)
    )
    otherwise = nothing(frame, "no test harness", "PL-06", "execution_plan")
    yield from section(frame, "Test harnesses", headers, rows, otherwise)
