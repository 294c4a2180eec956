"""What makes a plan weaker than it was: fields, elements, links and rules that protect less."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planning.plan.choices import words
from planning.plan.elements import BY_NAME, Element, Fact, Guardrail, facts
from planning.plan.findings import SEVERITIES, Rule, Scope
from planning.plan.order import natural
from planning.plan.rules import RULES
from planning.plan.rules.durations import days
from planning.plan.rules.overrides import effective, switched_off
from planning.plan.rules.protection import within
from planning.plan.value import Plan
from planning.web.reviewing.compared import in_words
from planning.web.reviewing.scoped import scopes_of
from planning.web.reviewing.weaker import GONE, UNTIED, WEAKER, Way, Weaker

OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakening:
    """Something that protects less than before, in words.

    ``code`` is the element, blank for a rule; ``field`` is blank where the element is gone. ``field``
    may be ``severities`` or the type of a link: then ``about`` is the rule or the target.
    """

    code: str
    kind: str
    field: str
    label: str
    before: str
    after: str
    why: str
    scopes: tuple[str, ...]
    about: str = ""


def weakenings(before: Plan | None, after: Plan) -> tuple[Weakening, ...]:
    """What is weaker in ``after``: elements gone, then fields, links and rules; none at first."""
    if before is None:
        return ()
    return (
        *_removals(before, after),
        *_fields(before, after),
        *_links(before, after),
        *_rules(before, after),
    )


def of_scope(found: tuple[Weakening, ...], scope: str) -> tuple[Weakening, ...]:
    """Those that a scope's lead is to see; the backend's, who answers for the whole, sees all."""
    return tuple(each for each in found if scope == "backend" or scope in each.scopes)


def _removals(before: Plan, after: Plan) -> Iterator[Weakening]:
    for name, why in GONE.items():
        for element in before.of(BY_NAME[name]):
            if after.get(element.code, type(element)) is None:
                yield Weakening(
                    code=element.code,
                    kind=name,
                    field="",
                    label="",
                    before=element.name or str(getattr(element, "statement", "")),
                    after="",
                    why=why,
                    scopes=scopes_of(element),
                )


def _fields(before: Plan, after: Plan) -> Iterator[Weakening]:
    for fact in WEAKER:
        for was in before.of(BY_NAME[fact.kind]):
            now = after.get(was.code, type(was))
            # Most elements of two plans are the same value, and comparing is what takes time.
            if now is not None and now is not was and _weaker(fact, was, now):
                yield _field(before, after, fact, was, now)


def _weaker(fact: Weaker, was: Element, now: Element) -> bool:
    held, holds = getattr(was, fact.field), getattr(now, fact.field)
    return held != holds and _WAYS[fact.way](fact, held, holds)


def _field(before: Plan, after: Plan, fact: Weaker, was: Element, now: Element) -> Weakening:
    field: Fact = facts(type(was))[fact.field]
    return Weakening(
        code=was.code,
        kind=fact.kind,
        field=fact.field,
        label=field.label,
        before=in_words(before, field, getattr(was, fact.field)),
        after=in_words(after, field, getattr(now, fact.field)),
        why=fact.why,
        # A change can take an element out of a scope, and its lead is the one to hear of it.
        scopes=scopes_of(was, fact.field),
    )


def _lowered(fact: Weaker, was: Any, now: Any) -> bool:
    return _rank(fact, now) < _rank(fact, was)


def _rank(fact: Weaker, held: str) -> int:
    return next((n for n, rank in enumerate(fact.ranks) if held in rank), len(fact.ranks))


def _removed(fact: Weaker, was: Any, now: Any) -> bool:
    return bool(was) and not now


def _added(fact: Weaker, was: Any, now: Any) -> bool:
    return bool(now) and not was


def _lost(fact: Weaker, was: Any, now: Any) -> bool:
    mattering = fact.items or was
    return any(item in mattering and item not in now for item in was)


def _narrowed(fact: Weaker, was: Any, now: Any) -> bool:
    """For a list of which blank means everything."""
    return bool(now) and (not was or any(item not in now for item in was))


def _longer(fact: Weaker, was: Any, now: Any) -> bool:
    """A time that nobody can read has no end."""
    held, holds = days(was), days(now)
    return held is not None and held < (math.inf if holds is None else holds)


def _wider(fact: Weaker, was: Any, now: Any) -> bool:
    """For regions, of which blank means that nobody says where."""
    return bool(was) and (not now or any(not within(region, was) for region in now))


_WAYS: Mapping[Way, Callable[[Weaker, Any, Any], bool]] = {
    "lowered": _lowered,
    "removed": _removed,
    "dropped": _removed,
    "added": _added,
    "lost": _lost,
    "narrowed": _narrowed,
    "longer": _longer,
    "wider": _wider,
}


def _links(before: Plan, after: Plan) -> Iterator[Weakening]:
    """Links that are gone while their target is still there; of one that is gone, see above."""
    kept = {link.key for link in after.links if link.type in UNTIED}
    for link in before.links:
        if link.type not in UNTIED or link.key in kept or link.target not in after.by_code:
            continue
        kinds, why = UNTIED[link.type]
        source, target = before.by_code.get(link.source), before.by_code.get(link.target)
        if source is None or target is None or (kinds and source.element_kind not in kinds):
            continue
        if kinds and source.code not in after.by_code:
            continue
        yield Weakening(
            code=source.code,
            kind=source.element_kind,
            field=link.type,
            label=words(link.type).capitalize(),
            before=target.label,
            after="",
            why=why,
            scopes=scopes_of(target if link.type == "satisfies" else source),
            about=target.code,
        )


def _rules(before: Plan, after: Plan) -> Iterator[Weakening]:
    checking = {id for guardrail in before.of(Guardrail) for id in guardrail.rules}
    for rule in sorted(_said_of(before, after), key=_rule_id):
        was, now = strength(before, rule), strength(after, rule)
        if _STRENGTH.index(now) > _STRENGTH.index(was):
            named = () if rule.scope == "architecture" or rule.id not in checking else _ARCHITECTURE
            yield Weakening(
                code="",
                kind="Plan",
                field="severities",
                label=f"Rule {rule.id}",
                before=was,
                after=now,
                why=f"{rule.title}: this no longer counts as it did.",
                scopes=(*named, rule.scope),
                about=rule.id,
            )


def strength(plan: Plan, rule: Rule) -> str:
    """The severity that a plan gives a rule's own, or that it is off."""
    return OFF if switched_off(plan, rule) else effective(plan, rule)[rule.severity]


_STRENGTH = (*SEVERITIES, OFF)
_ARCHITECTURE: tuple[Scope, ...] = ("architecture",)


def _said_of(*plans: Plan) -> list[Rule]:
    said = {each.rule for plan in plans for each in plan.severities}
    said |= {each.rule for plan in plans for each in plan.disabled_rules}
    return [rule for rule in RULES if rule.id in said]


def _rule_id(rule: Rule) -> Any:
    return natural(rule.id)
