"""Lists: filter, sort, paging in the address, and constant queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.kinds import BY_NAME, KINDS, SECTIONS
from planning.plan.elements import Attribute, BoundedContext, Term
from planning.plan.value import plan as plan_of
from planning.store import write
from planning.store.load import forget
from planning.store.write import New
from planning.web.listing import PAGE, listing, matching, query
from tests.factory import make_actor, make_element, make_plan, make_user

TERM = BY_NAME["Term"]
ATTRIBUTE = BY_NAME["Attribute"]


def codes(plan, kind, asked, findings=None):
    found = matching(plan, kind, query(kind, asked), findings or {})
    return [element.code for element in found]


def terms(*names):
    return plan_of([Term(code=f"TE-{n}", name=name) for n, name in enumerate(names, 1)])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_column_sorts_either_way(kind):
    element = kind.element(code=f"{kind.prefix}-1")
    plan = plan_of([element, kind.element(code=f"{kind.prefix}-2")])
    columns = ("code", "name", "findings", *kind.columns)
    for_each = [
        len(codes(plan, kind, {"sort": sort})) for name in columns for sort in (name, f"-{name}")
    ]
    assert set(for_each) == {2}


def test_codes_sort_as_people_count():
    plan = plan_of([Term(code=f"TE-{n}") for n in (10, 9, 1)])
    assert codes(plan, TERM, {"sort": "code"}) == ["TE-1", "TE-9", "TE-10"]
    assert codes(plan, TERM, {"sort": "-code"}) == ["TE-10", "TE-9", "TE-1"]


def test_names_sort_without_regard_to_case_and_blanks_come_last_either_way():
    plan = terms("berth", "Anchor", "", "Chain")
    assert codes(plan, TERM, {"sort": "name"}) == ["TE-2", "TE-1", "TE-4", "TE-3"]
    assert codes(plan, TERM, {"sort": "-name"}) == ["TE-4", "TE-1", "TE-2", "TE-3"]


def test_choices_sort_in_the_order_of_the_vocabulary():
    classes = ("restricted", "public", "", "confidential")
    plan = plan_of([Attribute(code=f"AT-{n}", confidentiality=c) for n, c in enumerate(classes)])
    assert codes(plan, ATTRIBUTE, {"sort": "confidentiality"}) == ["AT-1", "AT-3", "AT-0", "AT-2"]


def test_all_words_have_to_occur_somewhere():
    plan = plan_of(
        [
            BoundedContext(code="BC-1", name="Sales"),
            Term(code="TE-1", name="Order", definition="What a buyer asks for", context="BC-1"),
            Term(code="TE-2", name="Order line"),
        ]
    )
    assert codes(plan, TERM, {"q": "ORDER sales"}) == ["TE-1"]
    assert codes(plan, TERM, {"q": "te-2"}) == ["TE-2"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"confidentiality": "public"}, ["AT-1"]),
        ({"confidentiality": "-"}, ["AT-2", "AT-3"]),
        ({"categories": "payment"}, ["AT-2"]),
        ({"required": "yes"}, ["AT-3"]),
        ({"required": "-"}, ["AT-1", "AT-2"]),
        ({"entity": "EN-7"}, ["AT-3"]),
        ({"entity": "EN-7", "confidentiality": "public"}, []),
        ({"unheard": "of", "sort": "unheard", "page": "x"}, ["AT-1", "AT-2", "AT-3"]),
    ],
)
def test_columns_narrow_a_list(asked, found):
    plan = plan_of(
        [
            Attribute(code="AT-1", confidentiality="public"),
            Attribute(code="AT-2", categories=("personal", "payment")),
            Attribute(code="AT-3", required=True, entity="EN-7"),
        ]
    )
    assert codes(plan, ATTRIBUTE, asked) == found


@pytest.mark.parametrize(
    ("page", "first"), [("1", 1), ("2", 51), ("3", 101), ("99", 101), ("-1", 1)]
)
def test_a_page_holds_fifty(page, first):
    plan = plan_of([Term(code=f"TE-{n}") for n in range(1, 121)])
    found = listing(plan, TERM, query(TERM, {"page": page}), {})
    assert (found.total, found.matching, found.pages) == (120, 120, 3)
    assert found.elements[0].code == f"TE-{first}"
    assert len(found.elements) == min(PAGE, 121 - first)


def test_an_address_says_only_what_was_asked():
    asked = query(TERM, {"q": " big  order ", "context": "", "sort": "-name", "page": "2"})
    assert asked.address() == "q=big+order&sort=-name&page=2"
    assert asked.address(page=1, sort="code", descending=False) == "q=big+order"


@pytest.fixture
def plan(db):
    return make_plan(slug="bookshop")


@pytest.fixture
def alice(client, plan):
    client.force_login(make_user("alice"))
    return client


@pytest.mark.parametrize("section", SECTIONS[:-1], ids=lambda section: section.slug)
def test_a_section_lists_its_kinds_with_their_counts(alice, section):
    page = alice.get(f"/plans/bookshop/{section.slug}/").content.decode()
    titles = [kind.titles for kind in KINDS if kind.section == section.slug]
    assert [title for title in titles if f">{title}</a>" not in page] == []


def test_a_list_narrowed_by_htmx_gives_the_fragment_and_an_address_to_share(alice, plan):
    make_element(plan, "Term", name="Order")
    make_element(plan, "Term", name="Lamp")
    path = "/plans/bookshop/domain/terms/?q=lamp&context=&findings="
    answer = alice.get(path, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.lstrip().startswith('<section id="list"')
    assert '1 of <span id="total-terms">2</span> terms' in page
    assert "Order" not in page
    assert answer["HX-Push-Url"] == "/plans/bookshop/domain/terms/?q=lamp"
    assert "HX-Request" in answer["Vary"]


def test_history_restored_by_htmx_gets_the_page(alice, plan):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    page = alice.get("/plans/bookshop/domain/terms/", headers=headers).content.decode()
    assert page.lstrip().startswith("<!doctype html>")


def test_a_list_can_show_only_what_has_findings(alice, plan):
    make_element(plan, "BoundedContext", name="Sales")
    with_findings = alice.get("/plans/bookshop/domain/bounded-contexts/?findings=any")
    without = alice.get("/plans/bookshop/domain/bounded-contexts/?findings=none")
    assert b"Sales" in with_findings.content
    assert b"Sales" not in without.content


def test_the_findings_of_a_row_are_said_in_words(alice, plan):
    make_element(plan, "BoundedContext", name="Sales")
    page = alice.get("/plans/bookshop/domain/bounded-contexts/").content.decode()
    assert "nature-badge nature-missing" in page


def fill(plan, count):
    with write.locked(plan.pk, make_actor()) as writing:
        context = writing.create("BoundedContext", {"name": "Sales"})
        entity = writing.create("Entity", {"name": "Order"})
        writing.create_all(
            New(kind="Attribute", values={"name": f"a{n}", "entity": entity}, key=str(n))
            for n in range(count)
        )
        writing.create_all(
            New(kind="Term", values={"name": f"t{n}", "context": context}, key=str(n))
            for n in range(count)
        )


@pytest.mark.parametrize(
    "path", ["domain/terms/", "domain/", "e/EN-1/", "e/BC-1/", "e/AT-1/edit/", "e/EN-1/delete/"]
)
def test_queries_do_not_grow_with_the_plan(client, db, path):
    fill(make_plan(slug="small"), 5)
    fill(make_plan(slug="large"), 500)
    client.force_login(make_user("alice"))
    assert queries_of(client, f"/plans/large/{path}") == queries_of(client, f"/plans/small/{path}")


def queries_of(client, path):
    forget()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_hostile_words_are_inert_everywhere(alice, plan):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    make_element(plan, "BoundedContext", name=evil, purpose=evil, notes=f"{evil} [x](javascript:1)")
    make_element(plan, "Term", name=evil, context="BC-1", definition=evil)
    make_element(plan, "Requirement", "FR-1", name=evil, statement="See BC-1 and rule AG-10")
    paths = (
        "domain/bounded-contexts/?q=%3Cscript%3Ealert(1)",
        "domain/terms/",
        "domain/terms/add/?context=BC-1",
        "domain/terms/paste/?context=BC-1",
        "domain/terms/set/?code=TE-1&field=context",
        "e/BC-1/",
        "e/BC-1/edit/",
        "e/TE-1/edit/?in=list",
        "e/BC-1/delete/",
        "e/BC-1/history/",
        "e/BC-1/links/add/?type=from:applies_to",
        "e/TE-1/links/add/?type=to:satisfies",
    )
    pages = "".join(alice.get(f"/plans/bookshop/{path}").content.decode() for path in paths)
    assert "<script>alert" not in pages
    assert "<img src=x" not in pages
    assert 'href="javascript:' not in pages


def test_codes_in_text_become_links(alice, plan):
    make_element(plan, "BoundedContext", name="Sales")
    make_element(plan, "Requirement", "FR-1", statement="See BC-1 and BC-9.", metric="as BC-1 does")
    page = alice.get("/plans/bookshop/e/FR-1/").content.decode()
    assert page.count('<a href="/plans/bookshop/e/BC-1/"') == 2
    assert "/e/BC-9/" not in page
