"""The review screens of the demo plan after a second round: time and size of each page.

Run ``DEBUG=1 .venv/bin/python -m bench.review``; it uses a database of its own. The floor is the
page of one element, measured in the same run: what signing in, loading a kept plan, the navigation
and the shell cost anyway.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROUNDS = 7
HOME = "/plans/demo-home-care/"
PAGES = ("review/architecture/", "review/security/", "review/backend/", "review/", "compare/")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planning.settings")
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("migrate", verbosity=0)
        call_command("load_demo", verbosity=0)
        two_rounds()
        report()


def two_rounds() -> None:
    """Two baselines with a hundred changes between them; both leads asked for changes of the first."""
    from planning import models
    from planning.management.plans import OPERATOR
    from planning.store import baselines, sign_offs, write
    from planning.web.access import actor_of, memberships_of

    row = models.Plan.objects.get()
    on = date.today()
    first = baselines.ask(row.pk, OPERATOR, "", "", on, despite=True)
    for username, scope in (("joris", "architecture"), ("sanne", "security")):
        person = models.User.objects.get(username=username)
        actor = actor_of(person, memberships_of(person, row.project_id))
        digest = first.scopes.get(scope=scope).digest
        word = sign_offs.Word(
            scope=scope,
            baseline=first.code,
            digest=digest,
            decision="changes_requested",
            statement="All of it",
        )
        sign_offs.decide(row.pk, actor, word, on)
    with write.locked(row.pk, OPERATOR) as writing:
        for number in range(1, 51):
            writing.update(f"AT-{number}", {"protection": "encrypted"})
            writing.update(f"MS-{number}", {"name": f"Renamed {number}"})
    baselines.ask(row.pk, OPERATOR, "", "", on, despite=True)


def report() -> None:
    browser = signed_in()
    floor = median(lambda: browser.get(f"{HOME}e/BC-1/"))
    for page in PAGES:
        response = browser.get(f"{HOME}{page}")
        assert response.status_code == 200, response
        size = len(response.content)
        took = median(partial(browser.get, f"{HOME}{page}"))
        print(
            f"{page:22} {took * 1000:4.0f} ms = {took / floor:4.1f} x floor of "
            f"{floor * 1000:.0f} ms, {size / 1024:.0f} KiB"
        )


def signed_in() -> Any:
    from django.test import Client

    from planning import models

    browser = Client()
    browser.force_login(models.User.objects.get(username="sanne"))
    return browser


def median(act: Callable[[], Any]) -> float:
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
