"""The draft of a specification while it is read: keys stay apart, and its size is bounded."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.bounds import refuse_many_elements, refuse_many_links
from planning.imports.draft import Draft, DraftElement, DraftLink, Tally
from planning.imports.report import short
from planning.imports.specs.schema_text import TooLong, schema_text
from planning.imports.specs.tree import Tree, line_of, tally_of_references
from planning.plan.normal import LINE_LENGTH, TEXT_LENGTH

LONGEST_KEY = 200
_ELEMENT = 200
"""What an element weighs besides its texts."""
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def text_of(said: Any) -> str:
    """A scalar as text that can be stored; blank for anything else."""
    if said is None or isinstance(said, dict | list):
        return ""
    text = ("true" if said else "false") if isinstance(said, bool) else str(said)
    return _UNFIT.sub("\ufffd", text).strip()


def name_of(said: Any) -> str:
    """A text as a name: one line that its field can hold."""
    return short(text_of(said), LINE_LENGTH)


def words_of(holder: Mapping[str, Any], *names: str) -> str:
    """The first of some texts that a construct states."""
    return next((text for name in names if (text := text_of(holder.get(name)))), "")


@dataclass
class Drafting:
    """Collects what is read of one tree; ``counts`` hold what became of each construct."""

    tree: Tree
    elements: dict[str, DraftElement] = field(default_factory=dict)
    links: dict[DraftLink, None] = field(default_factory=dict)
    read: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    _taken: Counter[str] = field(default_factory=Counter)
    _checked: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    _extensions: dict[str, tuple[int, int]] = field(default_factory=dict)
    _unknown: int = 0

    def add(self, kind: str, key: str, line: int, /, *, left_code: str = "", **values: Any) -> str:
        """Takes an element and returns its key, which differs from the one asked for if that is
        taken; blank values are left out."""
        said = {name: held for name, held in values.items() if held}
        self.tree.spend(_ELEMENT + sum(len(v) for v in said.values() if isinstance(v, str)))
        key = self._free(key)
        self.elements[key] = DraftElement(
            kind=kind, key=key, values=said, line=line, left_code=left_code
        )
        refuse_many_elements(self.tree.file, len(self.elements))
        return key

    def link(self, type_: str, source: str, target: str) -> None:
        if source and target:
            self.links[DraftLink(type=type_, source=source, target=target)] = None
            refuse_many_links(self.tree.file, len(self.links))

    def _free(self, key: str) -> str:
        key = short(text_of(key), LONGEST_KEY)
        self._taken[key] += 1
        free = key if self._taken[key] == 1 else f"{key}~{self._taken[key]}"
        return free if free not in self.elements else self._free(free)

    def add_schema(
        self,
        key: str,
        name: str,
        schema: Any,
        line: int,
        format_: str = "json_schema",
        left_code: str = "",
    ) -> str:
        """A schema with its body; blank, and reported, for what is none or too long to keep.

        Other formats than JSON Schema may be text.
        """
        if format_ != "json_schema" and isinstance(schema, str):
            return self.add(
                "Schema", key, line, name=name_of(name), format=format_, body=text_of(schema)
            )
        if not isinstance(schema, dict | bool) and format_ == "json_schema":
            self.tree.report.warning(f"“{short(name)}” is no schema", line=line, remedy="left out")
            return ""
        try:
            body = schema_text(schema, TEXT_LENGTH)
        except TooLong:
            self.tree.spend(TEXT_LENGTH)
            self.tree.report.warning(
                f"the schema “{short(name)}” has more than {TEXT_LENGTH:,} characters",
                line=line,
                remedy="left out",
            )
            return ""
        body = _UNFIT.sub("\ufffd", body)
        said = {"name": name_of(name), "format": format_, "body": body}
        return self.add("Schema", key, line, left_code=left_code, **said)

    def check(
        self, holder: Mapping[str, Any], known: Collection[str], what: str, line: int
    ) -> None:
        """Reports keys that a construct should not have; extensions are counted.

        What is referred to in many places is looked at once.
        """
        if id(holder) in self._checked:
            return
        self._checked[id(holder)] = holder
        for key in [key for key in holder if key not in known]:
            at = line_of(holder, key, line)
            if str(key).startswith("x-"):
                times, first = self._extensions.get(key, (0, at))
                self._extensions[key] = (times + 1, first)
            else:
                self._unknown += 1
                self.tree.report.warning(
                    f"“{short(str(key))}” in {what} is not understood", line=at, remedy="left out"
                )

    def tell_extensions(self) -> Iterator[Tally]:
        """Notes each extension once, and tallies what ``check`` found."""
        for name, (times, line) in sorted(self._extensions.items()):
            often = f", {times:,} times" if times > 1 else ""
            self.tree.report.note(
                f"the extension “{short(name)}”{often}", line=line, remedy="left out"
            )
        total = sum(times for times, _ in self._extensions.values())
        if total:
            yield Tally(what="extension", found=total, read=0, skipped=total)
        if self._unknown:
            yield Tally(what="unknown key", found=self._unknown, read=0, failed=self._unknown)

    def finished(self, format_: str, found: Mapping[str, int]) -> Draft:
        """What was read, with what became of the constructs that ``found`` counts."""
        tallies = (
            *self.tallies(found),
            tally_of_references(self.tree),
            *self.tell_extensions(),
        )
        return Draft(
            file=self.tree.file,
            format=format_,
            elements=tuple(self.elements.values()),
            links=tuple(self.links),
            diagnostics=self.tree.report.diagnostics,
            tallies=tuple(tally for tally in tallies if tally.found),
        )

    def tallies(self, found: Mapping[str, int]) -> Iterator[Tally]:
        """What became of the constructs that ``found`` counts; what is not accounted for failed."""
        for what, count in found.items():
            if count:
                read, skipped = self.read[what], self.skipped[what]
                failed = count - read - skipped
                yield Tally(what=what, found=count, read=read, skipped=skipped, failed=failed)


def paragraphs(*texts: str) -> str:
    """Texts that are not blank, with a blank line between them."""
    return "\n\n".join(text for text in texts if text)


def bullets(title: str, lines: Iterable[str]) -> str:
    """A list under its title; blank where it has no lines."""
    listed = [f"- {line}" for line in lines if line]
    return "\n".join([f"{title}:", *listed]) if listed else ""
