"""The keys that the specification knows, by construct; versions 2 and 3 together."""


def _keys(words: str) -> frozenset[str]:
    return frozenset(words.split())


ROOT = _keys(
    "asyncapi id info servers defaultContentType channels operations components tags externalDocs"
)
INFO = _keys("title version description termsOfService contact license tags externalDocs")
SERVER = _keys(
    "$ref host protocol protocolVersion pathname description title summary variables security "
    "tags externalDocs bindings url"
)
CHANNEL = _keys(
    "$ref address messages title summary description servers parameters tags externalDocs bindings "
    "subscribe publish"
)
OPERATION = _keys(
    "$ref action channel title summary description security tags externalDocs bindings traits "
    "messages reply operationId message"
)
MESSAGE = _keys(
    "$ref headers payload correlationId contentType name title summary description tags "
    "externalDocs bindings examples traits messageId schemaFormat"
)
COMPONENTS = _keys(
    "schemas servers channels operations messages securitySchemes serverVariables parameters "
    "correlationIds replies replyAddresses externalDocs tags operationTraits messageTraits "
    "serverBindings channelBindings operationBindings messageBindings"
)
REUSED = tuple(sorted(COMPONENTS - {"schemas", "securitySchemes", "messages"}))
"""Components that count where something refers to them."""
