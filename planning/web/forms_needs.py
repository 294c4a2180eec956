"""The form of an answer to a need: it judges what was typed and saves nothing."""

from typing import Any

from django import forms
from django.http import QueryDict

from planning.kinds import BY_NAME
from planning.plan.choices import words
from planning.plan.elements import Dependency
from planning.plan.needs import ANSWERS, answered
from planning.plan.value import Plan
from planning.store.errors import Rejected
from planning.web.editable import stated
from planning.web.forms import FactField, version_field

BACK = "requested"
"""What a wrong click is taken back to; the store knows how the need stood before."""
_LACKING = {
    "reference": "Say where it is written down.",
    "reason": "Say why.",
}
_DO = {
    "acknowledged": "Acknowledge",
    "provided": "Provided",
    "declined": "Decline",
    "not_needed": "Not needed",
    BACK: "Take back",
}


class AnswerForm(forms.Form):
    """One answer with the field that it has to state, and what else the track has to say."""

    status = forms.ChoiceField(choices=[(each, each) for each in (*ANSWERS, BACK)])

    def __init__(
        self, plan: Plan, element: Dependency, status: str, data: QueryDict | None = None
    ) -> None:
        initial = {**stated(element), "status": status}
        super().__init__(data, initial=initial, auto_id=f"{element.code}-%s")
        self.chosen = status
        self.plan = plan
        self.fields["status"].widget = forms.HiddenInput()
        self.fields["version"] = version_field(element.version)
        facts = BY_NAME["Dependency"].facts
        for name in self._asked():
            self.fields[name] = FactField(facts[name], plan)
        for field in self.visible_fields()[:1]:
            field.field.widget.attrs["autofocus"] = True

    @staticmethod
    def offers(status: str) -> bool:
        """Whether there is such an answer."""
        return status in _DO

    def _asked(self) -> tuple[str, ...]:
        if self.chosen not in ANSWERS:
            return ()
        own = ANSWERS[self.chosen]
        return (own, "answer") if own else ("answer",)

    @property
    def do(self) -> str:
        """The words of the button that stores it."""
        return _DO.get(self.chosen, "")

    @property
    def title(self) -> str:
        return "Take the answer back" if self.chosen == BACK else words(self.chosen).capitalize()

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        own = ANSWERS.get(self.chosen, "")
        if own in held and not held[own]:
            self.add_error(own, _LACKING[own])
        return held

    def values(self) -> dict[str, str]:
        """The fields of the answer; a text that was not on the screen is left as it is."""
        posted = {name: self.cleaned_data[name] for name in self._asked() if name in self.data}
        return answered(self.chosen, posted)

    def again(self, element: Dependency) -> "AnswerForm":
        """The same with what was typed, started from the element as it stands now."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["version"] = str(element.version)
        data.setdefault("answer", element.answer)
        return AnswerForm(self.plan, element, self.chosen, data)

    def take(self, error: Rejected) -> None:
        """Show what the store said against it."""
        for name, message in error.errors.items():
            self.add_error(name if name in self.fields else None, message)
