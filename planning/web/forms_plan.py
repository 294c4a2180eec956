"""Forms of plan-level screens: they validate and never save."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from planning.imports.template import TEMPLATES
from planning.plan import choices
from planning.web.carried import Sent, Uncarried, unpacked
from planning.web.hows import FORMATS, HowsField


def spoken(options: Iterable[str], blank: str = "") -> list[tuple[str, str]]:
    """Choices as a form shows them; ``blank`` words the empty one, which is left out otherwise."""
    listed = [(option, choices.words(option).capitalize()) for option in options]
    return [("", blank), *listed] if blank else listed


class DemoSignInForm(forms.Form):
    role = forms.ChoiceField(choices=spoken(choices.ROLES))


# Files and pasted text


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; none of them larger than the settings allow.

    Empty ones pass, since only the reader names them and goes on with the others.
    """

    widget = SeveralFiles

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Sent]:
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in given or [None]]
        return [Sent(file.name, sent_bytes(file)) for file in files if file]


def sent_bytes(file: UploadedFile) -> bytes:
    """What was uploaded; raises ``forms.ValidationError`` where it is too large."""
    if file.size is not None and file.size > settings.LARGEST_UPLOAD:
        megabytes = settings.LARGEST_UPLOAD // 2**20
        raise forms.ValidationError(f"{file.name} is too large: {megabytes} MB at most.")
    return file.read()


class CarriedField(forms.CharField):
    """The files of a preview, in a hidden field."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def clean(self, value: Any) -> list[Sent]:
        held = super().clean(value)
        try:
            return unpacked(held) if held else []
        except Uncarried as error:
            raise forms.ValidationError(str(error)) from None


def text_area(rows: int = 12) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "text-entry", "spellcheck": "false"})


class SourceForm(forms.Form):
    """Where a new plan comes from: a directive, as a file or pasted, or the built-in template."""

    file = FilesField(
        required=False,
        label="Directive file",
        help_text="Markdown or plain text.",
        widget=forms.FileInput,
    )
    text = forms.CharField(
        required=False, strip=False, label="Or paste the directive", widget=text_area()
    )
    template = forms.ChoiceField(required=False, choices=list(TEMPLATES.items()))

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        pasted = held.get("text", "")
        sent = list(held.get("file") or [])
        if pasted.strip():
            sent.append(Sent("pasted.md", pasted.encode()))
        if not self.errors and len(sent) + bool(held.get("template")) != 1:
            raise forms.ValidationError("Choose one file, or paste the text of one directive.")
        held["sent"] = sent
        return held


def moment(said: str) -> str:
    """A date with or without time and UTC offset, which every exported file opens with."""
    try:
        datetime.fromisoformat(said or "2026-11-04")
    except ValueError:
        message = "This is no date and time such as 2026-11-04T10:30+01:00."
        raise forms.ValidationError(message) from None
    return said


class StartForm(forms.Form):
    """What a directive leaves open: its placeholders, asked for before a plan is started."""

    project = forms.CharField(max_length=500, label="Project name")
    dated = forms.CharField(
        required=False,
        max_length=500,
        label="Date, time and UTC offset",
        help_text="Such as 2026-11-04T10:30+01:00.",
        widget=forms.TextInput(attrs={"data-fills": "now"}),
    )
    time_zone = forms.CharField(
        required=False,
        max_length=500,
        label="Time zone",
        help_text="Such as Europe/Amsterdam.",
        widget=forms.TextInput(attrs={"data-fills": "time-zone"}),
    )
    locale = forms.CharField(
        required=False,
        max_length=500,
        label="Location",
        help_text="The place that the footer of each file prints.",
    )
    carried = CarriedField(required=False)
    template = forms.ChoiceField(
        required=False, choices=list(TEMPLATES.items()), widget=forms.HiddenInput
    )

    SAID_HERE = ("project", "dated", "time_zone", "locale")

    def clean_dated(self) -> str:
        return moment(self.cleaned_data["dated"])

    @property
    def about(self) -> dict[str, str]:
        """Plan fields that were said here, but for the project, which has a row of its own."""
        return {name: self.cleaned_data[name] for name in self.SAID_HERE if name != "project"}


def pasted(text: str) -> Sent:
    """Pasted text as a file: its name tells it from any other text, and the same text from none."""
    data = text.encode()
    return Sent(f"pasted {hashlib.sha256(data).hexdigest()[:8]}.txt", data)


class ImportForm(forms.Form):
    """Files to import, or one table or document pasted."""

    files = FilesField(  # type: ignore[assignment]
        required=False,
        label="Files",
        help_text="Several at once, or a zip of them; each is recognised by what is in it.",
    )
    text = forms.CharField(required=False, strip=False, label="Or paste", widget=text_area(8))
    expect = forms.ChoiceField(
        required=False,
        choices=[("", "Whatever it looks like"), *FORMATS.items()],
        label="Read as",
    )

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        sent = list(held.get("files") or [])
        if (held.get("text") or "").strip():
            sent.append(pasted(held["text"]))
        if not sent and not self.errors:
            raise forms.ValidationError("Choose files, or paste something.")
        held["sent"] = sent
        return held


class ApplyForm(forms.Form):
    """A preview confirmed: its files, the revision it was made for, and what was left ticked."""

    carried = CarriedField()
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    hows = HowsField(required=False)


# People


class MemberForm(forms.Form):
    """Somebody with an account gets a role in the project."""

    username = forms.CharField(max_length=150, label="User name")
    role = forms.ChoiceField(choices=spoken(choices.ROLES))
    track = forms.ChoiceField(
        required=False,
        choices=spoken(choices.TRACKS, "–"),
        help_text="Of a track lead only.",
    )
    deputy = forms.BooleanField(required=False, label="As a deputy")

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if (held.get("role") == "track_lead") != bool(held.get("track")):
            self.add_error("track", "A track lead has a track, and nobody else has one.")
        if held.get("deputy") and not str(held.get("role")).endswith("_lead"):
            self.add_error("deputy", "Only a lead has a deputy.")
        return held


class EndMembershipForm(forms.Form):
    membership = forms.IntegerField(min_value=1)


class SearchForm(forms.Form):
    """Words to look for; empty finds everything."""

    q = forms.CharField(required=False, max_length=200, label="Search")
