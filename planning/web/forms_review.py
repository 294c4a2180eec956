"""Forms of a review: asking for it, deciding, marking what was read. They validate and never save."""

from django import forms

from planning.plan.normal import LINE_LENGTH
from planning.store.errors import NotReady, Rejected

LONGEST = 4000
"""Characters of what somebody says with a decision."""


class Telling(forms.Form):
    """A form that shows what the store said against it."""

    def take(self, error: Rejected) -> None:
        for name, message in error.errors.items():
            self.add_error(name if name in self.fields else None, message)


class AskForm(Telling):
    """Review of the plan as it stands."""

    name = forms.CharField(
        required=False,
        max_length=LINE_LENGTH,
        label="Name of this baseline",
        help_text="Such as “Before the database review”; it may stay empty.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    statement = forms.CharField(
        required=False,
        max_length=LONGEST,
        label="What you say to the leads",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    despite = forms.BooleanField(required=False, label="Ask although something blocks the plan")

    def needs_despite(self, error: NotReady) -> None:
        """Say what blocks, and let it be asked for on purpose."""
        self.add_error("despite", "Nobody can sign while this stands: " + " ".join(error.reasons))


def _hidden() -> forms.CharField:
    return forms.CharField(max_length=100, widget=forms.HiddenInput)


def _said(label: str, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(max_length=LONGEST, label=label, widget=widget)


class WordForm(Telling):
    """A decision on the baseline and digest that were shown."""

    baseline = _hidden()
    digest = _hidden()
    statement = _said("Why")


class SignForm(WordForm):
    signs = True
    statement = _said("What your signature means")
    password = forms.CharField(
        required=False,
        strip=False,
        label="Your password",
        help_text="You sign with your name: say again who you are.",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def asks_again(self, asks: bool) -> "SignForm":
        """Whether a password can be given; the people of the demo have none."""
        if not asks:
            del self.fields["password"]
        return self


class ChangesForm(WordForm):
    statement = _said("What has to change")


class NotApplicableForm(SignForm):
    statement = _said("Why there is nothing here for you to sign", 2)


class WithdrawForm(WordForm):
    statement = _said("Why you take your signature back", 2)


class AcceptForm(SignForm):
    statement = _said("Why you accept that", 2)
    answers = _hidden()


FORMS: dict[str, type[WordForm]] = {
    "signed": SignForm,
    "changes_requested": ChangesForm,
    "not_applicable": NotApplicableForm,
    "withdrawn": WithdrawForm,
    "accepted": AcceptForm,
}
"""The form of each decision."""


class SeenForm(forms.Form):
    """An element that was read, as it stood."""

    code = forms.CharField(max_length=100, widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen = forms.BooleanField(required=False)
