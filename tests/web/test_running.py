"""Long imports and undos: they go on in the background, show how far they are, and can be cancelled."""

import json
import time
from dataclasses import replace
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from planning.store import write
from planning.store.errors import Missing, Rejected
from planning.store.load import load
from planning.web import running
from planning.web.views import import_runs, imports
from tests.factory import make_actor, make_plan, make_user
from tests.web.conftest import HTMX, signed_in
from tests.web.importing import undos
from tests.web.posting import form

PATH = "/plans/bookshop/import/"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.RUNNING_DIR = tmp_path / "running"


@pytest.fixture
def plan(transactional_db):
    return make_plan(slug="bookshop")


def many(count):
    rows = "".join(f"FR-{n},Wish {n},The shop does {n}.\n" for n in range(1, count + 1))
    return SimpleUploadedFile("requirements.csv", f"id,title,statement\n{rows}".encode())


def begun(client, count):
    """The address of the page that shows how far an import is."""
    page = client.post(PATH, {"files": [many(count)]})
    said = form(page.content, "/import/apply/")
    return client.post(said.action, said.data())["Location"]


def ended(act, seconds=30):
    """What the act gives once it is no page of a run any more; bounded."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        response = act()
        if response.status_code != 200:
            return response
        time.sleep(0.05)
    raise AssertionError("it did not end")


def wait(run, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = running.find(run.plan, run.person, run.token)
        if found.state != "running":
            return found
        time.sleep(0.02)
    raise AssertionError("it did not end")


def test_a_long_import_goes_on_in_the_background_and_is_told(alice, plan, monkeypatch):
    monkeypatch.setattr(imports, "LONG", 50)
    where = begun(alice, 120)
    assert where.startswith(f"{PATH}running/")
    page = alice.get(where)
    assert b"Importing" in page.content or page.status_code == 302
    assert ended(lambda: alice.get(where))["Location"] == PATH
    assert len(load(plan.pk).elements) == 120
    assert b"Imported: 120 added." in alice.get(PATH).content


def test_a_short_import_is_done_at_once(alice, plan):
    assert begun(alice, 3) == PATH
    assert len(load(plan.pk).elements) == 3


def test_the_page_asks_again_by_itself_and_leaves_when_it_has_ended(alice, plan, monkeypatch):
    monkeypatch.setattr(imports, "LONG", 50)
    where = begun(alice, 60)
    answer = alice.get(where, headers=HTMX)
    while answer.status_code == 200 and b"every 1s" in answer.content:
        time.sleep(0.05)
        answer = alice.get(where, headers=HTMX)
    assert answer["HX-Redirect"] == PATH


def test_a_cancelled_run_stores_nothing(alice, plan, monkeypatch):
    monkeypatch.setattr(imports, "LONG", 50)
    monkeypatch.setattr(running, "EVERY", 1)
    slow = running._Progress.tick

    def tick(self):
        time.sleep(0.02)
        slow(self)

    monkeypatch.setattr(running._Progress, "tick", tick)
    where = begun(alice, 120)
    assert alice.post(f"{where}cancel/").status_code == 302
    ended(lambda: alice.get(where))
    assert b"The import was cancelled. Nothing was stored." in alice.get(PATH).content
    assert load(plan.pk).elements == ()


@pytest.fixture
def halted(monkeypatch):
    """Long imports wait after their first step until the event is set."""
    go_on = Event()
    monkeypatch.setattr(imports, "LONG", 50)
    step = running._Progress.tick

    def tick(self):
        step(self)
        assert go_on.wait(30)

    monkeypatch.setattr(running._Progress, "tick", tick)
    yield go_on
    go_on.set()


def test_the_import_page_shows_ones_own_running_import_with_the_way_to_it(alice, plan, halted):
    bob = signed_in("bob")
    where = begun(alice, 60)
    page = alice.get(PATH).content.decode()
    assert "An import of yours is on its way: 0 of about 120 steps" in page
    assert f'href="{where}"' in page
    assert where not in bob.get(PATH).content.decode()
    halted.set()
    ended(lambda: alice.get(where))
    assert where not in alice.get(PATH).content.decode()


def test_the_import_page_tells_how_a_run_ended_that_nobody_watched(alice, plan, halted):
    where = begun(alice, 60)
    halted.set()
    run = running.listed("bookshop", make_user("alice").pseudonym)[0]
    wait(run)
    assert b"Imported: 60 added." in alice.get(PATH).content
    assert b"Imported: 60 added." not in alice.get(PATH).content
    assert b"Imported: 60 added." not in alice.get(where, follow=True).content


def test_how_a_run_ended_is_told_once(alice, plan, monkeypatch):
    monkeypatch.setattr(imports, "LONG", 50)
    where = begun(alice, 60)
    ended(lambda: alice.get(where))
    assert b"Imported: 60 added." in alice.get(PATH).content
    again = alice.get(where, follow=True)
    assert again.redirect_chain == [(PATH, 302)]
    assert b"Imported: 60 added." not in again.content


def test_a_run_that_was_taken_for_stopped_is_told_again_when_it_ends():
    run = running.Run(token="a" * 32, plan="bookshop", person="a11ce", total=5, state="stopped")
    assert running.first_told(run)
    assert not running.first_told(run)
    assert running.first_told(replace(run, state="done"))


def undoing(client, monkeypatch, count=3):
    """The form that takes back an import, where that is a long way."""
    begun(client, count)
    monkeypatch.setattr(import_runs, "LONG", 2)
    return undos(client.get(PATH).content)[0]


def test_a_long_undo_goes_on_in_the_background_and_is_told(alice, plan, monkeypatch):
    said = undoing(alice, monkeypatch)
    where = alice.post(said.action, said.data())["Location"]
    assert where.startswith(f"{PATH}running/")
    assert ended(lambda: alice.get(where))["Location"] == PATH
    assert load(plan.pk).elements == ()
    assert b"Taken back." in alice.get(PATH).content


def test_a_long_undo_is_shown_and_can_be_cancelled(alice, plan, monkeypatch, halted):
    monkeypatch.setattr(running, "EVERY", 1)
    said = undoing(alice, monkeypatch)
    where = alice.post(said.action, said.data())["Location"]
    assert b"Taking back" in alice.get(where).content
    assert b"An undo of yours is on its way" in alice.get(PATH).content
    alice.post(f"{where}cancel/")
    halted.set()
    ended(lambda: alice.get(where))
    assert b"The undo was cancelled. Nothing changed." in alice.get(PATH).content
    assert len(load(plan.pk).elements) == 3


def test_what_stands_in_the_way_of_a_long_undo_is_told(alice, plan, monkeypatch):
    said = undoing(alice, monkeypatch)
    with write.locked(plan.pk, make_actor()) as writing:
        writing.delete("FR-2")
    where = alice.post(said.action, said.data())["Location"]
    ended(lambda: alice.get(where))
    assert b"It stays: FR-2 is not in this plan (any more)" in alice.get(PATH).content
    assert len(load(plan.pk).elements) == 2


def test_a_long_undo_of_what_somebody_changed_is_told(alice, plan, monkeypatch):
    said = undoing(alice, monkeypatch)
    write.update(plan.pk, make_actor(), "FR-2", {"name": "Another wish"}, 1)
    where = alice.post(said.action, said.data())["Location"]
    ended(lambda: alice.get(where))
    assert b"Somebody changed FR-2 Another wish since, so it stays." in alice.get(PATH).content
    assert len(load(plan.pk).elements) == 3


@pytest.mark.parametrize("username", ["bob", "charlie", "vera"])
def test_nobody_else_sees_or_cancels_a_run(alice, plan, monkeypatch, username):
    monkeypatch.setattr(imports, "LONG", 50)
    where = begun(alice, 60)
    client = signed_in(username)
    assert client.get(where).status_code in (403, 404)
    assert client.post(f"{where}cancel/").status_code in (403, 404)
    ended(lambda: alice.get(where))
    assert len(load(plan.pk).elements) == 60


@pytest.mark.parametrize("token", ["x", "0" * 32, "..%2F..%2Fetc%2Fpasswd"])
def test_a_run_that_there_is_not_is_404(alice, plan, token):
    assert alice.get(f"{PATH}running/{token}/").status_code == 404


def test_what_the_store_refuses_is_told(settings):
    def act(tick):
        raise Rejected({"code": "FR-1 is in use already"})

    ended_ = wait(running.begin("bookshop", "a11ce", 5, act))
    assert (ended_.state, ended_.said) == ("rejected", "code: FR-1 is in use already")


def test_a_failure_is_logged_and_told(caplog):
    def act(tick):
        raise ZeroDivisionError

    assert wait(running.begin("bookshop", "a11ce", 5, act)).state == "failed"
    assert "an import failed" in caplog.text


def test_a_run_whose_process_ended_is_not_waited_for(settings):
    run = running.Run(token="a" * 32, plan="bookshop", person="a11ce", total=5)
    running._write(run)
    path = settings.RUNNING_DIR / f"{run.token}.json"
    said = json.loads(path.read_text())
    path.write_text(json.dumps({**said, "at": said["at"] - 2 * running.SILENT}))
    assert running.find("bookshop", "a11ce", run.token).state == "stopped"


def test_a_run_belongs_to_a_plan_and_a_person():
    run = running.begin("bookshop", "a11ce", 5, lambda tick: ("Done.", ""))
    wait(run)
    with pytest.raises(Missing):
        running.find("other", "a11ce", run.token)
    with pytest.raises(Missing):
        running.find("bookshop", "b0b", run.token)
