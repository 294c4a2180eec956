"""What bringing a draft into a plan would add, change and leave alone, before anything is stored."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from planning.imports.documents import FORMAT as DOCUMENT
from planning.imports.draft import Draft, DraftElement, origin
from planning.imports.ends import Ends
from planning.imports.foreign import adapted
from planning.imports.matching import WHOLE, Matching
from planning.imports.news import News, Written
from planning.imports.outcome import (
    Addition,
    Change,
    FieldChange,
    LinkAddition,
    Preview,
    Ref,
    Same,
    Skipped,
    Vanished,
)
from planning.imports.plan_file import FORMAT as PLAN_FILE
from planning.imports.report import Report, short
from planning.imports.ties import Ties
from planning.plan.codes import is_code
from planning.plan.elements import BY_NAME, Element, facts
from planning.plan.elements.facts import Fact
from planning.plan.normal import Invalid, normal
from planning.plan.plan_json import RECORDS
from planning.plan.value import ABOUT_FIELDS, Plan

__all__ = [
    "Addition",
    "Change",
    "FieldChange",
    "LinkAddition",
    "Preview",
    "Ref",
    "Same",
    "Skipped",
    "compare",
]


def compare(
    plan: Plan, draft: Draft, written: Written | None = None, had: Collection[str] = ()
) -> Preview:
    """What the draft would do to the plan; fields and links that cannot be taken are reported.

    With what imports have ``written`` before, a field that the file has not changed since stays as
    somebody changed it here, and one that both changed is a person's to decide. ``had`` are codes that
    the plan had when the file was written with all of it: those that it lacks were taken out of it.
    """
    report = Report(draft.file)
    report.extend(draft.diagnostics)
    draft, left_out = adapted(plan, draft, report)
    comparison = _Comparison(plan, draft, report, Matching(plan, draft), written or {}, had)
    skipped = (*left_out, *comparison.match())
    if comparison.matching.is_another_file(comparison.wanted.values()):
        report.warning(
            f"most of what came from a file called {short(draft.source)} is called otherwise in this",
            remedy="no change of it is ticked; is it another file? Say so under “How it is read”",
        )
    entries = comparison.entries()
    ties = Ties(plan, comparison.ends, report)
    links = tuple(dict.fromkeys(ties.missing(draft.links)))
    return Preview(
        file=draft.file,
        format=draft.format,
        about=tuple(comparison.about()),
        asks=tuple(name for name in draft.asks if not getattr(plan, name)),
        additions=tuple(e for e in entries if isinstance(e, Addition)),
        changes=tuple(e for e in entries if isinstance(e, Change)),
        contested=tuple(comparison.contested),
        vanished=tuple(comparison.vanished()),
        same=tuple(e for e in entries if isinstance(e, Same)),
        skipped=skipped,
        links=links,
        same_links=ties.same,
        diagnostics=report.diagnostics,
        tallies=draft.tallies,
        unmapped=draft.unmapped,
        mappable=draft.mappable,
    )


@dataclass
class _Comparison:
    """A draft held against a plan; ``wanted`` are the drafted elements that are not skipped."""

    plan: Plan
    draft: Draft
    report: Report
    matching: Matching
    written: Written
    had: Collection[str]
    contested: list[Change] = field(default_factory=list)
    wanted: dict[str, DraftElement] = field(default_factory=dict)

    @cached_property
    def ends(self) -> Ends:
        return Ends(self.plan, self.matching, self.wanted)

    @cached_property
    def news(self) -> News:
        return News(self.plan, self.draft.format, self.matching, self.written)

    def match(self) -> Iterator[Skipped]:
        """Finds what each drafted element is, and yields those that must be left out."""
        taken: dict[str, int] = {}
        for element in self.draft.elements:
            found = self.matching.find(element)
            code = found.code if found else element.code
            why = self._why_not(element, found)
            if not why and code in taken:
                why = f"{code} stands in line {taken[code]} already"
            if why:
                yield Skipped(kind=element.kind, key=element.key, why=why, line=element.line)
                continue
            self.wanted[element.key] = element
            if code:
                taken[code] = element.line
            if found:
                self.matching.codes[element.key] = found.code

    def _why_not(self, element: DraftElement, found: Element | None) -> str:
        if element.kind not in BY_NAME:
            return f"{short(element.kind)} is no kind of element"
        if element.key in self.wanted:
            return f"{short(element.key)} stands twice in the file"
        if element.code and not is_code(element.code):
            return f"“{short(element.code)}” is no code: letters, digits, dots and hyphens"
        if found is not None and found.element_kind != element.kind:
            return f"{found.code} is another thing in the plan: {found.element_kind}"
        return ""

    def entries(self) -> list[Addition | Change | Same]:
        """What becomes of each element; without those that come with what is no news."""
        found = {key: self._entry(element) for key, element in self.wanted.items()}
        for key, element in list(self.wanted.items()):
            beside = found.get(element.beside)
            if isinstance(beside, Same) and isinstance(found[key], Addition):
                del found[key], self.wanted[key]
        return list(found.values())

    def _entry(self, element: DraftElement) -> Addition | Change | Same:
        values = dict(self._values(element))
        code = self.matching.codes.get(element.key)
        if code is None:
            return Addition(
                kind=element.kind,
                key=element.key,
                code=element.code,
                values=values,
                origin=element.origin or self._origin(element),
                position=element.position,
                line=element.line,
            )
        found = self.news.of(code, element.key, values)
        fields = tuple(each for each in found if each.base is None)
        contested = tuple(each for each in found if each.base is not None)
        about: dict[str, Any] = {"kind": element.kind, "key": element.key, "code": code}
        if contested:
            self.contested.append(Change(**about, fields=contested, line=element.line))
        return Change(**about, fields=fields, line=element.line) if fields else Same(**about)

    def vanished(self) -> Iterator[Vanished]:
        """Elements that came out of this file, or went into it, and are in it no more."""
        if self._is_read_in_part():
            return
        kept = set(self.matching.codes.values())
        for element in self.plan.elements:
            if element.code not in kept and self._was_in_file(element):
                yield Vanished(kind=element.element_kind, code=element.code)

    def _is_read_in_part(self) -> bool:
        """Whether more may be in the file than was read, so that nobody can say what is gone."""
        if self.draft.format == DOCUMENT:
            return True
        # A link without its ends says nothing of the elements that are there.
        failed = any(tally.failed for tally in self.draft.tallies if tally.what != "link")
        return failed or any(each.level == "error" for each in self.draft.diagnostics)

    def _was_in_file(self, element: Element) -> bool:
        if self.draft.format in WHOLE:
            return element.code in self.had
        return element.origin.startswith(origin(self.draft.source, ""))

    def _origin(self, element: DraftElement) -> str:
        # An element out of a plan.json that came from nowhere keeps coming from nowhere.
        return "" if self.draft.format == PLAN_FILE else origin(self.draft.source, element.key)

    def _values(self, element: DraftElement) -> Iterator[tuple[str, Any]]:
        """The stated fields in normal form; blanks are no statement."""
        known = facts(BY_NAME[element.kind])
        for name, said in element.values.items():
            fact = known.get(name)
            if fact is None:
                self._drop(element, name, f"{element.kind} has no such field")
                continue
            value = self._value(element, fact, said)
            if value not in (fact.default, Ref()):
                yield name, value

    def _value(self, element: DraftElement, fact: Fact, said: Any) -> Any:
        if fact.type == "reference":
            return self._reference(element, fact, str(said).strip())
        try:
            return normal(fact, said)
        except Invalid as error:
            self._drop(element, fact.name, str(error))
            return fact.default

    def _reference(self, element: DraftElement, fact: Fact, said: str) -> Ref:
        ref, kind = self.ends.find(said)
        if said and kind != fact.target:
            meant = self.ends.meant(said, (fact.target,))
            self._drop(element, fact.name, f"there is no {fact.target} {short(said)}{meant}")
            return Ref()
        return ref

    def _drop(self, element: DraftElement, name: str, why: str) -> None:
        self.report.warning(
            f"{short(element.code or element.key)}, {name}: {why}",
            line=element.line,
            remedy="the field is left out",
        )

    def about(self) -> Iterator[FieldChange]:
        """Fields of the plan itself of which the file says something else."""
        for name, said in self.draft.about.items():
            before = getattr(self.plan, name, None)
            after = self._about_value(name, said)
            if after not in ("", None, ()) and after != before:
                yield FieldChange(name, before, after)

    def _about_value(self, name: str, said: Any) -> Any:
        if name in RECORDS:
            return said
        if name not in ABOUT_FIELDS:
            self.report.warning(f"{short(name)}: a plan has no such field", remedy="left out")
            return ""
        try:
            return normal(facts(Plan)[name], said)
        except Invalid as error:
            self.report.warning(f"{name}: {error}", remedy="the field is left out")
            return ""
