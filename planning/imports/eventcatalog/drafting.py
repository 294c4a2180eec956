"""Elements and links of a catalog as they come about, and what is skipped."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from planning.imports.bounds import refuse_many_elements, refuse_many_links
from planning.imports.draft import DraftElement, DraftLink
from planning.imports.eventcatalog.resources import OTHER, Catalog, Resource, what_of
from planning.imports.report import short
from planning.imports.said import texts

_SKIPPED = {
    "user": "a plan holds no people",
    "flow": "a plan has no flows; policies and transitions say what follows what",
    "doc": "pages for people",
    "data product": "a plan has no place for it",
    "diagram": "a picture",
}
_LISTS = {
    "services": "service",
    "agents": "agent",
    "containers": "container",
    "entities": "entity",
}
_WAYS = dict.fromkeys(("yml", "yaml"), ": OpenAPI and AsyncAPI are read by themselves")
_WAYS["sql"] = ": SQL is read by itself"


class Drafting:
    """Collects what becomes of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.elements: dict[str, DraftElement] = {}
        self.links: list[DraftLink] = []
        self.used: set[str] = set()
        """Paths of schemas that messages name."""

    def add(
        self, kind: str, key: str, values: Mapping[str, Any], line: int = 1, code: str = ""
    ) -> None:
        self.elements[key] = DraftElement(kind=kind, key=key, code=code, values=values, line=line)
        refuse_many_elements(self.catalog.report.file, len(self.elements))

    def link(self, type_: str, source: str, target: str) -> None:
        self.links.append(DraftLink(type=type_, source=source, target=target))
        refuse_many_links(self.catalog.report.file, len(self.links))

    def read(self, resource: Resource) -> None:
        self.catalog.counting.became(resource.what, "read")

    def pointed(self, resource: Resource, name: str, *whats: str) -> Iterator[Resource]:
        """The resources that a field points at; those that the catalog lacks are reported."""
        for id, _ in resource.ids(name):
            held = self.catalog.get(id, *whats)
            if held is not None:
                yield held
            else:
                self.catalog.warn(resource, f"{name}: there is no {short(id)}", name, "left out")

    def owner(self, resource: Resource) -> str:
        """The key of the first owner that is a team."""
        teams = (self.catalog.get(id, "team") for id, _ in resource.ids("owners"))
        return next((team.key for team in teams if team), "")

    def other_owners(self, resource: Resource) -> str:
        """Owners beyond the first team, for notes."""
        first = self.owner(resource)
        owners = [id for id, _ in resource.ids("owners")]
        if first:
            team = next(i for i in owners if (t := self.catalog.get(i, "team")) and t.key == first)
            owners.remove(team)
        return ", ".join(owners)

    def context(self, resource: Resource) -> str:
        """The key of the system that a resource belongs to.

        That is the one whose folder it lies in, the one that lists it, or the only one of its
        domain; blank where neither says.
        """
        system = self.catalog.above(resource.path, "system")
        if system is None:
            system = self._listing.get(resource.key)
        if system is None and (domain := self.domain(resource)) is not None:
            systems = self.systems(domain)
            system = systems[0] if len(systems) == 1 else None
        return system.key if system else ""

    @cached_property
    def _listing(self) -> Mapping[str, Resource]:
        """Which system lists a service, container or entity, by the key of what is listed."""
        return self._listed_by("system", _LISTS)

    @cached_property
    def _in_domains(self) -> Mapping[str, Resource]:
        """Which domain lists a resource or another domain, by the key of what is listed."""
        return self._listed_by("domain", _LISTS | {"domains": "domain"})

    def _listed_by(self, lister: str, lists: Mapping[str, str]) -> Mapping[str, Resource]:
        found: dict[str, Resource] = {}
        for resource in self.catalog.of(lister):
            for field, what in lists.items():
                for id, _ in resource.ids(field):
                    held = self.catalog.get(id, what)
                    if held is not None and held is not resource:
                        found.setdefault(held.key, resource)
        return found

    def domain(self, resource: Resource) -> Resource | None:
        """The domain in whose folder a resource lies."""
        return self.catalog.above(resource.path, "domain")

    def home(self, resource: Resource) -> str:
        """The name of the domain that a resource lies in or is listed by; blank where none is."""
        held = self.domain(resource) or self._in_domains.get(resource.key)
        return held.name if held else ""

    def around(self, domain: Resource) -> str:
        """The name of the domain that another one is part of."""
        above = self.catalog.above(domain.folder, "domain") or self._in_domains.get(domain.key)
        return above.name if above else ""

    def systems(self, domain: Resource) -> list[Resource]:
        """The systems that a domain lists, or that lie in its folder."""
        listed = (self.catalog.get(id, "system") for id, _ in domain.ids("systems"))
        found = {system.key: system for system in listed if system}
        for system in self._inside.get(domain.key, []):
            found.setdefault(system.key, system)
        return list(found.values())

    @cached_property
    def _inside(self) -> Mapping[str, list[Resource]]:
        """The systems in the folder of each domain, by its key."""
        found: dict[str, list[Resource]] = {}
        for system in self.catalog.of("system"):
            if (domain := self.domain(system)) is not None:
                found.setdefault(domain.key, []).append(system)
        return found

    def skip(self) -> None:
        """Reports on what became nothing."""
        for what, why in _SKIPPED.items():
            for resource in self.catalog.of(what):
                self.catalog.counting.became(what, "skipped")
                self.catalog.note(
                    resource, f"{what} {short(resource.name)}", "id", f"skipped: {why}"
                )
        versions = self.catalog.counting.of("versioned")
        if versions:
            what = f"{versions:,} files of earlier versions"
            self.catalog.report.note(
                what if versions > 1 else "1 file of an earlier version",
                remedy="skipped: a plan has one of each",
            )
        self._other_files()

    def _other_files(self) -> None:
        """Files that are no resources: schemas of messages are read, the rest is skipped."""
        others = [path for path in self.catalog.files if what_of(path) == OTHER]
        left = [path for path in others if path not in self.used]
        self.catalog.counting.became(OTHER, "read", len(others) - len(left))
        self.catalog.counting.became(OTHER, "skipped", len(left))
        endings = Counter(path.rpartition(".")[2].casefold()[:10] for path in left)
        for ending, count in sorted(endings.items()):
            self.catalog.report.note(
                f"{count:,} .{ending} file{'s' if count > 1 else ''} beside the catalog's own",
                remedy=f"skipped{_WAYS.get(ending, '')}",
            )


def stated(resource: Resource, name: str) -> str:
    return ", ".join(texts(resource.front.get(name)))
