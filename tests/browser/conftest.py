"""A plan, Alice's browser, and what its console may say."""

import pytest

from tests.factory import PASSWORD, make_element, make_plan, make_user

EXPECTED = ("status of 404", "status of 409", "status of 422")


@pytest.fixture
def plan():
    plan = make_plan(slug="bookshop")
    make_element(plan, "BoundedContext", name="Sales", purpose="Sell books")
    make_element(plan, "BoundedContext", name="Stock", purpose="Keep books")
    return plan


@pytest.fixture
def visit(live_server, client, context, plan):
    """Open a path as Alice; what the consoles of all pages say is checked at the end."""
    said = []
    context.on("console", lambda message: said.append((message.type, message.text)))
    context.on("weberror", lambda error: said.append(("error", str(error.error))))
    context.set_default_timeout(8000)

    def open_(path, page=None):
        page = page or context.new_page()
        page.goto(live_server.url + path)
        return page

    assert client.login(username=make_user("alice").username, password=PASSWORD)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    yield open_
    errors = [text for type_, text in said if type_ == "error"]
    assert [text for text in errors if not any(known in text for known in EXPECTED)] == []
