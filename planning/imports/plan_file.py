"""``plan.json`` as a draft, so that a plan can be brought into another."""

import json
from typing import Any

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
    try:
        plan, problems = plan_json.read(source.text)
    except plan_json.Unreadable as error:
        raise Unreadable(f"{file}: {error}") from None
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
        tallies=_tallies(source.text, plan),
    )


def _tallies(text: str, plan: Plan) -> tuple[Tally, ...]:
    """What the file holds, counted apart from the reading; what was not read has its diagnostic."""
    document = json.loads(text)
    kinds = document["elements"]
    found = {
        "element": sum(map(_rows, kinds.values())) if isinstance(kinds, dict) else 1,
        "link": _rows(document.get("links", [])),
    }
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
    )
