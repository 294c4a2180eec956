"""All that a file is written from: the plan with its findings, verdict and signatures."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import HOME, READINESS
from planning.plan.artifacts.markdown import Inline
from planning.plan.elements import Element
from planning.plan.findings import Finding, Rule
from planning.plan.readiness import Point, Readiness, readiness
from planning.plan.rules import RULE_SET, RULES, check
from planning.plan.scopes import NAMES, digest
from planning.plan.signatures import NOT_ASKED, Review, Signature
from planning.plan.value import Plan

Profile = Literal["full", "redacted"]

_SIGNED = ("signed_not_ready", "ready_for_phase_2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What a baseline holds beside its plan: findings, rule set and digests as they were."""

    baseline: str
    findings: tuple[Finding, ...]
    rule_set: int
    digests: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A plan at one moment, and what was computed of it.

    ``baseline`` names the baseline that the plan is, blank for the live plan. The redacted profile
    holds neither findings nor waivers of security rules. ``links_from`` leads from the file that is
    written to the folder of the artifacts, such as ``../backend/outputs/phase-1/``.
    """

    plan: Plan
    on: date
    rules: tuple[Rule, ...]
    rule_set: int
    findings: tuple[Finding, ...]
    readiness: Readiness
    review: Review
    digests: Mapping[str, str]
    profile: Profile = "full"
    baseline: str = ""
    links_from: str = ""

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """Where each element is defined: ``AG-3`` → ``aggregates.md#ag-3``."""
        taken = {rule_anchor(rule.id) for rule in self.rules}
        return {
            code: self.links_from + place for code, place in _anchors(self.plan.elements, taken)
        }

    @cached_property
    def rules_by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @property
    def moment(self) -> str:
        """When this was as it is: the time of the baseline, or of the latest revision."""
        return self.review.baseline_at if self.baseline else self.plan.revised_at

    @property
    def status(self) -> Literal["DRAFT", "SIGNED"]:
        """Signed once nobody is waited for and every latest decision holds for what is here."""
        latest = {signature.scope: signature for signature in self.review.signatures}
        current = all(signature.current for signature in latest.values())
        return "SIGNED" if current and self.readiness.verdict in _SIGNED else "DRAFT"

    def findings_of(self, *rules: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.rule in rules)

    def hides(self, rule: str) -> bool:
        """Whether this profile keeps back what the rule finds."""
        return self.profile == "redacted" and self.rules_by_id[rule].scope == "security"

    def linked(self, said: str) -> Inline | None:
        """The link for a word of people's text, where it is a code or names a rule."""
        before, _, name = said.rpartition(" ")
        if (before or name not in self.anchors) and name in self.rules_by_id:
            return self.rule(name, before or "rule")
        if name in self.anchors and _is_telling(name):
            link = md.link(md.inline(name), self.anchors[name])
            return Inline(f"{before} {link}".lstrip())
        return None

    def linked_to_rules(self, said: str) -> Inline | None:
        """As ``linked``, for our own sentences, in which the id of a rule is no element's code."""
        return self.rule(said) if said in self.rules_by_id else self.linked(said)

    def rule(self, rule: str, word: str = "rule") -> Inline:
        """``rule AG-10`` with its link; never as a bare code, which may be an element's."""
        label = Inline(f"{word} {md.inline(rule)}")
        known = rule in self.rules_by_id
        return md.link(label, self._of_rule(rule)) if known else label

    def _of_rule(self, rule: str) -> str:
        return f"{self.links_from}{READINESS.name}#{rule_anchor(rule)}"


def frame(
    plan: Plan,
    on: date,
    review: Review = NOT_ASKED,
    profile: Profile = "full",
    baseline: str = "",
    rules: tuple[Rule, ...] = RULES,
    frozen: Frozen | None = None,
) -> Frame:
    """The frame of a plan; ``on`` is the date that rules about dates go by.

    A ``frozen`` baseline is shown with what it holds, and no rule looks at it again; without one
    all of it is computed, and ``baseline`` only names it.
    """
    held = frozen or Frozen(
        baseline=baseline,
        findings=check(plan, on, rules=rules),
        rule_set=RULE_SET,
        digests={scope: digest(plan, scope) for scope in NAMES},
    )
    made = Frame(
        plan=plan,
        on=on,
        rules=rules,
        rule_set=held.rule_set,
        findings=held.findings,
        readiness=readiness(plan, held.findings, review, on),
        review=review,
        digests=held.digests,
        profile=profile,
        baseline=held.baseline,
    )
    return _redacted(made) if profile == "redacted" else made


def rule_anchor(rule: str) -> str:
    return f"rule-{_slug(rule)}"


def _redacted(full: Frame) -> Frame:
    """Without what security rules find; the verdict stays, its reasons lose theirs."""
    secret = {rule.id for rule in full.rules if rule.scope == "security"}
    # A rule about waivers or severities names the rule that it is about.
    kept = tuple(f for f in full.findings if secret.isdisjoint((f.rule, *f.about.split()[:1])))
    waivers = tuple(w for w in full.plan.waivers if w.rule not in secret)
    told = readiness(full.plan, kept, full.review, full.on)
    standing = replace(
        told,
        verdict=full.readiness.verdict,
        criteria=_standing(told.criteria, full.readiness.criteria),
        verification=_standing(told.verification, full.readiness.verification),
    )
    return replace(
        full,
        plan=replace(full.plan, waivers=waivers),
        findings=kept,
        readiness=standing,
        review=replace(full.review, signatures=tuple(map(_discreet, full.review.signatures))),
    )


def _discreet(signature: Signature) -> Signature:
    """What security wants changed may be what its rules find."""
    if signature.scope == "security" and signature.decision == "changes_requested":
        return replace(signature, meaning="left out of the redacted profile")
    return signature


def _standing(told: Iterable[Point], full: Iterable[Point]) -> tuple[Point, ...]:
    """Points that stand as they do, whatever may be told of the reasons."""
    return tuple(replace(t, state=f.state) for t, f in zip(told, full, strict=True))


def _anchors(elements: Iterable[Element], taken: set[str]) -> Iterable[tuple[str, str]]:
    for element in elements:
        name = slug = _slug(element.code)
        number = 1
        while name in taken:
            number += 1
            name = f"{slug}-{number}"
        taken.add(name)
        yield element.code, f"{HOME[type(element)]}#{name}"


def _slug(code: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", code.casefold()).strip("-") or "element"


def _is_telling(code: str) -> bool:
    """Whether a word that equals the code is meant as one: ``1`` or ``a`` in a text is not."""
    return len(code) > 1 and any(letter.isalpha() for letter in code)
