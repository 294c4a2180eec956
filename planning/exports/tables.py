"""A plan as tables: one CSV for each kind of element, and one for links."""

import csv
import io
from collections.abc import Iterable, Sequence

from planning.plan import cells
from planning.plan.elements import KINDS, Element, facts
from planning.plan.links import Link
from planning.plan.value import Plan

LINKS = "links.csv"


def tables(plan: Plan) -> dict[str, str]:
    """The text of each file by name, such as ``bounded_contexts.csv``; kinds without elements have none.

    RFC 4180: CRLF, quotes doubled. ``planning.imports.kind_tables`` reads them back.
    """
    files = {f"{kind.PLURAL}.csv": _of_kind(kind, plan.of(kind)) for kind in KINDS if plan.of(kind)}
    if plan.links:
        files[LINKS] = _written([cells.LINK_COLUMNS, *(_link_row(link) for link in plan.links)])
    return files


def _of_kind(kind: type[Element], elements: Sequence[Element]) -> str:
    placed = any(element.position for element in elements)
    header = cells.columns(kind)
    rows = [_row(element, placed) for element in elements]
    return _written([(*header, cells.POSITION) if placed else header, *rows])


def _row(element: Element, placed: bool) -> list[str]:
    held = [cells.cell(fact, getattr(element, name)) for name, fact in facts(type(element)).items()]
    position = [str(element.position)] if placed else []
    return [cells.guarded(element.code), *held, *position]


def _link_row(link: Link) -> list[str]:
    return [cells.guarded(getattr(link, name)) for name in cells.LINK_COLUMNS]


def _written(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
