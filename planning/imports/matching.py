"""Which element of a plan a drafted element is: by code, by origin, or by what it naturally is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from planning.imports import cml, inline
from planning.imports.draft import Draft, DraftElement, origin
from planning.imports.kept_notes import kept_lines
from planning.imports.kind_tables import FORMAT as KIND_TABLE
from planning.imports.plan_file import FORMAT as PLAN_FILE
from planning.plan.elements import Attribute, Element, InputDocument
from planning.plan.normal import normal_text
from planning.plan.value import Plan

WHOLE = (PLAN_FILE, KIND_TABLE)
"""What a plan itself was written to: whoever brings it back means it as it stands."""
# Fields that tell two of a kind apart when neither code nor origin does.
NATURAL: Mapping[str, tuple[str, ...]] = {
    "Standard": ("name",),
    "Guardrail": ("statement",),
    "DirectiveTask": ("number",),
    "DirectiveStep": ("task", "text"),
    "Term": ("context", "name"),
    "Team": ("name",),
}
# What several catalogs of one system each name, in their own spelling.
_CATALOGED: Mapping[str, tuple[str, ...]] = {
    **NATURAL,
    "Subdomain": ("name",),
    "BoundedContext": ("name",),
    "Service": ("context", "name"),
}
# CML knows things by their names alone, each within what it stands in.
NATURAL_BY_FORMAT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("backstage", "contexture", "eventcatalog"), _CATALOGED),
    cml.FORMAT: {
        **_CATALOGED,
        "ContextRelation": ("upstream", "downstream"),
        "Aggregate": ("context", "name"),
        "Entity": ("aggregate", "name"),
        "Attribute": ("entity", "name"),
        "Message": ("context", "name"),
        "Transition": ("aggregate", "from_state", "to_state"),
        "Policy": ("context", "on_event", "then_command"),
        "Operation": ("service", "name"),
        "Port": ("context", "name"),
        "Question": ("notes",),
    },
}
GUESSED = frozenset(NATURAL_BY_FORMAT[cml.FORMAT]) - {
    "Standard",
    "Guardrail",
    "DirectiveTask",
    "DirectiveStep",
}
"""Kinds of which two may well bear one name: what the plan says of such a one stands."""
_REFERENCES = frozenset(
    ("task", "context", "upstream", "downstream", "aggregate", "entity", "service")
    + ("on_event", "then_command")
)
_MAY_BE_BLANK = ("from_state",)
WEIGHED = 50
"""How many of one name are compared with what a file says of one; each takes time."""
_SPELLED = frozenset(("Team", "Subdomain", "BoundedContext", "Service"))
"""Kinds that one source calls ``order-taking``, and another Order Taking."""


class Matching:
    """Finds the elements that a draft speaks of; ``codes`` holds what was found, by draft key.

    ``guessed`` holds the keys of those that only bear the same name.
    """

    def __init__(self, plan: Plan, draft: Draft) -> None:
        self.plan = plan
        self.codes: dict[str, str] = {}
        self.guessed: set[str] = set()
        self._elsewhere: set[str] = set()
        self._is_whole = draft.format in WHOLE
        self._file = draft.source
        self._provider = inline.provider(plan, draft.file) if inline.is_inline(draft.file) else None
        self.is_other = False
        self._came: set[str] = set()
        self._natural = NATURAL_BY_FORMAT.get(draft.format, NATURAL)
        self._by_origin = {e.origin: e for e in reversed(plan.elements) if e.origin}
        self._carriers = {k.target: k.source for k in draft.links if k.type == "carries"}
        self._documents = _by_tail(plan)
        self._by_digest = {d.sha256: d for d in reversed(plan.of(InputDocument)) if d.sha256}
        self._left = dict(self._left_codes(draft))
        self._claimed = frozenset(self._left.values())
        self._names = {(e.kind, normal_text(e.values.get("name", ""))) for e in draft.elements}
        self._sure = {e.key: found for e in draft.elements if (found := self._surely(e))}
        taken = {element.code for element in self._sure.values()}
        self._by_nature: dict[tuple[str, ...], list[Element]] = defaultdict(list)
        for element in plan.elements:
            if element.code not in taken and (identity := self._identity(element)):
                self._by_nature[identity].append(element)

    def find(self, element: DraftElement) -> Element | None:
        """The element of the plan that this is, whatever its kind, or ``None``."""
        if element.code or element.key in self._sure:
            return self._sure.get(element.key)
        if element.kind == "InputDocument":
            return self._document(element)
        if element.key == inline.SERVICE and self._provider is not None:
            self.guessed.add(element.key)
            return self._provider
        free = self._by_nature.get(self._drafted_identity(element), [])
        # Of several with one name, the one that most of what the file says is true of.
        nearest = [held for held in free[:WEIGHED] if self._may_be(held, element)]
        found = max(nearest, key=lambda e: self._agreement(e, element), default=None)
        if found is not None:
            free.remove(found)
            if element.kind in GUESSED:
                self.guessed.add(element.key)
        return found

    def is_left(self, key: str) -> bool:
        """Whether it was known by the code that an export of this plan left."""
        return key in self._left

    def is_another_file(self, elements: Iterable[DraftElement]) -> bool:
        """Whether the file only bears the name of one that was read before: most is called otherwise."""
        names = [
            (normal_text(said), normal_text(self.plan.by_code[self.codes[each.key]].name))
            for each in elements
            if each.key in self._came and (said := str(each.values.get("name", "")))
        ]
        self.is_other = 2 * sum(new != old for new, old in names) > len(names)
        return self.is_other

    def is_doubtful(self, key: str) -> bool:
        """Whether an element was told by a name alone, its own or that of its file, or by a code
        that another file gave it."""
        is_told_so = key in self.guessed or key in self._elsewhere
        return is_told_so or (self.is_other and key in self._came)

    def came(self, said: str) -> Element | None:
        """What came from this place, as ``origin`` writes it."""
        return self._by_origin.get(said)

    def _may_be(self, held: Element, element: DraftElement) -> bool:
        """Whether no other of the draft is called exactly so."""
        if element.kind not in _SPELLED or held.name == normal_text(element.values.get("name", "")):
            return True
        return (element.kind, held.name) not in self._names

    def _agreement(self, held: Element, element: DraftElement) -> int:
        return sum(
            getattr(held, name, None) in (said, self._code(str(said)) or said)
            for name, said in element.values.items()
        )

    def _surely(self, element: DraftElement) -> Element | None:
        if element.code:
            return self._of_code(element)
        if element.key in self._left:
            return self.plan.by_code[self._left[element.key]]
        came = self._by_origin.get(element.origin or origin(self._file, element.key))
        is_free = came is not None and came.code not in self._claimed
        if came is None or not is_free or came.element_kind != element.kind:
            return None
        self._came.add(element.key)
        return came

    def _of_code(self, element: DraftElement) -> Element | None:
        held = self.plan.by_code.get(element.code)
        if held is not None and held.origin and not self._is_whole:
            is_ours = held.origin.startswith(origin(self._file, ""))
            (self._came if is_ours else self._elsewhere).add(element.key)
        return held

    def _left_codes(self, draft: Draft) -> Iterator[tuple[str, str]]:
        """Codes that an export of this very plan left with its elements, by draft key.

        Where somebody copied an element with its code, it is the one that kept the name.
        """
        found: dict[str, list[DraftElement]] = defaultdict(list)
        for element in draft.elements if draft.of_plan == self.plan.slug else ():
            held = self.plan.by_code.get(element.left_code)
            if held is not None and held.element_kind == element.kind:
                found[held.code].append(element)
        for code, elements in found.items():
            name = self.plan.by_code[code].name
            named = (e for e in elements if e.values.get("name", "") == name)
            yield next(named, elements[0]).key, code

    def _drafted_identity(self, element: DraftElement) -> tuple[str, ...]:
        values = []
        for name in self._natural.get(element.kind, ()):
            value = str(element.values.get(name, ""))
            if name == "entity" and not value:
                value = self._carriers.get(element.key, "")
            values.append(self._code(value) if name in _REFERENCES else normal_text(value))
        return self._told(element.kind, values)

    def _code(self, named: str) -> str:
        return self.codes.get(named) or (named if named in self.plan.by_code else "")

    def _identity(self, element: Element) -> tuple[str, ...]:
        values = []
        for name in self._natural.get(element.element_kind, ()):
            value = str(getattr(element, name))
            if name == "entity" and not value and isinstance(element, Attribute):
                value = next(iter(self.plan.sources(element.code, "carries")), "")
            values.append(value)
        return self._told(element.element_kind, values)

    def _told(self, kind: str, values: list[str]) -> tuple[str, ...]:
        """The kind and what tells one of it apart; nothing where that is not said in full."""
        names = self._natural.get(kind, ())
        if kind in _SPELLED and values:
            values = [*values[:-1], _spelled(values[-1])]
        if names == ("notes",):
            values = [_asked(value) for value in values]
        pairs = zip(names, values, strict=True)
        is_told = names and all(value or name in _MAY_BE_BLANK for name, value in pairs)
        return (kind, *values) if is_told else ()

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


def _spelled(name: str) -> str:
    """A name without regard to case and to how its words are joined."""
    return "".join(filter(str.isalnum, name.casefold())) or name


def _asked(notes: str) -> str:
    """The construct of CML that a question is about."""
    about = ("- CML: `Stakeholders", "- CML: `ValueRegister")
    return next((line for line in kept_lines(notes) if line.startswith(about)), "")


def _by_tail(plan: Plan) -> Mapping[str, list[InputDocument]]:
    found: dict[str, list[InputDocument]] = defaultdict(list)
    for document in plan.of(InputDocument):
        found[_tail(document.path)].append(document)
    return found


def _tail(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _ends_in(path: str, tail: str) -> bool:
    return path == tail or path.endswith(f"/{tail}")
