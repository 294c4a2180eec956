"""The plan as Backstage's ``catalog-info.yaml``.

What Backstage has no field for stands in annotations, so that the file read again says the same of
what it holds. Aggregates, messages and all else that a catalog has no kind for stay in the plan.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from planning.plan.choices import STORE_TYPES
from planning.plan.elements import (
    BoundedContext,
    DataStore,
    Element,
    Endpoint,
    Interface,
    Schema,
    Service,
    Subdomain,
    Team,
    facts,
)
from planning.plan.value import Plan

API_VERSION = "backstage.io/v1alpha1"
PREFIX = "groundplan/"
NOT_SAID = "not-said-yet"
"""Stands where Backstage demands a value and the plan has none."""

KINDS: Mapping[type[Element], str] = {
    Team: "Group",
    Subdomain: "Domain",
    BoundedContext: "System",
    Service: "Component",
    Interface: "API",
    DataStore: "Resource",
}
_DESCRIPTIONS = {Subdomain: "vision", BoundedContext: "purpose", Service: "responsibilities"}
_DEPENDS = (("calls", Service), ("calls", BoundedContext), ("stores", DataStore))
_LONGEST_NAME = 63
_HEADER = (
    "# Written by Groundplan from its plan; annotations that begin with groundplan/ hold what\n"
    "# Backstage has no field for. Aggregates, messages and the like are in plan.json only.\n"
)

Document = dict[str, Any]


_NEXT_LINE = "\x85"


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, which people can read and compare."""


def _text(dumper: yaml.SafeDumper, said: str) -> yaml.ScalarNode:
    # YAML 1.1 reads a next-line character as an end of line unless it is escaped.
    style = '"' if _NEXT_LINE in said else "|" if "\n" in said else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", said, style=style)


_Dumper.add_representer(str, _text)


def catalog_info(plan: Plan) -> str:
    """Teams, subdomains, contexts, services, interfaces and stores, one document each."""
    catalog = _Catalog(plan, _names(plan))
    documents = list(catalog.documents())
    written = yaml.dump_all(
        documents,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        explicit_start=True,
        width=100,
    )
    return _HEADER + (written if documents else "")


def _names(plan: Plan) -> dict[str, str]:
    """By code, a name that Backstage allows and that no other of the kind has."""
    named: dict[str, str] = {}
    for kind in KINDS:
        taken: set[str] = set()
        for element in plan.of(kind):
            wanted = element.code if kind is Interface else element.name
            name = _slug(wanted) or _slug(element.code)
            number, free = 1, name
            while free.casefold() in taken:
                number += 1
                free = f"{name[: _LONGEST_NAME - 8]}-{number}"
            taken.add(free.casefold())
            named[element.code] = free
    return named


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9_.]+", "-", plain)[:_LONGEST_NAME]
    return re.sub(r"[-_.]{2,}", "-", words).strip("-_.")


@dataclass
class _Catalog:
    plan: Plan
    names: Mapping[str, str]

    def documents(self) -> Iterator[Document]:
        for kind, spec in _SPECS.items():
            for element in self.plan.of(kind):
                placed: dict[str, str] = {}
                said = spec(self, element, placed)
                yield {
                    "apiVersion": API_VERSION,
                    "kind": KINDS[kind],
                    "metadata": self._metadata(element, placed),
                    "spec": {name: value for name, value in said.items() if value != ""},
                }

    def _metadata(self, element: Element, placed: Mapping[str, str]) -> Document:
        """Names, description and annotations; ``placed`` are fields that have another place."""
        described = _DESCRIPTIONS.get(type(element), "")
        said = {
            "name": self.names[element.code],
            "title": element.name,
            "description": getattr(element, described) if described else "",
        }
        links = [{"url": placed["contact"]}] if "contact" in placed else []
        annotations = {f"{PREFIX}code": element.code, **_others(element, {described, *placed})}
        annotations |= {f"{PREFIX}{name}": value for name, value in placed.items() if name in _OWN}
        held: Document = {name: value for name, value in said.items() if value}
        return held | {"annotations": annotations} | ({"links": links} if links else {})

    def _ref(self, code: str, kind: type[Element]) -> str:
        """How the catalog names an element of a kind, blank where there is none of it."""
        return self.names[code] if self.plan.get(code, kind) else ""

    def owner(self, code: str) -> str:
        return self._ref(code, Team) or NOT_SAID

    # One for each kind: the spec, and which fields it holds

    def group(self, team: Team, placed: dict[str, str]) -> Document:
        if team.contact.startswith(("http://", "https://")):
            placed["contact"] = team.contact
        return {"type": "team", "children": []}

    def domain(self, subdomain: Subdomain, placed: dict[str, str]) -> Document:
        contexts = (
            self.plan.get(code, BoundedContext)
            for code in self.plan.sources(subdomain.code, "implements")
        )
        owners = [self._ref(context.owner, Team) for context in contexts if context]
        return {"owner": next((owner for owner in owners if owner), NOT_SAID)}

    def system(self, context: BoundedContext, placed: dict[str, str]) -> Document:
        domains = [
            self._ref(code, Subdomain) for code in self.plan.targets(context.code, "implements")
        ]
        return {"owner": self.owner(context.owner), "domain": domains[0] if domains else ""}

    def component(self, service: Service, placed: dict[str, str]) -> Document:
        depends = [
            f"{KINDS[kind].casefold()}:{self.names[code]}"
            for type_, kind in _DEPENDS
            for code in self.plan.targets(service.code, type_)
            if self.plan.get(code, kind)
        ]
        called = self.plan.targets(service.code, "calls")
        consumed = [self.names[code] for code in called if self.plan.get(code, Interface)]
        provided = self._provided(service, placed)
        said: Document = {
            "type": "service",
            "lifecycle": NOT_SAID,
            "owner": self.owner(service.owner),
            "system": self._ref(service.context, BoundedContext),
        }
        lists = {"dependsOn": depends, "providesApis": provided, "consumesApis": consumed}
        return said | {name: held for name, held in lists.items() if held}

    def _provided(self, service: Service, placed: dict[str, str]) -> list[str]:
        """The interfaces that the service's endpoints serve, and the codes of plain endpoints."""
        found: dict[str, list[str]] = {}
        for endpoint in self.plan.children(service.code, Endpoint):
            for code in self.plan.targets(endpoint.code, "serves"):
                interface = self.plan.get(code, Interface)
                if interface is not None:
                    codes = found.setdefault(self.names[code], [])
                    codes.extend([endpoint.code] if self._is_plain(endpoint, interface) else [])
        if found:
            pairs = [
                (name.casefold(), code) for name, codes in found.items() for code in codes or [""]
            ]
            placed["endpoints"] = " ".join(f"{name}={code}" for name, code in pairs)
        return list(found)

    def _is_plain(self, endpoint: Endpoint, interface: Interface) -> bool:
        """Whether a reader would make the same endpoint of the interface alone."""
        made = (interface.name or self.names[interface.code], interface.protocol, "serves")
        return (endpoint.name, endpoint.protocol, endpoint.direction) == made

    def api(self, interface: Interface, placed: dict[str, str]) -> Document:
        endpoints = (
            self.plan.get(code, Endpoint) for code in self.plan.sources(interface.code, "serves")
        )
        services = [self.plan.get(e.service, Service) for e in endpoints if e]
        service = next((held for held in services if held), Service(code=""))
        schema = self._inline(interface)
        definition: Any = interface.payload_schema and {"$text": interface.payload_schema}
        if schema is not None:
            definition = schema.body
            placed |= {"schema": schema.code, "schema-format": schema.format}
        placed |= {"protocol": "", "payload_schema": ""}
        return {
            "type": interface.protocol or NOT_SAID,
            "lifecycle": NOT_SAID,
            "owner": self.owner(service.owner),
            "system": self._ref(schema.context if schema else service.context, BoundedContext),
            "definition": definition or NOT_SAID,
        }

    def _inline(self, interface: Interface) -> Schema | None:
        """The schema that the interface names, where it is the only one of that name."""
        if not interface.name or interface.payload_schema != interface.name:
            return None
        named = [s for s in self._schemas.get(interface.name, []) if s.body]
        return named[0] if len(named) == 1 else None

    @cached_property
    def _schemas(self) -> Mapping[str, list[Schema]]:
        found: dict[str, list[Schema]] = {}
        for schema in self.plan.of(Schema):
            found.setdefault(schema.name, []).append(schema)
        return found

    def resource(self, store: DataStore, placed: dict[str, str]) -> Document:
        type_ = store.technology or store.type or NOT_SAID
        if type_ == store.type:
            placed["type"] = ""
        elif type_ not in STORE_TYPES:
            placed["technology"] = ""
        return {
            "type": type_,
            "owner": NOT_SAID,
            "system": self._ref(store.context, BoundedContext),
        }


_OWN = ("endpoints", "schema", "schema-format")
_SPECS: Mapping[type[Element], Callable[[_Catalog, Any, dict[str, str]], Document]] = {
    Team: _Catalog.group,
    Subdomain: _Catalog.domain,
    BoundedContext: _Catalog.system,
    Service: _Catalog.component,
    Interface: _Catalog.api,
    DataStore: _Catalog.resource,
}


def _others(element: Element, placed: set[str]) -> dict[str, str]:
    """Stated fields that have no place in Backstage, as annotations."""
    found = {}
    for name, fact in facts(type(element)).items():
        value = getattr(element, name)
        if fact.type == "reference" or name in placed or name == "name" or value == fact.default:
            continue
        found[f"{PREFIX}{name}"] = _said(value)
    return found


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(value) if isinstance(value, tuple) else str(value)
