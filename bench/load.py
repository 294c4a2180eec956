"""Loading a plan: queries and time at several sizes, still and under twenty writes a second.

Run ``DEBUG=1 .venv/bin/python -m bench.load``; it uses a database of its own and prints ratios to a
floor measured in the same run (reading the same rows without building values).
"""

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WRITES_PER_SECOND = 20
ROUNDS = 15
SIZES = (10, 1_000, 5_000)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planning.settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        for size in SIZES:
            report(size)


def report(size: int) -> None:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    from planning.store import load as loading

    row, made = filled(size)
    loading.forget()
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        loading.load(row.pk)
    floor = median(lambda: read_rows(row.pk))
    still = median(lambda: fresh_load(row.pk))
    busy = under_writes(row.pk, lambda: median(lambda: fresh_load(row.pk)))
    print(
        f"{size:6} elements: {len(captured)} queries, made in {made:.1f} s; "
        f"load {still * 1000:.0f} ms = {still / floor:.1f} x floor; "
        f"under {WRITES_PER_SECOND} writes/s {busy * 1000:.0f} ms = {busy / still:.2f} x still"
    )


def filled(size: int) -> tuple[Any, float]:
    from planning import models
    from planning.management.plans import OPERATOR
    from planning.store import write

    project = models.Project.objects.create(name=f"Bench {size}")
    row = models.Plan.objects.create(slug=f"bench-{size}", project=project)
    begun = time.perf_counter()
    with write.locked(row.pk, OPERATOR) as writing:
        writing.create_all(
            [write.New(kind="Entity", key="e", values={"name": "Root"})]
            + [
                write.New(
                    kind="Attribute",
                    key=str(n),
                    values={"name": f"a{n}", "entity": "e", "categories": ["none"]},
                )
                for n in range(size - 1)
            ]
        )
    return row, time.perf_counter() - begun


def fresh_load(plan_id: int) -> None:
    from planning.store import load as loading

    loading.forget()
    loading.load(plan_id)


def read_rows(plan_id: int) -> None:
    from planning.kinds import KINDS

    for kind in KINDS:
        list(kind.model.objects.filter(plan_id=plan_id).values_list())


def median(act: Callable[[], None]) -> float:
    return statistics.median(timed(act) for _ in range(ROUNDS))


def timed(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def under_writes(plan_id: int, act: Callable[[], float]) -> float:
    stop = threading.Event()
    writer = threading.Thread(target=write_until, args=(plan_id, stop))
    writer.start()
    try:
        return act()
    finally:
        stop.set()
        writer.join()


def write_until(plan_id: int, stop: threading.Event) -> None:
    from django.db import connection

    from planning.management.plans import OPERATOR
    from planning.store import write

    number = 0
    while not stop.wait(1 / WRITES_PER_SECOND):
        number += 1
        with write.locked(plan_id, OPERATOR) as writing:
            writing.update("EN-1", {"notes": f"write {number}"})
    connection.close()


if __name__ == "__main__":
    main()
