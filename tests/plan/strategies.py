"""Random plans: any kinds, half filled, contradictory, with references and links to anywhere."""

from datetime import date

from hypothesis import strategies as st

from planning.plan.elements import BY_NAME, KINDS, facts
from planning.plan.findings import SEVERITIES
from planning.plan.links import BY_TYPE, Link, allowed
from planning.plan.normal import normal
from planning.plan.rules import RULES
from planning.plan.value import DisabledRule, Plan, Release, SeverityOverride, Waiver, plan

SAID = (
    "Order",
    "order line",
    "e-mail address",
    "TBD",
    "/orders/{id}",
    "POST",
    "REQ-7 must hold",
    "alice",
    "eu-west",
)
DURATIONS = ("", "P7Y", "P30D", "PT15M", "P1Y2M3W4DT5H6M7S", "indefinite")
ROLES = ("", "owner", "backend_lead", "architecture_lead", "security_lead")
RULE_IDS = (*(rule.id for rule in RULES), "XX-99")
UNTIL = ("", "2026-01-01", "2030-01-01", "soon")

_LINES = st.sampled_from(SAID) | st.text(max_size=12)
_NAMES = st.lists(_LINES, max_size=3)


def values(fact, codes):
    """Values of a field in normal form; a reference is one of ``codes`` or blank."""
    drawn = {
        "line": _LINES,
        "text": _LINES,
        "choice": st.sampled_from(("", *fact.options)),
        "set": st.lists(st.sampled_from(fact.options or ("",)), max_size=3),
        "list": _NAMES,
        "flag": st.booleans(),
        "integer": st.none() | st.integers(0, 3000),
        "date": st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1)),
        "duration": st.sampled_from(DURATIONS),
        "reference": st.sampled_from(("", *codes)),
    }[fact.type]
    return drawn.map(lambda value: normal(fact, value))


def _elements(kind, code, codes):
    """Elements of a kind under one code, each with some of its fields."""
    fields = {
        name: values(fact, codes(fact.target))
        for name, fact in facts(kind).items()
        if name != "code"
    }
    bookkeeping = {"position": st.integers(0, 3), "version": st.integers(1, 3), "origin": _ORIGIN}
    said = st.fixed_dictionaries({}, optional={**fields, **bookkeeping})
    return said.map(lambda held: kind(code=code, **held))


_ORIGIN = st.sampled_from(("", "requirements.csv#REQ-1"))


def _links(codes):
    ends = st.sampled_from(codes)
    digests = st.sampled_from(("", "0" * 64))
    return st.lists(
        st.builds(
            Link,
            type=st.sampled_from(sorted(BY_TYPE)),
            source=ends,
            target=ends,
            target_digest=digests,
        ),
        max_size=25,
        unique_by=lambda link: link.key,
    )


def _records():
    who = st.sampled_from(("", "alice", "bob"))
    approved = {
        "rule": st.sampled_from(RULE_IDS),
        "severity": st.sampled_from(("", *SEVERITIES)),
        "asked_by": who,
        "approved_by": who,
        "approved_role": st.sampled_from(ROLES),
    }
    waiver = {**approved, "status": st.sampled_from(("requested", "approved", "refused"))}
    waiver |= {"until": st.sampled_from(UNTIL), "element": st.sampled_from(("", "BC-1", "AG-1"))}
    del waiver["severity"]
    return {
        "severities": _tuples(st.builds(SeverityOverride, **approved)),
        "disabled_rules": _tuples(st.builds(DisabledRule, **approved)),
        "waivers": _tuples(st.builds(Waiver, **waiver, reason=st.sampled_from(("", "known")))),
        "releases": _tuples(
            st.builds(Release, version=_NORMAL, date=_NORMAL, by=_NORMAL, summary=_NORMAL)
        ),
    }


_NORMAL = st.sampled_from(("", "1.0", "2026-11-04", "alice"))


def _tuples(records):
    return st.lists(records, max_size=2).map(tuple)


@st.composite
def plans(draw, *, sound=False):
    """Plans; ``sound`` ones refer only to what is there and of the right kind, as a store would."""
    count = draw(st.integers(0, 14))
    kinds = [draw(st.sampled_from(KINDS)) for _ in range(count)]
    named = [(kind, f"{kind.PREFIX}-{number}") for number, kind in enumerate(kinds, 1)]
    dangling = () if sound else ("BC-99", "X")

    def codes(target):
        right = (code for kind, code in named if kind is BY_NAME.get(target))
        return (*(right if sound else (code for _, code in named)), *dangling)

    elements = [draw(_elements(kind, code, codes)) for kind, code in named]
    ends = tuple(code for _, code in named) + dangling
    links = draw(_links(ends)) if ends else []
    kind_of = {code: kind.__name__ for kind, code in named}
    if sound:
        links = [k for k in links if allowed(k.type, kind_of[k.source], kind_of[k.target])]
    about = {name: values(fact, ()) for name, fact in facts(Plan).items()} | _records()
    return plan(elements, links, **draw(st.fixed_dictionaries({}, optional=about)))
