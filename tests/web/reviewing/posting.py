"""Posting decisions as a browser does."""

from planning.store import write
from tests.factory import PASSWORD, actor_of
from tests.web.posting import form

HOME = "/plans/library/review/"


def change(plan, code, **said):
    with write.locked(plan.pk, actor_of(plan, "bob")) as writing:
        writing.update(code, said)


def post(client, scope, decision, headers=None, **said):
    """Fill the form that the page shows for a decision, and send it."""
    page = client.get(f"{HOME}{scope}/")
    filled = form(page.content, f"/decide/{decision}/").data(**said)
    return client.post(f"{HOME}{scope}/decide/{decision}/", filled, headers=headers)


def sign(client, scope, password=PASSWORD, **said):
    return post(client, scope, "signed", password=password, **said)
