"""The other formats that a plan is written in: for tools that read no Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planning.exports import import_linter, layer_contract, openapi, sarif
from planning.exports.backstage import catalog_info
from planning.exports.cml import write_cml
from planning.exports.tables import tables
from planning.plan import plan_json
from planning.plan.artifacts import frame, write_all
from planning.plan.rules import RULES, check
from planning.plan.value import Plan

Files = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format by name: ``write`` gives texts by path, none where the plan has nothing to say."""

    name: str
    title: str
    line: str
    write: Callable[[Plan, date], Files]


def _plan_json(plan: Plan, on: date) -> Files:
    return {"plan.json": plan_json.write(plan)}


def _sarif(plan: Plan, on: date) -> Files:
    file = sarif.File("plan.json", plan_json.write(plan))
    return {"findings.sarif": sarif.sarif(plan, on, RULES, check(plan, on), file)}


def _mermaid(plan: Plan, on: date) -> Files:
    # Told by its first line when it is brought back: a picture holds no plan.
    name = " ".join(plan.name.split())
    opening = f"%% A picture of {name}, revision {plan.revision}, drawn by Groundplan.\n"
    drawn = _pictures(write_all(frame(plan, on)))
    return {place: f"{opening}{picture}" for place, picture in drawn}


_FENCE = re.compile(r"^```mermaid\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def _pictures(texts: Files) -> Iterator[tuple[str, str]]:
    """The pictures of the Markdown files, numbered where a file has several."""
    for name, text in texts.items():
        found = _FENCE.findall(text)
        stem = name.removesuffix(".md")
        for number, drawn in enumerate(found, 1):
            place = f"{stem}.mmd" if len(found) == 1 else f"{stem}-{number}.mmd"
            yield place, drawn


def _layers(plan: Plan, on: date) -> Files:
    edges = {"edges.json": layer_contract.write(plan)}
    try:
        return {**edges, ".importlinter": import_linter.write(plan)}
    except import_linter.NoModules:
        return edges


def _tables(plan: Plan, on: date) -> Files:
    return tables(plan)


def _cml(plan: Plan, on: date) -> Files:
    return {"plan.cml": write_cml(plan)}


def _backstage(plan: Plan, on: date) -> Files:
    return {"catalog-info.yaml": catalog_info(plan)}


def _openapi(plan: Plan, on: date) -> Files:
    return {f"{code}.json": text for code, text in openapi.write_all(plan).items()}


FORMATS: tuple[Format, ...] = (
    Format(
        name="plan",
        title="plan.json",
        line="The whole plan, lossless: to check, to compare, to bring back.",
        write=_plan_json,
    ),
    Format(
        name="tables",
        title="CSV",
        line="A table of each kind and one of the links, to edit in a spreadsheet and bring back.",
        write=_tables,
    ),
    Format(
        name="cml",
        title="Context Mapper DSL",
        line="Contexts, relations, aggregates and services; what CML cannot say stands in comments.",
        write=_cml,
    ),
    Format(
        name="backstage",
        title="Backstage catalog",
        line="Teams, domains, systems, components, APIs and resources for a developer portal.",
        write=_backstage,
    ),
    Format(
        name="openapi",
        title="OpenAPI 3.1",
        line="A skeleton of each service that is reached by HTTP, to build and to mock against.",
        write=_openapi,
    ),
    Format(
        name="sarif",
        title="SARIF 2.1.0",
        line="What the guardrails find, for code scanning and editors.",
        write=_sarif,
    ),
    Format(
        name="mermaid",
        title="Mermaid",
        line="Context map, life cycles and build order as pictures of their own.",
        write=_mermaid,
    ),
    Format(
        name="layers",
        title="Layer contract",
        line="Who may import whom: for import-linter, and as JSON for any other checker.",
        write=_layers,
    ),
)
BY_NAME: Mapping[str, Format] = {each.name: each for each in FORMATS}


def every(plan: Plan, on: date) -> dict[str, str]:
    """The files of all formats, each below a folder of the format's name."""
    return {path: text for each in FORMATS for path, text in placed(each, plan, on).items()}


def placed(format_: Format, plan: Plan, on: date) -> dict[str, str]:
    """The files of a format, below a folder of its name."""
    return {f"{format_.name}/{path}": text for path, text in format_.write(plan, on).items()}
