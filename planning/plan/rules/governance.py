"""Rules about rules: guardrails that nothing checks, rules weakened without leave, ended waivers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from planning.plan.elements import Guardrail
from planning.plan.findings import SEVERITIES, Hit, Rule, rule
from planning.plan.rules.overrides import expired, in_force, switched_off
from planning.plan.value import Plan, SeverityOverride


def governance(catalogue: Sequence[Rule]) -> tuple[Rule, ...]:
    """These rules, over a catalogue of all others and over themselves."""
    known = {rule.id: rule for rule in catalogue}
    rules = (_unchecked_guardrail(known), _unapproved_weakening(known), ended_waiver)
    known.update({rule.id: rule for rule in rules})
    return rules


def _unchecked_guardrail(known: Mapping[str, Rule]) -> Rule:
    @rule(
        "IN-06",
        "missing",
        "error",
        "architecture",
        title="A guardrail that nothing checks",
        why="A guardrail that no rule checks and no person vouches for is a wish.",
        fix="Name rules that check it and are on, or state how people make sure of it and sign.",
        standards=("ARCH-BL",),
    )
    def unchecked_guardrail(plan: Plan, on: date) -> Iterator[Hit]:
        for guardrail in plan.of(Guardrail):
            checking = (known[id] for id in guardrail.rules if id in known)
            attested = guardrail.attestation and guardrail.attested_by
            if not attested and all(switched_off(plan, rule) for rule in checking):
                yield Hit(
                    element=guardrail.code,
                    field="rules",
                    message=f"{guardrail.code} is neither attested nor checked by a rule.",
                )

    return unchecked_guardrail


def _unapproved_weakening(known: Mapping[str, Rule]) -> Rule:
    @rule(
        "RX-01",
        "contradiction",
        "error",
        "backend",
        title="A rule is weakened without leave",
        why="Only the lead of a rule's scope may make it count for less.",
        fix="Have the lead of its scope approve it, or take the request back.",
    )
    def unapproved_weakening(plan: Plan, on: date) -> Iterator[Hit]:
        lowered = [o for o in plan.severities if o.rule in known and _lowers(known[o.rule], o)]
        off = [o for o in plan.disabled_rules if o.rule in known]
        for field, asked, said in (
            ("severities", lowered, "has its severity lowered"),
            ("disabled_rules", off, "is switched off"),
        ):
            for id in {o.rule for o in asked if not in_force(o, known[o.rule].scope)}:
                yield Hit(field=field, about=id, message=f"Rule {id} {said} without approval.")

    return unapproved_weakening


def _lowers(held: Rule, said: SeverityOverride) -> bool:
    return said.severity in SEVERITIES[SEVERITIES.index(held.severity) + 1 :]


@rule(
    "WA-01",
    "smell",
    "info",
    "backend",
    title="A waiver has ended",
    why="What it excused counts again, with its own severity.",
    fix="Mend what the finding says, ask for a new waiver, or take the old one away.",
)
def ended_waiver(plan: Plan, on: date) -> Iterator[Hit]:
    approved = [waiver for waiver in plan.waivers if waiver.status == "approved"]
    standing = {waiver.identity for waiver in approved if not expired(waiver, on)}
    ended = {waiver.identity: waiver for waiver in approved if waiver.identity not in standing}
    for identity, waiver in ended.items():
        yield Hit(
            element=waiver.element,
            field="waivers",
            about=" ".join(part or "-" for part in identity),
            message=f"The waiver of rule {waiver.rule} ended on {waiver.until or 'no date'}.",
        )
