"""Forms of the plan as a whole and of its directive: they validate and never save."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from planning.exports.bundle import UnsafePath, confined
from planning.plan import choices
from planning.plan.elements import DirectiveStep, facts
from planning.plan.elements.facts import Fact
from planning.plan.normal import Invalid, normal
from planning.plan.value import Plan
from planning.web.forms_plan import moment, spoken


class NormalField(forms.CharField):
    """A field of the vocabulary; what the store would refuse is said here."""

    def __init__(self, fact: Fact, **kwargs: Any) -> None:
        self.fact = fact
        super().__init__(
            required=False, label=fact.label, help_text=fact.hint, widget=_widget(fact), **kwargs
        )

    def clean(self, value: Any) -> Any:
        try:
            return normal(self.fact, value)
        except Invalid as error:
            raise forms.ValidationError(str(error)) from None


def _widget(fact: Fact) -> forms.Widget:
    match fact.type:
        case "text":
            return forms.Textarea(attrs={"rows": 4})
        case "choice":
            return forms.Select(choices=spoken(fact.options, "–"), attrs={"class": "form-select"})
        case "set":
            return forms.CheckboxSelectMultiple(choices=spoken(fact.options))
        case "integer":
            return forms.NumberInput(attrs={"min": 0})
        case _:
            return forms.TextInput()


def path(said: str) -> str:
    """A path below the root of the repository, or blank for the usual one."""
    try:
        return said and confined(said) and said
    except UnsafePath as error:
        raise forms.ValidationError(f"{error}.") from None


class AboutForm(forms.Form):
    """Facts of the plan as a whole that somebody may write; ``revision`` is the one they saw."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, said: Any, *, plan: Plan, writable: Iterable[str]) -> None:
        self.writable = tuple(writable)
        held = {name: getattr(plan, name) for name in self.writable}
        super().__init__(said, initial={**held, "revision": plan.revision})
        for name in self.writable:
            self.fields[name] = NormalField(self.stated()[name])

    @staticmethod
    def stated() -> dict[str, Fact]:
        """Everything that people state of a plan."""
        return facts(Plan)

    def clean_project(self) -> str:
        if not self.cleaned_data["project"]:
            raise forms.ValidationError("A project has a name.")
        return self.cleaned_data["project"]

    def clean_dated(self) -> str:
        return self._new("dated", moment)

    def clean_output_folder(self) -> str:
        return self._new("output_folder", path)

    def clean_log_path(self) -> str:
        return self._new("log_path", path)

    def _new(self, name: str, checked: Callable[[str], str]) -> str:
        """What is new is checked; what a file brought does not stand in the way of other facts."""
        said = self.cleaned_data[name]
        return said if said == self.initial[name] else checked(said)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.writable}


class StatusForm(forms.Form):
    """The state of a directive task."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    status = forms.ChoiceField(choices=spoken(choices.ITEM_STATUSES))


class StepForm(StatusForm):
    """The state of a directive step, with what proves it or why it does not apply."""

    reason = NormalField(facts(DirectiveStep)["reason"])
    artifacts = NormalField(facts(DirectiveStep)["artifacts"])

    def __init__(self, *args: Any, files: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(file, file) for file in files]
        # Without this the cursor would be lost where the form takes the place of a link.
        self.fields["status"].widget.attrs["autofocus"] = True
        self.fields["artifacts"].widget = forms.CheckboxSelectMultiple(choices=named)

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("status") == "not_applicable" and not held.get("reason"):
            self.add_error("reason", "Say why it does not apply.")
        return held
