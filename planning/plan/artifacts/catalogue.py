"""The exported files as facts: name, title, what each defines, and which Phase 2 task needs it.

``defines`` are the kinds whose elements have their anchor in the file: every link to such an
element leads there. ``describes`` are further kinds that the file speaks of; open questions,
waivers, citations and input documents of both are listed in it.
"""

from dataclasses import dataclass

from planning.plan import elements as e

Kinds = tuple[type[e.Element], ...]

SCAFFOLDING = "Task 2.1 Project Scaffolding"
DOMAIN = "Task 2.2 Domain Model Implementation"
APPLICATION = "Task 2.3 Application Service Layer"
ADAPTERS = "Task 2.4 Infrastructure Adapters"
TESTING = "Task 2.5 Testing & Observability"
DOCUMENTATION = "Task 2.6 Documentation & Readiness"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a file before it is written."""

    name: str
    title: str
    line: str
    consumers: tuple[str, ...]
    defines: Kinds = ()
    describes: Kinds = ()

    @property
    def kinds(self) -> Kinds:
        return self.defines + self.describes


README = Facts(
    name="README.md",
    title="Backend plan",
    line="What is here, what the verdict is, who signed, and how to read and verify it.",
    consumers=(f"{SCAFFOLDING}: where to start, and whether the plan may be built yet.",),
    defines=(e.InputDocument,),
)
GLOSSARY = Facts(
    name="domain_glossary.md",
    title="Domain glossary",
    line="The ubiquitous language of each context, and words that mean two things.",
    consumers=(
        f"{DOMAIN}: names of classes, methods and events.",
        f"{DOCUMENTATION}: the words of the developer documentation.",
    ),
    defines=(e.Term,),
)
CONTEXT_MAP = Facts(
    name="context_map.md",
    title="Context map",
    line="Bounded contexts, how they depend on each other, and where each meets the layers.",
    consumers=(
        f"{SCAFFOLDING}: one module per context, its layers and its path.",
        f"{ADAPTERS}: anticorruption layers, clients and gateways per relation.",
        f"{DOCUMENTATION}: the domain diagram.",
    ),
    defines=(e.BoundedContext, e.ContextRelation, e.Subdomain, e.Team),
)
AGGREGATES = Facts(
    name="aggregates.md",
    title="Aggregates",
    line="Aggregates with roots, entities, attributes, invariants, life cycles and policies.",
    consumers=(
        f"{DOMAIN}: aggregates, value objects, events, and the invariants to enforce and test.",
        f"{APPLICATION}: transaction boundaries, policies and their compensation.",
        f"{ADAPTERS}: attributes and identities that the persistence mappings keep.",
    ),
    defines=(
        e.Aggregate,
        e.Entity,
        e.Attribute,
        e.Invariant,
        e.Transition,
        e.Policy,
    ),
    describes=(e.Message,),
)
SERVICES = Facts(
    name="service_catalog.md",
    title="Service catalog",
    line="Services, operations, endpoints, messages, schemas, ports and adapters.",
    consumers=(
        f"{SCAFFOLDING}: base interfaces of services and repositories.",
        f"{APPLICATION}: use cases, what they change, call and raise, and how they fail.",
        f"{ADAPTERS}: ports to implement, clients and messaging gateways.",
        f"{TESTING}: contract tests of endpoints, messages and schemas.",
        f"{DOCUMENTATION}: the service endpoints.",
    ),
    defines=(
        e.Service,
        e.Operation,
        e.Endpoint,
        e.Message,
        e.Schema,
        e.Port,
        e.Adapter,
        e.Interface,
    ),
)
API_STYLE = Facts(
    name="api_style.md",
    title="API style",
    line="The decision on API style, its conventions and exceptions, and other decisions.",
    consumers=(
        f"{APPLICATION}: validation, errors and idempotency as decided.",
        f"{ADAPTERS}: how endpoints look: versioning, pagination, timeouts.",
        f"{DOCUMENTATION}: the conventions that callers have to know.",
    ),
    defines=(e.Decision,),
)
DATA = Facts(
    name="data_strategy.md",
    title="Data and persistence strategy",
    line="Stores, where each entity is kept, repositories, transactions and migrations.",
    consumers=(
        f"{SCAFFOLDING}: base interfaces of repositories.",
        f"{ADAPTERS}: repository adapters, persistence mappings, transaction management.",
        f"{TESTING}: stores that integration tests have to run against.",
    ),
    defines=(e.DataStore, e.EntityMapping),
    describes=(e.Port, e.Adapter),
)
PRIVACY = Facts(
    name="privacy_compliance.md",
    title="Privacy and compliance",
    line="Processing activities, data classes, constraints, access, and people's rights.",
    consumers=(
        f"{DOMAIN}: attributes to protect.",
        f"{APPLICATION}: authorisation, audit, and the routes to find, export and erase.",
        f"{ADAPTERS}: encryption, residency and retention of stores.",
        f"{TESTING}: what logs and traces must not carry.",
    ),
    defines=(e.PrivacyConstraint, e.ProcessingActivity),
    describes=(e.Control, e.Attribute, e.DataStore, e.Endpoint),
)
BUILD_PLAN = Facts(
    name="build_plan.md",
    title="Build plan",
    line="Phase → Task → Step with order and critical path, layout and test harnesses.",
    consumers=(
        f"{SCAFFOLDING}: folder structure, target stack and allowed edges between layers.",
        f"{DOMAIN}, 2.3 and 2.4: the steps, what they wait for and when they are done.",
        f"{TESTING}: test harnesses and coverage targets.",
    ),
    defines=(e.BuildPhase, e.BuildTask, e.BuildStep, e.TestHarness),
)
DEPENDENCIES = Facts(
    name="dependencies.md",
    title="Dependencies",
    line="What the backend needs from other tracks and offers to them, by when.",
    consumers=(
        f"{SCAFFOLDING}: what must be there before anything runs.",
        f"{ADAPTERS}: identity provider, mesh, names and secrets that adapters rely on.",
        f"{DOCUMENTATION}: outstanding dependencies for the integration phase.",
    ),
    defines=(e.Dependency,),
)
TRACEABILITY = Facts(
    name="traceability_matrix.md",
    title="Traceability matrix",
    line="Requirements, standards, guardrails and controls, and what serves each.",
    consumers=(
        f"{DOMAIN}, 2.3 and 2.4: which requirement a piece of code serves.",
        f"{TESTING}: what has to verify each requirement.",
        f"{DOCUMENTATION}: requirements that are partly covered or deferred.",
    ),
    defines=(e.Requirement, e.Standard, e.Guardrail, e.Control),
)
CHECKLIST = Facts(
    name="backend_quality_checklist.md",
    title="Backend quality checklist",
    line="Coding standards, tools, tests, coverage and observability to tick off.",
    consumers=(
        f"{SCAFFOLDING}: build, lint and layer checks to set up.",
        f"{TESTING}: coverage targets, logs, metrics, traces and alerts.",
        f"{DOCUMENTATION}: this file, updated as items complete.",
    ),
    defines=(e.ChecklistItem,),
)
READINESS = Facts(
    name="readiness_report.md",
    title="Readiness report",
    line="The verdict and its reasons, findings, waivers, signatures, open points.",
    consumers=(
        f"{SCAFFOLDING}: the gate; nothing is built on a plan that is not ready.",
        f"{DOCUMENTATION}: outstanding questions, risks and waived findings.",
    ),
    defines=(e.DirectiveTask, e.DirectiveStep, e.Question, e.Risk),
    describes=(e.InputDocument, e.Dependency),
)
PLAN_JSON = Facts(
    name="plan.json",
    title="The plan as data",
    line="The whole plan, lossless, for programs; its JSON Schema is published.",
    consumers=(
        f"{SCAFFOLDING}: generators of modules and interfaces.",
        f"{TESTING}: the layer check's allowed edges, contract tests from schemas.",
    ),
)
MANIFEST = Facts(
    name="manifest.json",
    title="Manifest",
    line="Digests of every file and scope, and the signatures, to verify all of it.",
    consumers=(f"{SCAFFOLDING}: proof that these files are the ones that were signed.",),
)

ALL = (
    README,
    GLOSSARY,
    CONTEXT_MAP,
    AGGREGATES,
    SERVICES,
    API_STYLE,
    DATA,
    PRIVACY,
    BUILD_PLAN,
    DEPENDENCIES,
    TRACEABILITY,
    CHECKLIST,
    READINESS,
    PLAN_JSON,
    MANIFEST,
)
HOME = {kind: facts.name for facts in ALL for kind in facts.defines}
"""The file in which elements of a kind have their anchor."""
