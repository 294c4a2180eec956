"""Proving a plan: time and memory at several lengths of its history, beside a floor.

Run ``DEBUG=1 .venv/bin/python -m bench.proof [CHANGES ...]``; it uses a database of its own. The floor
is reading the same rows and hashing their texts once, measured in the same run. The last column says
how the time grew beside the history: about 1 is linear.
"""

import gc
import hashlib
import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)
AT_ONCE = 500
ROUNDS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planning.settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        before = None
        for size in map(int, sys.argv[1:] or SIZES):
            taken = report(size)
            if before:
                growth = (taken / before[1]) / (size / before[0])
                print(f"        grew {growth:.2f} times as much as the history")
            before = (size, taken)


def report(size: int) -> float:
    from planning.store.proof import verify

    row = filled(size)
    found = verify(row.pk)
    assert found.holds, found.problems[0]
    floor = best(lambda: read_and_hash(row.pk))
    taken = best(lambda: verify(row.pk))
    print(
        f"{found.changes:7,} changes, {found.elements:,} elements, {found.links:,} links, "
        f"{found.baselines} baseline: {taken * 1000:,.0f} ms = {taken / floor:.1f} x floor of "
        f"{floor * 1000:,.0f} ms; at most {peak(lambda: verify(row.pk)) / 1e6:,.0f} MB"
    )
    return taken


def filled(size: int) -> Any:
    """A plan with so many changes: half of them additions and links, half updates."""
    from planning.management.plans import OPERATOR
    from planning.store import baselines, write
    from planning.store.start import start

    row = start(f"Bench {size}", None, {"name": "Bench"})
    teams = size // 4
    for first in range(0, teams, AT_ONCE):
        with write.locked(row.pk, OPERATOR) as writing:
            many = min(AT_ONCE, teams - first)
            new = [
                write.New(kind="Team", key=str(n), values={"name": f"t{n}"}) for n in range(many)
            ]
            made = list(writing.create_all(new).values())
            question = writing.create("Question", {"question": "Who does what?"})
            writing.link_all(("about", question, code, None) for code in made)
            for code in made:
                writing.update(code, {"notes": "first"})
                writing.update(code, {"notes": "second"})
    baselines.ask(row.pk, OPERATOR, "", "Bench", date(2026, 11, 4), despite=True)
    return row


def read_and_hash(plan_id: int) -> None:
    from planning import models
    from planning.kinds import KINDS

    history = models.Change.objects.filter(plan=plan_id).order_by("number")
    for change in history.iterator(chunk_size=2_000):
        hashlib.sha256((change.previous + change.before + change.after).encode()).hexdigest()
    for kind in KINDS:
        for held in kind.model.objects.filter(plan=plan_id).values_list():
            hashlib.sha256(repr(held).encode()).hexdigest()
    for model in (models.Link, models.IssuedCode):
        list(model._default_manager.filter(plan=plan_id).values_list())


def best(act: Callable[[], object]) -> float:
    gc.collect()
    return min(timed(act) for _ in range(ROUNDS))


def timed(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def peak(act: Callable[[], object]) -> float:
    tracemalloc.start()
    act()
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return held


if __name__ == "__main__":
    main()
