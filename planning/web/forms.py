"""Forms made from the facts of a kind: they read and judge what a person typed, and save nothing.

A form writes the fields that it shows and no others. A box that is not ticked posts nothing, so a
form names its boxes and sets in ``shown``.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from planning.kinds import Kind
from planning.plan import canonical
from planning.plan.choices import words
from planning.plan.codes import LONGEST as CODE_LENGTH
from planning.plan.elements import BY_NAME as ELEMENTS
from planning.plan.elements import Element, Fact, InputDocument
from planning.plan.nearest import suggestion
from planning.plan.normal import LARGEST_INTEGER, LINE_LENGTH, Invalid, normal
from planning.plan.rules import RULES
from planning.plan.value import Plan
from planning.store.errors import Refused, Rejected
from planning.web.editable import stated

SHOWN = "shown"
NOT_SAID = "not said yet"
_WIDE = ("text", "list", "set")
_UNTICKED = ("set", "flag")
_LINE_END = re.compile(r"\r\n|\r|\n")


class FactField(forms.Field):
    """One field of the vocabulary: its widget from the type, its judgement from the writer's."""

    def __init__(self, fact: Fact, plan: Plan, stored: Any = None) -> None:
        super().__init__(
            required=False, label=_label(fact), help_text=fact.hint, widget=_widget(fact)
        )
        self.fact = fact
        self.wide = fact.type in _WIDE
        if fact.type in _OPTIONS:
            self.widget.choices = _OPTIONS[fact.type](fact, plan, stored)

    def clean(self, value: Any) -> Any:
        if self.fact.type == "list" and isinstance(value, str):
            value = _LINE_END.split(value)
        try:
            return normal(self.fact, value)
        except Invalid as error:
            raise forms.ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if self.fact.type == "list" and isinstance(value, tuple):
            return "\n".join(value)
        return list(value) if isinstance(value, tuple) else value


class ElementForm(forms.Form):
    """The stated fields of one element, new or there already.

    With ``data`` it has the fields that were posted; without, the ``names`` that the person may
    write. ``element`` is the element as it stands, whose values an unbound form shows.
    """

    left_out: tuple[str, ...] = ()

    def __init__(
        self,
        kind: Kind,
        plan: Plan,
        data: QueryDict | None = None,
        *,
        element: Element | None = None,
        names: Iterable[str] | None = None,
        said: Mapping[str, Any] | None = None,
        anchor: str = "new",
    ) -> None:
        self.kind = kind
        self.element = element
        initial = {**(stated(element) if element else {}), **(said or {})}
        super().__init__(data, initial=initial, auto_id=f"{anchor}-%s")
        wanted = kind.facts.keys() if names is None else set(names)
        shown = ({*data, *data.getlist(SHOWN)} if data is not None else wanted) - {*self.left_out}
        self.fields.update(
            {
                name: FactField(fact, plan, initial.get(name))
                for name, fact in kind.facts.items()
                if name in shown
            }
        )
        self._add_own_fields()

    def _add_own_fields(self) -> None:
        if self.element is not None:
            self.fields["version"] = version_field(self.element.version)
        elif self.kind.code_from_outside:
            self.fields = {"code": _code_field(self.kind), **self.fields}

    def first(self) -> list[forms.BoundField]:
        """The fields that a list shows: what one fills in a row of many."""
        return [field for field in self.visible_fields() if field.name in self._foremost]

    def more(self) -> list[forms.BoundField]:
        """The other fields that a person sees, notes last."""
        others = [field for field in self.visible_fields() if field.name not in self._foremost]
        return sorted(others, key=lambda field: field.name == "notes")

    @property
    def _foremost(self) -> tuple[str, ...]:
        return ("code", "name", *self.kind.columns)

    def opens_more(self) -> bool:
        """Whether one of the other fields needs to be seen."""
        return any(field.errors or "autofocus" in field.field.widget.attrs for field in self.more())

    def hidden_errors(self) -> list[str]:
        """What is the matter with fields that nobody sees."""
        return [str(error) for field in self.hidden_fields() for error in field.errors]

    def focus(self, name: str = "") -> None:
        """Put the cursor in this field, or in the first that is wrong, or in the first."""
        seen = [*self.first(), *self.more()]
        wrong = [field.name for field in seen if field.errors] if self.is_bound else []
        for chosen in (name, *wrong, *(field.name for field in seen)):
            if chosen in self.fields and chosen != "version":
                self.fields[chosen].widget.attrs["autofocus"] = True
                return

    def unticked(self) -> list[str]:
        """Names of the shown fields that post nothing when nothing is ticked."""
        return [
            name
            for name, field in self.fields.items()
            if isinstance(field, FactField) and field.fact.type in _UNTICKED
        ]

    def clean(self) -> None:
        # What was stored under an older vocabulary stays as it is until somebody changes it.
        for name in [name for name in self.errors if self._as_stored(name)]:
            del self.errors[name]

    def _as_stored(self, name: str) -> bool:
        if self.element is None or not isinstance(self.fields.get(name), FactField):
            return False
        field = self[name]
        stored = field.field.prepare_value(getattr(self.element, name))
        return field.data == stored

    def values(self) -> dict[str, Any]:
        """What the person says, by field; asked for after ``is_valid``."""
        return {
            name: held
            for name, held in self.cleaned_data.items()
            if isinstance(self.fields[name], FactField) and not self._given_way(name)
        }

    def _given_way(self, name: str) -> bool:
        """Whether the person decided to keep what somebody else wrote."""
        return self.data.get(f"keep-{name}") == "theirs"

    def take(self, error: Rejected | Refused) -> int:
        """Show what the writer said against it; returns the status of the answer."""
        if isinstance(error, Refused):
            self.add_error(None, str(error))
            return 403
        for name, message in error.errors.items():
            self.add_error(name if name in self.fields else None, message)
        return 422


class InputDocumentForm(ElementForm):
    """The digest of a document follows its text; nobody types it."""

    left_out = ("sha256",)

    def values(self) -> dict[str, Any]:
        held = super().values()
        document = self.element
        before = document.text if isinstance(document, InputDocument) else ""
        if held.get("text", before) != before:
            held["sha256"] = canonical.digest(held["text"]) if held["text"] else ""
        return held


class GuardrailForm(ElementForm):
    """A guardrail names rules of the catalogue; those of an older catalogue stay until changed."""

    def clean_rules(self) -> tuple[str, ...]:
        said: tuple[str, ...] = self.cleaned_data["rules"]
        known = [rule.id for rule in RULES]
        for name in {*said} - {*known, *getattr(self.element, "rules", ())}:
            raise forms.ValidationError(f"there is no rule {name}{suggestion(name, known)}")
        return said


FORMS: Mapping[str, type[ElementForm]] = {
    "InputDocument": InputDocumentForm,
    "Guardrail": GuardrailForm,
}
"""Forms of the kinds that have their own."""


def form_of(kind: Kind) -> type[ElementForm]:
    return FORMS.get(kind.name, ElementForm)


class VersionForm(forms.Form):
    """A confirmation: nothing but the version that the person looked at."""

    def __init__(self, data: QueryDict | None = None, *, version: int | None = None) -> None:
        super().__init__(data)
        self.fields["version"] = version_field(version)


def version_field(version: int | None) -> forms.IntegerField:
    """The hidden version that a form starts from."""
    return forms.IntegerField(
        min_value=1,
        max_value=LARGEST_INTEGER,
        initial=version,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "the form does not say which version it started from; open it again",
        ),
    )


def _code_field(kind: Kind) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=CODE_LENGTH,
        label="Code",
        help_text=f"Its own id, such as {kind.prefix}-001; blank counts on",
    )


def _label(fact: Fact) -> str:
    return f"{fact.label} ({fact.unit})" if fact.unit else fact.label


def _choices(fact: Fact, plan: Plan, stored: Any) -> list[tuple[str, str]]:
    known = [("", NOT_SAID), *((option, words(option)) for option in fact.options)]
    return _with_stored(known, stored)


def _set_choices(fact: Fact, plan: Plan, stored: Any) -> list[tuple[str, str]]:
    return [(option, words(option)) for option in fact.options]


def _elements(fact: Fact, plan: Plan, stored: Any) -> list[tuple[str, str]]:
    found = plan.of(ELEMENTS[fact.target])
    known = [("", "none"), *((element.code, element.label) for element in found)]
    return _with_stored(known, stored)


def _with_stored(known: list[tuple[str, str]], stored: Any) -> list[tuple[str, str]]:
    """The options and what is stored, though it may have gone out of use."""
    if not stored or stored in dict(known):
        return known
    return [*known, (stored, f"{stored} (not in use any more)")]


_OPTIONS = {"choice": _choices, "set": _set_choices, "reference": _elements}


def _widget(fact: Fact) -> forms.Widget:
    widget, attrs = _WIDGETS[fact.type]
    return widget(attrs=dict(attrs))


_WIDGETS: Mapping[str, tuple[type[forms.Widget], Mapping[str, str]]] = {
    "line": (forms.TextInput, {"maxlength": str(LINE_LENGTH), "autocomplete": "off"}),
    "text": (forms.Textarea, {"rows": "3"}),
    "choice": (forms.Select, {}),
    "set": (forms.CheckboxSelectMultiple, {}),
    "list": (forms.Textarea, {"rows": "3"}),
    "flag": (forms.CheckboxInput, {}),
    # Not type=number: the browser would swallow what it cannot read, and the message with it.
    "integer": (forms.TextInput, {"inputmode": "numeric", "autocomplete": "off"}),
    "date": (forms.DateInput, {"type": "date"}),
    "duration": (forms.TextInput, {"placeholder": "P30D", "autocomplete": "off"}),
    "reference": (forms.Select, {}),
}
