"""The success criteria, the verification method and the evidence of tasks, as data."""

from collections.abc import Mapping
from dataclasses import dataclass

from planning.plan.elements import (
    Aggregate,
    BoundedContext,
    BuildPhase,
    BuildStep,
    BuildTask,
    ChecklistItem,
    ContextRelation,
    DataStore,
    Decision,
    Dependency,
    Element,
    Endpoint,
    Entity,
    EntityMapping,
    Guardrail,
    Invariant,
    Operation,
    Port,
    PrivacyConstraint,
    Service,
    Standard,
    Term,
    TestHarness,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What a plan is held to: ``needed`` kinds must be there, ``rules`` are ids or their themes."""

    key: str
    title: str
    needed: tuple[type[Element], ...] = ()
    shown: tuple[type[Element], ...] = ()
    rules: tuple[str, ...]


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        key="domain_map",
        title="Domain map",
        needed=(BoundedContext, Term, Aggregate),
        shown=(BoundedContext, ContextRelation, Term, Aggregate, Invariant),
        rules=("BC", "CM", "AG", "MS", "PO"),
    ),
    Criterion(
        key="service_catalog",
        title="Service catalog",
        needed=(Service, Endpoint),
        shown=(Service, Operation, Endpoint),
        rules=("SV",),
    ),
    Criterion(
        key="data_strategy",
        title="Data strategy",
        needed=(DataStore, EntityMapping, Port),
        shown=(DataStore, EntityMapping, Port, PrivacyConstraint),
        rules=("DA", "SE"),
    ),
    Criterion(
        key="execution_plan",
        title="Execution plan",
        needed=(BuildPhase, BuildTask, BuildStep),
        shown=(BuildPhase, BuildTask, BuildStep, TestHarness),
        rules=("PL", "QC"),
    ),
    Criterion(
        key="dependencies_noted",
        title="Dependencies noted",
        needed=(Dependency,),
        shown=(Dependency,),
        rules=("DE",),
    ),
)
VERIFICATION: tuple[Criterion, ...] = (
    Criterion(
        key="guardrails",
        title="Aligned with architecture guardrails",
        shown=(Guardrail,),
        rules=("IN-01", "IN-02", "IN-03", "IN-06", "IN-07", "BC-02", "SV-03", "SV-04", "HX", "RX"),
    ),
    Criterion(
        key="standards_cited",
        title="Standards cited",
        shown=(Standard,),
        rules=("IN-04", "IN-05"),
    ),
    Criterion(key="backend_only", title="Backend only", rules=("SC",)),
)
EVIDENCE: Mapping[str, tuple[Criterion, ...]] = {
    "domain_glossary.md": (
        Criterion(
            key="glossary",
            title="Glossary",
            needed=(Term,),
            shown=(Term,),
            rules=("BC-04", "BC-05", "BC-06", "BC-07", "BC-08", "BC-09"),
        ),
    ),
    "context_map.md": (
        Criterion(
            key="context_map",
            title="Context map",
            needed=(BoundedContext,),
            shown=(BoundedContext, ContextRelation),
            rules=("BC-01", "BC-02", "BC-03", "BC-10", "BC-11", "CM"),
        ),
    ),
    "aggregates.md": (
        Criterion(
            key="roots",
            title="Aggregate roots",
            needed=(Aggregate,),
            shown=(Aggregate, Entity),
            rules=("AG-01", "AG-02", "AG-08", "AG-11"),
        ),
        Criterion(
            key="invariants",
            title="Invariants",
            needed=(Invariant,),
            shown=(Invariant,),
            rules=("AG-03", "AG-04", "AG-14", "PL-10"),
        ),
        Criterion(
            key="boundaries",
            title="Transactional boundaries",
            needed=(Aggregate,),
            rules=("AG-05", "AG-06", "AG-09", "AG-10", "AG-12", "AG-13", "MS-02", "PO"),
        ),
    ),
    "service_catalog.md": (
        Criterion(
            key="services",
            title="Services and endpoints",
            needed=(Service, Endpoint),
            shown=(Service, Endpoint),
            rules=(
                *(f"SV-{n:02}" for n in range(1, 13) if n not in (5, 6)),
                "HX",
                "MS-01",
                "AG-07",
            ),
        ),
    ),
    "api_style.md": (
        Criterion(
            key="api_style",
            title="API style",
            needed=(Decision,),
            shown=(Decision,),
            rules=("SV-05", "SV-06", "SV-13"),
        ),
    ),
    "data_strategy.md": (
        Criterion(
            key="stores",
            title="Stores and repositories",
            needed=(DataStore, EntityMapping, Port),
            shown=(DataStore, EntityMapping, Port),
            rules=("DA",),
        ),
    ),
    "privacy_compliance.md": (
        Criterion(
            key="privacy",
            title="Privacy and protection",
            needed=(PrivacyConstraint,),
            shown=(PrivacyConstraint,),
            rules=("SE",),
        ),
    ),
    "build_plan.md": (
        Criterion(
            key="build_plan",
            title="Build plan",
            needed=(BuildPhase, BuildTask, BuildStep),
            shown=(BuildPhase, BuildTask, BuildStep),
            rules=("PL",),
        ),
    ),
    "dependencies.md": (
        Criterion(
            key="dependencies",
            title="Dependencies",
            needed=(Dependency,),
            shown=(Dependency,),
            rules=("DE",),
        ),
    ),
    "backend_quality_checklist.md": (
        Criterion(
            key="checklist",
            title="Quality checklist",
            needed=(ChecklistItem,),
            shown=(ChecklistItem,),
            rules=("QC",),
        ),
    ),
}
"""What a file that a step of the directive names rests on, by the name of the file."""


def concerns(criterion: Criterion, rule: str) -> bool:
    """Whether findings of the rule stand against the criterion."""
    return rule in criterion.rules or rule.partition("-")[0] in criterion.rules
