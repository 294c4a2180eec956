"""``backend_quality_checklist.md``: the boxes that the build has to tick."""

from collections.abc import Iterable, Iterator

from planning.plan import choices
from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import CHECKLIST
from planning.plan.artifacts.document import document, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.elements import ChecklistItem, Service, Standard

# What rule QC-01 calls the themes that no checklist may lack.
_ALWAYS_ASKED = {
    "coding_standard": "coding_standard",
    "lint": "lint",
    "unit_test": "test",
    "observability": "observability",
}
_SETTLED = ("done", "not_applicable")


def write(frame: Frame) -> str:
    return document(frame, CHECKLIST, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    items = frame.plan.of(ChecklistItem)
    yield _progress(items)
    for theme in (*choices.CHECKLIST_THEMES, ""):
        of_theme = [item for item in items if item.theme == theme]
        if of_theme or theme in _ALWAYS_ASKED:
            name = cells.word(theme).capitalize() or "No theme"
            yield md.heading(2, Inline(name))
            missing = nothing(frame, "no item", "QC-01", at=_ALWAYS_ASKED.get(theme, ""))
            yield _items(frame, of_theme) if of_theme else missing
    yield from _observability(frame, items)


def _progress(items: Iterable[ChecklistItem]) -> str:
    found = list(items)
    settled = sum(item.status in _SETTLED for item in found)
    return f"{settled} of {len(found)} items are done or do not apply; those are ticked."


def _items(frame: Frame, items: Iterable[ChecklistItem]) -> str:
    return "\n".join(line for item in items for line in _item(frame, item))


def _item(frame: Frame, item: ChecklistItem) -> Iterator[str]:
    ticked = "x" if item.status in _SETTLED else " "
    statement = cells.said(frame, item.statement) or md.BLANK
    yield f"- [{ticked}] {cells.defined(frame, item)}: {statement}"
    for label, value in _about(frame, item):
        if value:
            yield f"    - {label}: {value}"


def _about(frame: Frame, item: ChecklistItem) -> Iterator[tuple[str, Inline]]:
    plan = frame.plan
    cited = (code for code in plan.targets(item.code, "cites") if plan.get(code, Standard))
    because = cells.labelled("because", cells.said(frame, item.reason))
    yield "command", md.code(item.command) or md.BLANK
    yield "threshold", cells.said(frame, item.threshold) or md.BLANK
    yield "signal", cells.word(item.signal)
    yield "redaction", cells.said(frame, item.redaction)
    yield "applies to", cells.codes(frame, plan.targets(item.code, "applies_to"))
    yield "verifies", cells.codes(frame, plan.targets(item.code, "verifies"))
    yield "standard", cells.codes(frame, cited)
    yield "requirements", cells.requirements(frame, item.code)
    yield "evidence", cells.said(frame, item.evidence) or md.BLANK
    yield "status", cells.joined((cells.word(item.status or "open"), because))
    yield "owner", cells.person(frame, item.owner) or md.BLANK


def _observability(frame: Frame, items: Iterable[ChecklistItem]) -> Iterator[str]:
    watched = [item for item in items if item.theme == "observability"]
    rows = [row for s in frame.plan.of(Service) for row in _signals(frame, s, watched)]
    headers = ("service", "signal", "statement", "redaction", "threshold", "code")
    yield from section(
        frame,
        "Observability per service",
        headers,
        rows,
        nothing(frame, "no service to observe", "service_catalog"),
    )


def _signals(
    frame: Frame, service: Service, watched: Iterable[ChecklistItem]
) -> Iterator[tuple[Inline, ...]]:
    name = cells.named(frame, service.code)
    mine = [i for i in watched if service.code in frame.plan.targets(i.code, "applies_to")]
    for item in mine:
        yield (
            name,
            cells.word(item.signal),
            cells.said(frame, item.statement),
            cells.said(frame, item.redaction),
            cells.said(frame, item.threshold),
            cells.code(frame, item.code),
        )
    if not mine:
        yield name, Inline("nothing planned yet"), *(Inline(""),) * 4
