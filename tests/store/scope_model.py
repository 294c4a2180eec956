"""Which field belongs to which scope, copied from the page on signatures, and what that makes of a
plan.

A second account beside ``planning.plan.scopes``, of which it uses nothing, so that the two can be
held against each other.
"""

from typing import Any

from planning.plan.elements import BY_NAME, facts
from planning.plan.rules import by_id

SCOPES = ("architecture", "security", "backend")
ALL = "all"
"""Every stated field of the kind but its notes."""
REST = "the rest"
"""Every such field that no column before this one names."""

_INPUT = (
    "path kind track producing_phase required status out_of_reach_reason out_of_order_reason sha256"
)
_DEMAND = "statement type category metric operator target unit conditions status deferral_reason"
_DECISION = "name topic style status drivers options decision consequences conventions"
_GUARDRAIL = "statement document rules attestation attested_by attested_on"

# kind: architecture, security, backend only
FIELDS = {
    "Plan": (
        "phase target_language target_framework source_root scope_statement",
        "language",
        "project name track subject purpose dated time_zone locale output_folder log_path log_tag"
        " success_criteria verification_method signers",
    ),
    "InputDocument": (_INPUT, _INPUT, "name document_version"),
    "Requirement": (_DEMAND, _DEMAND, "name measured_by priority source"),
    "Interface": (ALL, "protocol payload_schema direction", ""),
    "Standard": ("statement source demanded", "statement source demanded", "name"),
    "Guardrail": (_GUARDRAIL, _GUARDRAIL, "name"),
    "Team": ("", "", ALL),
    "Term": ("", "", ALL),
    "DirectiveTask": ("", "", ALL),
    "DirectiveStep": ("", "", ALL),
    "BuildPhase": ("", "", ALL),
    "BuildTask": ("", "", ALL),
    "BuildStep": ("", "", ALL),
    "Question": ("", "", ALL),
    "Risk": ("", "", ALL),
    "Subdomain": ("name classification", "", "vision"),
    "BoundedContext": (
        "name purpose responsibilities classification layers external big_ball_of_mud",
        "name external trust_zone",
        "owner evolution business_model domain_roles business_decisions assumptions module_path",
    ),
    "ContextRelation": (ALL, "upstream downstream technology", ""),
    "Aggregate": (
        "name context purpose boundary boundary_reason concurrency_control conflict_chance"
        " contention_mitigation no_invariant_reason states size",
        "name context",
        "throughput",
    ),
    "Entity": (
        "name aggregate role identity not_persisted_reason",
        "name aggregate role data_subject find_route export_route erase_route",
        "",
    ),
    "Attribute": (
        "name entity key collection refers_to by_identity",
        "name entity confidentiality categories protection classification_reason",
        "type required",
    ),
    "Invariant": (
        "statement aggregate enforced_where corrective_policy",
        "",
        "name source example",
    ),
    "Transition": (ALL, "", ""),
    "Message": (
        "name context aggregate kind schema message_version delivery idempotency_key",
        "name context schema",
        "ordering topic topic_retention",
    ),
    "Policy": (
        "name context on_event then_command timeout compensation",
        "name context on_event",
        "retries",
    ),
    "Service": (
        "name context layer kind style responsibilities",
        "name context trust_zone",
        "owner module_path",
    ),
    "Operation": (
        "name service transaction timeout failure_behaviour compensation",
        "name service authorisation audit",
        "errors",
    ),
    "Endpoint": (
        "service operation protocol direction method path request_schema response_schema no_body"
        " latency_target_ms idempotency",
        "service operation protocol direction method path request_schema response_schema no_body"
        " authentication anonymous_because authorisation object_rule exposure limits",
        "name consumer_tracks other_consumers deprecated",
    ),
    "Schema": ("name context schema_version", "name", "format body"),
    "Decision": (_DECISION, _DECISION, "decided_on deciders"),
    "DataStore": (
        "name context technology type guarantees owner_track",
        "name technology type residency retention encryption_at_rest encryption_in_transit access"
        " backup_retention",
        "rpo rto",
    ),
    "Port": (ALL, "name context", ""),
    "Adapter": (
        "name port layer technology store external_target",
        "port store external_target credentials",
        "",
    ),
    "EntityMapping": ("entity store table authoritative technical", "entity store", "name keys"),
    "PrivacyConstraint": ("", ALL, ""),
    "ProcessingActivity": ("", ALL, ""),
    "Control": ("", ALL, ""),
    "TestHarness": ("", "data_source", REST),
    "Dependency": (
        "track direction topic what blocking",
        "track direction topic what blocking",
        "name owner_here owner_there due assumption",
    ),
    "ChecklistItem": ("statement theme", "statement theme", REST),
}

# Which rows, where not every row of a kind is in a column: what each of these fields holds.
ROWS = {
    ("architecture", "Requirement"): {
        "type": "quality constraint",
        "category": "scalability consistency latency availability throughput observability",
    },
    ("architecture", "Dependency"): {"track": "database networking architecture"},
    ("architecture", "ChecklistItem"): {"theme": "layer_check coding_standard"},
    ("security", "InputDocument"): {"track": "security"},
    ("security", "Requirement"): {"type": "quality constraint", "category": "security privacy"},
    ("security", "Decision"): {"topic": "security"},
    ("security", "Dependency"): {"track": "security"},
    ("security", "ChecklistItem"): {"theme": "security"},
}
CODES = {
    ("security", "Standard"): ("SEC", "PRIVACY"),
    ("security", "Guardrail"): ("SEC", "PRIVACY"),
}

_BOTH = "calls uses consumes exposes changes reads stores publishes subscribes"
LINKS = {
    "architecture": f"{_BOTH} cites implements spans accepts raises serves",
    "security": f"{_BOTH} carries discloses_to",
}
# Links that count by their ends: those to a requirement, and from elements, of the scope itself.
OF_A_REQUIREMENT = "satisfies"
FROM_KINDS = "applies_to"
SOURCES = {
    "architecture": "Decision Dependency",
    "security": "PrivacyConstraint Control ProcessingActivity TestHarness",
}

Rows = dict[tuple[str, ...], Any]


def signed(plan: Any, scope: str) -> Rows:
    """What a signature covers of a plan: fields by row."""
    elements = [e for e in plan.elements if covers(scope, e)]
    return {
        ("Plan",): _said(plan, "Plan", scope),
        **{(e.element_kind, e.code): _said(e, e.element_kind, scope) for e in elements},
        **{(k.type, k.source, k.target): _confirmed(plan, k, scope) for k in _links(plan, scope)},
        **_overrides(plan, scope),
    }


def covers(scope: str, element: Any) -> bool:
    """Whether an element is a row of a scope."""
    kind = element.element_kind
    if not fields(kind, scope):
        return False
    held = ROWS.get((scope, kind), {})
    return element.code.startswith(CODES.get((scope, kind), "")) and all(
        getattr(element, name) in wanted.split() for name, wanted in held.items()
    )


def fields(kind: str, scope: str) -> tuple[str, ...]:
    """The fields of a kind in a scope; the backend's are those of all three columns."""
    columns = FIELDS[kind]
    if scope != "backend":
        return _column(kind, columns[SCOPES.index(scope)], ())
    led = tuple(n for column in columns[:2] for n in _column(kind, column, ()))
    return tuple(dict.fromkeys((*led, *_column(kind, columns[2], led))))


def _column(kind: str, said: str, before: tuple[str, ...]) -> tuple[str, ...]:
    if said not in (ALL, REST):
        return tuple(said.split())
    left = {"notes", *(before if said == REST else ())}
    return tuple(name for name in facts(BY_NAME[kind]) if name not in left)


def _said(row: Any, kind: str, scope: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in fields(kind, scope)}


def _links(plan: Any, scope: str) -> list[Any]:
    return [link for link in plan.links if scope == "backend" or _is_signed(plan, link, scope)]


def _is_signed(plan: Any, link: Any, scope: str) -> bool:
    source, target = plan.by_code[link.source], plan.by_code[link.target]
    if link.type == OF_A_REQUIREMENT:
        return covers(scope, target)
    if link.type == FROM_KINDS:
        return source.element_kind in SOURCES[scope].split() and covers(scope, source)
    return link.type in LINKS[scope].split()


def _confirmed(plan: Any, link: Any, scope: str) -> str:
    """The digest that the target had when the link was confirmed, where that is signed too."""
    cited = link.type == "cites" and plan.by_code[link.target].element_kind == "InputDocument"
    return link.target_digest if scope == "backend" or (scope == "architecture" and cited) else ""


def _overrides(plan: Any, scope: str) -> Rows:
    """Severities and rules off that somebody approved; a request has no effect."""
    held = [("severity", s) for s in plan.severities] + [("off", d) for d in plan.disabled_rules]
    named = {rule for e in plan.elements if e.element_kind == "Guardrail" for rule in e.rules}
    return {
        (what, said.rule): (said.severity, said.approved_by, said.approved_role)
        for what, said in held
        if said.approved_by
        and (
            scope == "backend"
            or by_id(said.rule).scope == scope
            or (scope == "architecture" and said.rule in named)
        )
    }
