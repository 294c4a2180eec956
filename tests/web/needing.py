"""The needs of the bookshop: how they are asked for, and how they stand."""

from planning.store.load import load
from tests.factory import make_element

PATH = "/plans/bookshop/needs/"
ONE = f"{PATH}DP-1/"


def asked(plan, **values):
    return make_element(plan, "Dependency", **{"track": "database", **values})


def dp(plan, code="DP-1"):
    return load(plan.pk).by_code[code]


def stands(plan):
    found = dp(plan)
    return (found.status, found.reference, found.reason, found.answer)


def listed(browser, address=""):
    """The codes of the rows, in order."""
    page = browser.get(f"{PATH}{address}").content.decode()
    return [part.split('"')[0] for part in page.split('<li id="need-')[1:]]
