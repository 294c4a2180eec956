"""A draft in the making: its elements under stable keys, and names to be looked up at the end."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from planning.imports.bounds import refuse_many_elements, refuse_many_links
from planning.imports.cml.tree import Name, Setting
from planning.imports.draft import DraftElement, DraftLink
from planning.imports.report import Report, short

MOST = 50_000
"""Of what lines of a file may stand for: all parts of a domain, each event with each command."""
LONGEST_KEY = 300
"""An origin has to fit into 1,000 characters of the database, with the name of the file."""


class Place(NamedTuple):
    """Where something stands that the file does not name: within its parent, under a label.

    ``beside`` is the key of what it merely comes with, if of anything; ``left_code`` the code that
    the writer has left there.
    """

    parent: str
    label: str
    line: int
    beside: str = ""
    left_code: str = ""


@dataclass
class Building:
    """``named`` finds elements by a sort such as ``object`` and the name that the file uses;
    ``states`` holds the states of an aggregate by the names that the file has for them."""

    report: Report
    elements: dict[str, DraftElement] = field(default_factory=dict)
    links: dict[DraftLink, None] = field(default_factory=dict)
    named: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    nearest: dict[tuple[str, str, str], str] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    left: int = MOST
    later: list[Callable[[], None]] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(
        self,
        kind: str,
        name: Name | None,
        values: dict[str, Any],
        *,
        parent: str = "",
        label: str = "",
        code: str = "",
        line: int = 0,
    ) -> str:
        """Takes an element and returns its key; ``values`` may still be filled afterwards."""
        label = label or (name.text if name else "")
        key = code or self._key(parent, kind, label)
        if name is not None:
            values.setdefault("name", name.full)
        line = name.line if name else line
        left = (name.code or "") if name and not code else ""
        self.elements[key] = DraftElement(
            kind=kind,
            key=key,
            code=code,
            values=values,
            line=line,
            left_code=left,
        )
        refuse_many_elements(self.report.file, len(self.elements))
        return key

    def put(self, kind: str, values: dict[str, Any], place: Place) -> str:
        """Takes an element that the file does not name, and returns its key."""
        key = self._key(place.parent, kind, place.label)
        self.elements[key] = DraftElement(
            kind=kind,
            key=key,
            values=values,
            line=place.line,
            left_code=place.left_code,
            beside=place.beside,
        )
        refuse_many_elements(self.report.file, len(self.elements))
        return key

    def _key(self, parent: str, kind: str, label: str) -> str:
        key = f"{parent}/{kind}:{label}".removeprefix("/")
        if len(key) > LONGEST_KEY:
            key = f"{key[: LONGEST_KEY - 70]}:{hashlib.sha256(key.encode()).hexdigest()}"
        self.found[key] += 1
        return key if self.found[key] == 1 else f"{key}~{self.found[key]}"

    def register(self, sort: str, name: Name, key: str, within: tuple[str, ...] = ()) -> None:
        """``within`` holds the keys of what the element stands in."""
        # The name of a domain stands for each of its subdomains.
        if sort != "domain":
            self.defined(name, key)
        self.named[sort, name.text].append(key)
        for near in within:
            self.nearest.setdefault((sort, name.text, near), key)

    def defined(self, name: Name, key: str) -> None:
        """Warns where the element is not the first of its name in its place."""
        first = self.elements.get(key.rpartition("~")[0])
        if first is not None:
            self.report.warning(
                f"{first.kind} {short(name.text)} is defined here and in line {first.line}",
                line=name.line,
                column=name.column,
                remedy="both are taken; whatever names it means the first",
            )

    def look_up(self, sort: str, name: str, within: tuple[str, ...] = ()) -> str:
        """The key of what bears the name: the nearest, else the first; blank for none."""
        for near in within:
            if found := self.nearest.get((sort, name, near)):
                return found
        return next(iter(self.named.get((sort, name), ())), "")

    def link(self, type_: str, source: str, target: str) -> None:
        self.links[DraftLink(type=type_, source=source, target=target)] = None
        refuse_many_links(self.report.file, len(self.links))

    def satisfy(self, source: str, names: Iterable[Name]) -> None:
        """Links to requirements; one that the file does not define may be in the plan."""
        for name in names:
            found = self.look_up("requirement", name.text)
            if not found:
                self.missing(name, "UseCase or UserStory", "looked for in the plan")
            self.link("satisfies", source, found or name.text)

    def missing(self, name: Name, what: str, remedy: str) -> None:
        self.report.warning(
            f"there is no {what} {short(name.text)} in this file",
            line=name.line,
            column=name.column,
            remedy=remedy,
        )

    def affords(self, count: int, what: str, line: int) -> bool:
        """Whether one line may stand for so many; a small file must not become a huge draft."""
        if count > self.left:
            message = f"one line for {count:,} {what}, with too many in this file already"
            self.report.warning(message, line=line, remedy="left out")
            return False
        self.left -= count
        return True

    def finish(self) -> None:
        """Looks up all names, now that everything is known."""
        for act in self.later:
            act()
        self.later.clear()


def said(**values: Any) -> dict[str, Any]:
    """The values that are not blank."""
    return {name: value for name, value in values.items() if value not in ("", (), None, False)}


def noted(doc: str, kept: Iterable[str]) -> str:
    """Notes: the doc string, then what CML says besides, as the writer takes it back."""
    lines = "\n".join(f"- CML: `{text}`" for text in dict.fromkeys(kept))
    return "\n\n".join(part for part in (doc.strip(), lines) if part)


def texts(settings: Iterable[Setting], *but: str) -> list[str]:
    """The settings as written, without those that the plan has a field for."""
    return [setting.text for setting in settings if setting.key not in but]


def value(settings: Iterable[Setting], key: str) -> str:
    """All that a setting says, one value a line."""
    return "\n".join(v for setting in settings if setting.key == key for v in setting.values)
