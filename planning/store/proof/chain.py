"""The chain of changes: numbers without a gap, digests over all, and the head that the plan keeps.

A row whose own digest does not come out was altered. A row that was replaced as a whole, with a
digest that comes out, shows in the row after it, which was chained to another one.
"""

from dataclasses import dataclass

from planning import models
from planning.store import history
from planning.store.proof.problem import People, Problem, change_named, digests

HEAD = "the plan's own facts: head"
COUNT = "the plan's own facts: changes"


@dataclass(frozen=True, slots=True)
class Row:
    """What the next rows need to know of one; ``sound`` says that its own digest comes out."""

    change: models.Change
    sound: bool

    @property
    def number(self) -> int:
        return self.change.number

    @property
    def digest(self) -> str:
        return self.change.digest


class Chain:
    """Takes the changes in order of number and notes what does not fit, by number."""

    def __init__(self, plan: models.Plan, people: People) -> None:
        self._plan = plan
        self._people = people
        self._last: Row | None = None
        # Two neighbours of which one was replaced; the row after them tells which.
        self._doubt: tuple[Row, Row] | None = None
        self._counted = ""
        self._beyond: models.Change | None = None
        self.problems: list[tuple[int, Problem]] = []

    @property
    def length(self) -> int:
        return self._last.number if self._last else 0

    def follow(self, change: models.Change) -> None:
        """The next row, by number."""
        row = Row(change, history.digest(change) == change.digest)
        if not row.sound:
            said = "it was altered after it was written: its digest does not come out"
            self._blame(change, said)
        if change.number <= self.length:
            self._blame(change, "no history has a change of this number")
            return
        self._tie(row)
        self._last = row
        if change.number == self._plan.changes:
            self._counted = change.digest
        elif change.number > self._plan.changes and self._beyond is None:
            self._beyond = change

    def end(self) -> None:
        """After the last row: what the plan's head and count say of the tail."""
        count, head = self._plan.changes, self._plan.head
        last = self._last.digest if self._last else ""
        self._settle(head == last)
        if head == last:
            if count != self.length:
                self._note(COUNT, f"it counts {count}, and the history ends at {self.length}")
        elif count > self.length:
            self._missing(self.length + 1, count, f"the plan counts {count} changes")
        elif self._beyond and head == self._counted:
            self._blame(self._beyond, f"it was added: the plan counts {count} changes")
        else:
            named = change_named(self._last.change, self._people) if self._last else "none"
            said = f"the last change, {named}, was replaced, or the head was: {digests(head, last)}"
            self._note(HEAD, said)

    def _tie(self, row: Row) -> None:
        before = self._last
        if row.number > self.length + 1:
            self._settle(held=True)
            self._missing(self.length + 1, row.number - 1, f"change {row.number} follows")
            return
        held = row.change.previous == (before.digest if before else "")
        blamed = self._settle(held)
        if before and _pushed_back(row, before):
            said = f"it was put in: change {row.number} was written under its number"
            self._blame(before.change, said)
        if held or blamed or not row.sound:
            return
        if before is None:
            self._blame(row.change, "it is chained to a change before it, and there is none")
        elif before.sound:
            self._doubt = (before, row)

    def _settle(self, held: bool) -> bool:
        """Whether a doubt ended with the later row being blamed, since nobody is chained to it."""
        doubt, self._doubt = self._doubt, None
        if doubt is None:
            return False
        earlier, later = doubt
        if held:
            said = f"it was replaced: change {later.number} was chained to another one"
            self._blame(
                earlier.change, f"{said} ({digests(earlier.digest, later.change.previous)})"
            )
            return False
        said = digests(later.change.previous, earlier.digest)
        self._blame(later.change, f"it was replaced: it is chained to {said}")
        return True

    def _missing(self, first: int, last: int, why: str) -> None:
        one = first == last
        where = f"change {first}" if one else f"changes {first} to {last}"
        said = f"{'it is' if one else 'they are'} missing: {why}"
        self.problems.append((first, Problem(where, said)))

    def _blame(self, change: models.Change, what: str) -> None:
        problem = Problem(change_named(change, self._people), what)
        self.problems.append((change.number, problem))

    def _note(self, where: str, what: str) -> None:
        self.problems.append((self.length + 1, Problem(where, what)))


def _pushed_back(row: Row, before: Row) -> bool:
    """Whether a row comes out under the number before its own, which another one has taken."""
    change, number = row.change, row.number
    if row.sound or not before.sound or change.previous != before.change.previous:
        return False
    change.number = before.number
    came_out = history.digest(change) == change.digest
    change.number = number
    return came_out
