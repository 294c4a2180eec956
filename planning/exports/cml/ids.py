"""Identifiers of CML for names of any kind, unique among what may be meant by them."""

import json
import re
from collections import defaultdict

from planning.plan.identifiers import identifier

__all__ = ["KEYWORDS", "Ids", "called", "comment", "identifier", "is_reserved", "written"]

# Words that CML reserves; as a name each is written with a caret before it.
_RESERVED = """
ACL ACT Aggregate Application As BASE Bag BasicType BoundedContext C CF CONCRETE Collection
Command CommandEvent Consumer ContextMap Coordination Customer D DELETE DataTransferObject
Domain DomainEvent Downstream Entity Event Flow GET I Kernel List META Map Module O OHS P PL
POST PUT Partnership Repository Resource S SK Service Set Shared Stakeholder StakeholderGroup
Stakeholders Subdomain Supplier TEAM Trait U Upstream UseCase UserStory Value ValueCluster
ValueEpic ValueNarrative ValueObject ValueRegister X a abstract action actor aggregateLifecycle
aggregateRoot an and as assertFalse assertTrue auditable availabilityCriticality basePackage
belongsTo benefit build businessModel by cache cascade changeable command condition
consistencyCriticality construct contains contentVolatility core create creditCardNumber
databaseColumn databaseJoinColumn databaseJoinTable databaseTable databaseType decimalMax
decimalMin def delegates delete demonstrator digits discriminatorColumn discriminatorLength
discriminatorType discriminatorValue domainVisionStatement downstreamRights email emits enum
event eventBus evolution exposedAggregates extends external features fetch for future gap
groupBy hint immutable impact implementationTechnology implements import in index
inheritanceType inject interactions interest inverse key knowledgeLevel length level
likelihoodForChange map max min nogap not notBlank notEmpty nullable o of operation opposite
optimisticLocking orderBy orderColumn orderby ordinal owner package past path pattern persistent
priority private protected public publish query queueName range read realizes reference refines
required responsibilities return scaffold scope scriptAssert secondaryActors securityAccessGroup
securityCriticality securityZone select size so split state storageSimilarity
structuralVolatility subscribe supports that throws to topicName transient triggers type unique
unmarshall update url useCases userRequirements userStories valid validate void want webservice
with write x
"""
KEYWORDS = frozenset(_RESERVED.split())


# Types that are keywords.
_TYPES = frozenset({"void", "List", "Set", "Bag", "Collection"})
_CARETLESS = re.compile(r"(?<![\w^])[A-Za-z_]\w*")


class Ids:
    """Gives out identifiers; two things of one space never get the same."""

    def __init__(self) -> None:
        self._taken: dict[str, set[str]] = defaultdict(set)

    def take(self, space: str, name: str) -> str:
        """An identifier as near to the name as CML allows."""
        base = identifier(name)
        taken, found, number = self._taken[space], base, 1
        while found in taken:
            number += 1
            found = f"{base}_{number}"
        taken.add(found)
        return found


def written(identifier: str) -> str:
    """The identifier as it may stand in a file."""
    return f"^{identifier}" if identifier in KEYWORDS else identifier


def is_reserved(text: str) -> bool:
    """Whether a type or name has a keyword in it that no caret escapes."""
    return not KEYWORDS.isdisjoint(set(_CARETLESS.findall(text)) - _TYPES)


def called(identifier: str, name: str, *, what: str = "name") -> str:
    """The identifier where it is defined, with the name behind it where that is another."""
    told = "" if identifier == name else f" {comment(what, name)}"
    return written(identifier) + told


def comment(what: str, name: str) -> str:
    """A comment that the reader takes back."""
    quoted = json.dumps(name, ensure_ascii=False).replace("*/", "*\\/")
    return f"/* {what}: {quoted} */"
