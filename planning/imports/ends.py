"""What a text of a draft names: an element that comes with it, or one that the plan has."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from planning.imports.draft import DraftElement
from planning.imports.matching import Matching
from planning.imports.outcome import Ref
from planning.plan.nearest import suggestion
from planning.plan.value import Plan

SUGGESTED_FOR = 50
"""For how many unknown codes of one file the nearest known one is looked for: each is slow."""


@dataclass
class Ends:
    """The ends that references and links of one draft can have; ``wanted`` comes with it, by key."""

    plan: Plan
    matching: Matching
    wanted: Mapping[str, DraftElement]
    _unknown: set[str] = field(default_factory=set)

    def find(self, said: str) -> tuple[Ref, str]:
        """The element that a key of the draft or a code of the plan names, and its kind."""
        if said in self.wanted:
            code = self.matching.codes.get(said, "")
            return Ref(code) if code else Ref(key=said), self.wanted[said].kind
        held = self.plan.by_code.get(said) or self.matching.came(said)
        return (Ref(held.code), held.element_kind) if held else (Ref(), "")

    def meant(self, said: str, kinds: Collection[str]) -> str:
        """The code or key of these kinds that was probably meant, to follow a message."""
        self._unknown.add(said)
        if len(self._unknown) > SUGGESTED_FOR:
            return ""
        ends = {e.code: e.element_kind for e in self.plan.elements}
        ends |= {key: element.kind for key, element in self.wanted.items()}
        return suggestion(said, (end for end, held in ends.items() if held in kinds))
