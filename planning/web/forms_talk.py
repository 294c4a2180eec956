"""Forms of comments: they validate and never save."""

from typing import Any

from django import forms

from planning.plan.elements import BY_NAME, facts
from planning.plan.normal import normal_text
from planning.plan.scopes import NAMES
from planning.plan.value import Plan
from planning.store.errors import Rejected
from planning.store.threads import LONGEST, signed_by
from planning.web.access import Access

_SAY = {"required": "Say something."}


class CommentField(forms.CharField):
    """A text in normal form, so that the line ends of a browser do not count as characters."""

    def __init__(self, rows: int, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "form-control"})
        super().__init__(max_length=LONGEST, widget=widget, error_messages=_SAY, **kwargs)

    def to_python(self, value: Any) -> str:
        return normal_text(super().to_python(value) or "")


class ReplyForm(forms.Form):
    """Something to say in a thread."""

    text = CommentField(rows=2)

    def __init__(self, said: Any = None, *, number: int) -> None:
        super().__init__(said, auto_id=f"reply-{number}-%s")
        self.fields["text"].label = f"Reply in thread {number}"

    def focus(self) -> None:
        self.fields["text"].widget.attrs["autofocus"] = True

    def take(self, error: Rejected) -> None:
        """Show what the store said against it."""
        for name, message in error.errors.items():
            self.add_error(name if name in self.fields else None, message)


class PlaceForm(forms.Form):
    """What a thread is to be about; blank for the plan as a whole."""

    code = forms.CharField(required=False, widget=forms.HiddenInput)
    baseline = forms.RegexField(r"^BL-[0-9]{1,9}$", required=False, widget=forms.HiddenInput)


class ThreadForm(PlaceForm):
    """A thread to be: on which field, what it says, and for whoever signs, whether it blocks."""

    field = forms.ChoiceField(
        required=False, label="About", widget=forms.Select(attrs={"class": "form-select"})
    )
    text = CommentField(rows=3, label="Comment", help_text="Markdown; @name calls a member.")
    blocks = forms.MultipleChoiceField(
        required=False,
        label="Before signing",
        choices=[(scope, scope) for scope in NAMES],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, said: Any = None, *, access: Access, code: str, baseline: str = "") -> None:
        initial = {"code": code, "baseline": baseline}
        super().__init__(said, initial=initial, auto_id=f"thread-{code}-%s")
        self.fields["field"].choices = _fields(access, code)  # type: ignore[attr-defined]
        # Any scope is read, so that the store can refuse it; only one's own is offered.
        self.signs = signed_by(access.actor)
        self.fields["blocks"].widget.choices = _offered(self.signs)

    def clean_blocks(self) -> str:
        scopes: list[str] = self.cleaned_data["blocks"]
        if len(scopes) > 1:
            raise forms.ValidationError("A thread blocks one signature: begin another beside it.")
        return "".join(scopes)

    def take(self, error: Rejected) -> None:
        """Show what the store said against it."""
        for name, message in error.errors.items():
            self.add_error(name if name in self.fields else None, message)


def _fields(access: Access, code: str) -> list[tuple[str, str]]:
    """The fields of an element, or of the plan; of one that is gone none is offered."""
    element = access.plan.by_code.get(code)
    if code and element is None:
        return [("", "the whole element")]
    kind = BY_NAME[element.element_kind] if element else Plan
    whole = "the whole element" if element else "the whole plan"
    return [("", whole), *((name, fact.label) for name, fact in facts(kind).items())]


def _offered(scopes: tuple[str, ...]) -> list[tuple[str, str]]:
    if len(scopes) == 1:
        return [(scopes[0], "Blocks my signature until it is resolved")]
    return [(scope, f"Blocks my signature of {scope} until it is resolved") for scope in scopes]
