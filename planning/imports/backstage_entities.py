"""Entities of Backstage as elements: what each kind becomes, and what it is tied to."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from planning.imports.backstage_found import (
    EMPTY,
    Found,
    elsewhere,
    inline,
    is_address,
    line_of,
    name_of,
    notes_of,
    spoken,
)
from planning.imports.backstage_refs import Ref
from planning.imports.bounds import refuse_many_elements, refuse_many_links
from planning.imports.counting import Counting
from planning.imports.draft import DraftElement, DraftLink
from planning.imports.keys import key
from planning.imports.report import Report, short
from planning.imports.said import bullets, items, mapping, text, whole
from planning.plan.choices import STORE_TYPES
from planning.plan.codes import is_code
from planning.plan.elements import BY_NAME, facts

KINDS: Mapping[str, str] = {
    "Group": "Team",
    "Domain": "Subdomain",
    "System": "BoundedContext",
    "Component": "Service",
    "API": "Interface",
    "Resource": "DataStore",
}
"""Kinds of Backstage, in the order in which they are made, and what they become."""
_DESCRIPTIONS = {
    "Subdomain": "vision",
    "BoundedContext": "purpose",
    "Service": "responsibilities",
}
_STORES = (
    ("relational", ("postgres", "mysql", "mariadb", "oracle", "sqlserver", "aurora", "sqlite")),
    ("document", ("mongo", "couch", "document")),
    ("key_value", ("dynamo", "key-value", "etcd")),
    ("search", ("elastic", "opensearch", "solr")),
    ("cache", ("redis", "cache", "memcached")),
    ("object", ("s3", "bucket", "blob", "object")),
    ("event_log", ("kafka", "topic", "queue", "stream", "kinesis")),
    ("secrets", ("vault", "secret")),
)
_FORMATS = {"grpc": "protobuf", "graphql": "graphql"}
_USE = {"Component": "calls", "Resource": "stores"}
"""How a component uses what it depends on."""
# What becomes a field or a link; the rest of a spec goes into notes.
_PLACED = {
    "type": ("Interface", "DataStore"),
    "owner": ("BoundedContext", "Service"),
    "system": ("Service", "Interface", "DataStore"),
    "domain": ("BoundedContext",),
    "providesApis": ("Service",),
    "consumesApis": ("Service",),
    "dependsOn": ("Service",),
    "dependencyOf": ("Service", "DataStore"),
    "definition": ("Interface",),
}


class Making:
    """Makes elements of entities; ``tie`` follows once all of them are known."""

    def __init__(self, report: Report, counting: Counting) -> None:
        self.report = report
        self.counting = counting
        self.elements: dict[str, DraftElement] = {}
        self.links: list[DraftLink] = []
        self._found: dict[str, Found] = {}
        self._directions: dict[str, str] = {}

    def take(self, found: Found) -> None:
        """Keeps an entity, unless there is one of its name."""
        held = self._found.get(found.ref.key)
        if held is not None:
            self.counting.became(found.kind, "failed")
            self.report.error(
                f"{short(str(found.ref))} stands in line {held.line} already",
                line=found.line,
                remedy="the second is left out",
            )
            return
        self._found[found.ref.key] = found
        self.counting.became(found.kind, "read")

    def tie(self) -> None:
        """Makes the elements in order of their kinds, then what runs between them."""
        components = [found for found in self._found.values() if found.kind == "Component"]
        for field, direction in (("consumesApis", "consumes"), ("providesApis", "provides")):
            for found in components:
                self._directions |= {r.key: direction for r in found.refs(field, "api")}
        for kind in KINDS:
            for found in self._found.values():
                if found.kind == kind:
                    self._make(found)
        for found in self._found.values():
            self._links(found)

    def _make(self, found: Found) -> None:
        kind = KINDS[found.kind]
        values: dict[str, Any] = {"name": name_of(found)}
        if kind in _DESCRIPTIONS:
            values[_DESCRIPTIONS[kind]] = whole(found.metadata.get("description"))
        if kind in _PLACED["owner"]:
            values["owner"] = self._owner(found)
        if kind in ("Service", "DataStore"):
            values["context"] = self._one(found, "system")
        _SPECIAL.get(found.kind, _nothing)(self, found, values)
        values["notes"] = self._notes(found, kind)
        known = facts(BY_NAME[kind])
        for name, said in found.ours.items():
            if name in known:
                # A list stands one item a line.
                is_list = known[name].type in ("list", "set")
                values[name] = said.split("\n") if is_list else said
        self._add(kind, found.ref.key, found, values, code=_code(found, kind))

    def _notes(self, found: Found, kind: str) -> str:
        """What Backstage says and a plan has no field for; word for word where we exported it."""
        if found.ours:
            return found.ours.get("notes", "")
        placed = tuple(field for field, kinds in _PLACED.items() if kind in kinds)
        said, silent = notes_of(found, placed)
        for field in silent:
            self.report.note(
                f"{short(str(found.ref))}: {short(field)}",
                line=line_of(found, field),
                remedy="left out: people, or too deep for notes",
            )
        described = "" if kind in _DESCRIPTIONS else text(found.metadata.get("description"))
        listed = bullets({**said, **self._lost(found)})
        return "\n\n".join(part for part in (described, listed) if part)

    def _add(
        self, kind: str, named: str, found: Found, values: Mapping[str, Any], code: str = ""
    ) -> None:
        self.elements[named] = DraftElement(
            kind=kind, key=named, code=code, values=values, line=found.line
        )
        refuse_many_elements(self.report.file, len(self.elements))

    def _one(self, found: Found, field: str) -> str:
        """The key of the one entity that a field names, blank where the file has it not."""
        for named in found.refs(field, field):
            if named.key in self._found:
                return named.key
        return ""

    def _owner(self, found: Found) -> str:
        """The team of an owner, made from its name where the file has no group."""
        for named in found.refs("owner", "group"):
            if named.kind != "group" or is_address(named.name):
                continue
            if named.key not in self.elements:
                self._add("Team", named.key, found, {"name": named.name})
            return named.key
        return ""

    def _lost(self, found: Found) -> dict[str, str]:
        """References to what is not in the file, which the notes keep."""
        lost = {}
        kind = KINDS[found.kind]
        for field, target in (
            ("system", "system"),
            ("domain", "domain"),
            ("dependsOn", "component"),
            ("dependencyOf", "component"),
            ("providesApis", "api"),
            ("consumesApis", "api"),
        ):
            if kind in _PLACED[field]:
                missing = [str(r) for r in found.refs(field, target) if r.key not in self._found]
                lost[spoken(field)] = ", ".join(missing)
        if kind in _PLACED["owner"]:
            owners = found.refs("owner", "group")
            others = (r for r in owners if r.kind != "group" and not is_address(r.name))
            lost["Owner"] = ", ".join(map(str, others))
        if kind == "Interface" and not inline(found.spec):
            lost["Belongs to system"] = text(found.spec.get("system"))
        for field, said in lost.items():
            if said and field not in ("Owner", "Belongs to system"):
                self.report.note(
                    f"{short(str(found.ref))}, {field.lower()}: {short(said)} is not in this file",
                    line=line_of(found, field),
                    remedy="kept in the notes",
                )
        return lost

    # What only some kinds have

    def _group(self, found: Found, values: dict[str, Any]) -> None:
        pages = [text(mapping(link).get("url")) for link in items(found.metadata.get("links"))]
        values["contact"] = next((page for page in pages if page.startswith("http")), "")

    def _api(self, found: Found, values: dict[str, Any]) -> None:
        type_ = text(found.spec.get("type"))
        values["protocol"] = "" if type_ in EMPTY else type_
        values["payload_schema"] = elsewhere(found.spec)
        if not found.ours:
            values["direction"] = self._directions.get(found.ref.key, "")
        if body := inline(found.spec):
            values["payload_schema"] = name_of(found) or found.name
            self._definition(found, type_, body)

    def _definition(self, found: Found, type_: str, body: str) -> None:
        values = {
            "name": name_of(found) or found.name,
            "context": self._one(found, "system"),
            "format": found.ours.get("schema-format") or _FORMATS.get(type_, "other"),
            "body": body,
        }
        code = found.ours.get("schema", "")
        self.counting.found("inline definition")
        self.counting.became("inline definition", "read")
        self._add("Schema", key("definition", found.ref.key), found, values, code=code)
        if not found.ours:
            self.report.note(
                f"{short(str(found.ref))} has its {short(type_)} definition in the file",
                line=line_of(found, "definition"),
                remedy="kept as a schema; if it is a specification, it is read as a further file",
            )

    def _resource(self, found: Found, values: dict[str, Any]) -> None:
        type_ = text(found.spec.get("type"))
        if type_ in STORE_TYPES:
            values["type"] = type_
        elif type_ not in EMPTY:
            values["technology"] = type_
            said = type_.casefold()
            guess = (name for name, words in _STORES if any(w in said for w in words))
            if not found.ours:
                values["type"] = next(guess, "")

    # Links

    def _links(self, found: Found) -> None:
        source = found.ref.key
        if found.kind == "System":
            self._link("implements", source, found.refs("domain", "domain"))
        for user in found.refs("dependencyOf", "component"):
            if user.kind == "component" and found.kind in ("Component", "Resource"):
                self._link(_USE[found.kind], user.key, [found.ref])
        if found.kind == "Component":
            depends = list(found.refs("dependsOn", "component"))
            stores = [r for r in depends if r.kind == "resource"]
            self._link("stores", source, stores)
            calls = [r for r in depends if r.kind in ("component", "api", "system")]
            self._link("calls", source, [*calls, *found.refs("consumesApis", "api")])
            for provided in found.refs("providesApis", "api"):
                self._endpoints(found, provided)

    def _link(self, type_: str, source: str, targets: Iterator[Ref] | list[Ref]) -> None:
        for target in targets:
            if target.key in self._found and source in self._found:
                self.links.append(DraftLink(type=type_, source=source, target=target.key))
                refuse_many_links(self.report.file, len(self.links))

    def _endpoints(self, found: Found, provided: Ref) -> None:
        """Who provides an API serves it: by an endpoint, which the file says no more of."""
        if provided.key not in self.elements:
            return
        for code in _endpoint_codes(found, provided):
            named = key("endpoint", found.ref.key, provided.key, code)
            interface = self.elements[provided.key].values
            values = {
                "name": f"{interface.get('name') or provided.name}",
                "service": found.ref.key,
                "protocol": interface.get("protocol", ""),
                "direction": "serves",
            }
            self._add("Endpoint", named, found, values, code=code)
            self.links.append(DraftLink(type="serves", source=named, target=provided.key))


def _nothing(making: Making, found: Found, values: dict[str, Any]) -> None:
    pass


_SPECIAL: Mapping[str, Callable[[Making, Found, dict[str, Any]], None]] = {
    "Group": Making._group,
    "API": Making._api,
    "Resource": Making._resource,
}


def _code(found: Found, kind: str) -> str:
    """The code that an export of ours left, or an API's own name: an id from outside."""
    if "code" in found.ours:
        return found.ours["code"]
    is_plain = found.namespace == "default" and is_code(found.name)
    return found.name if kind == "Interface" and is_plain else ""


def _endpoint_codes(found: Found, provided: Ref) -> list[str]:
    """Codes of the endpoints that serve an interface, as an export of ours left them.

    One without a code where nothing is left; none where the plan's own say more than this file.
    """
    if "endpoints" not in found.ours:
        return [""]
    pairs = (pair.partition("=") for pair in found.ours["endpoints"].split())
    return [code for name, _, code in pairs if name == provided.name.casefold() and code]
