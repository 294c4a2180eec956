"""Contexture's JSON: domains, context canvases and what collaborates with what."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from planning.imports.bounds import (
    refuse_many_elements,
    refuse_many_links,
    refuse_many_values,
)
from planning.imports.contexture_relations import Ends, relation
from planning.imports.counting import Counting
from planning.imports.draft import Draft, DraftElement, DraftLink, Unreadable
from planning.imports.keys import key
from planning.imports.report import Report, short
from planning.imports.said import bullets, items, mapping, text, texts
from planning.imports.source import decoded

FORMAT = "contexture"

_ID = re.compile(r'"id"\s{0,20}:\s{0,20}"([^"\n]{1,200})"')
_MESSAGES = {
    "commandsHandled": ("command", ""),
    "eventsPublished": ("domain_event", "publishes"),
    "queriesHandled": ("query", ""),
    "commandsSent": ("command", "publishes"),
    "eventsHandled": ("domain_event", "subscribes"),
    "queriesInvoked": ("query", "publishes"),
}
"""Lists of a canvas: the kind of what they hold, and how the context is tied to it."""
_OWN = ("commandsHandled", "eventsPublished", "queriesHandled")
_OTHERS = ("commandsSent", "eventsHandled", "queriesInvoked")
_KNOWN = {
    "file": {"version", "domains", "boundedContexts", "collaborations", "namespaceTemplates"},
    "domain": {"id", "key", "shortName", "name", "vision", "parentDomainId", "parentDomain"}
    | {"subdomains", "boundedContexts", "domainId"},
    "context": {"id", "domainId", "parentDomainId", "key", "shortName", "name", "description"}
    | {"classification", "businessDecisions", "ubiquitousLanguage", "messages", "domainRoles"}
    | {"namespaces", "domain", "technicalDescription", "tools", "deployment"},
    "collaboration": {"id", "description", "initiator", "recipient", "relationshipType"}
    | {"relationship"},
}


def looks_like_contexture(content: str) -> bool:
    """Whether a text is JSON with domains and bounded contexts."""
    return (
        content.lstrip()[:1] == "{"
        and '"boundedContexts"' in content
        and '"domains"' in content
        and '"elements"' not in content[:2000]
    )


def read_contexture(file: str, content: bytes | str) -> Draft:
    """Domains as subdomains, canvases as contexts with terms and messages, collaborations as
    relations. Raises ``Unreadable`` for what is no JSON, or no object with bounded contexts."""
    source = decoded(file, content)
    root = _root(file, source.text)
    reading = _Reading(file, source.text)
    reading.report.extend(source.diagnostics)
    reading.read(root)
    return Draft(
        file=file,
        format=FORMAT,
        elements=tuple(reading.elements),
        links=tuple(dict.fromkeys(reading.links)),
        diagnostics=reading.report.diagnostics,
        tallies=reading.counting.tallies,
    )


def _root(file: str, content: str) -> Mapping[str, Any]:
    refuse_many_values(file, content)
    try:
        root = json.loads(content)
    except json.JSONDecodeError as error:
        raise Unreadable(f"{file}:{error.lineno}:{error.colno}: no JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise Unreadable(f"{file}: no JSON that can be read: it nests too deeply") from None
    if not isinstance(root, dict) or "boundedContexts" not in root:
        raise Unreadable(f"{file}: no boundedContexts, so it is not from Contexture")
    return root


class _Reading:
    """Goes over one file; ``ends`` are the keys of what a collaboration may name."""

    def __init__(self, file: str, content: str) -> None:
        self.report = Report(file)
        self.counting = Counting()
        self.elements: list[DraftElement] = []
        self.links: list[DraftLink] = []
        self.ends = Ends()
        self._owners: dict[tuple[str, str], list[str]] = {}
        self._keys: set[str] = set()
        self._lines: dict[str, int] = {}
        line = at = 0
        for found in _ID.finditer(content):
            line += content.count("\n", at, found.start())
            at = found.start()
            self._lines.setdefault(found[1], line + 1)

    def read(self, root: Mapping[str, Any]) -> None:
        self._unknown("file", root, 0)
        domains = list(self._listed("domain", root.get("domains")))
        self.ends.domains = {text(d.get("id")): text(d.get("name")) for d in domains}
        for domain in domains:
            self._domain(domain)
        contexts = list(self._listed("boundedContext", root.get("boundedContexts")))
        named = [(context, self._context(context)) for context in contexts]
        for context, code in named:
            if code:
                self._terms(context, code)
                self._own_messages(context, code)
        for context, code in named:
            if code:
                self._messages_of_others(context, code)
        for collaboration in self._listed("collaboration", root.get("collaborations")):
            self._collaboration(collaboration)
        templates = len(items(root.get("namespaceTemplates")))
        self.counting.found("namespaceTemplate", templates)
        self.counting.became("namespaceTemplate", "skipped", templates)
        if templates:
            self.report.note("namespaceTemplates", remedy="skipped: they describe forms, no plan")

    def _listed(self, what: str, value: Any) -> Iterator[Mapping[str, Any]]:
        """The objects of a list; anything else in it is reported."""
        for item in items(value):
            self.counting.found(what)
            if isinstance(item, dict):
                yield item
            else:
                self._failed(what, f"a {what} that is no object", 0)

    def _failed(self, what: str, why: str, line: int) -> None:
        self.counting.became(what, "failed")
        self.report.warning(why, line=line, remedy="left out")

    def _unknown(self, what: str, said: Mapping[str, Any], line: int) -> None:
        for name in sorted(said.keys() - _KNOWN[what]):
            named = f"{what} {short(text(said.get('name')))}".rstrip()
            where = "the file" if what == "file" else named
            self.report.warning(
                f"{where}: “{short(name)}” is not understood", line=line, remedy="left out"
            )

    def _line(self, said: Mapping[str, Any]) -> int:
        return self._lines.get(text(said.get("id")), 0)

    def _add(self, what: str, element: DraftElement) -> bool:
        """Takes an element over, unless there is one of its key."""
        if element.key in self._keys:
            self._failed(what, f"{short(element.key)} stands twice in the file", element.line)
            return False
        self._keys.add(element.key)
        self.elements.append(element)
        refuse_many_elements(self.report.file, len(self.elements))
        self.counting.became(what, "read")
        return True

    def _domain(self, said: Mapping[str, Any]) -> None:
        self._unknown("domain", said, self._line(said))
        code = _key("domain", said)
        parent = text(said.get("parentDomainId")) or text(said.get("domainId"))
        notes = {
            "Short name": _short_name(said),
            "Part of the domain": self.ends.domains.get(parent, parent),
        }
        values = {
            "name": text(said.get("name")),
            "vision": text(said.get("vision")),
            "notes": bullets(notes),
        }
        self._add("domain", _element("Subdomain", code, values, self._line(said)))

    def _context(self, said: Mapping[str, Any]) -> str:
        """The key of the context, blank where it is left out."""
        line = self._line(said)
        self._unknown("context", said, line)
        code = _key("context", said)
        if not self._add(
            "boundedContext", _element("BoundedContext", code, self._canvas(said), line)
        ):
            return ""
        self.ends.contexts[text(said.get("id"))] = (code, text(said.get("name")))
        domain = text(said.get("domainId")) or text(said.get("parentDomainId"))
        if domain in self.ends.domains:
            self.links.append(
                DraftLink(type="implements", source=code, target=key("domain", domain))
            )
        elif domain:
            self.report.warning(
                f"{short(text(said.get('name')))}: there is no domain {short(domain)}",
                line=line,
                remedy="the link is left out",
            )
        return code

    def _canvas(self, said: Mapping[str, Any]) -> dict[str, Any]:
        classification = mapping(said.get("classification"))
        decisions = [_described(item) for item in items(said.get("businessDecisions"))]
        roles = [_described(item) for item in items(said.get("domainRoles"))]
        for what, held in (("businessDecision", decisions), ("domainRole", roles)):
            self.counting.found(what, len(held))
            self.counting.became(what, "read", len([one for one in held if one]))
            self.counting.became(what, "failed", len([one for one in held if not one]))
        return {
            "name": text(said.get("name")),
            "purpose": text(said.get("description")),
            "classification": text(classification.get("domainType")),
            "business_model": ", ".join(texts(classification.get("businessModel"))),
            "evolution": text(classification.get("evolution")),
            "business_decisions": "\n".join(f"- {one}" for one in decisions if one),
            "domain_roles": "; ".join(one for one in roles if one),
            "notes": self._notes(said),
        }

    def _notes(self, said: Mapping[str, Any]) -> str:
        """The short name, and the labels that people gave the context."""
        parts = [bullets({"Short name": _short_name(said), **_technical(said)})]
        for space in items(said.get("namespaces")):
            labels = items(mapping(space).get("labels"))
            self.counting.found("label", len(labels))
            self.counting.became("label", "read", len(labels))
            named = {
                text(mapping(one).get("name")): text(mapping(one).get("value")) for one in labels
            }
            listed = bullets(named)
            if listed:
                parts.append(f"{text(mapping(space).get('name'))}:\n{listed}")
        return "\n\n".join(part for part in parts if part)

    def _terms(self, context: Mapping[str, Any], code: str) -> None:
        language = context.get("ubiquitousLanguage")
        named = language.items() if isinstance(language, dict) else enumerate(items(language))
        for name, said in named:
            self.counting.found("term")
            term = text(mapping(said).get("term")) or text(name)
            values = {
                "name": term,
                "context": code,
                "definition": text(mapping(said).get("description")),
            }
            element = _element(
                "Term", key("term", code, term.casefold()), values, self._line(context)
            )
            self._add("term", element)

    def _own_messages(self, context: Mapping[str, Any], code: str) -> None:
        """Commands and queries that the context handles, and events that it publishes."""
        for listed in _OWN:
            kind, link = _MESSAGES[listed]
            for name in self._names(context, listed):
                values = {"name": name, "context": code, "kind": kind}
                message = key("message", code, kind, name.casefold())
                element = _element("Message", message, values, self._line(context))
                if not self._add("message", element):
                    continue
                self._owners.setdefault((kind, name.casefold()), []).append(message)
                if link:
                    self.links.append(DraftLink(type=link, source=code, target=message))

    def _names(self, context: Mapping[str, Any], listed: str) -> Iterator[str]:
        said = items(mapping(context.get("messages")).get(listed))
        self.counting.found("message", len(said))
        for item in said:
            name = text(item) or text(mapping(item).get("name"))
            if name:
                yield name
            else:
                self._failed("message", f"{listed} holds what has no name", self._line(context))

    def _messages_of_others(self, context: Mapping[str, Any], code: str) -> None:
        """What the context sends, invokes and listens to, which belongs to another one."""
        for listed in _OTHERS:
            kind, link = _MESSAGES[listed]
            for name in self._names(context, listed):
                message = self._message_of_others(kind, name, context)
                self.links.append(DraftLink(type=link, source=code, target=message))
                refuse_many_links(self.report.file, len(self.links))

    def _message_of_others(self, kind: str, name: str, context: Mapping[str, Any]) -> str:
        owners = self._owners.get((kind, name.casefold()), [])
        if len(owners) == 1:
            self.counting.became("message", "read")
            return owners[0]
        message = key("message", "", kind, name.casefold())
        if message in self._keys:
            self.counting.became("message", "read")
            return message
        why = "several contexts have it" if owners else "no context of the file has it"
        self.report.note(
            f"{short(name)}: {why}", line=self._line(context), remedy="a message without a context"
        )
        values = {"name": name, "kind": kind}
        self._add("message", _element("Message", message, values, self._line(context)))
        return message

    def _collaboration(self, said: Mapping[str, Any]) -> None:
        self._unknown("collaboration", said, self._line(said))
        found = relation(said, self.ends)
        for why in found.complaints:
            self.report.warning(why, line=self._line(said), remedy="kept in the notes")
        for name, external in found.externals.items():
            if external not in self._keys:
                self._keys.add(external)
                values = {"name": name, "external": True}
                self.elements.append(_element("BoundedContext", external, values, self._line(said)))
        code = _key("collaboration", said)
        element = _element("ContextRelation", code, found.values, self._line(said))
        self._add("collaboration", element)


def _element(kind: str, code: str, values: Mapping[str, Any], line: int) -> DraftElement:
    return DraftElement(kind=kind, key=code, values=values, line=line)


def _key(what: str, said: Mapping[str, Any]) -> str:
    return key(what, text(said.get("id")) or f"named {text(said.get('name')).casefold()}")


def _short_name(said: Mapping[str, Any]) -> str:
    return text(said.get("key")) or text(said.get("shortName"))


def _technical(said: Mapping[str, Any]) -> dict[str, str]:
    """Tools and deployment, which canvases had before they had labels."""
    held = {**said, **mapping(said.get("technicalDescription"))}
    return {
        name: text(value)
        for part in ("tools", "deployment")
        for name, value in mapping(held.get(part)).items()
    }


def _described(item: Any) -> str:
    """``Name: description`` of a decision or a role."""
    said = mapping(item)
    parts = (text(said.get("name")), text(said.get("description")))
    return ": ".join(part for part in parts if part) or text(item)
