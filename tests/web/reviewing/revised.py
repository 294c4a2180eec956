"""The demo plan with a revision since it was signed, and a person to whom panels are shown."""

from dataclasses import replace
from functools import cache

from planning import models
from planning.plan.elements import BoundedContext, ContextRelation, Endpoint, PrivacyConstraint
from planning.plan.links import Link
from planning.plan.rights import Actor
from planning.plan.value import DisabledRule, changed
from planning.store.load import Loaded
from planning.store.records import Records
from planning.web.access import Access
from tests.plan.erosion import demo

CHANGES = {
    "BC-7": {"layers": ("application", "domain")},
    "CR-5": {"pattern": "customer_supplier", "upstream_roles": ("PL",)},
    "CR-7": {"downstream_roles": ()},
    "CR-14": {"technology": "gRPC, matrix requests"},
    "SV-6": {"layer": "application"},
    "DC-3": {"status": "superseded"},
    "EP-17": {"authentication": "anonymous", "anonymous_because": "", "limits": ""},
    "EP-20": {"exposure": "public"},
    "AT-1": {"categories": ("personal", "special")},
    "AT-3": {"protection": "plain"},
    "DS-3": {"retention": "", "residency": ("nl-ams", "us-east")},
    "DP-9": {"blocking": False},
    "CT-1": {"statement": "Who looked at which client is written down for two years."},
    "PA-1": {"safeguard": "", "transfers": "United States"},
}
GONE = {"CR-11", "CR-16", "EP-13", "PC-4", "IV-1"}
NEW = (
    BoundedContext(code="BC-12", name="National Prescription Service", external=True),
    ContextRelation(
        code="CR-18",
        upstream="BC-12",
        downstream="BC-1",
        pattern="upstream_downstream",
        downstream_roles=("ACL",),
        technology="HTTPS",
    ),
    Endpoint(code="EP-90", service="SV-10", method="GET", path="/keys", exposure="internal"),
    PrivacyConstraint(code="PC-20", statement="Prescriptions stay in the country."),
)
NEW_LINKS = (
    Link(type="calls", source="OP-12", target="BC-12"),
    Link(type="calls", source="OP-12", target="BC-11"),
    Link(type="applies_to", source="PC-20", target="BC-1"),
)
OFF = DisabledRule(
    rule="HX-01",
    asked_by="Alice",
    reason="Not now",
    approved_by="Ada",
    approved_role="architecture_lead",
)


@cache
def revised():
    kept = [e for e in demo().elements if e.code not in GONE]
    links = [k for k in demo().links if GONE.isdisjoint((k.source, k.target))]
    after = changed(
        demo(),
        elements=[*(replace(e, **CHANGES.get(e.code, {})) for e in kept), *NEW],
        links=[*links, *NEW_LINKS],
    )
    return replace(after, disabled_rules=(OFF,))


def reached(plan):
    """The plan in somebody's hands, without a database."""
    access = Access(models.Plan(slug="bookshop"), Actor(id="p-1", name="Ada"))
    vars(access)["loaded"] = Loaded("", plan, Records(asked=(), given=()))
    return access
