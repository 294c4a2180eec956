"""A pipe table below a heading lists requirements where something says so."""

import pytest

from planning.imports.recognise import read
from tests.conftest import CORPUS

ROWS = "| FR-1 | Berth ships | must |\n| FR-2 | Berth boats | should |\n"
RULER = "|---|---|---|\n"


@pytest.mark.parametrize(
    "opening",
    [
        f"# Harbour\n\n| ID | Requirement | Priority |\n{RULER}",
        f"# Requirements\n\n| ID | Description | Priority |\n{RULER}",
        f"# Requirements\n\n## Berths\n\nAs agreed.\n\n| ID | Text | Priority |\n{RULER}",
        "h1. Harbour\n\n|| ID || Requirement || Priority ||\n",
        "h1. Requirements\n\nh2. Berths\n\n|| ID || Text || Priority ||\n",
        f"# Harbour\n\n## User stories\n\n| No. | Summary | Priority |\n{RULER}",
    ],
)
def test_a_table_that_lists_requirements_is_read_as_some(opening):
    draft = read("harbour.md", opening + ROWS)
    assert draft.format == "requirements_markdown"
    assert [each.code for each in draft.elements] == ["FR-1", "FR-2"]


def test_the_name_of_a_file_says_what_its_table_lists():
    text = f"# Harbour\n\n| ID | Text | Priority |\n{RULER}| FR-1 | Berth ships | must |\n"
    assert read("requirements.md", text).format == "requirements_markdown"
    assert read("harbour.md", text).format == "document"


@pytest.mark.parametrize(
    "text",
    [
        f"# Risks\n\n| ID | Description | Priority |\n{RULER}{ROWS}",
        f"# Requirements\n\n| Team | Contact | Room |\n{RULER}{ROWS}",
        f"# Requirements\n\nSee there.\n\n# Errors\n\n| Code | Text | Level |\n{RULER}{ROWS}",
        f"# Harbour\n\n```\n| ID | Requirement | Priority |\n{RULER}{ROWS}```\n",
    ],
)
def test_any_other_table_leaves_a_document_one(text):
    assert read("harbour.md", text).format == "document"


def test_a_header_without_rows_takes_nothing_from_what_else_is_there():
    text = "# Harbour\n\n| ID | Requirement |\n\n- **FR-1**: Berth ships\n- **FR-2**: Berth boats\n"
    assert read("harbour.md", text).format == "requirements_markdown"


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")
def test_a_standard_with_tables_stays_a_document():
    standard = CORPUS / "standards" / "APEX_STANDARDS.md"
    assert read(standard.name, standard.read_bytes()).format == "document"


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")
@pytest.mark.parametrize("path", sorted((CORPUS / "directives").glob("*.*")), ids=lambda p: p.name)
def test_a_directive_stays_one(path):
    assert read(path.name, path.read_bytes()).format != "requirements_markdown"
