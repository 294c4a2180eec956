"""The success criteria and the verification method of the directive, as data."""

from dataclasses import dataclass

from planning.plan.elements import (
    Aggregate,
    BoundedContext,
    BuildPhase,
    BuildStep,
    BuildTask,
    ContextRelation,
    DataStore,
    Dependency,
    Element,
    Endpoint,
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


def concerns(criterion: Criterion, rule: str) -> bool:
    """Whether findings of the rule stand against the criterion."""
    return rule in criterion.rules or rule.partition("-")[0] in criterion.rules
