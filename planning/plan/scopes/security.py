"""What the security lead signs."""

from planning.plan.scopes.shape import LinkRows, Rows, SignedScope, covered, links
from planning.plan.scopes.shared import (
    CHECK,
    DECISION,
    DEMAND,
    DEPENDENCY,
    GUARDRAIL,
    INPUT,
    MEASURED,
    STANDARD,
)

_CODES = Rows("code", ("SEC", "PRIVACY"), prefix=True)
_TRACK = Rows("track", ("security",))

SECURITY = SignedScope(
    name="security",
    role="security_lead",
    statement=(
        "I have reviewed the data classes, privacy constraints, processing activities, access and"
        " controls of this plan, and agree that it is built so."
    ),
    kinds={
        "Plan": covered("language"),
        "InputDocument": covered(INPUT, _TRACK),
        "Requirement": covered(DEMAND, MEASURED, Rows("category", ("security", "privacy"))),
        "Interface": covered("protocol payload_schema direction"),
        "Standard": covered(STANDARD, _CODES),
        "Guardrail": covered(GUARDRAIL, _CODES),
        "BoundedContext": covered("name external trust_zone"),
        "ContextRelation": covered("upstream downstream technology"),
        "Aggregate": covered("name context"),
        "Entity": covered("name aggregate role data_subject find_route export_route erase_route"),
        "Attribute": covered(
            "name entity confidentiality categories protection classification_reason"
        ),
        "Message": covered("name context schema"),
        "Policy": covered("name context on_event"),
        "Service": covered("name context trust_zone"),
        "Operation": covered("name service authorisation audit"),
        "Endpoint": covered(
            "service operation protocol direction method path request_schema response_schema"
            " no_body authentication anonymous_because authorisation object_rule exposure limits"
        ),
        "Schema": covered("name"),
        "Decision": covered(DECISION, Rows("topic", ("security",))),
        "DataStore": covered(
            "name technology type residency retention encryption_at_rest encryption_in_transit"
            " access backup_retention"
        ),
        "Port": covered("name context"),
        "Adapter": covered("port store external_target credentials"),
        "EntityMapping": covered("entity store"),
        "PrivacyConstraint": covered(
            "name statement regulation categories retention residency document document_version"
        ),
        "ProcessingActivity": covered(
            "name purpose role data_subjects lawful_basis withdrawal_route special_condition"
            " large_scale recipients transfers safeguard retention retention_trigger dpia_reference"
        ),
        "Control": covered("name statement document for_backend"),
        "TestHarness": covered("data_source"),
        "Dependency": covered(DEPENDENCY, _TRACK),
        "ChecklistItem": covered(CHECK, Rows("theme", ("security",))),
    },
    links=(
        LinkRows(type="satisfies", to_signed=True),
        *links("carries calls uses consumes exposes changes reads stores publishes subscribes"),
        *links("discloses_to"),
        LinkRows(
            type="applies_to",
            sources=("PrivacyConstraint", "Control", "ProcessingActivity", "TestHarness"),
        ),
    ),
)
