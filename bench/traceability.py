"""The matrix of requirements and elements: time of the whole page and of two clicks, by size.

Run ``DEBUG=1 .venv/bin/python -m bench.traceability``; it uses a database of its own. The floor is
the same page with no requirement to show, measured in the same run: what signing in, loading a kept
plan, the navigation and the shell cost anyway.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES = ((30, 50), (300, 500))
"""Requirements by elements."""
ROUNDS = 9
SEED = 20261104


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
        for requirements, elements in SIZES:
            report(requirements, elements)


def report(requirements: int, elements: int) -> None:
    home = filled(requirements, elements)
    browser = signed_in()
    page = f"{home}traceability/"
    size = len(browser.get(page).content)
    floor = median(lambda: browser.get(page, {"q": "nothing says this"}))
    whole = median(lambda: browser.get(page))
    print(
        f"{requirements:4} requirements x {elements} elements: page {whole * 1000:.0f} ms = "
        f"{whole / floor:.1f} x floor of {floor * 1000:.0f} ms, {size / 1024:.0f} KiB; "
        f"a click and another, {median(lambda: click(browser, page)) * 1000:.0f} ms"
    )


def filled(requirements: int, elements: int) -> str:
    """The address of a plan in which every requirement has a few elements, and some a step."""
    from planning import models
    from planning.management.plans import OPERATOR
    from planning.store import write

    name = f"Bench {requirements} x {elements}"
    project = models.Project.objects.create(name=name)
    row = models.Plan.objects.create(slug=f"bench-{requirements}", name=name, project=project)
    person, _ = models.User.objects.get_or_create(username="bench")
    models.Membership.objects.create(person=person, project=project, role="backend_lead")
    kinds = ("Aggregate", "Service", "DataStore", "Port", "BuildTask")
    chance = random.Random(SEED)
    with write.locked(row.pk, OPERATOR) as writing:
        codes = writing.create_all(
            write.New(kind=kinds[n % len(kinds)], key=str(n), values={"name": f"Element {n}"})
            for n in range(elements)
        )
        said = {"statement": "The backend answers within the time that was agreed"}
        wanted = writing.create_all(
            write.New(kind="Requirement", code=f"FR-{n:03}", values={"name": f"Need {n}", **said})
            for n in range(1, requirements + 1)
        )
        writing.link_all(
            ("satisfies", chance.choice(list(codes.values())), requirement, None)
            for requirement in wanted.values()
            for _ in range(4)
        )
    return f"/plans/{row.slug}/"


def signed_in() -> Any:
    from django.test import Client

    from planning import models

    browser = Client()
    browser.force_login(models.User.objects.get(username="bench"))
    return browser


def click(browser: Any, page: str) -> None:
    """Untie what the first click tied, and so on, in turn."""
    said = {"requirement": "FR-001", "columns": " ".join(f"AG-{n}" for n in range(1, 11))}
    answer = browser.post(f"{page}tie/", {**said, "tie": "AG-1"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.status_code
    answer = browser.post(f"{page}tie/", {**said, "untie": "AG-1"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.status_code


def median(act: Callable[[], object]) -> float:
    return statistics.median(timed(act) for _ in range(ROUNDS))


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
