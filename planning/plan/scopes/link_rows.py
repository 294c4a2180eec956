"""Which links each signature covers, by type; the backend's covers all of them."""

from planning.plan.elements import BY_NAME
from planning.plan.links import LINK_TYPES
from planning.plan.scopes.shape import LinkRows

ARCHITECTURE_LINKS: tuple[LinkRows, ...] = (
    LinkRows(type="cites", digest_of=("InputDocument",)),
    LinkRows(type="satisfies", to_signed=True),
    *(
        LinkRows(type=type_)
        for type_ in (
            "implements",
            "exposes",
            "spans",
            "calls",
            "uses",
            "changes",
            "reads",
            "stores",
            "accepts",
            "raises",
            "publishes",
            "subscribes",
            "serves",
            "consumes",
        )
    ),
    LinkRows(type="applies_to", sources=("Decision", "Dependency")),
)
SECURITY_LINKS: tuple[LinkRows, ...] = (
    LinkRows(type="satisfies", to_signed=True),
    *(
        LinkRows(type=type_)
        for type_ in (
            "carries",
            "calls",
            "uses",
            "consumes",
            "exposes",
            "changes",
            "reads",
            "stores",
            "publishes",
            "subscribes",
            "discloses_to",
        )
    ),
    LinkRows(
        type="applies_to",
        sources=("PrivacyConstraint", "Control", "ProcessingActivity", "TestHarness"),
    ),
)
BACKEND_LINKS: tuple[LinkRows, ...] = tuple(
    LinkRows(type=link_type.name, digest_of=tuple(BY_NAME)) for link_type in LINK_TYPES
)
