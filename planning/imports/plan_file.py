"""``plan.json`` as a draft, so that a plan can be brought into another."""

from typing import Any

from planning.imports.bounds import (
    refuse_many_elements,
    refuse_many_links,
    refuse_many_values,
)
from planning.imports.draft import Draft, DraftElement, DraftLink, Tally, Unreadable
from planning.imports.report import Report
from planning.imports.source import decoded
from planning.plan import plan_json
from planning.plan.elements import Element, facts
from planning.plan.value import ABOUT_FIELDS, Plan

FORMAT = "plan"


def read_plan_file(file: str, text: str | bytes) -> Draft:
    """All of a ``plan.json``; codes are the keys, since links and references use them.

    Raises ``Unreadable`` where the text is no ``plan.json``.
    """
    source = decoded(file, text, exact=True)
    report = Report(file)
    report.extend(source.diagnostics)
    refuse_many_values(file, source.text)
    try:
        document = plan_json.parsed(source.text)
    except plan_json.Unreadable as error:
        raise Unreadable(f"{file}: {error}") from None
    found = _found(document)
    refuse_many_elements(file, found["element"])
    refuse_many_links(file, found["link"])
    plan, problems = plan_json.understood(document)
    for problem in problems:
        report.warning(str(problem))
    return Draft(
        file=file,
        format=FORMAT,
        about=_about(plan),
        elements=tuple(_element(element) for element in plan.elements),
        links=tuple(
            DraftLink(
                type=link.type,
                source=link.source,
                target=link.target,
                target_digest=link.target_digest,
            )
            for link in plan.links
        ),
        diagnostics=report.diagnostics,
        tallies=_tallies(found, plan),
        of_plan=plan.slug,
        as_of=plan.revised_at,
    )


def _found(document: dict[str, Any]) -> dict[str, int]:
    """What the file holds, counted apart from the reading."""
    kinds = document["elements"]
    return {
        "element": sum(map(_rows, kinds.values())) if isinstance(kinds, dict) else 1,
        "link": _rows(document.get("links", [])),
    }


def _tallies(found: dict[str, int], plan: Plan) -> tuple[Tally, ...]:
    """What became of it; what was not read has its diagnostic."""
    read = {"element": len(plan.elements), "link": len(plan.links)}
    return tuple(
        Tally(what=what, found=found[what], read=read[what], failed=found[what] - read[what])
        for what in found
    )


def _rows(held: Any) -> int:
    return len(held) if isinstance(held, list) else 1


def _about(plan: Plan) -> dict[str, Any]:
    said = {name: getattr(plan, name) for name in (*ABOUT_FIELDS, *plan_json.RECORDS)}
    return {name: value for name, value in said.items() if value not in ("", None, ())}


def _element(element: Element) -> DraftElement:
    values = {
        name: held
        for name, fact in facts(type(element)).items()
        if (held := getattr(element, name)) != fact.default
    }
    return DraftElement(
        kind=element.element_kind,
        key=element.code,
        code=element.code,
        values=values,
        position=element.position,
        origin=element.origin,
        version=element.version,
    )
