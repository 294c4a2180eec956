"""Gaps in transfer, retention, residency and people's rights: findings, and facts beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planning.plan.elements import DataStore, PrivacyConstraint
from planning.plan.findings import Finding
from planning.plan.rules.classified import PERSONAL, attributes_of, stores_of
from planning.plan.rules.durations import days
from planning.plan.rules.protection import constraints_by_store
from planning.plan.value import Plan

TRANSFER, RETENTION, RESIDENCY, RIGHTS = (
    "Transfer and disclosure",
    "Retention",
    "Where data lies",
    "Find, export and erase",
)
_THEMES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (TRANSFER, (("SE-15", ""), ("SE-07", ""))),
    (RETENTION, (("SE-02", "retention"), ("SE-25", ""))),
    (RESIDENCY, (("SE-09", ""),)),
    (RIGHTS, (("SE-13", ""),)),
)
"""Rules by theme, each with the one field that counts or with none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A finding, or what the plan says where no rule judges: then ``rule`` is blank."""

    element: str
    message: str
    rule: str = ""
    severity: str = ""
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    title: str
    gaps: tuple[Gap, ...]


def themes(plan: Plan, findings: Iterable[Finding]) -> tuple[Theme, ...]:
    """Every theme, those without a gap too: that there is none is worth knowing."""
    held = tuple(findings)
    facts = {RETENTION: tuple(_kept_long(plan))}
    return tuple(
        Theme(title, (*_found(held, rules), *facts.get(title, ()))) for title, rules in _THEMES
    )


def _found(findings: Iterable[Finding], rules: Iterable[tuple[str, str]]) -> Iterator[Gap]:
    fields = dict(rules)
    for finding in findings:
        if finding.rule in fields and fields[finding.rule] in ("", finding.field):
            yield Gap(
                finding.element, finding.message, finding.rule, finding.severity, finding.waived
            )


def _kept_long(plan: Plan) -> Iterator[Gap]:
    """Stores that keep personal data without an end, or longer than a constraint says."""
    personal = {
        store
        for attribute in attributes_of(plan, PERSONAL)
        for store in stores_of(plan, attribute.entity)
    }
    held = constraints_by_store(plan)
    for store in plan.of(DataStore):
        if store.code in personal and not store.retention:
            yield Gap(store.code, f"{store.code} keeps personal data and states no retention.")
        for constraint in held.get(store.code, {}).values():
            if _outlives(store, constraint):
                yield Gap(
                    store.code,
                    f"The retention of {store.code} is {store.retention}, {constraint.code} says "
                    f"{constraint.retention}.",
                )


def _outlives(store: DataStore, constraint: PrivacyConstraint) -> bool:
    kept, allowed = days(store.retention), days(constraint.retention)
    return kept is not None and allowed is not None and kept > allowed
