"""Teams, domains, systems and their relations, services, containers and decisions of a catalog."""

import re

from planning.imports.eventcatalog.drafting import Drafting, stated
from planning.imports.eventcatalog.notes import notes
from planning.imports.eventcatalog.resources import MESSAGES, SERVICES, Resource
from planning.imports.keys import key
from planning.imports.report import short
from planning.imports.said import bullets, items, mapping, text, texts
from planning.plan.choices import CLASSIFICATIONS, DECISION_STATUSES

_STORE_TYPES = {
    "database": "relational",
    "cache": "cache",
    "searchindex": "search",
    "search": "search",
    "objectstore": "object",
    "object-store": "object",
    "filesystem": "object",
    "documentstore": "document",
    "datawarehouse": "relational",
    "eventstore": "event_log",
    "queue": "event_log",
}
_NOT_RELATIONAL = {
    "mongo": "document",
    "couch": "document",
    "dynamo": "key_value",
    "cassandra": "key_value",
    "redis": "key_value",
    "elastic": "search",
    "opensearch": "search",
}
_LISTED = (("services", "service"), ("agents", "agent"), ("entities", "entity"))
_DURATION = re.compile(r"(\d{1,5})\s?(y|year|m|month|w|week|d|day)s?", re.IGNORECASE)
_OPEN = "The catalog does not say which of the two is upstream."


def system_elements(drafting: Drafting) -> None:
    """Adds teams, domains, systems, services, containers, relations and decisions."""
    for team in drafting.catalog.of("team"):
        _team(drafting, team)
    for domain in drafting.catalog.of("domain"):
        _domain(drafting, domain)
    for system in drafting.catalog.of("system"):
        _system(drafting, system)
    _relations(drafting)
    for service in drafting.catalog.of(*SERVICES):
        _service(drafting, service)
    for container in drafting.catalog.of("container"):
        _container(drafting, container)
    for decision in drafting.catalog.of("adr"):
        _decision(drafting, decision)


def _add(
    drafting: Drafting, kind: str, resource: Resource, values: dict[str, object], placed: set[str]
) -> None:
    owners = {"Owners": drafting.other_owners(resource)}
    said = bullets(owners), notes(drafting.catalog, resource, {*placed, "owners"})
    values["notes"] = "\n".join(part for part in (str(values.get("notes", "")), *said) if part)
    drafting.add(kind, resource.key, {"name": resource.name, **values}, resource.line("id"))
    drafting.read(resource)


def _team(drafting: Drafting, team: Resource) -> None:
    pages = [
        text(team.front.get(name)) for name in ("slackDirectMessageUrl", "msTeamsDirectMessageUrl")
    ]
    contact = next((page for page in pages if page.startswith("http")), "")
    _add(drafting, "Team", team, {"contact": contact, "notes": team.summary}, set())
    if team.front.get("members") or team.front.get("email"):
        drafting.catalog.note(team, "members and address", "members", "left out: people")


def _domain(drafting: Drafting, domain: Resource) -> None:
    badges = [text(mapping(b).get("content")).casefold() for b in items(domain.front.get("badges"))]
    named = (
        n
        for b in badges
        for n in CLASSIFICATIONS
        if b.startswith((f"{n} domain", f"{n} subdomain"))
    )
    owners = stated(domain, "owners")
    values = {
        "vision": domain.summary,
        "classification": next(named, ""),
        "notes": bullets({"Part of the domain": drafting.around(domain), "Owners": owners}),
    }
    placed = {"systems", "entities", "services", "agents", "sends", "receives", "domains", "flows"}
    said = notes(drafting.catalog, domain, {*placed, "owners"})
    values["notes"] = "\n".join(part for part in (values["notes"], said) if part)
    drafting.add("Subdomain", domain.key, {"name": domain.name, **values}, domain.line("id"))
    drafting.read(domain)
    for name in ("sends", "receives"):
        if domain.front.get(name):
            drafting.catalog.note(
                domain, f"{name} of a domain", name, "skipped: its services say the same"
            )
    for system in drafting.systems(domain):
        drafting.link("implements", system.key, domain.key)
    for name, what in (*_LISTED, ("systems", "system"), ("domains", "domain")):
        list(drafting.pointed(domain, name, what))


def _system(drafting: Drafting, system: Resource) -> None:
    values = {
        "purpose": system.summary,
        "owner": drafting.owner(system),
        "external": text(system.front.get("scope")).casefold() == "external",
    }
    placed = {"services", "agents", "containers", "entities", "relationships", "flows"}
    if text(system.front.get("scope")).casefold() in ("external", "internal"):
        placed.add("scope")
    _add(drafting, "BoundedContext", system, values, placed)
    for name, what in (*_LISTED, ("containers", "container")):
        list(drafting.pointed(system, name, what))


def _relations(drafting: Drafting) -> None:
    """One relation a pair of systems, with what either end calls it."""
    counting = drafting.catalog.counting
    pairs: dict[tuple[str, str], list[tuple[Resource, Resource, str]]] = {}
    for system in drafting.catalog.of("system"):
        for id, said in system.ids("relationships"):
            counting.found("relation")
            other = drafting.catalog.get(id, "system")
            if other is None or other.key == system.key:
                counting.became("relation", "failed")
                drafting.catalog.warn(
                    system,
                    f"relationships: there is no other system {short(id)}",
                    "relationships",
                    "left out",
                )
                continue
            ends = (min(system.key, other.key), max(system.key, other.key))
            pairs.setdefault(ends, []).append((system, other, text(said.get("label"))))
    for ends, told in pairs.items():
        counting.became("relation", "read")
        counting.became("relation", "skipped", len(told) - 1)
        first, second, _ = told[0]
        labels = [f"{a.name} {label} {b.name}." for a, b, label in told if label]
        values = {
            "name": f"{first.name} and {second.name}",
            "upstream": first.key,
            "downstream": second.key,
            "notes": "\n".join([*dict.fromkeys(labels), _OPEN]),
        }
        drafting.add("ContextRelation", key("relation", *ends), values, first.line("relationships"))


def _service(drafting: Drafting, service: Resource) -> None:
    context = drafting.context(service)
    told = {
        "Sort": "agent" if service.what == "agent" else "",
        "Domain": "" if context else drafting.home(service),
        "Triggers": _triggers(service),
        "Uses of what it receives": _fields(service),
    }
    values: dict[str, object] = {
        "context": context,
        "responsibilities": service.summary,
        "owner": drafting.owner(service),
        "notes": bullets(told),
    }
    placed = {"sends", "receives", "writesTo", "readsFrom", "containers", "entities", "flows"}
    _add(drafting, "Service", service, values, placed)
    if not context:
        drafting.catalog.note(
            service, f"no system has this {service.what}", "id", "its context is left blank"
        )
    for name in ("writesTo", "readsFrom"):
        for store in drafting.pointed(service, name, "container"):
            drafting.link("stores", service.key, store.key)


def _triggers(service: Resource) -> str:
    """What follows what a service receives, as the catalog puts it."""
    said = []
    for id, received in service.ids("receives"):
        for trigger in items(received.get("triggers")):
            then = text(mapping(trigger).get("id")) or text(trigger)
            when = text(mapping(trigger).get("condition"))
            said.append(f"{id} leads to {then}" + (f" ({when})" if when else ""))
    return "; ".join(said)


def _fields(service: Resource) -> str:
    """The fields that a service needs of the messages that it receives."""
    read = {id: ", ".join(texts(said.get("fields"))) for id, said in service.ids("receives")}
    return "; ".join(f"{id}: {fields}" for id, fields in read.items() if fields)


def _container(drafting: Drafting, container: Resource) -> None:
    technology = stated(container, "technology")
    retention = duration(stated(container, "retention"))
    placed = {"technology"}
    if retention:
        placed.add("retention")
    if type_ := _store_type(stated(container, "container_type"), technology):
        placed.add("container_type")
    context = drafting.context(container)
    home = bullets({"Domain": "" if context else drafting.home(container)})
    values: dict[str, object] = {
        "context": context,
        "technology": technology,
        "type": type_,
        "residency": texts(container.front.get("residency")),
        "retention": retention,
        "access": stated(container, "access_mode"),
        "notes": "\n".join(part for part in (container.summary, home) if part),
    }
    _add(drafting, "DataStore", container, values, {*placed, "residency", "access_mode"})
    _constraint(drafting, container, retention)


def _store_type(said: str, technology: str) -> str:
    kind = _STORE_TYPES.get(said.casefold(), "")
    named = technology.casefold()
    if kind == "relational":
        return next((other for word, other in _NOT_RELATIONAL.items() if word in named), kind)
    return kind


def _constraint(drafting: Drafting, container: Resource, retention: str) -> None:
    """What the catalog demands for the data of a container."""
    classified = stated(container, "classification")
    kept, where = stated(container, "retention"), stated(container, "residency")
    demands = {
        f"is classified as {classified}": classified,
        f"is kept: {kept}": kept,
        f"stays in {where}": where,
    }
    said = [demand for demand, value in demands.items() if value]
    if not said:
        return
    constraint = key("constraint", container.id.casefold())
    values = {
        "name": f"Data of {container.name}",
        "statement": f"The data of {container.name} {', '.join(said)}.",
        "retention": retention,
        "residency": texts(container.front.get("residency")),
    }
    drafting.add("PrivacyConstraint", constraint, values, container.line("classification"))
    drafting.link("applies_to", constraint, container.key)


def duration(said: str) -> str:
    """``7y`` or ``90 days`` as an ISO 8601 duration; blank for other words."""
    if said.casefold() in ("indefinite", "indefinitely", "forever"):
        return "indefinite"
    found = _DURATION.fullmatch(said.strip()[:20])
    return f"P{int(found[1])}{found[2][0].upper()}" if found else ""


def _decision(drafting: Drafting, decision: Resource) -> None:
    status = stated(decision, "status").casefold()
    known = "superseded" if status == "deprecated" else status
    values: dict[str, object] = {
        "decision": decision.summary,
        "status": known if known in DECISION_STATUSES else "",
        "decided_on": stated(decision, "date"),
        "deciders": stated(decision, "decisionMakers"),
    }
    placed = {"date", "decisionMakers", "appliesTo", "supersedes", "supersededBy"}
    if values["status"]:
        placed.add("status")
    _add(drafting, "Decision", decision, values, placed)
    for older in drafting.pointed(decision, "supersedes", "adr"):
        drafting.link("supersedes", decision.key, older.key)
    for newer in drafting.pointed(decision, "supersededBy", "adr"):
        drafting.link("supersedes", newer.key, decision.key)
    whats = ("system", *SERVICES, "container", "entity", "domain", *MESSAGES)
    for target in drafting.pointed(decision, "appliesTo", *whats):
        drafting.link("applies_to", decision.key, target.key)
