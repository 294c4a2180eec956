"""Script in every text of a file is text: on the preview, in the plan, and in what is exported."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from planning.exports.tables import tables
from planning.imports.recognise import READERS, read
from planning.plan import plan_json
from planning.plan.artifacts import frame, write_all
from planning.store.load import load
from tests.imports.script_samples import FILES, SCRIPT
from tests.plan.artifacts.plans import ON
from tests.plan.artifacts.test_hostile_text import rendered, says_everywhere
from tests.web.posting import forms

PATH = "/plans/bookshop/import/"
ALL = {**FILES, "plan": ("plan.json", plan_json.write(says_everywhere(SCRIPT)))}


def sent(browser, format_):
    name, content = ALL[format_]
    data = content.encode() if isinstance(content, str) else content
    return browser.post(PATH, {"files": [SimpleUploadedFile(name, data)]})


def test_there_is_a_file_of_each_format():
    # Nothing is shown of a projection but its name.
    assert set(ALL) == READERS.keys() - {"projection"}


@pytest.mark.parametrize("format_", sorted(ALL))
def test_a_file_is_of_the_format_that_is_meant(format_):
    assert read(*ALL[format_]).format == format_


@pytest.mark.parametrize("format_", sorted(ALL))
def test_script_in_a_file_is_shown_as_text_and_exported_as_text(alice, plan, format_):
    response = sent(alice, format_)
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    found = next(form for form in forms(response.content) if form.action == f"{PATH}apply/")
    applied = alice.post(found.action, found.data(), follow=True)
    assert "<script>alert" not in applied.content.decode()
    assert load(plan.pk).revision == 1
    files = write_all(frame(load(plan.pk), ON))
    texts = (text for name, text in files.items() if name.endswith(".md"))
    assert "<script" not in "".join(map(rendered, texts))
    assert not [cell for cell in cells(plan) if cell.startswith("=")]


def cells(plan):
    """All cells of the tables that the plan is exported to."""
    for text in tables(load(plan.pk)).values():
        for row in csv.reader(io.StringIO(text)):
            yield from row
