"""The demo plan worn down: fields blanked or swapped, elements and links gone or astray."""

import random
from collections import defaultdict
from dataclasses import replace
from functools import cache
from importlib import resources

from planning.plan.elements import facts
from planning.plan.plan_json import read
from planning.plan.value import changed


@cache
def demo():
    text = resources.files("planning.demo").joinpath("plan.json").read_text(encoding="utf-8")
    return read(text)[0]


def eroded(seed):
    """A plan that still hits most rules; each seed gives the same one every time."""
    chance, rate = random.Random(seed), (0.05, 0.2, 0.5)[seed % 3]
    pool = defaultdict(list)
    for element in demo().elements:
        for name in facts(type(element)):
            pool[type(element), name].append(getattr(element, name))
    left = [e for e in demo().elements if chance.random() > rate / 3]
    links = [k for k in demo().links if chance.random() > rate]
    astray = [replace(k, target=chance.choice(links).target) for k in links[::7]]
    return changed(
        demo(),
        elements=[_worn(chance, rate, pool, element) for element in left],
        links={k.key: k for k in (*links, *astray)}.values(),
    )


def _worn(chance, rate, pool, element):
    kind, worn = type(element), {}
    for name, fact in facts(kind).items():
        fate = chance.random()
        if fate < 2 * rate:
            worn[name] = fact.default if fate < rate else chance.choice(pool[kind, name])
    return replace(element, **worn)
