"""The artifacts in the browser."""

import io
import json
import zipfile

import pytest

from planning.exports import signing
from planning.exports.verify import verify
from planning.plan.artifacts import catalogue
from planning.plan.canonical import digest
from planning.store import write
from tests.factory import make_actor, make_element

NAMES = [facts.name for facts in catalogue.ALL]
PATH = "/plans/bookshop/export/"


def test_every_file_is_listed_with_what_it_says(alice):
    page = alice.get(PATH).content.decode()
    assert [name for name in NAMES if f'href="{PATH}{name}/"' not in page] == []
    assert "Test_Result_Analysis.md" in page


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_shown_and_downloaded(alice, plan, name):
    make_element(plan, "BoundedContext", name="Orders")
    shown = alice.get(f"{PATH}{name}/")
    raw = alice.get(f"{PATH}{name}/raw/")
    assert shown.status_code == 200
    assert raw["Content-Type"] == "text/plain; charset=utf-8"
    assert raw["Content-Disposition"] == f'attachment; filename="{name}"'
    assert raw.content.endswith(b"\n")


def test_the_log_entry_is_shown(alice):
    page = alice.get(f"{PATH}Test_Result_Analysis.md/").content.decode()
    assert "planning readiness" in page


def test_markdown_is_rendered_and_raw(alice, plan):
    make_element(plan, "BoundedContext", name="Orders")
    rendered = alice.get(f"{PATH}context_map.md/").content.decode()
    raw = alice.get(f"{PATH}context_map.md/?as=raw").content.decode()
    assert "<table>" in rendered
    assert "| --- |" in raw
    assert 'data-copies="raw"' in rendered


def test_links_between_files_stay_in_the_browser(alice, plan):
    make_element(plan, "BoundedContext", name="Orders")
    make_element(plan, "Aggregate", name="Order", context="BC-1")
    page = alice.get(f"{PATH}aggregates.md/").content.decode()
    assert 'href="/plans/bookshop/export/context_map.md/#bc-1"' in page


def test_names_of_elements_cannot_break_out(alice, plan):
    make_element(plan, "BoundedContext", name="<script>alert(1)</script>")
    assert b"<script>alert" not in alice.get(f"{PATH}context_map.md/").content
    assert b"<script>alert" not in alice.get(f"{PATH}context_map.md/?as=raw").content


def test_the_zip_holds_every_file(alice):
    response = alice.get("/plans/bookshop/export.zip")
    held = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert {name.rpartition("/")[2] for name in held} >= set(NAMES)
    assert response["Content-Disposition"] == 'attachment; filename="bookshop.zip"'


def test_a_viewer_gets_the_redacted_export(vera, alice):
    manifests = [
        json.loads(browser.get(f"{PATH}manifest.json/raw/").content) for browser in (vera, alice)
    ]
    assert [manifest["profile"] for manifest in manifests] == ["redacted", "full"]


def zipped(browser):
    """What the zip holds, by the last part of each name."""
    content = browser.get("/plans/bookshop/export.zip").content
    held = zipfile.ZipFile(io.BytesIO(content))
    return {name.rpartition("/")[2]: held.read(name) for name in held.namelist()}


@pytest.mark.parametrize("who", ["alice", "vera"])
def test_the_zip_is_signed_with_the_key_that_can_be_downloaded(who, request):
    browser = request.getfixturevalue(who)
    response = browser.get("/signing-key.pem")
    key = response.content.decode()
    held = {name: text for name, text in zipped(browser).items() if name in NAMES}
    assert response["Content-Disposition"] == 'attachment; filename="signing-key.pem"'
    assert verify(held, key).holds
    assert f"signed with key {signing.fingerprint(key)}" in verify(held, key).remarks


def test_the_manifest_alone_is_the_one_in_the_zip(alice):
    assert alice.get(f"{PATH}manifest.json/raw/").content == zipped(alice)["manifest.json"]


def test_the_entry_for_the_log_has_the_digest_of_the_signed_manifest(alice):
    held = zipped(alice)
    entry = alice.get(f"{PATH}Test_Result_Analysis.md/raw/").content.decode()
    assert digest(held["manifest.json"].decode()) in entry
    assert held["Test_Result_Analysis.bookshop.md"].decode() == entry


def test_the_fingerprint_of_the_key_is_shown_with_the_way_to_it(alice):
    key = alice.get("/signing-key.pem").content.decode()
    page = alice.get(PATH).content.decode()
    assert signing.fingerprint(key) in page
    assert 'href="/signing-key.pem"' in page


@pytest.mark.parametrize("name", ["nothing.md", "..", "..%2F..%2Fetc%2Fpasswd"])
def test_a_file_that_is_none_is_404(alice, name):
    assert alice.get(f"{PATH}{name}/").status_code == 404


@pytest.mark.parametrize("path", [PATH, "/plans/bookshop/export.zip"])
def test_a_folder_outside_the_repository_is_422_and_says_where_to_mend_it(alice, plan, path):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.set_about({"output_folder": "../../etc"})
    response = alice.get(path)
    assert response.status_code == 422
    assert b"plan facts" in response.content
