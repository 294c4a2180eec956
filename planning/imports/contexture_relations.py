"""A collaboration of Contexture as a relation between two contexts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.keys import key
from planning.imports.report import short
from planning.imports.said import mapping, text

_SYMMETRIC = {
    "sharedkernel": "shared_kernel",
    "partnership": "partnership",
    "separateways": "separate_ways",
    "bigballofmud": "unknown",
}
_ROLES = {
    "openhost": "OHS",
    "publishedlanguage": "PL",
    "anticorruptionlayer": "ACL",
    "conformist": "CF",
}
_PLAIN = ("", "upstream", "downstream")
_OPEN = "The file does not say which of the two is upstream."


@dataclass
class Ends:
    """What a collaboration may run between: contexts by id with key and name, domains by id."""

    contexts: dict[str, tuple[str, str]] = field(default_factory=dict)
    domains: dict[str, str] = field(default_factory=dict)


@dataclass
class Relation:
    """Values of a ContextRelation; ``externals`` are outside systems by name, with their keys."""

    values: dict[str, Any] = field(default_factory=dict)
    externals: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def relation(said: Mapping[str, Any], ends: Ends) -> Relation:
    """The relation that a collaboration states, untyped where it states no type."""
    found = Relation()
    if description := text(said.get("description")):
        found.notes.append(description)
    initiator, first = _end(said.get("initiator"), ends, found)
    recipient, second = _end(said.get("recipient"), ends, found)
    is_upstream = _typed(said.get("relationshipType") or _earlier(said), found)
    if is_upstream is None:
        found.notes.append(f"{first} begins it. {_OPEN}")
    upstream, downstream = initiator, recipient
    if is_upstream is False:
        upstream, downstream = recipient, initiator
    found.values |= {
        "name": f"{first} to {second}",
        "upstream": upstream,
        "downstream": downstream,
        "notes": "\n\n".join(found.notes),
    }
    return found


def _end(said: Any, ends: Ends, found: Relation) -> tuple[str, str]:
    """The key and the name of one side; the key is blank for what is no context."""
    side = mapping(said)
    named = text(side.get("boundedContext"))
    if named in ends.contexts:
        return ends.contexts[named]
    if system := text(side.get("externalSystem")):
        found.externals[system] = key("external", system.casefold())
        return found.externals[system], system
    for what in ("domain", "frontend", "userInteraction", "boundedContext"):
        if what in side:
            name = text(side[what])
            name = ends.domains.get(name, name) if what == "domain" else name
            found.complaints.append(
                f"a collaboration with the {what} {short(name)}, no context here"
            )
            found.notes.append(f"One side is the {what} {name}.")
            return "", name
    found.complaints.append("a collaboration with a side that is not said")
    return "", "?"


def _earlier(said: Mapping[str, Any]) -> Any:
    """The type as files without a version state it, under another key and one level less deep."""
    type_ = said.get("relationship")
    if "initiatorRole" not in mapping(type_):
        return type_
    role = mapping(type_)["initiatorRole"]
    return {"upstreamDownstream": type_ if len(mapping(type_)) > 1 else {"role": role}}


def _typed(said: Any, found: Relation) -> bool | None:
    """Fills in pattern and roles; returns whether the initiator is upstream, None if unknown."""
    if said is None or said == "":
        return None
    type_ = mapping(said)
    if "symmetric" in type_:
        return _symmetric(text(type_["symmetric"]), found)
    if "upstreamDownstream" in type_:
        return _directed(mapping(type_["upstreamDownstream"]), found)
    found.values["pattern"] = "unknown"
    stated = text(said) or ", ".join(type_)
    if stated.casefold() != "unknown":
        found.complaints.append(f"a type of collaboration that is not known: {short(stated)}")
        found.notes.append(f"Type: {stated}")
    return None


def _symmetric(name: str, found: Relation) -> bool | None:
    found.values["pattern"] = _SYMMETRIC.get(name.casefold(), "unknown")
    if found.values["pattern"] == "unknown":
        found.complaints.append(f"{short(name)} is no pattern of a plan")
        found.notes.append(f"Type: {name}")
    return True


def _directed(said: Mapping[str, Any], found: Relation) -> bool | None:
    customer = text(said.get("role")).casefold()
    found.values["pattern"] = "customer_supplier" if customer else "upstream_downstream"
    for side in ("upstream", "downstream"):
        role = text(said.get(f"{side}Type"))
        if role.casefold() in _ROLES:
            found.values[f"{side}_roles"] = (_ROLES[role.casefold()],)
        elif role.casefold() not in _PLAIN:
            found.complaints.append(f"{short(role)} is no role of a plan")
            found.notes.append(f"Role {side}: {role}")
    stated = customer or text(said.get("initiatorRole")).casefold()
    if stated in ("supplier", "upstream"):
        return True
    return False if stated in ("customer", "downstream") else None
