"""What the architecture lead signs."""

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

_QUALITIES = Rows(
    "category",
    (
        "scalability",
        "consistency",
        "latency",
        "availability",
        "throughput",
        "observability",
    ),
)

ARCHITECTURE = SignedScope(
    name="architecture",
    role="architecture_lead",
    statement=(
        "I have reviewed the contexts and their relations, the aggregates, services, endpoints and"
        " ports of this plan and the decisions behind them, and agree that they are built so."
    ),
    kinds={
        "Plan": covered("phase target_language target_framework source_root scope_statement"),
        "InputDocument": covered(INPUT),
        "Requirement": covered(DEMAND, MEASURED, _QUALITIES),
        "Interface": covered("name protocol payload_schema direction for_backend"),
        "Standard": covered(STANDARD),
        "Guardrail": covered(GUARDRAIL),
        "Subdomain": covered("name classification"),
        "BoundedContext": covered(
            "name purpose responsibilities classification layers external big_ball_of_mud"
        ),
        "ContextRelation": covered(
            "name pattern upstream downstream upstream_roles downstream_roles technology"
            " interaction failure_behaviour shared_part kernel_owner downstream_rights"
        ),
        "Aggregate": covered(
            "name context purpose boundary boundary_reason concurrency_control conflict_chance"
            " contention_mitigation no_invariant_reason states size"
        ),
        "Entity": covered("name aggregate role identity not_persisted_reason"),
        "Attribute": covered("name entity key collection refers_to by_identity"),
        "Invariant": covered("statement aggregate enforced_where corrective_policy"),
        "Transition": covered("name aggregate from_state to_state command guard event"),
        "Message": covered(
            "name context aggregate kind schema message_version delivery idempotency_key"
        ),
        "Policy": covered("name context on_event then_command timeout compensation"),
        "Service": covered("name context layer kind style responsibilities"),
        "Operation": covered("name service transaction timeout failure_behaviour compensation"),
        "Endpoint": covered(
            "service operation protocol direction method path request_schema response_schema"
            " no_body latency_target_ms idempotency"
        ),
        "Schema": covered("name context schema_version"),
        "Decision": covered(DECISION),
        "DataStore": covered("name context technology type guarantees owner_track"),
        "Port": covered("name kind side context layer root operations consistency_need isolation"),
        "Adapter": covered("name port layer technology store external_target"),
        "EntityMapping": covered("entity store table authoritative technical"),
        "Dependency": covered(
            DEPENDENCY, Rows("track", ("database", "networking", "architecture"))
        ),
        "ChecklistItem": covered(CHECK, Rows("theme", ("layer_check", "coding_standard"))),
    },
    links=(
        LinkRows(type="cites", digest_of=("InputDocument",)),
        LinkRows(type="satisfies", to_signed=True),
        *links("implements exposes spans calls uses changes reads stores accepts raises"),
        *links("publishes subscribes serves consumes"),
        LinkRows(type="applies_to", sources=("Decision", "Dependency")),
    ),
    rules_of_guardrails=True,
)
