"""Forms about findings and rules: fixes, waivers, severities. They validate and never save."""

from datetime import date
from typing import Any

from django import forms

from planning.plan.choices import words
from planning.plan.findings import SEVERITIES
from planning.plan.fixes.fix import Identity
from planning.plan.normal import LINE_LENGTH
from planning.store.errors import Rejected
from planning.store.severities import OFF


def hidden(required: bool = False) -> forms.CharField:
    """A part of an identity: as it stands, blanks and all."""
    return forms.CharField(required=required, strip=False, widget=forms.HiddenInput)


def reason(label: str = "Reason", required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "autofocus": True})
    return forms.CharField(required=required, label=label, max_length=LINE_LENGTH, widget=widget)


class FindingForm(forms.Form):
    """Which finding is meant, by what waivers hold for."""

    rule = hidden(required=True)
    element = hidden()
    field = hidden()
    about = hidden()

    @property
    def identity(self) -> Identity:
        said = self.cleaned_data
        return (said["rule"], said["element"], said["field"], said["about"])

    def take(self, error: Rejected) -> None:
        """Show what the store said against it."""
        for name, message in error.errors.items():
            self.add_error(name if name in self.fields else None, message)


class FixForm(FindingForm):
    """A fix of a finding; the reason only where the fix asks for one."""

    fix = hidden(required=True)
    reason = reason(required=False)

    def ask(self, label: str) -> None:
        self["reason"].label = label


class BatchForm(forms.Form):
    """An action to take back."""

    batch = forms.CharField(max_length=32, widget=forms.HiddenInput)


class WaiverForm(FindingForm):
    """A waiver that somebody asks for."""

    reason = reason("Why the finding may stand")
    until = forms.DateField(
        label="Until",
        help_text="A day within a year; then the finding counts again.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_until(self) -> str:
        held: date = self.cleaned_data["until"]
        return held.isoformat()


class WaiverDecisionForm(FindingForm):
    """What becomes of a waiver."""

    decision = forms.ChoiceField(choices=[(w, w) for w in ("approve", "refuse", "withdraw")])


class SeverityForm(forms.Form):
    """Another severity of a rule, with the reason."""

    severity = forms.ChoiceField(label="Counts as")
    reason = reason()

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [severity for severity in (*SEVERITIES, OFF) if severity != own]
        self.fields["severity"].choices = [  # type: ignore[attr-defined]
            (name, "switched off" if name == OFF else words(name)) for name in others
        ]

    def take(self, error: Rejected) -> None:
        for name, message in error.errors.items():
            self.add_error(name if name in self.fields else None, message)


class SeverityDecisionForm(forms.Form):
    """What becomes of what was said of a rule."""

    decision = forms.ChoiceField(choices=[(w, w) for w in ("approve", "refuse", "remove")])
