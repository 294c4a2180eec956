"""The keys that the specification knows, by construct and version."""

EXTENSION = "x-groundplan"
OURS = (
    "anonymous_because",
    "authorisation",
    "object_rule",
    "exposure",
    "limits",
    "latency_target_ms",
    "idempotency",
    "consumer_tracks",
    "other_consumers",
)
"""The extension of the skeletons that we export, and the fields of an endpoint in it.

It holds codes as well, and in the file as a whole the plan that they belong to.
"""


def _keys(words: str) -> frozenset[str]:
    return frozenset(words.split())


METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""As keys of a path item; ``query`` since 3.2, which may also hold ``additionalOperations``."""

ROOT_OLDER = _keys(
    "swagger info host basePath schemes consumes produces paths definitions parameters responses "
    "securityDefinitions security tags externalDocs"
)
ROOT = frozenset({EXTENSION}) | _keys(
    "openapi $self info jsonSchemaDialect servers paths webhooks x-webhooks components security "
    "tags externalDocs"
)
INFO = _keys("title summary description termsOfService contact license version")
COMPONENTS = _keys(
    "schemas responses parameters examples requestBodies headers securitySchemes links callbacks "
    "pathItems mediaTypes"
)
REUSED = tuple(sorted(COMPONENTS - {"schemas", "securitySchemes"}))
"""Components that count where something refers to them."""
PATH_ITEM = frozenset(METHODS) | _keys(
    "$ref summary description servers parameters additionalOperations"
)
OPERATION = frozenset({EXTENSION}) | _keys(
    "tags summary description externalDocs operationId parameters requestBody responses callbacks "
    "deprecated security servers consumes produces schemes"
)
PARAMETER = _keys(
    "$ref name in description required deprecated allowEmptyValue style explode allowReserved "
    "schema content example examples summary"
)
# In 2.0 a parameter is half a schema.
PARAMETER_OLDER = PARAMETER | _keys(
    "type format items collectionFormat default maximum exclusiveMaximum minimum exclusiveMinimum "
    "maxLength minLength pattern maxItems minItems uniqueItems enum multipleOf"
)
RESPONSE = _keys("$ref summary description headers content links schema examples")
REQUEST_BODY = _keys("$ref summary description content required")
MEDIA_TYPE = _keys("$ref schema itemSchema example examples encoding prefixEncoding itemEncoding")
TAG = _keys("name summary description externalDocs parent kind")
SERVER = _keys("url description variables name")
