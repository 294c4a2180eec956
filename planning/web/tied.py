"""Links of one element in both directions, and the form that ties it to another.

A way is a type with the direction that the element sees: ``to:satisfies`` starts at the element,
``from:satisfies`` ends there.
"""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from planning.kinds import BY_NAME
from planning.plan.elements import Element
from planning.plan.links import BY_TYPE, LinkType, types_from, types_to
from planning.plan.rules.suspects import suspect
from planning.plan.value import Plan
from planning.web import editable
from planning.web.access import Access


@dataclass(frozen=True, slots=True)
class Way:
    """A link type as one of its ends sees it."""

    type: LinkType
    starts: bool

    @property
    def name(self) -> str:
        return f"{'to' if self.starts else 'from'}:{self.type.name}"

    @property
    def words(self) -> str:
        return self.type.name.replace("_", " ") if self.starts else self.type.inverse

    @property
    def others(self) -> frozenset[str]:
        """Names of the kinds at the other end."""
        return self.type.targets if self.starts else self.type.sources

    def ends(self, code: str, other: str) -> tuple[str, str]:
        """Source and target of the link between the element and the other one."""
        return (code, other) if self.starts else (other, code)


@dataclass(frozen=True, slots=True)
class Tie:
    """The element at the other end, and whether the person may untie it.

    ``suspect`` where the target changed since; ``version`` is that of the target.
    """

    other: Element
    removable: bool
    suspect: bool
    version: int


@dataclass(frozen=True, slots=True)
class Group:
    """Links of one way."""

    way: Way
    ties: tuple[Tie, ...]


def way(name: str) -> Way | None:
    """The way of this name, if there is one."""
    direction, _, type_ = name.partition(":")
    known = direction in ("to", "from") and type_ in BY_TYPE
    return Way(BY_TYPE[type_], direction == "to") if known else None


def ways(kind: str) -> tuple[Way, ...]:
    """Every way that an element of this kind can be tied."""
    return (
        *(Way(type_, True) for type_ in types_from(kind)),
        *(Way(type_, False) for type_ in types_to(kind)),
    )


def groups(access: Access, element: Element) -> tuple[Group, ...]:
    """The links of an element, grouped by way."""
    found = ((way_, _ties(access, element, way_)) for way_ in ways(element.element_kind))
    return tuple(Group(way_, ties) for way_, ties in found if ties)


def open_ways(access: Access, element: Element) -> tuple[Way, ...]:
    """The ways in which the person may tie the element."""
    mine = editable.may_link(access.actor, element)
    return tuple(
        way_
        for way_ in ways(element.element_kind)
        if (mine if way_.starts else _may_add_some(access, way_))
    )


def others(access: Access, element: Element, way_: Way) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the element may be tied to in this way, grouped by kind, without what it is tied to."""
    tied = {tie.other.code for tie in _ties(access, element, way_)}
    found = []
    for kind in BY_NAME.values():
        elements = access.plan.of(kind.element) if kind.name in way_.others else ()
        options = [
            (other.code, other.label)
            for other in elements
            if other.code not in tied and (way_.starts or editable.may_link(access.actor, other))
        ]
        if options:
            found.append((kind.titles, options))
    return found


class LinkForm(forms.Form):
    """A way and the element at the other end; the writer judges whether the two go together."""

    type = forms.CharField(widget=forms.HiddenInput)
    other = forms.CharField(error_messages={"required": "choose what to link to"})

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        options: list[tuple[str, list[tuple[str, str]]]] | None = None,
        way_: Way | None = None,
    ) -> None:
        super().__init__(data, initial={"type": way_.name if way_ else ""}, auto_id="link-%s")
        if options is not None:
            choices = [("", "choose…"), *options]
            self.fields["other"].widget = forms.Select(choices=choices, attrs={"autofocus": True})
        self.fields["other"].label = way_.words if way_ else "Link to"

    def clean_type(self) -> Way:
        found = way(self.cleaned_data["type"])
        if found is None:
            raise forms.ValidationError("no such type of link")
        return found


def _ties(access: Access, element: Element, way_: Way) -> tuple[Tie, ...]:
    plan: Plan = access.plan
    reached = plan.links_from if way_.starts else plan.links_to
    return tuple(
        Tie(
            plan.by_code[link.target if way_.starts else link.source],
            editable.may_link(access.actor, plan.by_code[link.source]),
            suspect(plan, link),
            plan.by_code[link.target].version,
        )
        for link in reached(element.code, way_.type.name)
    )


def _may_add_some(access: Access, way_: Way) -> bool:
    """Whether the person may write anything that this way could start at."""
    return any(editable.may_add(access.actor, BY_NAME[name]) for name in way_.others)
