"""Which of the fields that a file states are news to an element of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from planning.imports import cml, kept_notes, openapi, skeleton, unstated
from planning.imports.matching import WHOLE, Matching
from planning.imports.outcome import FieldChange, Ref
from planning.plan.elements import Element
from planning.plan.value import Plan

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
BLANK = ("", None, (), False)
Written = Mapping[str, Mapping[str, Any]]
"""What the plan said, by code and field, when the file and the plan were last one: what imports
wrote or, for what a plan itself was written to, what it said then."""


@dataclass(frozen=True, slots=True)
class News:
    """Compares the fields of elements that the plan has with what a file of a format states."""

    plan: Plan
    format: str
    matching: Matching
    written: Written

    def of(self, code: str, key: str, values: Mapping[str, Any]) -> list[FieldChange]:
        """The fields of which the file says something else, with what an import wrote there."""
        return [self._against(code, key, each) for each in self._changes(code, key, values)]

    def _against(self, code: str, key: str, change: FieldChange) -> FieldChange:
        """The change with what an import wrote there, where somebody changed that since.

        Of what only bears the name of something in the file, all that is said stands.
        """
        if self.matching.is_doubtful(key) and change.before not in BLANK:
            return replace(change, base=change.before)
        base = self.written.get(code, {}).get(change.name)
        if base is None or base == change.before:
            return change
        said = change.after.code if isinstance(change.after, Ref) else change.after
        return replace(change, base=base, disputed=said != base)

    def _changes(self, code: str, key: str, values: Mapping[str, Any]) -> list[FieldChange]:
        element, format_ = self.plan.by_code[code], self.format
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
            # It was told by its name, whatever its spelling.
            found.pop("name", None)
        for name in unstated.follow(format_, element.element_kind, values, found):
            del found[name]
        return list(found.values())

    def _merged(self, element: Element, before: str, after: str) -> str:
        """Notes of CML word by word only where nobody has touched what an import wrote."""
        written = self.written.get(element.code, {}).get("notes")
        if self.format != cml.FORMAT or written == before:
            return after
        signed = element.element_kind == "Operation"
        return kept_notes.merged(before, after, signed=signed)

    def _leaves_alone(self, element: Element, name: str, before: Any, after: Any) -> bool:
        kind = element.element_kind
        if unstated.is_no_news(self.format, kind, name, before, after):
            return True
        if self.format in WHOLE or before in BLANK:
            return False
        return name in SUGGESTED.get(kind, ()) or STARTING.get(kind, {}).get(name) == after
