"""What bringing a draft into a plan would add, change and leave alone, before anything is stored."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planning.imports import cml, kept_notes, openapi, skeleton, unstated
from planning.imports.draft import Draft, DraftElement, DraftLink, origin
from planning.imports.kind_tables import FORMAT as KIND_TABLE
from planning.imports.matching import Matching
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
from planning.plan.codes import is_code
from planning.plan.elements import BY_NAME, Element, facts
from planning.plan.elements.facts import Fact
from planning.plan.links import BY_TYPE, allowed
from planning.plan.nearest import suggestion
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

# What a file merely suggests stays as a person has it, once it is said; only blanks are filled.
SUGGESTED: Mapping[str, tuple[str, ...]] = {
    "InputDocument": ("name", "path", "kind", "track", "producing_phase"),
    "Guardrail": ("name", "rules"),
    "DirectiveStep": ("artifacts",),
}
# What a fresh element starts with says nothing about one that has moved on.
STARTING: Mapping[str, Mapping[str, Any]] = {
    "DirectiveTask": {"status": "open"},
    "DirectiveStep": {"status": "open"},
    "InputDocument": {"status": "missing"},
    "Dependency": {"status": "open"},
}
WHOLE = (PLAN_FILE, KIND_TABLE)
"""What a plan itself was written to: whoever brings it back means it as it stands."""
BLANK = ("", None, (), False)
SUGGESTED_FOR = 50
"""For how many unknown codes of one file the nearest known one is looked for: each is slow."""


Written = Mapping[str, Mapping[str, Any]]
"""What imports last wrote, by code and field."""


def compare(plan: Plan, draft: Draft, written: Written | None = None) -> Preview:
    """What the draft would do to the plan; fields and links that cannot be taken are reported.

    With what imports have ``written`` before, a field that the file has not changed since stays as
    somebody changed it here, and one that both changed is a person's to decide.
    """
    report = Report(draft.file)
    report.extend(draft.diagnostics)
    comparison = _Comparison(plan, draft, report, Matching(plan, draft), written or {})
    skipped = tuple(comparison.match())
    entries = comparison.entries()
    links = tuple(dict.fromkeys(comparison.links()))
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
        same_links=comparison.same_links,
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
    contested: list[Change] = field(default_factory=list)
    wanted: dict[str, DraftElement] = field(default_factory=dict)
    same_links: int = 0
    unknown: set[str] = field(default_factory=set)
    lost: dict[tuple[str, frozenset[str]], list[str]] = field(default_factory=dict)

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
        changes = self._changes(code, element.key, values)
        found = [self._against(code, element.key, each) for each in changes]
        fields = tuple(each for each in found if each.base is None)
        contested = tuple(each for each in found if each.base is not None)
        about: dict[str, Any] = {"kind": element.kind, "key": element.key, "code": code}
        if contested:
            self.contested.append(Change(**about, fields=contested, line=element.line))
        return Change(**about, fields=fields, line=element.line) if fields else Same(**about)

    def _against(self, code: str, key: str, change: FieldChange) -> FieldChange:
        """The change with what an import wrote there, where somebody changed that since.

        Of what only bears the name of something in the file, all that is said stands.
        """
        if key in self.matching.guessed and change.before not in BLANK:
            return replace(change, base=change.before)
        base = self.written.get(code, {}).get(change.name)
        if self.draft.format in WHOLE or base is None or base == change.before:
            return change
        said = change.after.code if isinstance(change.after, Ref) else change.after
        return replace(change, base=base, disputed=said != base)

    def vanished(self) -> Iterator[Vanished]:
        """Elements that came out of this file and are in it no more."""
        if self.draft.format in WHOLE:
            return
        opening, kept = origin(self.draft.file, ""), set(self.matching.codes.values())
        for element in self.plan.elements:
            if element.origin.startswith(opening) and element.code not in kept:
                yield Vanished(kind=element.element_kind, code=element.code)

    def _origin(self, element: DraftElement) -> str:
        # An element out of a plan.json that came from nowhere keeps coming from nowhere.
        return "" if self.draft.format == PLAN_FILE else origin(self.draft.file, element.key)

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
        ref, kind = self._end(said)
        if said and kind != fact.target:
            meant = self._meant(said, (fact.target,))
            self._drop(element, fact.name, f"there is no {fact.target} {short(said)}{meant}")
            return Ref()
        return ref

    def _drop(self, element: DraftElement, name: str, why: str) -> None:
        self.report.warning(
            f"{short(element.code or element.key)}, {name}: {why}",
            line=element.line,
            remedy="the field is left out",
        )

    def _end(self, said: str) -> tuple[Ref, str]:
        """The element that a key of the draft or a code of the plan names, and its kind."""
        if said in self.wanted:
            code = self.matching.codes.get(said, "")
            return Ref(code) if code else Ref(key=said), self.wanted[said].kind
        held = self.plan.by_code.get(said) or self.matching.came(said)
        return (Ref(held.code), held.element_kind) if held else (Ref(), "")

    def _meant(self, said: str, kinds: Collection[str]) -> str:
        """The code or key of these kinds that was probably meant, to follow a message."""
        self.unknown.add(said)
        if len(self.unknown) > SUGGESTED_FOR:
            return ""
        ends = {e.code: e.element_kind for e in self.plan.elements}
        ends |= {key: element.kind for key, element in self.wanted.items()}
        return suggestion(said, (end for end, held in ends.items() if held in kinds))

    def _changes(self, code: str, key: str, values: Mapping[str, Any]) -> list[FieldChange]:
        element, format_ = self.plan.by_code[code], self.draft.format
        found: dict[str, FieldChange] = {}
        for name, said in values.items():
            before = getattr(element, name)
            after = self._merged(element, before, said) if name == "notes" else said
            same = after == Ref(before) if isinstance(after, Ref) else after == before
            if format_ == openapi.FORMAT and self.matching.is_left(key) and not same:
                same = skeleton.says_nothing(element.element_kind, name, before, after)
            if not same and not self._leaves_alone(element, name, before, after):
                found[name] = FieldChange(name, before, after)
        if key in self.matching.guessed:
            # It was told by its name, whatever the case of its letters.
            found.pop("name", None)
        for name in unstated.follow(format_, element.element_kind, values, found):
            del found[name]
        return list(found.values())

    def _merged(self, element: Element, before: str, after: str) -> str:
        """Notes of CML word by word only where nobody has touched what an import wrote."""
        written = self.written.get(element.code, {}).get("notes")
        if self.draft.format != cml.FORMAT or written == before:
            return after
        signed = element.element_kind == "Operation"
        return kept_notes.merged(before, after, signed=signed)

    def _leaves_alone(self, element: Element, name: str, before: Any, after: Any) -> bool:
        kind = element.element_kind
        if unstated.is_no_news(self.draft.format, kind, name, before, after):
            return True
        if self.draft.format in WHOLE or before in BLANK:
            return False
        return name in SUGGESTED.get(kind, ()) or STARTING.get(kind, {}).get(name) == after

    def links(self) -> Iterator[LinkAddition]:
        """Links that the plan lacks; what the plan has is counted."""
        held = {link.key for link in self.plan.links}
        for link in self.draft.links:
            (source, source_kind), (target, target_kind) = map(
                self._end, (link.source, link.target)
            )
            if (link.type, source.code, target.code) in held:
                self.same_links += 1
            elif self._may_link(link, source_kind, target_kind):
                yield LinkAddition(
                    type=link.type,
                    source=source,
                    target=target,
                    target_digest=link.target_digest,
                )
        self._tell_lost()

    def _may_link(self, link: DraftLink, source_kind: str, target_kind: str) -> bool:
        ends = f"{short(link.source)} {short(link.type)} {short(link.target)}"
        if not source_kind or not target_kind:
            missing = link.source if not source_kind else link.target
            kinds = _ends_of(link.type, target=bool(source_kind))
            self.lost.setdefault((missing, kinds), []).append(ends)
            return False
        if not allowed(link.type, source_kind, target_kind):
            self.report.warning(
                f"{ends}: no such link runs from {source_kind} to {target_kind}",
                remedy="the link is left out",
            )
            return False
        return True

    def _tell_lost(self) -> None:
        """Once for each end that is missing, however many links lead there."""
        for (missing, kinds), ends in self.lost.items():
            more = f"; so it is with {len(ends) - 1:,} more links" if len(ends) > 1 else ""
            self.report.warning(
                f"{ends[0]}: there is no {short(missing)}{self._meant(missing, kinds)}{more}",
                remedy="the link is left out",
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


def _ends_of(type_: str, *, target: bool) -> frozenset[str]:
    """The kinds that a link of a type may have at one end."""
    known = BY_TYPE.get(type_)
    return frozenset() if known is None else frozenset(known.targets if target else known.sources)
