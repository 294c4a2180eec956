"""Who reaches what: nobody without signing in, nobody outside, and no writing for a viewer."""

import re
from itertools import chain

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from planning import models
from tests.factory import make_element
from tests.web.conftest import HTMX

OPEN = {"/sign-in/", "/demo-sign-in/"}
NAMED = {
    "slug": "bookshop",
    "rule_id": "BC-01",
    "code": "BC-1",
    "name": "README.md",
    "part": "findings",
    "section": "domain",
    "kind": "bounded-contexts",
    "batch": "0123456789abcdef",
    "version": "1",
    "number": "1",
    "of": "BL-1",
    "scope": "security",
    "decision": "signed",
    "token": "0" * 32,
}


def paths(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """An address for each route, with something in the place of each parameter."""
    return list(chain.from_iterable(_paths(pattern) for pattern in patterns))


def _paths(pattern: URLPattern | URLResolver) -> list[str]:
    if isinstance(pattern, URLResolver):
        return paths(pattern.url_patterns)
    route = str(pattern.pattern)
    return ["/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: NAMED[found[1]], route)]


ALL = paths(get_resolver().url_patterns)
OF_PLANS = [path for path in ALL if path.startswith("/plans/bookshop/")]


def test_the_addresses_of_plans_are_found():
    assert {"/plans/bookshop/", "/plans/bookshop/export.zip", "/plans/bookshop/e/BC-1/"} <= set(ALL)


@pytest.mark.parametrize("path", [path for path in ALL if path not in OPEN])
def test_a_stranger_is_asked_to_sign_in(client, plan, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", OF_PLANS)
def test_an_outsider_learns_nothing(charlie, plan, path, method):
    make_element(plan, "BoundedContext", name="Orders")
    response = getattr(charlie, method)(path)
    # A wrong method says nothing of the plan either: 405 comes before it is looked for.
    assert response.status_code in (404, 405) or response["Location"].startswith("/plans/")
    assert b"Bookshop backend" not in response.content
    assert b"Orders" not in response.content


@pytest.mark.parametrize("path", ["/plans/bookshop/", "/plans/no-such-plan/"])
def test_a_plan_of_others_looks_like_one_that_is_not_there(charlie, path):
    response = charlie.get(path)
    assert response.status_code == 404
    assert b"There is nothing here" in response.content


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/plans/bookshop/settings/", {"revision": "0", "name": "Mine"}),
        ("/plans/bookshop/members/", {"username": "charlie", "role": "owner"}),
        ("/plans/bookshop/members/end/", {"membership": "1"}),
        ("/plans/bookshop/import/", {"text": "# Text"}),
        ("/plans/bookshop/import/apply/", {"carried": "x", "revision": "0"}),
        ("/plans/bookshop/tasks/T-1/", {"version": "1", "status": "done"}),
        ("/plans/bookshop/steps/DK-1/", {"version": "1", "status": "done"}),
        ("/plans/bookshop/steps/DK-1/tick/", {"version": "1", "status": "done"}),
    ],
)
def test_a_viewer_cannot_post(vera, plan, step, path, said):
    before = models.Plan.objects.get().changes
    assert vera.post(path, said).status_code == 403
    assert models.Plan.objects.get().changes == before


def test_what_is_refused_to_htmx_is_said_among_the_messages(vera, step):
    response = vera.post(
        "/plans/bookshop/steps/DK-1/tick/", {"version": 1, "status": "done"}, headers=HTMX
    )
    assert response.status_code == 403
    assert response["HX-Retarget"] == "#messages"
    assert b"Your roles do not let you" in response.content
    assert b"<html" not in response.content


def test_a_session_that_ends_keeps_what_was_typed(client, plan):
    response = client.post("/plans/bookshop/settings/", {"name": "New"}, headers=HTMX)
    assert response.status_code == 401
    assert b"Sign in in another tab" in response.content


def test_an_archived_plan_is_not_listed(alice, plan):
    models.Plan.objects.update(archived_at="2026-11-04T10:30:00Z")
    assert b"Bookshop backend" not in alice.get("/").content
