"""The reader of EventCatalog: an archive, its resources, a draft."""

import re
from collections.abc import Iterable

from planning.imports.archives import is_archive, members
from planning.imports.draft import Draft, Unreadable
from planning.imports.eventcatalog.domain import domain_elements
from planning.imports.eventcatalog.drafting import Drafting
from planning.imports.eventcatalog.messages import message_elements
from planning.imports.eventcatalog.resources import COLLECTIONS, catalog, what_of
from planning.imports.eventcatalog.systems import system_elements
from planning.imports.report import Report
from planning.imports.source import decoded

FORMAT = "eventcatalog"

_CONFIG = re.compile(r"(?:^|/)eventcatalog\.config\.\w{2,4}\Z")
_TELLING = ("domain", "system", "service", "event", "command", "query", "entity", "container")


def looks_like_eventcatalog(names: Iterable[str]) -> bool:
    """Whether files of these names are a catalog."""
    names = list(names)
    return any(_CONFIG.search(name) or what_of(name) in _TELLING for name in names)


def read_eventcatalog(file: str, content: bytes | str) -> Draft:
    """Domains, systems, services, messages, entities and containers of a zipped catalog.

    Raises ``Unreadable`` for what is no archive, or one that holds no catalog.
    """
    if isinstance(content, str) or not is_archive(content):
        decoded(file, content)
        raise Unreadable(f"{file}: no zip archive; zip the folder of the catalog")
    files = dict(members(file, content))
    if not looks_like_eventcatalog(files):
        raise Unreadable(f"{file}: an archive without eventcatalog.config.js or {_folders()}")
    report = Report(file)
    found = catalog(files, report)
    drafting = Drafting(found)
    system_elements(drafting)
    domain_elements(drafting)
    message_elements(drafting)
    drafting.skip()
    return Draft(
        file=file,
        format=FORMAT,
        elements=tuple(drafting.elements.values()),
        links=tuple(dict.fromkeys(drafting.links)),
        diagnostics=report.diagnostics,
        tallies=found.counting.tallies,
    )


def _folders() -> str:
    return ", ".join(f"{name}/" for name, what in COLLECTIONS.items() if what in _TELLING)
