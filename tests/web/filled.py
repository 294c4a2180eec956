"""An element of any kind with every field filled, for tests that all kinds share."""

from datetime import date
from typing import Any

from planning import models
from planning.kinds import BY_NAME, Kind
from planning.plan.elements import Fact
from tests.factory import make_element

_SAID = {
    "line": 'Zürich & <b>Söhne</b>, "quoted"',
    "text": "  indented first line\n\n- one, two\n- three & <i>four</i>\n\nlast",
    "list": ("open, or nearly", "closed"),
    "flag": True,
    "integer": 42,
    "date": date(2026, 11, 4),
    "duration": "P7Y",
}


def make_filled(plan: models.Plan, kind: Kind) -> str:
    """The code of a new element in which every field says something."""
    values = {name: _value(plan, fact) for name, fact in kind.facts.items()}
    return make_element(plan, kind.name, **values)


def _value(plan: models.Plan, fact: Fact) -> Any:
    if fact.type == "choice":
        return fact.options[-1]
    if fact.type == "set":
        return fact.options[:2]
    if fact.type == "reference":
        return make_element(plan, BY_NAME[fact.target].name, name="Target")
    return _SAID[fact.type]
