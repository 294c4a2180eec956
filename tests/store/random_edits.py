"""Random steps of several people through the store, and the way back to a plan as it was."""

from datetime import date

from planning.models.change import VALUE_ACTIONS
from planning.plan.elements import BY_NAME, KINDS, Dependency, facts
from planning.plan.links import LINK_TYPES, allowed
from planning.plan.rules import RULES
from planning.plan.value import Plan, Waiver
from planning.store import baselines, severities, write
from planning.store.errors import Missing
from planning.store.load import load
from planning.store.undo import undo
from planning.store.undone import undone
from planning.store.write import New
from tests.factory import actor_of
from tests.store.reviewing import ON, ask, decide, withdraw

LINES = ("", "Order", "order line", "e-mail address", "POST", "/loans/{id}", "TBD", "eu-west")
DURATIONS = ("", "P7Y", "P30D", "PT15M", "indefinite")
DATES = (None, date(2026, 12, 24), date(2027, 1, 4))
LEADS = {"architecture": "ada", "security": "sam", "backend": "alice"}
EDITORS = ("alice", "bob")
CODES = ("SEC-9", "PRIVACY-9", "X-9", "NFR-9")


def one(rng, options):
    """One of the options; a step that finds none is told so as the store would."""
    if not options:
        raise Missing("there is nothing to choose from")
    return rng.choice(options)


def value(rng, fact, plan):
    """A value of a field in normal form; a reference is to what is there, or blank."""
    if fact.type in ("line", "text"):
        return one(rng, LINES)
    if fact.type == "choice":
        return one(rng, ("", *fact.options))
    if fact.type == "set":
        return tuple(o for o in fact.options if rng.random() < 0.3)
    if fact.type == "list":
        return tuple(rng.sample(LINES[1:], rng.randrange(3)))
    if fact.type == "reference":
        return one(rng, ("", *(e.code for e in plan.of(BY_NAME[fact.target]))))
    held = {"flag": (False, True), "integer": (None, 0, 3), "date": DATES, "duration": DURATIONS}
    return one(rng, held[fact.type])


def _writing(row, username):
    return write.locked(row.pk, actor_of(row, username))


# Steps: each takes the row of the plan, a source of chance, and the plan as it stands


def set_a_field(row, rng, plan):
    element = one(rng, plan.of(one(rng, [kind for kind in KINDS if plan.of(kind)])))
    fact = one(rng, [*facts(type(element)).values()])
    with _writing(row, one(rng, EDITORS)) as writing:
        writing.update(element.code, {fact.name: value(rng, fact, plan)})


def set_a_note(row, rng, plan):
    element = one(rng, plan.elements)
    with _writing(row, one(rng, EDITORS)) as writing:
        writing.update(element.code, {"notes": f"Seen {rng.randrange(100)} times"})


def let_a_lead_set_a_field(row, rng, plan):
    """Of what the role supplies."""
    username, kinds = one(
        rng,
        [("ada", ("Standard", "Guardrail", "Decision")), ("sam", ("PrivacyConstraint", "Control"))],
    )
    element = one(rng, [e for e in plan.elements if e.element_kind in kinds])
    fact = one(rng, [*facts(type(element)).values()])
    with _writing(row, username) as writing:
        writing.update(element.code, {fact.name: value(rng, fact, plan)})


def classify(row, rng, plan):
    element = one(rng, [e for e in plan.elements if e.element_kind == "Attribute"])
    fact = facts(type(element))[one(rng, ("confidentiality", "categories", "protection"))]
    with _writing(row, "sam") as writing:
        writing.update(element.code, {fact.name: value(rng, fact, plan)})


def answer_a_dependency(row, rng, plan):
    """Which is in no digest."""
    element = one(rng, plan.of(Dependency))
    said = {name: value(rng, facts(Dependency)[name], plan) for name in ("status", "answer")}
    with _writing(row, "alice") as writing:
        writing.update(element.code, said)


def add(row, rng, plan):
    kind = one(rng, KINDS)
    some = [fact for fact in facts(kind).values() if rng.random() < 0.5]
    code = one(rng, CODES) if kind.CODE_FROM_OUTSIDE else ""
    with _writing(row, one(rng, EDITORS)) as writing:
        writing.create(
            kind.__name__,
            {fact.name: value(rng, fact, plan) for fact in some},
            code=code,
            position=rng.randrange(3),
        )


def remove(row, rng, plan):
    with _writing(row, one(rng, EDITORS)) as writing:
        writing.delete(one(rng, plan.elements).code)


def tie(row, rng, plan):
    type_ = one(rng, LINK_TYPES).name
    pairs = [
        (a.code, b.code)
        for a in plan.elements
        for b in plan.elements
        if allowed(type_, a.element_kind, b.element_kind)
    ]
    with _writing(row, one(rng, EDITORS)) as writing:
        writing.link(type_, *one(rng, pairs))


def untie(row, rng, plan):
    with _writing(row, one(rng, EDITORS)) as writing:
        writing.unlink(*one(rng, plan.links).key)


def confirm(row, rng, plan):
    """A link holds for its target as it is, or as some text was."""
    with _writing(row, one(rng, EDITORS)) as writing:
        writing.confirm(*one(rng, plan.links).key, one(rng, (None, "0" * 64)))


def set_a_fact_of_the_plan(row, rng, plan):
    fact = one(rng, [*facts(Plan).values()])
    said = {fact.name: value(rng, fact, plan)}
    # Who has to sign is no matter of the contents, and its own tests'.
    with _writing(row, "alice") as writing:
        writing.set_about(said if fact.name != "signers" else {"subject": "Another"})


def set_a_severity(row, rng, plan):
    """By a lead, who decides, or by somebody who asks or raises."""
    username = one(rng, ("ada", "sam", "alice", "bob"))
    said = one(rng, ("error", "warning", "info", "off"))
    rule = one(rng, (one(rng, RULES).id, "HX-02", "SV-04"))
    severities.set_severity(row.pk, actor_of(row, username), rule, said, "As agreed", ON)


def drop_a_severity(row, rng, plan):
    said = one(rng, (*plan.severities, *plan.disabled_rules))
    asked = not said.approved_by
    severities.drop_severity(row.pk, actor_of(row, "olga"), said.rule, asked)


def approve_a_severity(row, rng, plan):
    said = one(rng, [s for s in (*plan.severities, *plan.disabled_rules) if not s.approved_by])
    severities.approve_severity(row.pk, actor_of(row, "olga"), said.rule, ON)


def ask_for_a_waiver(row, rng, plan):
    asked = Waiver(rule=one(rng, RULES).id, reason="Later", asked_by="Bob", until="2027-01-01")
    with _writing(row, "bob") as writing:
        writing.set_records("waivers", (asked,))


def _standing(row):
    """The batches that may be taken back, but for the one that made the plan."""
    held = row.history.filter(action__in=VALUE_ACTIONS).exclude(number__in=undone(row.pk))
    return list(dict.fromkeys(held.order_by("number").values_list("batch", flat=True)))[1:]


def undo_something(row, rng, plan):
    undo(row.pk, actor_of(row, "olga"), one(rng, _standing(row)[-4:]))


def undo_the_last(row, rng, plan):
    undo(row.pk, actor_of(row, "olga"), one(rng, _standing(row)[-1:]))


def say_again_what_is_under_review(row, rng, plan):
    restore(row, plan, baselines.frozen(baselines.latest(row.pk)))


def ask_again(row, rng, plan):
    ask(row, despite=True)


def sign_again(row, rng, plan):
    scope = one(rng, [*LEADS])
    decide(row, LEADS[scope], scope)


def take_back(row, rng, plan):
    scope = one(rng, [*LEADS])
    withdraw(row, LEADS[scope], scope)


STEPS = {
    set_a_field: 8,
    set_a_note: 1,
    let_a_lead_set_a_field: 2,
    classify: 2,
    answer_a_dependency: 1,
    add: 2,
    remove: 2,
    tie: 2,
    untie: 2,
    confirm: 1,
    set_a_fact_of_the_plan: 2,
    set_a_severity: 2,
    drop_a_severity: 1,
    approve_a_severity: 1,
    ask_for_a_waiver: 1,
    undo_something: 2,
    undo_the_last: 3,
    say_again_what_is_under_review: 4,
    ask_again: 2,
    sign_again: 3,
    take_back: 1,
}
"""Steps and how often each is taken, next to the others."""


# The way back


def restore(row, now, plan):
    """Bring a plan back from what it says now to what it said."""
    more = [e.code for e in now.elements if e.code not in plan.by_code]
    gone = [e for e in plan.elements if e.code not in now.by_code]
    with _writing(row, "olga") as writing:
        for code in more:
            # A part may have gone with its whole.
            if row.elements.filter(code=code).exists():
                writing.delete(code)
        writing.create_all(
            New(kind=e.element_kind, code=e.code, position=e.position, values=_said(e))
            for e in gone
        )
        _restore_fields(writing, load(row.pk) if more or gone else now, plan)


def _restore_fields(writing, now, plan):
    for element in plan.elements:
        if _said(element) != _said(now.by_code[element.code]):
            writing.update(element.code, _said(element))
    _restore_links(writing, _digests(now), _digests(plan))
    writing.set_about({name: getattr(plan, name) for name in facts(Plan)})
    for name in ("severities", "disabled_rules"):
        writing.set_records(name, getattr(plan, name))


def _said(element):
    return {name: getattr(element, name) for name in facts(type(element))}


def _digests(plan):
    return {link.key: link.target_digest for link in plan.links}


def _restore_links(writing, now, wanted):
    for link in now.keys() - wanted.keys():
        writing.unlink(*link)
    for link, digest in wanted.items():
        if link not in now:
            writing.link(*link, digest)
        elif now[link] != digest:
            writing.confirm(*link, digest)
