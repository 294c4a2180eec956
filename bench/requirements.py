"""Reading files: CPU time of each reader beside a floor, and how it grows with the file.

Run ``.venv/bin/python -m bench.requirements [COUNT ...]``. The files are written here, with so many items.
The floor is the plainest reading of the same bytes: the parser of the language without our reader,
or the lines, measured in the same run.
"""

import csv
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from bench.rules import median, seeded
from planning.exports.tables import tables
from planning.imports import marked_yaml
from planning.imports.doorstop import read_doorstop
from planning.imports.draft import Draft
from planning.imports.kind_tables import read_kind_table
from planning.imports.plan_file import read_plan_file
from planning.imports.reqif import read_reqif
from planning.imports.requirements_csv import read_requirements_csv
from planning.imports.requirements_markdown import read_requirements_markdown
from planning.imports.strictdoc import read_strictdoc
from planning.plan import plan_json

COUNTS = (500, 2_000, 8_000)


@dataclass(frozen=True)
class Case:
    """A format: how a file of so many items is made, read, and read as plainly as can be."""

    name: str
    made: Callable[[int], str]
    read: Callable[[str, str], Draft]
    floor: Callable[[str], object]


def main() -> None:
    counts = [int(said) for said in sys.argv[1:]] or COUNTS
    for case in CASES:
        before = 0.0
        for count in counts:
            before = report(case, count, before)


def report(case: Case, count: int, before: float) -> float:
    """Prints one line; returns the seconds that the reader took."""
    text = case.made(count)
    rounds = max(3, 4_000 // count)
    floor = median(lambda: case.floor(text), rounds)
    seconds = median(lambda: case.read("file", text), rounds)
    grew = f", grew {seconds / before:.1f} times" if before else ""
    print(
        f"{case.name:12} {count:6,} items, {len(text) / 1024:7,.0f} KiB: {seconds * 1000:8,.1f} ms "
        f"= {seconds / floor:5.1f} x floor of {floor * 1000:6,.2f} ms{grew}"
    )
    return seconds


STATEMENT = "The system SHALL carry passengers and their cars across, whatever the tide."


def sdoc(count: int) -> str:
    nodes = (
        f"[REQUIREMENT]\nUID: R-{n}\nTITLE: Title {n}\nSTATEMENT: >>>\n{STATEMENT}\n{STATEMENT}\n<<<\n"
        f"RELATIONS:\n- TYPE: Parent\n  VALUE: R-{n // 2}\n\n"
        for n in range(1, count + 1)
    )
    return "[DOCUMENT]\nTITLE: Ferry\n\n" + "".join(nodes)


def items(count: int) -> str:
    return "".join(
        f"R{n}:\n  active: true\n  derived: false\n  header: Title {n}\n  level: 1.{n}\n"
        f"  links: [R{n // 2}]\n  normative: true\n  text: |\n    {STATEMENT}\n"
        for n in range(1, count + 1)
    )


def reqif(count: int) -> str:
    from tests.imports.requirement_samples import place, relation, spec_object
    from tests.imports.requirement_samples import reqif as whole

    numbers = range(1, count + 1)
    return whole(
        "".join(spec_object(f"_{n}", id=f"R-{n}", title="Title", text=STATEMENT) for n in numbers),
        "".join(relation(f"_{n}", f"_{n // 2 or n}") for n in numbers),
        "".join(place(f"_{n}") for n in numbers),
    )


def table(count: int) -> str:
    rows = (f'R-{n},Title {n},"{STATEMENT}",functional,must' for n in range(1, count + 1))
    return "\n".join(["id,title,statement,type,priority", *rows])


def markdown(count: int) -> str:
    return "# Ferry\n" + "".join(f"- **FR-{n}**: {STATEMENT}\n" for n in range(1, count + 1))


def kind_table(count: int) -> str:
    files = tables(seeded(4 * count))
    return max(files.values(), key=len)


def plan_file(count: int) -> str:
    return plan_json.write(seeded(count))


def parsed_yaml(text: str) -> object:
    return marked_yaml.documents("file", text)


def parsed_xml(text: str) -> object:
    return expat.ParserCreate("utf-8").Parse(text.encode(), True)


def rows_of(text: str) -> object:
    return list(csv.reader(io.StringIO(text, newline="")))


CASES = (
    Case("StrictDoc", sdoc, read_strictdoc, str.splitlines),
    Case("Doorstop", items, read_doorstop, parsed_yaml),
    Case("ReqIF", reqif, read_reqif, parsed_xml),
    Case("CSV", table, read_requirements_csv, rows_of),
    Case("Markdown", markdown, read_requirements_markdown, str.splitlines),
    Case("kind table", kind_table, read_kind_table, rows_of),
    Case("plan.json", plan_file, read_plan_file, plan_json.read),
)


if __name__ == "__main__":
    main()
