"""Every kind lists, adds, shows, edits and deletes; a save without edits changes nothing."""

import pytest

from planning import models
from planning.kinds import KINDS, Kind
from planning.plan.elements import KINDS as ELEMENTS
from planning.store.load import load
from tests.factory import make_element, make_member, make_plan, make_user
from tests.web.filled import make_filled
from tests.web.posting import form

pytestmark = pytest.mark.django_db
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def plan():
    return make_plan(slug="bookshop")


@pytest.fixture
def alice(client, plan):
    client.force_login(make_user("alice"))
    return client


def state(plan):
    plan.refresh_from_db()
    return plan.revision, plan.changes, load(plan.pk)


def list_of(kind: Kind) -> str:
    return f"/plans/bookshop/{kind.section}/{kind.slug}/"


def test_no_field_is_called_as_a_word_of_an_address_or_of_a_form():
    words = {
        "q",
        "sort",
        "page",
        "findings",
        "in",
        "back",
        "again",
        "all",
        "list",
        "code",
        "version",
    }
    words |= {"shown", "rows", "step", "header", "typed", "close"}
    assert {name for kind in KINDS for name in kind.facts} & words == set()


def test_the_kinds_of_the_screen_are_those_of_the_vocabulary():
    assert [kind.element for kind in KINDS] == list(ELEMENTS)


@every_kind
def test_every_kind_lists(alice, plan, kind):
    code = make_element(plan, kind.name, name="Lantern")
    page = alice.get(list_of(kind)).content.decode()
    assert code in page
    assert "Lantern" in page


@every_kind
def test_every_kind_adds(alice, plan, kind):
    page = alice.get(f"{list_of(kind)}add/")
    filled = form(page.content, "/add/")
    answer = alice.post(filled.action, filled.data(name="Lantern"))
    assert answer.status_code == 302
    assert [each.name for each in load(plan.pk).of(kind.element)] == ["Lantern"]


@every_kind
def test_every_kind_shows_what_was_said_and_nothing_of_it_is_markup(alice, plan, kind):
    code = make_filled(plan, kind)
    page = alice.get(f"/plans/bookshop/e/{code}/").content.decode()
    assert "Zürich &amp; &lt;b&gt;Söhne&lt;/b&gt;" in page
    assert "<b>Söhne" not in page


@every_kind
def test_every_kind_edits(alice, plan, kind):
    code = make_filled(plan, kind)
    page = alice.get(f"/plans/bookshop/e/{code}/edit/")
    filled = form(page.content, "/edit/")
    answer = alice.post(filled.action, filled.data(name="Lantern"))
    assert answer.status_code == 302
    assert load(plan.pk).by_code[code].name == "Lantern"


@every_kind
def test_every_kind_deletes(alice, plan, kind):
    code = make_filled(plan, kind)
    page = alice.get(f"/plans/bookshop/e/{code}/delete/")
    filled = form(page.content, "/delete/")
    assert alice.post(filled.action, filled.data()).status_code == 302
    assert code not in load(plan.pk).by_code


@every_kind
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_save_without_edits_changes_nothing(alice, plan, kind, headers):
    code = make_filled(plan, kind)
    page = alice.get(f"/plans/bookshop/e/{code}/edit/", headers=headers)
    before = state(plan)
    filled = form(page.content, "/edit/")
    answer = alice.post(filled.action, filled.data(), headers=headers)
    assert answer.status_code == (200 if headers else 302)
    assert state(plan) == before


@every_kind
def test_the_form_of_a_new_element_holds_what_the_form_of_an_old_one_holds(alice, plan, kind):
    code = make_filled(plan, kind)
    new = form(alice.get(f"{list_of(kind)}add/").content, "/add/")
    old = form(alice.get(f"/plans/bookshop/e/{code}/edit/").content, "/edit/")
    assert new.names - {"code"} == old.names - {"version"}


@every_kind
def test_someone_outside_learns_nothing(client, plan, kind):
    code = make_element(plan, kind.name)
    client.force_login(make_user("charlie"))
    statuses = {
        path: client.get(path).status_code
        for path in (
            list_of(kind),
            f"{list_of(kind)}add/",
            f"/plans/bookshop/e/{code}/",
            f"/plans/bookshop/e/{code}/edit/",
            f"/plans/bookshop/e/{code}/history/",
        )
    }
    assert set(statuses.values()) == {404}


@every_kind
def test_a_viewer_reads_and_cannot_write(client, plan, kind):
    code = make_element(plan, kind.name, name="Lantern")
    client.force_login(make_user("vera"))
    said = {"name": "Stolen", "version": "1"}
    assert client.get(f"/plans/bookshop/e/{code}/").status_code == 200
    assert client.post(f"/plans/bookshop/e/{code}/edit/", said).status_code == 403
    assert client.post(f"/plans/bookshop/e/{code}/delete/", said).status_code == 403
    assert client.post(f"{list_of(kind)}add/", said).status_code == 403
    assert client.post(f"{list_of(kind)}paste/", {"text": "Stolen"}).status_code == 403
    assert [each.name for each in load(plan.pk).of(kind.element)] == ["Lantern"]


@every_kind
def test_a_viewer_is_shown_no_button_that_cannot_work(client, plan, kind):
    code = make_element(plan, kind.name, name="Lantern")
    client.force_login(make_user("vera"))
    pages = client.get(list_of(kind)).content + client.get(f"/plans/bookshop/e/{code}/").content
    links = (b"/edit/", b"/delete/", b"/add/", b"/paste/", b"/remove/", b"?field=")
    assert [link for link in links if link in pages] == []


@pytest.mark.parametrize(
    "path",
    [
        "/plans/bookshop/domain/",
        "/plans/bookshop/domain/terms/",
        "/plans/bookshop/domain/terms/add/",
        "/plans/bookshop/domain/terms/paste/",
        "/plans/bookshop/domain/terms/set/?code=TE-1&field=definition&definition=x",
        "/plans/bookshop/e/TE-1/",
        "/plans/bookshop/e/TE-1/?field=definition",
        "/plans/bookshop/e/TE-1/edit/",
        "/plans/bookshop/e/TE-1/delete/",
        "/plans/bookshop/e/TE-1/history/",
        "/plans/bookshop/e/TE-1/links/add/?type=to:satisfies",
    ],
)
def test_reading_never_writes(alice, plan, path):
    make_element(plan, "Term", name="Lantern")
    before = state(plan)
    assert alice.get(path).status_code == 200
    assert alice.get(path, headers=HTMX).status_code == 200
    assert state(plan) == before


@pytest.mark.parametrize("version", [None, "", "x", "0", "-1", "1.5", "7", "9" * 40])
def test_a_version_that_means_nothing_is_an_error_in_the_form(alice, plan, version):
    make_element(plan, "Term", name="Lantern")
    said = {"name": "Lamp"} | ({} if version is None else {"version": version})
    answer = alice.post("/plans/bookshop/e/TE-1/edit/", said, headers=HTMX)
    assert answer.status_code == 422
    assert "Lamp" in answer.content.decode()
    assert load(plan.pk).by_code["TE-1"].name == "Lantern"


@pytest.mark.parametrize("version", [None, "x", "9" * 40])
def test_deleting_needs_the_version_too(alice, plan, version):
    make_element(plan, "Term")
    said = {} if version is None else {"version": version}
    assert alice.post("/plans/bookshop/e/TE-1/delete/", said).status_code == 422


def test_only_the_fields_of_the_form_are_written(alice, plan):
    make_element(plan, "BoundedContext", name="Sales", purpose="Sell", external=True)
    alice.post("/plans/bookshop/e/BC-1/edit/", {"name": "Shop", "version": "1"})
    context = load(plan.pk).by_code["BC-1"]
    assert (context.name, context.purpose, context.external) == ("Shop", "Sell", True)


def test_a_box_that_was_unticked_is_written(alice, plan):
    make_element(plan, "BoundedContext", name="Sales", external=True, layers=["domain"])
    said = {"shown": ["external", "layers"], "version": "1"}
    alice.post("/plans/bookshop/e/BC-1/edit/", said)
    context = load(plan.pk).by_code["BC-1"]
    assert (context.external, context.layers) == (False, ())


def test_a_stored_choice_that_went_out_of_use_is_shown_and_kept(alice, plan):
    code = make_element(plan, "Subdomain", name="Sales")
    models.Subdomain.objects.filter(code=code).update(classification="vital")
    models.Plan.objects.update(stamp="another")
    filled = form(alice.get(f"/plans/bookshop/e/{code}/edit/").content, "/edit/")
    assert ("classification", "vital") in filled.pairs
    alice.post(filled.action, filled.data(name="Selling"))
    subdomain = load(plan.pk).by_code[code]
    assert (subdomain.name, subdomain.classification) == ("Selling", "vital")


def test_a_value_that_its_field_cannot_hold_is_said_at_the_field(alice, plan):
    make_element(plan, "Policy", name="Remind")
    said = {"timeout": "soon", "retries": "many", "name": "Chase", "version": "1"}
    answer = alice.post("/plans/bookshop/e/PO-1/edit/", said, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“soon” is not a duration" in page
    assert 'value="many"' in page
    assert load(plan.pk).by_code["PO-1"].name == "Remind"


def test_a_reference_to_nothing_is_said_at_the_field(alice, plan):
    make_element(plan, "Term")
    said = {"context": "BC-9", "version": "1"}
    answer = alice.post("/plans/bookshop/e/TE-1/edit/", said, headers=HTMX)
    assert answer.status_code == 422
    assert "no bounded context BC-9" in answer.content.decode()


def test_references_are_narrowed_to_this_plan(alice, plan):
    other = make_plan(slug="elsewhere", project=plan.project)
    make_element(other, "BoundedContext", name="Secret")
    make_element(plan, "BoundedContext", name="Sales")
    page = alice.get("/plans/bookshop/domain/terms/add/").content.decode()
    assert "Sales" in page
    assert "Secret" not in page


def test_a_code_from_outside_is_kept(alice, plan):
    said = {"code": "FR-001", "name": "Berth", "statement": "Ships berth"}
    alice.post("/plans/bookshop/inputs/requirements/add/", said)
    assert load(plan.pk).by_code["FR-001"].name == "Berth"


def test_a_code_in_use_is_said_at_the_code(alice, plan):
    make_element(plan, "Requirement", "FR-001")
    answer = alice.post(
        "/plans/bookshop/inputs/requirements/add/", {"code": "FR-001"}, headers=HTMX
    )
    assert answer.status_code == 422
    assert "FR-001 is in use already" in answer.content.decode()


def test_an_address_can_say_what_a_new_element_begins_with(alice, plan):
    make_element(plan, "BoundedContext", name="Sales")
    page = alice.get("/plans/bookshop/domain/terms/add/?context=BC-1&timeout=x")
    assert ("context", "BC-1") in form(page.content, "/add/").pairs


def test_adding_by_htmx_gives_the_row_and_the_form_for_the_next_one(alice, plan):
    path = "/plans/bookshop/domain/terms/add/?in=list"
    answer = alice.post(path, {"name": "Lantern"}, headers=HTMX)
    page = answer.content.decode()
    assert answer["HX-Trigger"] == "plan-changed"
    assert 'hx-swap-oob="afterbegin:#rows-terms"' in page
    assert '<span id="total-terms" hx-swap-oob="innerHTML">1</span>' in page
    assert ("name", "") in form(page, "/add/").pairs
    assert page.count("autofocus") == 1


def test_saving_by_htmx_gives_the_row_and_the_panels(alice, plan):
    make_element(plan, "Term", name="Lantern")
    path = "/plans/bookshop/e/TE-1/edit/?in=list"
    answer = alice.post(path, {"name": "Lamp", "version": "1"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == "plan-changed"
    assert page.lstrip().startswith("<tr")
    assert 'id="verdict"' in page
    assert "Lamp" in page


def test_without_javascript_a_save_leads_back_to_the_list(alice, plan):
    make_element(plan, "Term", name="Lantern")
    back = "/plans/bookshop/domain/terms/?q=lan"
    path = "/plans/bookshop/e/TE-1/edit/"
    page = alice.get(path, {"in": "list", "back": back})
    answer = alice.post(form(page.content, "/edit/").action, {"name": "Lamp", "version": "1"})
    assert answer["Location"] == back


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        "/plans/other/",
        "/plans/bookshop/\\evil",
        "javascript:1",
    ],
)
def test_nobody_is_led_out_of_the_plan(alice, plan, back):
    make_element(plan, "Term", name="Lantern")
    path = "/plans/bookshop/e/TE-1/edit/"
    answer = alice.post(f"{path}?back={back}", {"name": "Lamp", "version": "1"})
    assert answer["Location"].startswith("/plans/bookshop/")


def test_a_field_of_the_address_opens_the_form_with_the_cursor_there(alice, plan):
    make_element(plan, "Term", name="Lantern")
    page = alice.get("/plans/bookshop/e/TE-1/?field=definition").content.decode()
    assert form(page, "/edit/")
    before, _, after = page.partition("autofocus")
    assert before.rpartition("<")[2].startswith('textarea name="definition"')
    assert "autofocus" not in after


def test_the_security_lead_edits_the_data_class_of_an_attribute_and_nothing_else(client, plan):
    make_element(plan, "Attribute", name="email", type="Text")
    client.force_login(make_user("sam"))
    page = client.get("/plans/bookshop/e/AT-1/edit/")
    names = form(page.content, "/edit/").names - {"csrfmiddlewaretoken", "version", "shown"}
    assert names == {"confidentiality", "categories", "protection", "classification_reason"}
    said = {"confidentiality": "restricted", "version": "1"}
    assert client.post("/plans/bookshop/e/AT-1/edit/", said).status_code == 302
    refused = client.post(
        "/plans/bookshop/e/AT-1/edit/", {"type": "Money", "version": "2"}, headers=HTMX
    )
    assert refused.status_code == 403
    assert "Your roles do not let you change this attribute." in refused.content.decode()
    attribute = load(plan.pk).by_code["AT-1"]
    assert (attribute.type, attribute.confidentiality) == ("Text", "restricted")


def test_a_track_lead_answers_dependencies_of_that_track(client, plan):
    make_element(plan, "Dependency", name="Backups", track="database")
    make_element(plan, "Dependency", name="DNS", track="networking")
    make_member(plan.project, "dora", "track_lead", track="database")
    client.force_login(make_user("dora"))
    page = client.get("/plans/bookshop/e/DP-1/edit/")
    names = form(page.content, "/edit/").names - {"csrfmiddlewaretoken", "version", "shown"}
    assert names == {"status", "reason", "answer", "reference"}
    assert client.get("/plans/bookshop/e/DP-2/edit/").status_code == 403


def test_the_digest_of_a_document_follows_its_text(alice, plan):
    make_element(plan, "InputDocument", name="Brief", text="old", sha256="typed by nobody")
    said = {"text": "new", "version": "1"}
    alice.post("/plans/bookshop/e/IN-1/edit/", said)
    digest = load(plan.pk).by_code["IN-1"].sha256
    assert digest == "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437"


def test_a_kind_is_not_listed_in_the_section_of_another(alice, plan):
    assert alice.get("/plans/bookshop/data/terms/").status_code == 404
