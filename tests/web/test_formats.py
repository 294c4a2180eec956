"""The plan in other formats: one at a time, or all as a zip; not for viewers."""

import json
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from planning.exports.formats import FORMATS
from planning.plan import plan_json
from planning.store.load import load
from tests.factory import make_plan, make_sound_plan

HOME = "/plans/library/formats"


@pytest.fixture
def plan(db):
    return make_sound_plan()


def names(response):
    with zipfile.ZipFile(BytesIO(response.content)) as archive:
        return archive.namelist()


def test_every_format_is_listed_with_what_it_is_for(alice):
    page = alice.get(f"{HOME}/").content.decode()
    assert all(format_.title in page and format_.line in page for format_ in FORMATS)


@pytest.mark.parametrize("name", [format_.name for format_ in FORMATS])
def test_each_format_is_a_file_to_keep(alice, plan, name):
    response = alice.get(f"{HOME}/{name}/")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content


def test_plan_json_is_the_plan(alice, plan):
    read, problems = plan_json.read(alice.get(f"{HOME}/plan/").content.decode())
    assert (read, problems) == (load(plan.pk), ())


def test_sarif_names_the_lines_of_plan_json(alice, plan):
    said = json.loads(alice.get(f"{HOME}/sarif/").content)
    assert said["version"] == "2.1.0"
    assert said["runs"][0]["results"]


def test_pictures_come_as_files_of_their_own(alice, plan):
    assert "mermaid/context_map.mmd" in names(alice.get(f"{HOME}/mermaid/"))


def test_all_of_it_is_one_zip_that_is_the_same_each_time(alice, plan):
    first, second = alice.get(f"{HOME}.zip"), alice.get(f"{HOME}.zip")
    assert {name.partition("/")[0] for name in names(first)} == {f.name for f in FORMATS}
    assert first.content == second.content


@pytest.mark.parametrize(("name", "title"), [("mermaid", "Mermaid"), ("openapi", "OpenAPI 3.1")])
def test_a_format_that_the_plan_has_nothing_for_leads_back_and_says_so(alice, name, title):
    make_plan(slug="harbour")
    response = alice.get(f"/plans/harbour/formats/{name}/", follow=True)
    assert response.redirect_chain == [("/plans/harbour/formats/", 302)]
    assert f"The plan has nothing yet to say in {title}." in response.content.decode()


def test_a_format_that_there_is_not_is_404(alice, plan):
    assert alice.get(f"{HOME}/word/").status_code == 404


@pytest.mark.parametrize("path", [f"{HOME}/", f"{HOME}/plan/", f"{HOME}.zip"])
def test_a_viewer_gets_the_redacted_export_and_nothing_else(vera, plan, path):
    assert vera.get(path).status_code == 403
    assert b"Other formats" not in vera.get("/plans/library/export/").content


def test_all_of_it_brought_back_adds_nothing(alice, plan):
    packed = SimpleUploadedFile("formats.zip", alice.get(f"{HOME}.zip").content)
    page = alice.post("/plans/library/import/", {"files": [packed]})
    assert page.status_code == 200
    assert b"a picture in Mermaid is written from a plan and holds no plan" in page.content
    assert b"Input document" not in page.content
