"""The format of a file is told from its content."""

import pytest

from planning.imports.draft import Unreadable
from planning.imports.options import How
from planning.imports.recognise import READERS, read
from planning.plan import plan_json
from planning.plan.elements import Term
from planning.plan.value import plan
from tests.imports.asyncapi.samples import TIDES
from tests.imports.catalogs import BACKSTAGE, CONTEXTURE_JSON, EVENTCATALOG_ZIP, zipped
from tests.imports.openapi.samples import FERRY
from tests.imports.projected import SARIF
from tests.imports.requirement_samples import DOORSTOP_ITEM, REQIF, SDOC
from tests.imports.samples import (
    DIRECTIVE,
    INTERFACES,
    OLDER_DIRECTIVE,
    REQUIREMENTS_CSV,
    REQUIREMENTS_MARKDOWN,
)
from tests.imports.sql.scripts import POSTGRESQL

# JSON may stand on a single line.
ON_ONE_LINE = {
    "plan",
    "openapi",
    "asyncapi",
    "reqif",
    "kind_table",
    "sql",
    "contexture",
    "backstage",
    "eventcatalog",
    "projection",
}
PLAN = plan_json.write(plan([Term(code="TE-1", name="Ferry")], name="Harbour"))


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        (DIRECTIVE, "directive"),
        (OLDER_DIRECTIVE, "directive"),
        (DIRECTIVE.partition("\n")[2], "directive"),
        (PLAN, "plan"),
        (REQUIREMENTS_CSV, "requirements_csv"),
        (REQUIREMENTS_CSV.replace(",", "\t"), "requirements_csv"),
        ("| ID | Text |\n|---|---|\n| FR-1 | a |\n", "requirements_csv"),
        ("sep=;\nID;Text\nFR-1;a\n", "requirements_csv"),
        ("\ufeffsep=,\r\nTeam code,name\r\nTM-1,Crew\r\n", "kind_table"),
        ("|| ID || Text ||\n| FR-1 | a |\n", "requirements_csv"),
        (REQUIREMENTS_MARKDOWN, "requirements_markdown"),
        (INTERFACES, "interfaces"),
        (POSTGRESQL, "sql"),
        (CONTEXTURE_JSON, "contexture"),
        (BACKSTAGE, "backstage"),
        ("# Minutes\n\nWe met, and talked.\n", "document"),
        ('{"openapi": "3.0.0"}', "document"),
        ("id,text\n", "requirements_csv"),
        ("- **FR-1**: only one, in prose about it\n", "document"),
    ],
)
def test_the_content_tells_the_format(text: str, format_: str) -> None:
    assert read("file", text.encode()).format == format_


def test_a_zipped_catalog_is_told_from_the_names_in_it() -> None:
    assert read("file", EVENTCATALOG_ZIP).format == "eventcatalog"
    with pytest.raises(Unreadable, match="a zip archive or an office document"):
        read("file.docx", zipped({"word/document.xml": "<a/>"}))


def test_a_name_that_tells_helps_with_a_single_requirement() -> None:
    assert read("requirements.md", "- **FR-1**: a\n").format == "requirements_markdown"


def test_what_is_expected_goes_before_what_is_recognised() -> None:
    assert read("d.md", DIRECTIVE, How(format="document")).format == "document"
    with pytest.raises(Unreadable, match="not a directive"):
        read("d.md", "# Minutes", How(format="directive"))


def test_an_unknown_format_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="'sketch' is not one of directive"):
        read("d.md", DIRECTIVE, How(format="sketch"))


def test_columns_are_mapped_where_there_are_columns() -> None:
    mapping = {"Colour": "notes"}
    draft = read("r.csv", REQUIREMENTS_CSV, How(columns=mapping))
    assert draft.elements[0].values["notes"] == "red"
    assert read("d.md", DIRECTIVE, How(columns=mapping)).format == "directive"


@pytest.mark.parametrize("name", ["plan.json", "download"])
def test_half_a_plan_json_is_refused_with_the_place(name: str) -> None:
    with pytest.raises(Unreadable, match=rf"{name}: line \d+, column \d+"):
        read(name, PLAN[:30])


@pytest.mark.parametrize("format_", sorted(READERS))
def test_every_reader_names_its_format(format_: str) -> None:
    text = {
        "plan": PLAN,
        "directive": DIRECTIVE,
        "interfaces": INTERFACES,
        "requirements_csv": REQUIREMENTS_CSV,
        "openapi": FERRY,
        "asyncapi": TIDES,
        "strictdoc": SDOC,
        "doorstop": DOORSTOP_ITEM,
        "reqif": REQIF,
        "kind_table": "Team code,name\nTM-1,Crew\n",
        "contexture": CONTEXTURE_JSON,
        "backstage": BACKSTAGE,
        "eventcatalog": EVENTCATALOG_ZIP,
        "projection": SARIF,
    }.get(format_, REQUIREMENTS_MARKDOWN)
    assert READERS[format_]("file", text).format == format_


@pytest.mark.parametrize("format_", ["", *sorted(READERS)])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "an image"),
        (b"text with a \x00 in it", "NUL"),
        (b"a" * (50 * 1024 * 1024), "50 MB; at most 10 MB"),
        (b"", "empty"),
    ],
    ids=["binary", "NUL", "50 MB", "empty"],
)
def test_every_reader_refuses_what_is_no_text(format_: str, content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read("file", content, How(format=format_))


@pytest.mark.parametrize("format_", [None, *sorted(READERS.keys() - ON_ONE_LINE)])
def test_every_reader_of_lines_refuses_an_endless_one(format_: str) -> None:
    with pytest.raises(Unreadable, match="a line of 200,000 characters"):
        read("file", "x" * 200_000, How(format=format_))
