"""What each signature covers: for every kind the fields of each column, and the rows.

A field stands in ``architecture``, in ``security`` or in both; else in ``backend``, which is signed
with the whole plan, or in ``nowhere``. A row's existence counts wherever one of its fields does.
"""

from collections.abc import Mapping

from planning.plan.scopes.shape import Columns, Fields, Rows


def _fields(names: str) -> Fields:
    return tuple(names.split())


_MEASURED = Rows("type", ("quality", "constraint"))
_ARCHITECTURE_QUALITIES = Rows(
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
_SECURITY_CODES = Rows("code", ("SEC", "PRIVACY"), prefix=True)
_INPUT = _fields(
    "path kind track producing_phase required status out_of_reach_reason out_of_order_reason sha256"
)
_DEMAND = _fields(
    "statement type category metric operator target unit conditions status deferral_reason"
)
_DECISION = _fields("name topic style status drivers options decision consequences conventions")
_DEPENDENCY = _fields("track direction topic what blocking")
_GUARDRAIL = _fields("statement document rules attestation attested_by attested_on")

COLUMNS: Mapping[str, Columns] = {
    "Plan": Columns(
        architecture=_fields("phase target_language target_framework source_root scope_statement"),
        security=_fields("language"),
        backend=_fields(
            "project name track subject purpose dated time_zone locale output_folder log_path"
            " log_tag success_criteria verification_method signers"
        ),
        nowhere=_fields("version"),
    ),
    "InputDocument": Columns(
        architecture=_INPUT,
        security=_INPUT,
        backend=_fields("name document_version"),
        nowhere=_fields("notes text"),
        security_rows=(Rows("track", ("security",)),),
    ),
    "Requirement": Columns(
        architecture=_DEMAND,
        security=_DEMAND,
        backend=_fields("name measured_by priority source"),
        architecture_rows=(_MEASURED, _ARCHITECTURE_QUALITIES),
        security_rows=(_MEASURED, Rows("category", ("security", "privacy"))),
    ),
    "Interface": Columns(
        architecture=_fields("name protocol payload_schema direction for_backend"),
        security=_fields("protocol payload_schema direction"),
    ),
    "Standard": Columns(
        architecture=_fields("statement source demanded"),
        security=_fields("statement source demanded"),
        backend=_fields("name"),
        security_rows=(_SECURITY_CODES,),
    ),
    "Guardrail": Columns(
        architecture=_GUARDRAIL,
        security=_GUARDRAIL,
        backend=_fields("name"),
        security_rows=(_SECURITY_CODES,),
    ),
    "Team": Columns(backend=_fields("name track contact")),
    "Subdomain": Columns(
        architecture=_fields("name classification"),
        backend=_fields("vision"),
    ),
    "BoundedContext": Columns(
        architecture=_fields(
            "name purpose responsibilities classification layers external big_ball_of_mud"
        ),
        security=_fields("name external trust_zone"),
        backend=_fields(
            "owner evolution business_model domain_roles business_decisions assumptions module_path"
        ),
    ),
    "ContextRelation": Columns(
        architecture=_fields(
            "name pattern upstream downstream upstream_roles downstream_roles technology"
            " interaction failure_behaviour shared_part kernel_owner downstream_rights"
        ),
        security=_fields("upstream downstream technology"),
    ),
    "Term": Columns(
        backend=_fields(
            "name context definition example synonyms not_to_be_confused_with agreed_by"
        ),
    ),
    "Aggregate": Columns(
        architecture=_fields(
            "name context purpose boundary boundary_reason concurrency_control conflict_chance"
            " contention_mitigation no_invariant_reason states size"
        ),
        security=_fields("name context"),
        backend=_fields("throughput"),
    ),
    "Entity": Columns(
        architecture=_fields("name aggregate role identity not_persisted_reason"),
        security=_fields("name aggregate role data_subject find_route export_route erase_route"),
    ),
    "Attribute": Columns(
        architecture=_fields("name entity key collection refers_to by_identity"),
        security=_fields("name entity confidentiality categories protection classification_reason"),
        backend=_fields("type required"),
    ),
    "Invariant": Columns(
        architecture=_fields("statement aggregate enforced_where corrective_policy"),
        backend=_fields("name source example"),
    ),
    "Transition": Columns(
        architecture=_fields("name aggregate from_state to_state command guard event"),
    ),
    "Message": Columns(
        architecture=_fields(
            "name context aggregate kind schema message_version delivery idempotency_key"
        ),
        security=_fields("name context schema"),
        backend=_fields("ordering topic topic_retention"),
    ),
    "Policy": Columns(
        architecture=_fields("name context on_event then_command timeout compensation"),
        security=_fields("name context on_event"),
        backend=_fields("retries"),
    ),
    "Service": Columns(
        architecture=_fields("name context layer kind style responsibilities"),
        security=_fields("name context trust_zone"),
        backend=_fields("owner module_path"),
    ),
    "Operation": Columns(
        architecture=_fields("name service transaction timeout failure_behaviour compensation"),
        security=_fields("name service authorisation audit"),
        backend=_fields("errors"),
    ),
    "Endpoint": Columns(
        architecture=_fields(
            "service operation protocol direction method path request_schema response_schema"
            " no_body latency_target_ms idempotency"
        ),
        security=_fields(
            "service operation protocol direction method path request_schema response_schema"
            " no_body authentication anonymous_because authorisation object_rule exposure limits"
        ),
        backend=_fields("name consumer_tracks other_consumers deprecated"),
    ),
    "Schema": Columns(
        architecture=_fields("name context schema_version"),
        security=_fields("name"),
        backend=_fields("format body"),
    ),
    "Decision": Columns(
        architecture=_DECISION,
        security=_DECISION,
        backend=_fields("decided_on deciders"),
        security_rows=(Rows("topic", ("security",)),),
    ),
    "DataStore": Columns(
        architecture=_fields("name context technology type guarantees owner_track"),
        security=_fields(
            "name technology type residency retention encryption_at_rest encryption_in_transit"
            " access backup_retention"
        ),
        backend=_fields("rpo rto"),
    ),
    "Port": Columns(
        architecture=_fields(
            "name kind side context layer root operations consistency_need isolation"
        ),
        security=_fields("name context"),
    ),
    "Adapter": Columns(
        architecture=_fields("name port layer technology store external_target"),
        security=_fields("port store external_target credentials"),
    ),
    "EntityMapping": Columns(
        architecture=_fields("entity store table authoritative technical"),
        security=_fields("entity store"),
        backend=_fields("name keys"),
    ),
    "PrivacyConstraint": Columns(
        security=_fields(
            "name statement regulation categories retention residency document document_version"
        ),
    ),
    "ProcessingActivity": Columns(
        security=_fields(
            "name purpose role data_subjects lawful_basis withdrawal_route special_condition"
            " large_scale recipients transfers safeguard retention retention_trigger dpia_reference"
        ),
    ),
    "Control": Columns(security=_fields("name statement document for_backend")),
    "BuildPhase": Columns(backend=_fields("name goal exit_criterion starts_on ends_on")),
    "BuildTask": Columns(backend=_fields("name phase goal")),
    "BuildStep": Columns(
        backend=_fields(
            "name task area owner estimate starts_on ends_on done_condition verify_command status"
        ),
    ),
    "TestHarness": Columns(
        security=_fields("data_source"),
        backend=_fields("name level subject tool coverage_target"),
    ),
    "Dependency": Columns(
        architecture=_DEPENDENCY,
        security=_DEPENDENCY,
        backend=_fields("name owner_here owner_there due assumption"),
        nowhere=_fields("notes status reason answer reference"),
        architecture_rows=(Rows("track", ("database", "networking", "architecture")),),
        security_rows=(Rows("track", ("security",)),),
    ),
    "ChecklistItem": Columns(
        architecture=_fields("statement theme"),
        security=_fields("statement theme"),
        backend=_fields("name command threshold evidence signal redaction status reason owner"),
        architecture_rows=(Rows("theme", ("layer_check", "coding_standard")),),
        security_rows=(Rows("theme", ("security",)),),
    ),
    "DirectiveTask": Columns(backend=_fields("name number kind status")),
    "DirectiveStep": Columns(
        backend=_fields("name task text status reason artifacts ticked_by ticked_on"),
    ),
    "Question": Columns(backend=_fields("name question owner due blocking status answer")),
    "Risk": Columns(
        backend=_fields(
            "name statement likelihood impact mitigation trigger owner due blocking status"
        ),
    ),
}
