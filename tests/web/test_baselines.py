"""Baselines in the browser: shown, exported exactly as they were, compared."""

import json
import zipfile
from io import BytesIO

import pytest
from django.db import connection

from planning import models
from planning.exports.verify import verify
from planning.instance_key import public_key
from planning.models import immutable
from planning.plan import plan_json
from planning.plan.value import Waiver
from planning.store import write
from planning.store.load import load
from tests.factory import actor_of, make_element, make_sound_plan
from tests.store.reviewing import ask, decide, review, sign_all
from tests.web.conftest import signed_in

HOME = "/plans/library/"


@pytest.fixture
def plan(db):
    return make_sound_plan()


def change(plan, code, **said):
    with write.locked(plan.pk, actor_of(plan, "bob")) as writing:
        writing.update(code, said)


def zipped(client, path):
    with zipfile.ZipFile(BytesIO(client.get(path).content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def exported(client, path):
    files = zipped(client, path)
    return {n.rpartition("/")[2]: held for n, held in files.items() if not n.startswith("docs/")}


def log_entry(client, path):
    (entry,) = [held for n, held in zipped(client, path).items() if n.startswith("docs/")]
    return entry.decode()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("review/security/", "under review"),
        ("review/security/covers/", "under review"),
        ("review/", "Security"),
        ("baselines/BL-1/", "BL-1"),
        ("baselines/BL-1/export/manifest.json/raw/", "security"),
    ],
)
def test_a_baseline_from_before_there_was_a_scope_is_shown_without_it(alice, plan, path, said):
    ask(plan)
    with immutable.lifted(connection):
        models.BaselineScope.objects.filter(scope="security").delete()
    response = alice.get(HOME + path)
    assert response.status_code == 200
    assert said in response.content.decode()


# Shown


def test_a_baseline_says_who_asked_what_was_found_and_decided(alice, plan):
    row = ask(plan, name="First look", statement="Is **AG-1** right?")
    decide(plan, "ada", "architecture", statement="It is")
    page = alice.get(f"{HOME}baselines/BL-1/").content.decode()
    assert "First look" in page
    assert "Alice asked for review on" in page
    assert "<strong>" in page
    assert "Ada</strong>, architecture lead, signed it for architecture" in page
    assert row.scopes.get(scope="backend").digest in page


@pytest.mark.parametrize("path", ["baselines/BL-9/", "baselines/x/", "baselines/BL-9/export/"])
def test_a_baseline_that_there_is_not_is_404(alice, plan, path):
    assert alice.get(HOME + path).status_code == 404


# Exported


def test_a_baseline_is_exported_exactly_as_it_was(alice, plan):
    ask(plan)
    before = exported(alice, f"{HOME}baselines/BL-1/export.zip")
    held = load(plan.pk)
    change(plan, "AG-1", purpose="Another one")
    make_element(plan, "Question", question="Who pays?", blocking=True, status="open")
    ask(plan, despite=True)
    assert exported(alice, f"{HOME}baselines/BL-1/export.zip") == before
    assert plan_json.read(before["plan.json"].decode())[0] == held


def test_a_decision_on_a_baseline_is_in_its_export_and_in_no_earlier_one(alice, plan):
    ask(plan)
    change(plan, "AG-1", purpose="Another one")
    ask(plan)
    decide(plan, "ada", "architecture")
    first, second = (
        json.loads(exported(alice, f"{HOME}baselines/BL-{n}/export.zip")["manifest.json"])
        for n in (1, 2)
    )
    assert first["signatures"] == []
    assert [s["person"] for s in second["signatures"]] == ["Ada"]
    assert second["baseline"] == "BL-2"


@pytest.mark.parametrize("path", ["export.zip", "baselines/BL-1/export.zip", "live/export.zip"])
def test_an_auditor_comes_to_the_same_verdict_from_the_files_alone(alice, plan, path):
    sign_all(plan)
    found = verify(exported(alice, HOME + path), public_key())
    assert found.differences == ()
    assert found.verdict == "ready_for_phase_2"


def test_the_export_is_the_live_draft_until_the_gate_opens(alice, plan):
    ask(plan)
    decide(plan, "ada", "architecture")
    manifest = json.loads(exported(alice, f"{HOME}export.zip")["manifest.json"])
    assert "baseline" not in manifest
    assert manifest["verdict"] == "in_review"
    assert "groundplan:BACK-PH1:draft" in log_entry(alice, f"{HOME}export.zip")


def test_once_confirmed_the_export_is_the_baseline_with_its_own_log_entry(alice, plan):
    sign_all(plan)
    files = exported(alice, f"{HOME}export.zip")
    manifest = json.loads(files["manifest.json"])
    assert manifest["baseline"] == "BL-1"
    assert manifest["verdict"] == "ready_for_phase_2"
    assert [s["scope"] for s in manifest["signatures"]] == ["architecture", "security", "backend"]
    assert 'state: "SIGNED"' in files["readiness_report.md"].decode()
    assert "**ready for Phase 2**" in files["readiness_report.md"].decode()
    assert "groundplan:BACK-PH1:BL-1" in log_entry(alice, f"{HOME}export.zip")


def test_the_change_log_of_each_file_lists_the_baselines_up_to_its_own(alice, plan):
    ask(plan, name="First look")
    change(plan, "AG-1", purpose="Another one")
    ask(plan, statement="Is | it right?")
    first = exported(alice, f"{HOME}baselines/BL-1/export.zip")["context_map.md"].decode()
    live = exported(alice, f"{HOME}export.zip")["context_map.md"].decode()
    log = live.partition("## Version and change log")[2]
    assert log.index("BL-1") < log.index("BL-2")
    assert "Alice | First look |" in log
    assert "Is \\| it right?" in log
    assert "BL-2" not in first.partition("## Version and change log")[2]


def test_a_change_makes_the_export_a_draft_again_that_says_which_scope_and_why(alice, plan):
    sign_all(plan)
    change(plan, "CR-2", pattern="partnership")
    files = exported(alice, f"{HOME}export.zip")
    report = files["readiness_report.md"].decode()
    assert json.loads(files["manifest.json"])["verdict"] == "signed_not_ready"
    assert "architecture signature is stale" in report
    assert "CR-2" in report.partition("## Verdict")[2][:400]


def test_what_blocks_makes_the_export_a_draft_though_every_signature_is_current(alice, plan):
    sign_all(plan)
    change(plan, "DP-1", status="declined", reason="No people")
    assert review(plan).state == "confirmed"
    files = exported(alice, f"{HOME}export.zip")
    assert json.loads(files["manifest.json"])["verdict"] == "signed_not_ready"
    assert "The gate to Phase 2 is not open" in alice.get(f"{HOME}export/").content.decode()


def test_who_signs_a_later_baseline_instead_stands_in_the_export_of_the_open_gate(alice, plan):
    sign_all(plan)
    decide(plan, "sam", "security", "changes_requested", statement="Say more in the notes")
    change(plan, "AT-2", notes="Who reads what")
    ask(plan)
    decide(plan, "sam", "security")
    files = exported(alice, f"{HOME}export.zip")
    manifest = json.loads(files["manifest.json"])
    assert (manifest["baseline"], manifest["verdict"]) == ("BL-1", "ready_for_phase_2")
    assert manifest["signatures"][-1]["baseline"] == "BL-2"
    assert verify(files, public_key()).differences == ()


def test_the_page_says_what_is_exported_and_offers_the_others(alice, plan):
    sign_all(plan)
    page = alice.get(f"{HOME}export/").content.decode()
    assert "The gate to Phase 2 is open: this is BL-1" in page
    live = alice.get(f"{HOME}live/export/").content.decode()
    assert "The plan as it is now, with what reviewers have said." in live
    assert 'href="/plans/library/live/export/README.md/"' in live


def test_links_between_files_of_a_baseline_stay_with_it(alice, plan):
    ask(plan)
    page = alice.get(f"{HOME}baselines/BL-1/export/README.md/").content.decode()
    assert 'href="/plans/library/baselines/BL-1/export/context_map.md/' in page
    assert 'href="/plans/library/export/context_map.md/' not in page


def test_a_viewer_gets_the_redacted_baseline_without_what_security_wants_changed(plan):
    ask(plan)
    decide(plan, "sam", "security", "changes_requested", statement="EP-2 leaks names")
    vera = signed_in("vera")
    files = exported(vera, f"{HOME}baselines/BL-1/export.zip")
    assert json.loads(files["manifest.json"])["profile"] == "redacted"
    assert not [name for name, held in files.items() if b"EP-2 leaks names" in held]
    assert verify(files, public_key()).differences == ()


def test_no_address_of_anybody_is_in_an_export(alice, plan):
    ada = actor_of(plan, "ada")
    models.User.objects.filter(pseudonym=ada.id).update(display_name="ada@example.org")
    sign_all(plan)
    files = exported(alice, f"{HOME}export.zip")
    assert not [name for name, held in files.items() if b"ada@example.org" in held]


# Compared


def test_two_baselines_are_compared(alice, plan):
    ask(plan)
    change(plan, "AG-1", purpose="Another one")
    make_element(plan, "Team", name="Night shift")
    ask(plan)
    page = alice.get(f"{HOME}compare/?before=BL-1&after=BL-2").content.decode()
    assert "2 differences" in page
    assert page.index("Another one") < page.index("Night shift")


def test_a_baseline_is_compared_with_the_plan_as_it_is_in_one_scope(alice, plan):
    ask(plan)
    change(plan, "AG-1", purpose="Another one")
    change(plan, "TE-1", definition="Another one")
    address = f"{HOME}compare/?before=BL-1&after=live"
    assert "2 differences" in alice.get(address).content.decode()
    assert "1 difference<" in alice.get(f"{address}&scope=architecture").content.decode()
    assert (
        "Nothing differs in what security signs"
        in alice.get(f"{address}&scope=security").content.decode()
    )


def test_a_waiver_and_a_severity_differ_in_words(alice, plan):
    ask(plan)
    asked = Waiver(rule="BC-03", element="BC-2", reason="Later", asked_by="Bob")
    with write.locked(plan.pk, actor_of(plan, "alice")) as writing:
        writing.set_records("waivers", [asked])
    page = alice.get(f"{HOME}compare/?before=BL-1&after=live").content.decode()
    assert "rule BC-03, element BC-2, reason Later" in page


def test_without_a_baseline_nothing_differs(alice, plan):
    page = alice.get(f"{HOME}compare/")
    assert page.status_code == 200
    assert "0 differences" in page.content.decode()


def test_a_side_that_there_is_not_is_404(alice, plan):
    assert alice.get(f"{HOME}compare/?before=BL-7").status_code == 404
