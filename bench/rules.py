"""Checking a plan: CPU time of all rules and of the slowest, at several sizes, beside a floor.

Run ``.venv/bin/python -m bench.rules [SIZE ...]``. The plans are seeded variations of the demo plan.
The floor is one plain pass over the elements that reads every field, measured in the same run. The
collector of garbage rests meanwhile, since it walks whatever else the process holds. At the smallest
size the command ``check_plan`` runs as well, as a process of its own, by the clock on the wall.
"""

import gc
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from planning.plan import plan_json
from planning.plan.elements import ContextRelation, Element
from planning.plan.findings import Rule
from planning.plan.links import Link
from planning.plan.rules import RULES, check
from planning.plan.value import Plan, changed, reference_fields

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "planning" / "demo" / "plan.json"
ON = date(2026, 11, 4)
SIZES = (1_000, 10_000, 100_000)
SEED = 20261104
BLANKED = 0.03
"""The share of stated fields that nobody has stated, so that rules have something to find."""
SLOWEST = 10


def main() -> None:
    before = None
    for size in map(int, sys.argv[1:] or SIZES):
        plan = seeded(size)
        rounds = max(3, 30_000 // size)
        floor, all_rules = report(plan, rounds)
        if before:
            growth, more = all_rules / before[1], size / before[0]
            print(f"        grew {growth:.1f} times for {more:.0f} times the elements")
        before = (size, all_rules)
        slowest(plan, rounds, floor)
        if size <= min(SIZES):
            command(plan)


def report(plan: Plan, rounds: int) -> tuple[float, float]:
    """Seconds of the floor and of all rules; each round checks a plan that nobody has looked at."""
    floor = median(lambda: read_all(plan), rounds)
    found = len(check(plan, ON))
    all_rules = median(lambda: check(replace(plan), ON), rounds)
    size, links = len(plan.elements), len(plan.links)
    print(
        f"{size:7,} elements, {links:,} links: {len(RULES)} rules find {found:,} in "
        f"{all_rules * 1000:,.1f} ms = {all_rules / floor:.1f} x floor of {floor * 1000:,.2f} ms"
    )
    return floor, all_rules


def slowest(plan: Plan, rounds: int, floor: float) -> None:
    check(plan, ON)  # the look-ups of the plan are there; what is left is the rule's own
    times = {rule.id: median(run(rule, plan), rounds) for rule in RULES}
    for id in sorted(times, key=times.__getitem__, reverse=True)[:SLOWEST]:
        print(f"        {id} {times[id] * 1000:9,.2f} ms = {times[id] / floor:4.1f} x floor")


def run(rule: Rule, plan: Plan) -> Callable[[], object]:
    return lambda: list(rule.check(plan, ON))


def command(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        path.write_text(plan_json.write(plan))
        arguments = [sys.executable, "manage.py", "check_plan", str(path), "--fail-on", "never"]
        seconds = median(lambda: check_apart(arguments), 5, time.perf_counter)
    print(f"        check_plan, started and ended: {seconds * 1000:,.0f} ms")


def check_apart(arguments: list[str]) -> None:
    settings = {**os.environ, "DEBUG": "1", "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(arguments, cwd=ROOT, env=settings, check=True, stdout=subprocess.DEVNULL)


def read_all(plan: Plan) -> None:
    names = {kind: [f.name for f in fields(kind)] for kind in {type(e) for e in plan.elements}}
    for element in plan.elements:
        for name in names[type(element)]:
            getattr(element, name)


def median(
    act: Callable[[], object], rounds: int, clock: Callable[[], float] = time.process_time
) -> float:
    gc.collect()
    gc.disable()
    try:
        return statistics.median(timed(act, clock) for _ in range(rounds))
    finally:
        gc.enable()


def timed(act: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    act()
    return clock() - begun


def seeded(size: int) -> Plan:
    """A plan of so many elements: parts of the demo plan, tied to each other on the map."""
    demo, _ = plan_json.read(DEMO.read_text())
    chance = random.Random(SEED + size)
    elements: list[Element] = []
    links: list[Link] = []
    while len(elements) < size:
        number = len(elements)
        part = chance.sample(demo.elements, min(len(demo.elements), size - number))
        codes = {e.code: f"{e.code}-{number}" if number else e.code for e in part}
        elements.extend(varied(element, codes, chance) for element in part)
        links.extend(renamed(demo, codes))
    return changed(demo, elements=tied(elements, chance), links=links)


def varied(element: Element, codes: dict[str, str], chance: random.Random) -> Element:
    """The element under its new code, its references with it, some of its fields blank."""
    code = codes[element.code]
    held: dict[str, Any] = {"code": code, "name": f"{element.name} {code}" if element.name else ""}
    references = reference_fields(type(element))
    held |= {name: codes.get(getattr(element, name), "") for name in references}
    stated = [f for f in fields(element) if f.name not in held and f.name != "version"]
    held |= {f.name: f.default for f in stated if chance.random() < BLANKED}
    return replace(element, **held)


def renamed(demo: Plan, codes: dict[str, str]) -> Iterator[Link]:
    for link in demo.links:
        if link.source in codes and link.target in codes:
            yield replace(link, source=codes[link.source], target=codes[link.target])


def tied(elements: list[Element], chance: random.Random) -> list[Element]:
    """Some relations lead to a context of another part."""
    relations = [e for e in elements if isinstance(e, ContextRelation)]
    upstreams = [relation.upstream for relation in relations]
    moved = {r.code: chance.choice(upstreams) for r in relations if chance.random() < 0.2}
    return [
        replace(e, upstream=moved[e.code])
        if isinstance(e, ContextRelation) and e.code in moved
        else e
        for e in elements
    ]


if __name__ == "__main__":
    main()
