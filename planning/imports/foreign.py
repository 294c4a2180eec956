"""What a draft says of another plan than the one it goes into, and what of that is left out."""

from collections.abc import Iterator
from dataclasses import replace

from planning.imports import directive
from planning.imports.draft import Draft, DraftElement, origin
from planning.imports.matching import WHOLE
from planning.imports.outcome import Skipped
from planning.imports.plan_file import FORMAT as PLAN_FILE
from planning.imports.report import Report
from planning.plan.elements import DirectiveTask, Element
from planning.plan.value import Plan

_TOLD_BY = ("track", "phase")
"""Facts of a plan that its directive gives it, and by which directives differ."""
_WORDS = ("name", "statement", "text", "path")
"""Fields of which one that says the same is enough to know an element by."""


def adapted(plan: Plan, draft: Draft, report: Report) -> tuple[Draft, tuple[Skipped, ...]]:
    """The draft as this plan can take it, and what of it does not belong here; ``report`` says why."""
    if draft.format == directive.FORMAT and _is_of_another_directive(plan, draft):
        return _only_document(draft, report)
    if draft.format not in WHOLE or _is_another_plan(plan, draft):
        return _renumbered(plan, draft, report), ()
    return draft, ()


# A directive of another track or phase


def _is_of_another_directive(plan: Plan, draft: Draft) -> bool:
    tasks = plan.of(DirectiveTask)
    own = origin(draft.source, "")
    if not tasks or any(task.origin.startswith(own) for task in tasks):
        return False
    pairs = [(getattr(plan, name), draft.about.get(name)) for name in _TOLD_BY]
    return any(here and there and here != there for here, there in pairs)


def _only_document(draft: Draft, report: Report) -> tuple[Draft, tuple[Skipped, ...]]:
    said = " ".join(str(draft.about[name]) for name in _TOLD_BY if draft.about.get(name))
    report.warning(
        f"this is the directive of another plan ({said}), and this plan has its own",
        remedy="taken as an input document alone; begin a plan from it to carry it out",
    )
    kept = tuple(e for e in draft.elements if e.key == directive.DOCUMENT)
    left = tuple(_skipped(e) for e in draft.elements if e.key != directive.DOCUMENT)
    return replace(draft, elements=kept, links=(), about={}), left


def _skipped(element: DraftElement) -> Skipped:
    why = "it belongs to another directive"
    return Skipped(kind=element.kind, key=element.key, why=why, line=element.line)


# Codes that mean other things here


def _renumbered(plan: Plan, draft: Draft, report: Report) -> Draft:
    """The draft with new codes for what is another thing under a code of this plan.

    Two plans may be one that was copied, two files one list: where most of the codes that both have
    mean the same, all do.
    """
    known = {element.origin for element in plan.elements if element.origin}
    came = {e.key for e in draft.elements if e.code and origin(draft.source, e.key) in known}
    shared = [e for e in draft.elements if e.key not in came and _is_of_others(plan, draft, e)]
    others = {e.key for e in shared if not _is_same(plan.by_code[e.code], e)}
    is_unrelated = 2 * len(others) > len(shared)
    renumbered = {e.key for e in draft.elements if e.key in came and _moved(plan, draft, e)}
    renumbered |= others if is_unrelated else set()
    if not renumbered:
        return draft
    report.warning(
        f"{len(renumbered):,} codes of this file mean other things in the plan",
        remedy="these elements have codes of their own here",
    )
    elements = tuple(_elements(draft, renumbered))
    if not _is_another_plan(plan, draft):
        return replace(draft, elements=elements)
    about = {name: said for name, said in draft.about.items() if not getattr(plan, name, None)}
    return replace(draft, elements=elements, about=about)


def _is_another_plan(plan: Plan, draft: Draft) -> bool:
    return draft.format == PLAN_FILE and draft.of_plan not in ("", plan.slug)


def _is_of_others(plan: Plan, draft: Draft, element: DraftElement) -> bool:
    """Whether the plan has its code, and not from this file."""
    held = plan.by_code.get(element.code)
    if held is None:
        return False
    if _is_another_plan(plan, draft):
        return True
    return bool(held.origin) and not held.origin.startswith(origin(draft.source, ""))


def _moved(plan: Plan, draft: Draft, element: DraftElement) -> bool:
    """Whether what came from this place has another code here."""
    held = plan.by_code.get(element.code)
    return held is None or held.origin != origin(draft.source, element.key)


def _elements(draft: Draft, renumbered: set[str]) -> Iterator[DraftElement]:
    for element in draft.elements:
        if element.key in renumbered:
            yield replace(element, code="", origin=origin(draft.source, element.key))
        else:
            yield element


def _is_same(held: Element, element: DraftElement) -> bool:
    said = [(getattr(held, name, ""), element.values.get(name, "")) for name in _WORDS]
    return held.element_kind == element.kind and any(here and here == there for here, there in said)
