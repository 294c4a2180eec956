"""What only the backend's whole covers, and what no signature does.

A field that no lead signs stands in one of the two tables here.
"""

from collections.abc import Mapping

from planning.plan.elements import BY_NAME
from planning.plan.scopes.shape import Fields, named

BACKEND_ONLY: Mapping[str, Fields] = {
    "Plan": named(
        "project name track subject purpose dated time_zone locale output_folder log_path"
        " log_tag success_criteria verification_method signers"
    ),
    "InputDocument": named("name document_version"),
    "Requirement": named("name measured_by priority source"),
    "Standard": named("name"),
    "Guardrail": named("name"),
    "Team": named("name track contact"),
    "Subdomain": named("vision"),
    "BoundedContext": named(
        "owner evolution business_model domain_roles business_decisions assumptions module_path"
    ),
    "Term": named("name context definition example synonyms not_to_be_confused_with agreed_by"),
    "Aggregate": named("throughput"),
    "Attribute": named("type required"),
    "Invariant": named("name source example"),
    "Message": named("ordering topic topic_retention"),
    "Policy": named("retries"),
    "Service": named("owner module_path"),
    "Operation": named("errors"),
    "Endpoint": named("name consumer_tracks other_consumers deprecated"),
    "Schema": named("format body"),
    "Decision": named("decided_on deciders"),
    "DataStore": named("rpo rto"),
    "EntityMapping": named("name keys"),
    "BuildPhase": named("name goal exit_criterion starts_on ends_on"),
    "BuildTask": named("name phase goal"),
    "BuildStep": named(
        "name task area owner estimate starts_on ends_on done_condition verify_command status"
    ),
    "TestHarness": named("name level subject tool coverage_target"),
    "Dependency": named("name owner_here owner_there due assumption"),
    "ChecklistItem": named("name command threshold evidence signal redaction status reason owner"),
    "DirectiveTask": named("name number kind status"),
    "DirectiveStep": named("name task text status reason artifacts ticked_by ticked_on"),
    "Question": named("name question owner due blocking status answer"),
    "Risk": named("name statement likelihood impact mitigation trigger owner due blocking status"),
}

NOWHERE: Mapping[str, Fields] = {
    **dict.fromkeys(BY_NAME, ("notes",)),
    "Plan": named("version"),
    "InputDocument": named("notes text"),
    "Dependency": named("notes status reason answer reference"),
}
