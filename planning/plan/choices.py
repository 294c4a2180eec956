"""Every closed list of the vocabulary: lower snake case in files, words on the screen.

The order of a tuple is the order in which its values are stored and shown.
"""

TRACKS = (
    "architecture",
    "backend",
    "database",
    "security",
    "networking",
    "frontend",
    "testing",
    "other",
)
DEPENDENCY_TRACKS = (
    "database",
    "security",
    "networking",
    "architecture",
    "frontend",
    "testing",
    "other",
)
ROLES = (
    "owner",
    "backend_lead",
    "contributor",
    "architecture_lead",
    "security_lead",
    "track_lead",
    "viewer",
)
LAYERS = ("presentation", "application", "domain", "infrastructure")

DOCUMENT_KINDS = (
    "compendium",
    "layer_spec",
    "module_spec",
    "interface_catalog",
    "guardrail_brief",
    "requirements",
    "security_brief",
    "directive",
    "other",
)
DOCUMENT_STATUSES = ("missing", "received", "superseded", "out_of_reach")
REQUIREMENT_TYPES = ("functional", "quality", "constraint")
REQUIREMENT_CATEGORIES = (
    "scalability",
    "consistency",
    "latency",
    "availability",
    "throughput",
    "observability",
    "security",
    "privacy",
    "maintainability",
    "other",
)
PRIORITIES = ("must", "should", "could", "wont")
REQUIREMENT_STATUSES = ("proposed", "accepted", "deferred", "withdrawn")
INTERFACE_DIRECTIONS = ("provides", "consumes")

CLASSIFICATIONS = ("core", "supporting", "generic")
PATTERNS = (
    "partnership",
    "shared_kernel",
    "customer_supplier",
    "upstream_downstream",
    "separate_ways",
    "unknown",
)
# Upper case here and in files: these four are acronyms of the field, not words.
RELATION_ROLES = ("OHS", "PL", "ACL", "CF")
INTERACTIONS = ("synchronous", "asynchronous", "both")
BOUNDARIES = ("self", "wider")
CONCURRENCY_CONTROLS = ("optimistic", "pessimistic", "serialised", "none")
CHANCES = ("low", "medium", "high")
ENTITY_ROLES = ("root", "entity", "value_object")
CONFIDENTIALITIES = ("public", "internal", "confidential", "restricted")
DATA_CATEGORIES = ("none", "personal", "special", "criminal", "child", "payment", "credential")
PROTECTIONS = ("plain", "hashed", "encrypted", "tokenised")
MESSAGE_KINDS = ("command", "domain_event", "integration_event", "query")
DELIVERIES = ("at_most_once", "at_least_once", "exactly_once")

SERVICE_KINDS = ("application", "domain", "infrastructure")
STYLES = ("rest", "grpc", "graphql", "messaging", "in_process", "other")
TRANSACTIONS = ("one", "eventual", "none")
ENDPOINT_DIRECTIONS = ("serves", "publishes", "subscribes")
BODIES = ("request", "response")
AUTHENTICATIONS = (
    "anonymous",
    "session",
    "token",
    "oauth2",
    "oidc",
    "mtls",
    "api_key",
    "signature",
    "other",
)
EXPOSURES = ("internal", "partner", "public")
SCHEMA_FORMATS = ("json_schema", "protobuf", "avro", "graphql", "other")
DECISION_TOPICS = ("api_style", "persistence", "consistency", "security", "integration", "other")
DECISION_STATUSES = ("proposed", "accepted", "rejected", "superseded")

STORE_TYPES = (
    "relational",
    "document",
    "key_value",
    "event_log",
    "search",
    "object",
    "cache",
    "secrets",
    "other",
)
# Weakest first: a repository needs at most what its store guarantees.
CONSISTENCIES = ("eventual", "causal", "strong", "serializable")
PORT_KINDS = ("repository", "gateway", "publisher", "subscriber", "clock", "identity", "other")
PORT_SIDES = ("driving", "driven")
PROCESSING_ROLES = ("controller", "processor", "joint")
LAWFUL_BASES = (
    "consent",
    "contract",
    "legal_obligation",
    "vital_interests",
    "public_task",
    "legitimate_interests",
)

STEP_AREAS = (
    "business_logic",
    "domain_model",
    "repository_adapter",
    "test_harness",
    "infrastructure",
    "observability",
    "security",
    "documentation",
    "frontend",
    "networking",
)
STEP_STATUSES = ("open", "in_progress", "done")
TEST_LEVELS = ("unit", "integration", "contract", "system", "performance", "security")
TEST_DATA_SOURCES = ("synthetic", "masked", "production")
DEPENDENCY_DIRECTIONS = ("needs", "offers")
DEPENDENCY_TOPICS = (
    "service_mesh",
    "dns",
    "ingress",
    "authentication_provider",
    "secrets",
    "schema_migration",
    "backup",
    "other",
)
DEPENDENCY_STATUSES = (
    "open",
    "requested",
    "acknowledged",
    "provided",
    "declined",
    "not_needed",
)
CHECKLIST_THEMES = (
    "coding_standard",
    "lint",
    "layer_check",
    "unit_test",
    "integration_test",
    "contract_test",
    "coverage",
    "observability",
    "security",
    "documentation",
)
SIGNALS = ("log", "metric", "trace", "objective", "alert")
ITEM_STATUSES = ("open", "done", "not_applicable")
QUESTION_STATUSES = ("open", "answered")
RISK_STATUSES = ("open", "accepted", "closed")

ACRONYMS = {
    "api": "API",
    "dns": "DNS",
    "grpc": "gRPC",
    "graphql": "GraphQL",
    "rest": "REST",
    "oauth2": "OAuth 2",
    "oidc": "OpenID Connect",
    "mtls": "mTLS",
    "json": "JSON",
}


def words(value: str) -> str:
    """The value as a person reads it: ``api_style`` → ``API style``, ``OHS`` → ``OHS``."""
    return " ".join(ACRONYMS.get(part, part) for part in value.split("_"))
