"""What a reviewer reads first: facts of an element that make it risky, and how much each weighs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Risk:
    """An element of ``kind`` whose ``field`` holds one of ``values`` weighs ``points`` more.

    No ``field`` is any element of the kind, no ``values`` anything that is said there.
    """

    kind: str
    points: int
    why: str
    field: str = ""
    values: tuple[str, ...] = ()


ARCHITECTURE: tuple[Risk, ...] = (
    Risk("ContextRelation", 4, "a relation of the map"),
    Risk("ContextRelation", 4, "pattern unknown", "pattern", ("unknown",)),
    Risk("ContextRelation", 2, "shared kernel", "pattern", ("shared_kernel",)),
    Risk("ContextRelation", 2, "conforms", "downstream_roles", ("CF",)),
    Risk("BoundedContext", 4, "big ball of mud", "big_ball_of_mud"),
    Risk("BoundedContext", 3, "core", "classification", ("core",)),
    Risk("BoundedContext", 1, "a context"),
    Risk("Aggregate", 5, "boundary wider than itself", "boundary", ("wider",)),
    Risk("Aggregate", 4, "conflicts likely", "conflict_chance", ("high",)),
    Risk("Aggregate", 3, "no concurrency control", "concurrency_control", ("none",)),
    Risk("Aggregate", 1, "an aggregate"),
    Risk("Invariant", 3, "checked after the fact", "corrective_policy"),
    Risk("Operation", 3, "eventual transaction", "transaction", ("eventual",)),
    Risk("Message", 2, "integration event", "kind", ("integration_event",)),
    Risk("Message", 2, "exactly once", "delivery", ("exactly_once",)),
    Risk("Decision", 5, "a decision"),
    Risk("Guardrail", 4, "a guardrail"),
    Risk("DataStore", 2, "a store"),
    Risk("Port", 1, "driven port", "side", ("driven",)),
    Risk("Adapter", 2, "reaches outside", "external_target"),
    Risk("Requirement", 2, "quality or constraint", "type", ("quality", "constraint")),
    Risk("InputDocument", 2, "out of reach", "status", ("out_of_reach",)),
    Risk("Dependency", 3, "blocking", "blocking"),
)
SECURITY: tuple[Risk, ...] = (
    Risk("Endpoint", 8, "anonymous", "authentication", ("anonymous",)),
    Risk("Endpoint", 6, "public", "exposure", ("public",)),
    Risk("Endpoint", 4, "for partners", "exposure", ("partner",)),
    Risk(
        "Attribute",
        7,
        "most sensitive data",
        "categories",
        ("special", "criminal", "child", "payment", "credential"),
    ),
    Risk("Attribute", 4, "personal data", "categories", ("personal",)),
    Risk("Attribute", 3, "restricted", "confidentiality", ("restricted",)),
    Risk("Attribute", 2, "kept in plain", "protection", ("plain",)),
    Risk("ProcessingActivity", 4, "an activity"),
    Risk("ProcessingActivity", 4, "large scale", "large_scale"),
    Risk("ProcessingActivity", 4, "transfers", "transfers"),
    Risk("PrivacyConstraint", 4, "a constraint"),
    Risk("Control", 3, "a control"),
    Risk("DataStore", 3, "a store"),
    Risk("DataStore", 4, "holds secrets", "type", ("secrets",)),
    Risk("Entity", 3, "about people", "data_subject"),
    Risk("Adapter", 3, "holds credentials", "credentials"),
    Risk("Adapter", 3, "reaches outside", "external_target"),
    Risk("BoundedContext", 3, "external", "external"),
    Risk("Decision", 5, "a decision"),
    Risk("TestHarness", 6, "tests on production data", "data_source", ("production",)),
    Risk("Dependency", 4, "blocking", "blocking"),
    Risk("Requirement", 3, "a requirement of security"),
)
RISKS: dict[str, tuple[Risk, ...]] = {
    "architecture": ARCHITECTURE,
    "security": SECURITY,
    "backend": (*ARCHITECTURE, *SECURITY),
}
"""By scope; a scope that is not listed is read by findings and links alone."""
