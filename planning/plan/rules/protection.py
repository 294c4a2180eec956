"""Rules on what security demands, and on the stores that hold sensitive data."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from planning.plan.elements import (
    Attribute,
    Control,
    DataStore,
    InputDocument,
    PrivacyConstraint,
    ProcessingActivity,
    Requirement,
    TestHarness,
)
from planning.plan.findings import Hit, Rule, rule
from planning.plan.rules.classified import (
    PERSONAL,
    SENSITIVE,
    attributes_of,
    stores_of,
    subject_to,
)
from planning.plan.rules.durations import days
from planning.plan.rules.lacking import lacking
from planning.plan.rules.listing import listed
from planning.plan.rules.once import once_per_plan
from planning.plan.value import Plan


@rule(
    "SE-03",
    "missing",
    "error",
    "security",
    title="A store of sensitive data is not protected",
    why="Who holds sensitive data has to say how it is kept from everybody else.",
    fix="State encryption at rest and in transit, and who may reach the store.",
    standards=("SEC-API",),
)
def unprotected_store(plan: Plan, on: date) -> Iterator[Hit]:
    held = {
        store
        for attribute in attributes_of(plan, SENSITIVE)
        for store in stores_of(plan, attribute.entity)
    }
    for store in plan.of(DataStore):
        if store.code in held:
            yield from lacking(store, "encryption_at_rest", "encryption_in_transit", "access")


@rule(
    "SE-06",
    "missing",
    "warning",
    "security",
    title="A constraint has no grip",
    why="A constraint works through what it applies to, and through a control or a requirement.",
    fix="Link what it applies to, and the control or requirement that carries it out.",
    standards=("SEC-API",),
)
def idle_constraint(plan: Plan, on: date) -> Iterator[Hit]:
    for constraint in plan.of(PrivacyConstraint):
        if not plan.links_from(constraint.code, "applies_to"):
            yield Hit(
                element=constraint.code,
                about="scope",
                message=f"{constraint.code} applies to nothing.",
            )
        controls = plan.sources(constraint.code, "applies_to")
        controlled = any(plan.get(code, Control) for code in controls)
        if not controlled and not _required(plan, constraint):
            yield Hit(
                element=constraint.code,
                about="control",
                message=f"{constraint.code} is tied to no control and no requirement of security "
                "or privacy.",
            )


def _required(plan: Plan, constraint: PrivacyConstraint) -> bool:
    """Whether it satisfies a quality or constraint of security or privacy, as the scope signs."""
    satisfied = (plan.get(c, Requirement) for c in plan.targets(constraint.code, "satisfies"))
    return any(
        r and r.type in ("quality", "constraint") and r.category in ("security", "privacy")
        for r in satisfied
    )


@rule(
    "SE-09",
    "contradiction",
    "error",
    "security",
    title="Data lies where it must not",
    why="A constraint says in which regions the data may lie; the store is elsewhere.",
    fix="Move the store, keep the data out of it, or have the constraint changed.",
    standards=("SEC-API",),
)
def misplaced_data(plan: Plan, on: date) -> Iterator[Hit]:
    held = constraints_by_store(plan)
    for store in plan.of(DataStore):
        for constraint in held.get(store.code, {}).values():
            outside = [r for r in store.residency if not within(r, constraint.residency)]
            if constraint.residency and outside:
                yield Hit(
                    element=store.code,
                    field="residency",
                    about=constraint.code,
                    message=f"{store.code} lies in {', '.join(outside)}, "
                    f"{constraint.code} allows {', '.join(constraint.residency)}.",
                )


@once_per_plan
def constraints_by_store(plan: Plan) -> Mapping[str, Mapping[str, PrivacyConstraint]]:
    """The constraints on what each store holds, or on the store itself."""
    constraints = {constraint.code: constraint for constraint in plan.of(PrivacyConstraint)}
    found: dict[str, dict[str, PrivacyConstraint]] = defaultdict(dict)
    for attribute in plan.of(Attribute):
        on_data = constraints.keys() & subject_to(plan)[attribute.code]
        holding = [code for code in on_data if _concerns(constraints[code], attribute)]
        for store in stores_of(plan, attribute.entity) if holding else ():
            found[store].update((code, constraints[code]) for code in holding)
    for constraint in constraints.values():
        for code in plan.targets(constraint.code, "applies_to"):
            if plan.get(code, DataStore):
                found[code][constraint.code] = constraint
    return found


def _concerns(constraint: PrivacyConstraint, attribute: Attribute) -> bool:
    """Whether a constraint is on such data; one that names categories is on those only."""
    return not constraint.categories or any(
        category in constraint.categories for category in attribute.categories
    )


def within(region: str, allowed: tuple[str, ...]) -> bool:
    """Whether a region is one of those allowed, or lies in one: ``eu-west`` in ``eu``."""
    said = region.casefold()
    return any(said == a.casefold() or said.startswith(a.casefold() + "-") for a in allowed)


@rule(
    "SE-10",
    "missing",
    "error",
    "security",
    title="Security has not said what it demands",
    why="The directive asks for the constraints of the security track; with personal data there "
    "are some.",
    fix="Get the constraints from the security track and record them.",
    standards=("SEC-API",),
)
def no_constraint(plan: Plan, on: date) -> Iterator[Hit]:
    personal = attributes_of(plan, PERSONAL)
    if personal and not plan.of(PrivacyConstraint):
        yield Hit(message=f"There is personal data ({listed(personal)}) and no constraint on it.")


@rule(
    "SE-11",
    "missing",
    "error",
    "security",
    title="A constraint comes from nowhere",
    why="Only the security track's own document, in a known version, says what it demands.",
    fix="Name the document of the security track and its version.",
    standards=("SEC-API",),
)
def unfounded_constraint(plan: Plan, on: date) -> Iterator[Hit]:
    for constraint in plan.of(PrivacyConstraint):
        document = plan.get(constraint.document, InputDocument)
        if document is None or document.track != "security":
            yield Hit(
                element=constraint.code,
                field="document",
                message=f"{constraint.code} names no document of the security track.",
            )
        yield from lacking(constraint, "document_version")


@rule(
    "SE-16",
    "contradiction",
    "error",
    "security",
    title="A credential can be read",
    why="Whoever reads the store can act as somebody else.",
    fix="Hash it, or keep it in a store for secrets.",
    standards=("SEC-API",),
)
def readable_credential(plan: Plan, on: date) -> Iterator[Hit]:
    types = {store.code: store.type for store in plan.of(DataStore)}
    for attribute in attributes_of(plan, {"credential"}):
        for store in stores_of(plan, attribute.entity):
            if attribute.protection != "hashed" and types.get(store, "") not in ("", "secrets"):
                yield Hit(
                    element=attribute.code,
                    field="protection",
                    about=store,
                    message=f"{attribute.code} is a credential in {store}, and not hashed.",
                )


@rule(
    "SE-17",
    "missing",
    "error",
    "security",
    title="A control for the backend has no place",
    why="The security track counts on the backend to carry it out.",
    fix="Link what the control applies to.",
    standards=("SEC-API",),
)
def idle_control(plan: Plan, on: date) -> Iterator[Hit]:
    for control in plan.of(Control):
        if control.for_backend and not plan.links_from(control.code, "applies_to"):
            yield Hit(
                element=control.code,
                message=f"{control.code} is for the backend and applies to nothing.",
            )


@rule(
    "SE-23",
    "contradiction",
    "warning",
    "security",
    title="Tests run on production data",
    why="Test systems are watched less and reached by more people.",
    fix="Use synthetic or masked data.",
    standards=("SEC-API", "TEST-BACK"),
)
def production_data(plan: Plan, on: date) -> Iterator[Hit]:
    for harness in plan.of(TestHarness):
        if harness.data_source == "production":
            yield Hit(
                element=harness.code,
                field="data_source",
                message=f"{harness.code} uses production data.",
            )


@rule(
    "SE-25",
    "contradiction",
    "warning",
    "security",
    title="A backup outlives what it holds",
    why="Data whose time is up is still there, in the backup.",
    fix="Keep the backup no longer than the shortest retention of what the store holds.",
    standards=("SEC-API",),
)
def lasting_backup(plan: Plan, on: date) -> Iterator[Hit]:
    held = _retentions(plan)
    for store in plan.of(DataStore):
        backup = days(store.backup_retention)
        said = [(days(store.retention), store.code), *held.get(store.code, ())]
        shortest = min(((d, code) for d, code in said if d is not None), default=None)
        if backup is not None and shortest and backup > shortest[0]:
            yield Hit(
                element=store.code,
                field="backup_retention",
                message=f"The backup of {store.code} outlives the retention that {shortest[1]} "
                "states.",
            )


def _retentions(plan: Plan) -> dict[str, set[tuple[float | None, str]]]:
    """For each store, in days, the retentions of the constraints and activities on what it holds."""
    stating: list[PrivacyConstraint | ProcessingActivity]
    stating = [*plan.of(PrivacyConstraint), *plan.of(ProcessingActivity)]
    said = {each.code: (days(each.retention), each.code) for each in stating}
    activities = {activity.code for activity in plan.of(ProcessingActivity)}
    found: dict[str, set[tuple[float | None, str]]] = defaultdict(set)
    for store, constraints in constraints_by_store(plan).items():
        found[store].update(said[code] for code in constraints)
    for attribute in attributes_of(plan, SENSITIVE):
        using = [said[code] for code in activities & subject_to(plan)[attribute.code]]
        for store in stores_of(plan, attribute.entity) if using else ():
            found[store].update(using)
    return found


PROTECTION: tuple[Rule, ...] = (
    unprotected_store,
    idle_constraint,
    misplaced_data,
    no_constraint,
    unfounded_constraint,
    readable_credential,
    idle_control,
    production_data,
    lasting_backup,
)
