"""Every format has a page that says what becomes of it, and the list of formats leads there."""

import re

import pytest

from planning.exports.formats import FORMATS
from planning.imports.recognise import READERS
from tests.conftest import ROOT

LIST = (ROOT / "docs" / "formats.md").read_text()
PAGES = sorted((ROOT / "docs" / "formats").glob("*.md"))
TITLED_OTHERWISE = {
    "directive": "phase directives",
    "plan": "plan.json",
    "requirements_csv": "requirements: CSV",
    "requirements_markdown": "Markdown",
    "interfaces": "interfaces_catalog.csv",
    "kind_table": "tables, one a kind",
    "cml": "Context Mapper DSL",
    "document": "input document",
    "tables": "tables, one a kind",
    "layers": "import-linter",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_is_listed_and_has_a_table(page):
    assert f"(formats/{page.name})" in LIST
    assert "\n|---|" in page.read_text()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([\w/.-]+)[)#]", LIST))))
def test_each_page_that_is_listed_is_there(target):
    assert (ROOT / "docs" / target).is_file()


@pytest.mark.parametrize("name", sorted({*READERS, *(each.name for each in FORMATS)}))
def test_each_format_that_is_read_or_written_is_listed(name):
    assert TITLED_OTHERWISE.get(name, name).casefold() in LIST.casefold()
