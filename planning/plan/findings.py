"""What a rule reports, and what a rule is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from planning.plan.value import Plan

Nature = Literal["missing", "contradiction", "smell"]
Severity = Literal["error", "warning", "info"]
Scope = Literal["architecture", "security", "backend"]

NATURES: tuple[Nature, ...] = ("missing", "contradiction", "smell")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SCOPES: tuple[Scope, ...] = ("architecture", "security", "backend")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a rule's function yields: the place, and what is the matter there.

    ``element`` is a code, or blank where the plan as a whole is meant; ``field`` a field of that
    element; ``about`` what tells two hits at one place apart (another code, a word, a topic), never
    wording. ``severity`` only where the catalogue gives a case of the rule its own.
    """

    element: str = ""
    field: str = ""
    about: str = ""
    message: str
    hint: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A hit with the facts of its rule; ``severity`` is the effective one."""

    rule: str
    nature: Nature
    severity: Severity
    scope: Scope
    element: str
    field: str
    about: str
    message: str
    hint: str
    waived: bool = False

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What a waiver holds for."""
        return (self.rule, self.element, self.field, self.about)


Check = Callable[[Plan, date], Iterable[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the catalogue with the function that checks it."""

    id: str
    nature: Nature
    severity: Severity
    scope: Scope
    title: str
    why: str
    fix: str
    standards: tuple[str, ...]
    check: Check


def rule(
    id: str,
    nature: Nature,
    severity: Severity,
    scope: Scope,
    *,
    title: str,
    why: str,
    fix: str,
    standards: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a rule of a function ``check(plan, on)`` that yields hits."""

    def made(check: Check) -> Rule:
        return Rule(
            id=id,
            nature=nature,
            severity=severity,
            scope=scope,
            title=title,
            why=why,
            fix=fix,
            standards=standards,
            check=check,
        )

    return made
