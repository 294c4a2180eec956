"""Which element of a plan a drafted element is: by code, by origin, or by what it naturally is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planning.imports.draft import Draft, DraftElement, origin
from planning.plan.elements import Element, InputDocument
from planning.plan.normal import normal_text
from planning.plan.value import Plan

# Fields that tell two of a kind apart when neither code nor origin does.
NATURAL: Mapping[str, tuple[str, ...]] = {
    "Standard": ("name",),
    "Guardrail": ("statement",),
    "DirectiveTask": ("number",),
    "DirectiveStep": ("task", "text"),
    "Term": ("context", "name"),
}
_REFERENCES = ("task", "context")


class Matching:
    """Finds the elements that a draft speaks of; ``codes`` holds what was found, by draft key."""

    def __init__(self, plan: Plan, draft: Draft) -> None:
        self.plan = plan
        self.codes: dict[str, str] = {}
        self._file = draft.file
        self._by_origin = {e.origin: e for e in reversed(plan.elements) if e.origin}
        self._by_nature = {
            (element.element_kind, identity): element
            for element in reversed(plan.elements)
            if (identity := _identity_of(element))
        }
        self._documents = _by_tail(plan)
        self._by_digest = {d.sha256: d for d in reversed(plan.of(InputDocument)) if d.sha256}

    def find(self, element: DraftElement) -> Element | None:
        """The element of the plan that this is, whatever its kind, or ``None``."""
        if element.code:
            return self.plan.by_code.get(element.code)
        came = self._by_origin.get(element.origin or origin(self._file, element.key))
        if came is not None and came.element_kind == element.kind:
            return came
        if element.kind == "InputDocument":
            return self._document(element)
        identity = tuple(self._natural_values(element))
        return self._by_nature.get((element.kind, identity)) if all(identity) else None

    def _natural_values(self, element: DraftElement) -> Iterator[str]:
        for name in NATURAL.get(element.kind, ()):
            value = str(element.values.get(name, ""))
            yield normal_text(self.codes.get(value, "") if name in _REFERENCES else value)

    def _document(self, element: DraftElement) -> Element | None:
        """The document at this path, or at one that ends in it; else of this text or name."""
        path = str(element.values.get("path", ""))
        name = str(element.values.get("name", "")).casefold()
        tails = self._documents.get(_tail(path), ()) if path else ()
        same = [d for d in tails if _ends_in(d.path, path) or _ends_in(path, d.path)]
        exact = next((d for d in same if d.path == path), None)
        if exact or len(same) == 1:
            return exact or same[0]
        digest = str(element.values.get("sha256", ""))
        if digest and digest in self._by_digest:
            return self._by_digest[digest]
        unplaced = self._documents.get("", ()) if path else self.plan.of(InputDocument)
        return next((d for d in unplaced if name and d.name.casefold() == name), None)


def _identity_of(element: Element) -> tuple[str, ...]:
    values = tuple(str(getattr(element, name)) for name in NATURAL.get(element.element_kind, ()))
    return values if all(values) else ()


def _by_tail(plan: Plan) -> Mapping[str, list[InputDocument]]:
    found: dict[str, list[InputDocument]] = defaultdict(list)
    for document in plan.of(InputDocument):
        found[_tail(document.path)].append(document)
    return found


def _tail(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _ends_in(path: str, tail: str) -> bool:
    return path == tail or path.endswith(f"/{tail}")
