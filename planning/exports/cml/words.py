"""What notes may hold in CML for each kind of element, word by word."""

from planning.exports.cml.ids import is_reserved
from planning.exports.cml.kept import (
    DOTTED,
    ID,
    SIGNATURE,
    STRING,
    VALUE,
    Accepts,
    block_of,
    one_of,
    setting_of,
    shape,
)

OBJECT_FLAGS = (
    "optimisticLocking|auditable|cache|gap|nogap|scaffold|persistent|immutable|aggregateRoot"
)
OBJECT_KEYS = (
    "package|hint|databaseTable|discriminatorValue|discriminatorColumn|discriminatorType"
    "|discriminatorLength|inheritanceType|validate"
)
MODIFIER_FLAGS = (
    "key|changeable|required|nullable|index|unique|assertFalse|assertTrue|creditCardNumber|email"
    "|future|past|notEmpty|notBlank|transient|cache|inverse|valid|orderColumn"
)
MODIFIER_KEYS = (
    "hint|digits|max|min|decimalMax|decimalMin|pattern|range|size|length|scriptAssert|url|validate"
    "|databaseColumn|databaseType|cascade|fetch|databaseJoinTable|databaseJoinColumn|orderby"
)
VISIBILITY = ("public", "protected", "private", "package")
HOLDERS = ("Set", "Bag", "Collection")
_NOT = r"(?:not |! ?)"

_wholes = block_of(
    "Trait",
    "DataTransferObject",
    "BasicType",
    "Resource",
    "Consumer",
    "Coordination",
    "Functionality",
    "Flow",
)
_enum = block_of("enum")


def is_whole(text: str) -> bool:
    """A construct that the reader keeps as a whole."""
    return _wholes(text.removeprefix("abstract ")) or (_enum(text) and "{" in text)


def is_operation(text: str) -> bool:
    """An operation of a domain object."""
    for opening in ("def ", "* ", "*"):
        if text.startswith(opening):
            rest = text.removeprefix(opening).removeprefix("abstract ")
            return SIGNATURE.fullmatch(rest) is not None
    return False


IN_MAP = block_of("ContextMap")
CLAUSE = shape(rf"(?:implements|realizes|refines) {ID}(?: ?, ?{ID})*+")
CONTEXT_SETTING = one_of(
    setting_of("implementationTechnology", "knowledgeLevel", "hint"),
    shape(r"type ?=? ?(?:FEATURE|APPLICATION|SYSTEM|UNDEFINED)"),
)
IN_CONTEXT: Accepts = one_of(
    IN_MAP, CLAUSE, CONTEXT_SETTING, block_of("Module", "Application"), is_whole
)
AGGREGATE_SETTING = setting_of(
    "owner",
    "knowledgeLevel",
    "likelihoodForChange",
    "structuralVolatility",
    "contentVolatility",
    "availabilityCriticality",
    "consistencyCriticality",
    "storageSimilarity",
    "securityCriticality",
    "securityZone",
    "securityAccessGroup",
)
LIFECYCLE = shape(rf"enum {ID}")
IN_AGGREGATE: Accepts = one_of(AGGREGATE_SETTING, LIFECYCLE, block_of("Module"), is_whole)
HEADER = shape(rf"(?:extends|with) @?{DOTTED}(?: (?:extends|with) @?{DOTTED})*+")
OBJECT_SETTING = one_of(
    shape(rf"{_NOT}?(?:{OBJECT_FLAGS})"),
    shape(rf"(?:{OBJECT_KEYS}) ?= ?{VALUE}"),
    shape(rf"belongsTo @?{DOTTED}"),
)
IN_OBJECT: Accepts = one_of(shape("abstract|ValueObject"), HEADER, OBJECT_SETTING, is_operation)
MODIFIER = one_of(
    shape(rf"{_NOT}(?:{MODIFIER_FLAGS})(?: ?= ?{STRING})?"),
    shape(rf"(?!(?:key|required)$)(?:{MODIFIER_FLAGS})(?: ?= ?{STRING})?"),
    shape(rf"(?:{MODIFIER_KEYS}) ?= ?{VALUE}"),
    shape(rf"(?:opposite|<->) ?{ID}"),
)
IN_ATTRIBUTE: Accepts = one_of(MODIFIER, shape("|".join(("reference", *VISIBILITY, *HOLDERS))))
SERVICE_SETTING = one_of(
    shape("gap|nogap|webservice|scaffold"),
    shape(rf"hint ?= ?{STRING}"),
    shape(rf"inject {DOTTED}"),
    shape(rf"subscribe to (?:[\w.:/^]+|{STRING})(?: eventBus ?=? ?\w+)?"),
)
IN_SERVICE: Accepts = one_of(SERVICE_SETTING, block_of("Module"))


def is_signature(text: str) -> bool:
    """An operation of a service or repository whose type and name are no keywords."""
    match = SIGNATURE.fullmatch(text)
    if match is None:
        return False
    type_ = match[1]
    for word in VISIBILITY:
        type_ = type_.removeprefix(f"{word} ")
    return not is_reserved(f"{type_} {match[2]}")
