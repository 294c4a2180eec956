"""One role's review screen: what changed since their last decision, and what they would sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from planning import models
from planning.models.change import VALUE_ACTIONS
from planning.plan.decisions import scope_of, state
from planning.plan.diff import difference
from planning.plan.findings import Finding
from planning.plan.scopes import SignedScope, project_by
from planning.plan.scopes.compare import RowChange, compare
from planning.plan.signatures import Signature
from planning.plan.signing import errors_of, membership_for
from planning.plan.value import Plan, Waiver
from planning.store import baselines, seen
from planning.store.obstacles import Obstacles, obstacles, touching
from planning.web import checked
from planning.web.access import Access, person_with
from planning.web.reviewing.changes import ShownChange, shown
from planning.web.reviewing.reading import ToRead, row_digests
from planning.web.reviewing.reading import reading as in_order
from planning.web.reviewing.weakening import of_scope, weakenings

SHOWN = 40
"""How many elements to read a page shows at once."""
SOON = timedelta(days=30)
"""How far ahead a waiver that ends is worth a word."""


@dataclass(frozen=True)
class Screen:
    """What is under review in one scope, beside what its role last decided on."""

    access: Access
    scope: SignedScope
    row: models.Baseline

    @cached_property
    def frozen(self) -> models.BaselineScope:
        return self.row.scopes.get(scope=self.scope.name)

    @property
    def said(self) -> Signature | None:
        """The last word on the scope."""
        return self.access.review.latest.get(self.scope.name)

    @cached_property
    def stood(self) -> tuple[Signature, ...]:
        """The decisions on the scope, without what was withdrawn: nobody stands by that."""
        found: list[Signature] = []
        for each in self.access.review.signatures:
            if each.scope != self.scope.name:
                continue
            if each.decision != "withdrawn":
                found.append(each)
            elif found:
                found.pop()
        return tuple(found)

    @cached_property
    def since(self) -> models.Baseline | None:
        """The baseline that the last decision was on which was not withdrawn."""
        if not self.stood:
            return None
        return baselines.baseline(self.access.row.pk, self.stood[-1].baseline)

    @cached_property
    def before(self) -> Plan | None:
        return baselines.frozen(self.since) if self.since else None

    @cached_property
    def after(self) -> Plan:
        return baselines.frozen(self.row)

    # What changed

    @cached_property
    def rows(self) -> tuple[RowChange, ...]:
        """What differs in the scope, by the definition that was decided on."""
        return self._since(self.after)

    def _since(self, plan: Plan) -> tuple[RowChange, ...]:
        if self.since is None:
            return ()
        held = self.since.scopes.get(scope=self.scope.name)
        return compare(held.projection, project_by(plan, held.definition))

    @cached_property
    def changes(self) -> tuple[ShownChange, ...]:
        """The same in words, removals and weakenings first."""
        if self.before is None:
            return ()
        weaker = of_scope(weakenings(self.before, self.after), self.scope.name)
        return shown(self.rows, self.before, self.after, weaker)

    @cached_property
    def people(self) -> int:
        """How many people made changes in the scope since."""
        if self.since is None:
            return 0
        held = models.Change.objects.filter(
            plan=self.access.row,
            action__in=VALUE_ACTIONS,
            number__gt=self.since.change,
            number__lte=self.row.change,
        )
        definition = self.frozen.definition
        return len({each.person for each in held if touching(self.after, definition, each)})

    @cached_property
    def outside(self) -> int:
        """How many changes there are in all that are not in the scope."""
        if self.before is None:
            return 0
        return max(0, len(difference(self.before, self.after)) - len(self.rows))

    @cached_property
    def drifted(self) -> int:
        """How many rows of the scope differ on the live plan from what is under review."""
        now = project_by(self.access.plan, self.frozen.definition)
        return len(compare(self.frozen.projection, now))

    # What the rules find

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules find in the scope today."""
        held = checked.findings(self.after, self.access.on)
        return tuple(f for f in held if self.scope.whole or f.scope == self.scope.name)

    @cached_property
    def errors(self) -> tuple[Finding, ...]:
        return errors_of(self.findings, self.scope.name)

    @cached_property
    def fresh(self) -> tuple[Finding, ...]:
        """Unwaived findings that were not there at the last decision, the gravest first."""
        known: set[tuple[str, str, str, str]] = set()
        if self.before is not None:
            known = {f.identity for f in checked.findings(self.before, self.access.on)}
        found = (f for f in self.findings if not f.waived and f.identity not in known)
        return tuple(sorted(found, key=lambda f: ("error", "warning", "info").index(f.severity)))

    @cached_property
    def ending(self) -> tuple[tuple[Waiver, int], ...]:
        """Waivers of the scope's rules that end soon, with the days that are left."""
        return tuple(sorted(self._ending(), key=lambda each: each[1]))

    def _ending(self) -> Iterator[tuple[Waiver, int]]:
        on = self.access.on
        for waiver in self.after.waivers:
            mine = self.scope.whole or scope_of(waiver.rule) == self.scope.name
            if mine and state(waiver, on) == "approved":
                left = date.fromisoformat(waiver.until) - on
                if left <= SOON:
                    yield waiver, left.days

    # Reading and signing

    @cached_property
    def mine(self) -> bool:
        """Whether the reader signs this scope."""
        return membership_for(self.access.actor, self.scope.name) is not None

    @cached_property
    def obstacles(self) -> Obstacles:
        about = (self.access.row.pk, self.access.actor, self.scope.name, self.row)
        return obstacles(*about, self.access.on)

    @cached_property
    def reading(self) -> tuple[ToRead, ...]:
        """Every element of the scope, the riskiest first, with what the reader has read."""
        person = person_with(self.access.actor)
        held = seen.marks(self.access.row.pk, self.scope.name, person) if person else {}
        digests = row_digests(self.frozen.projection)
        return in_order(self.after, self.scope.name, digests, held, self.findings)

    @cached_property
    def changed(self) -> frozenset[str]:
        """Codes of what is there and differs since the last decision."""
        return frozenset(row.code for row in self.rows if row.code)

    @cached_property
    def signed_before(self) -> bool:
        """Whether the role has signed before, and so has read what did not change since."""
        return any(each.decision == "signed" for each in self.stood)

    @cached_property
    def wanted(self) -> tuple[ToRead, ...]:
        """What has to be read once: all of it before the first signature, then what changed."""
        if not self.signed_before:
            return self.reading
        return tuple(each for each in self.reading if each.element.code in self.changed)

    @cached_property
    def to_read(self) -> tuple[ToRead, ...]:
        return tuple(each for each in self.wanted if not each.seen)

    @property
    def more(self) -> tuple[ToRead, ...]:
        """What is to be read after what a page shows at once."""
        return self.to_read[SHOWN:]

    @cached_property
    def unchanged(self) -> tuple[ToRead, ...]:
        """What needs no reading: it is as it was signed, or was read as it stands."""
        left = {each.element.code for each in self.to_read}
        return tuple(each for each in self.reading if each.element.code not in left)

    @property
    def read(self) -> int:
        """How much of what is wanted has been read."""
        return len(self.wanted) - len(self.to_read)
