"""Baselines beside the chain that records them and the plan as it was at their change."""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from planning import models
from planning.plan import canonical, plan_json, scopes
from planning.plan.elements import BY_PLURAL
from planning.plan.order import natural
from planning.store import baselines, rows
from planning.store.proof.live import facts_of_plan, in_order
from planning.store.proof.problem import Problem, against, differing, digests, link_named, listed
from planning.store.proof.recorded import Recorded
from planning.store.proof.replay import State, defaults

GIVER = "the history gave"


class Baselines:
    """Takes each baseline at the moment at which the replay has reached its change."""

    def __init__(self, plan: models.Plan) -> None:
        self._plan = plan
        held = models.Baseline.objects.filter(plan=plan).order_by("change", "number")
        self._due = deque(held.values_list("change", "pk"))
        self._found: dict[int, list[Problem]] = {}
        self.rows: dict[int, models.Baseline] = {}
        self.scopes: dict[tuple[int, str], str] = {}
        self.remarks: list[str] = []

    def reach(self, number: int, state: State) -> None:
        """Check those that were frozen before this change."""
        while self._due and self._due[0][0] < number:
            _, pk = self._due.popleft()
            row = models.Baseline.objects.get(pk=pk)
            self._check(row, [*_content(row, state), *_revision(row, state)])

    def end(self, length: int, state: State, recorded: Mapping[int, Recorded]) -> Iterator[Problem]:
        """The problems by number, and what the chain records; it ends at ``length``."""
        self.reach(length + 1, state)
        while self._due:
            change, pk = self._due.popleft()
            row = models.Baseline.objects.get(pk=pk)
            said = f"it was frozen after change {change}, and the history ends at {length}"
            self._check(row, [Problem(row.code, said)])
        held = {row.number: row for row in self.rows.values()}
        for number in sorted(held.keys() | recorded.keys()):
            yield from self._found.get(number, ())
            yield from _on_record(number, held.get(number), recorded.get(number))

    def _check(self, row: models.Baseline, found: list[Problem]) -> None:
        """What holds of a baseline by itself, after what was found beside the history."""
        frozen = list(row.scopes.order_by("pk"))
        self.scopes |= {(row.pk, each.scope): each.digest for each in frozen}
        found += self._scopes(row, frozen)
        expected = baselines.digest(row, frozen)
        if row.digest != expected:
            said = "it was altered after it was written: its digest does not come out"
            found.append(Problem(row.code, said))
        # The long texts have been read; what is said later needs the digest alone.
        row.content = row.findings = ""
        self.rows[row.pk] = row
        self._found[row.number] = found

    def _scopes(
        self, row: models.Baseline, frozen: list[models.BaselineScope]
    ) -> Iterator[Problem]:
        for each in frozen:
            if each.digest != canonical.digest(each.projection):
                said = "its digest does not come out of its projection"
                yield Problem(f"{row.code}, {each.scope}", said)
        try:
            plan, unread = plan_json.read(row.content)
        except plan_json.Unreadable as error:
            self.remarks.append(f"{row.code} was not projected anew: {error}")
            return
        if unread:
            self.remarks.append(f"{row.code} was not projected anew: {unread[0]}")
            return
        for each in frozen:
            if not _comes_out(plan, each):
                said = "its projection does not come out of its definition and the frozen plan"
                yield Problem(f"{row.code}, {each.scope}", said)


def _comes_out(plan: Any, frozen: models.BaselineScope) -> bool:
    try:
        return scopes.is_current(plan, frozen.definition, frozen.projection)
    except (ValueError, TypeError, LookupError, AttributeError):
        return False  # what cannot be read gives nothing


def _on_record(
    number: int, row: models.Baseline | None, recorded: Recorded | None
) -> Iterator[Problem]:
    where = f"BL-{number}"
    if row is None and recorded is not None:
        yield Problem(where, f"its row is gone; change {recorded.number} records it")
    elif row is not None and recorded is None:
        yield Problem(where, "no change of the history records it")
    elif row is not None and recorded is not None:
        if recorded.digest != row.digest:
            said = f"change {recorded.number} records another one"
            yield Problem(where, f"{said}: {digests(row.digest, recorded.digest)}")
        if recorded.person != row.person:
            yield Problem(where, f"somebody else asked for it, by change {recorded.number}")
        if recorded.number != row.change + 1:
            said = f"it says change {row.change}, and change {recorded.number} records it"
            yield Problem(where, said)


def _revision(row: models.Baseline, state: State) -> Iterator[Problem]:
    if row.revision != state.revision:
        yield Problem(row.code, f"field revision: {against(row.revision, state.revision, GIVER)}")


def _content(row: models.Baseline, state: State) -> Iterator[Problem]:
    """The frozen plan beside the one that the history gives at its change."""
    try:
        said = json.loads(row.content)
        yield from _about(row, said["plan"], state)
        yield from _elements(row, said["elements"], state)
        yield from _links(row, said["links"], state)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        yield Problem(f"{row.code}, content", f"it is no plan.json: {error!r}")


def _about(row: models.Baseline, said: dict[str, Any], state: State) -> Iterator[Problem]:
    where = f"{row.code}, content"
    counts = {"revision": state.revision, "revised_at": rows.moment(state.revised_at)}
    for name, held, expected in differing(said, counts, {"revision": 0, "revised_at": ""}):
        yield Problem(f"{where}: {name}", against(held, expected, GIVER))
    yield from facts_of_plan(said, state, where, GIVER)


def _elements(row: models.Baseline, said: dict[str, Any], state: State) -> Iterator[Problem]:
    held = {
        each["code"]: (BY_PLURAL[plural].__name__, each)
        for plural, elements in said.items()
        for each in elements
    }
    for code in sorted(held.keys() | state.elements.keys(), key=natural):
        where = f"{row.code}, content: {code}"
        kind, stated = held.get(code, ("", {}))
        expected = state.elements.get(code)
        if expected is None:
            yield Problem(where, "the history had no such element then")
        elif kind != expected.kind:
            yield Problem(where, f"{GIVER} it as a {expected.kind}")
        else:
            yield from listed(differing(stated, expected.said, defaults(kind)), where, GIVER)


def _links(row: models.Baseline, said: list[dict[str, Any]], state: State) -> Iterator[Problem]:
    held = {(each["type"], each["source"], each["target"]): each for each in said}
    for key in sorted(held.keys() | state.links.keys(), key=in_order):
        where = f"{row.code}, content: {link_named(key)}"
        if key not in held or key not in state.links:
            there = "had" if key in state.links else "had not"
            yield Problem(where, f"the history {there} this link then")
        else:
            found = differing(held[key], state.links[key].said, defaults("Link"))
            yield from listed(found, where, GIVER)
