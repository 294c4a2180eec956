"""Fields that two people changed at once, side by side, to be decided one by one."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from planning.kinds import BY_NAME
from planning.plan.elements import Element
from planning.store import history
from planning.store.errors import Conflict
from planning.store.names import names as names_of
from planning.web import shown
from planning.web.access import Access
from planning.web.forms import SHOWN, ElementForm, form_of


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field as it was when the form was opened, as it is now, and the box with what I typed."""

    base: shown.Said
    theirs: shown.Said
    mine: forms.BoundField


def form(access: Access, element: Element, data: QueryDict, conflict: Conflict) -> ElementForm:
    """The form of the fields in dispute, with what was typed, started from the element of now."""
    kind = BY_NAME[element.element_kind]
    left_out = form_of(kind).left_out
    names = [field.name for field in conflict.fields if field.name not in left_out]
    posted = QueryDict(mutable=True)
    for name in names:
        posted.setlist(name, data.getlist(name))
    posted.setlist(SHOWN, names)
    posted["version"] = str(element.version)
    return form_of(kind)(kind, access.plan, posted, element=element, anchor=element.code)


def disputes(access: Access, filled: ElementForm, conflict: Conflict) -> tuple[Dispute, ...]:
    facts = filled.kind.facts
    return tuple(
        Dispute(
            base=shown.said(access.plan, facts[field.name], field.base),
            theirs=shown.said(access.plan, facts[field.name], field.theirs),
            mine=filled[field.name],
        )
        for field in conflict.fields
        if field.name in filled.fields
    )


def who(access: Access, code: str, version: int) -> str:
    """Who changed the element since this version: another person's name, or ``You``."""
    changes = history.of_element(access.row.pk, code)
    since = [change.person for change in changes if change.version > version]
    others = [person for person in since if person != access.actor.id]
    return names_of(others)[others[0]] if others else "You"
