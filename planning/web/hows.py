"""How the files of an import are to be read, as it travels between a preview and the next."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import count
from typing import Any

from django import forms
from django.http import QueryDict

from planning.imports.options import AS_IT_IS, OPTIONS, How, Option, arguments

FORMATS = {
    "directive": "directive",
    "plan": "plan.json",
    "requirements_csv": "requirements, a table",
    "requirements_markdown": "requirements, Markdown",
    "strictdoc": "requirements, StrictDoc",
    "doorstop": "requirements, Doorstop",
    "reqif": "requirements, ReqIF",
    "interfaces": "interface catalog",
    "openapi": "OpenAPI",
    "asyncapi": "AsyncAPI",
    "kind_table": "elements of one kind, a table",
    "cml": "Context Mapper DSL",
    "sql": "SQL, tables of a database",
    "contexture": "Contexture",
    "backstage": "Backstage catalog",
    "eventcatalog": "EventCatalog, zipped",
    "projection": "an export of a plan: nothing is read",
    "document": "input document",
}
"""The formats of ``planning.imports.recognise`` in words."""


Hows = Mapping[str, How]
"""By name of the file."""
LONGEST_NAME = 300
NOT_READ = "-"
"""What is chosen for a column that is to be left out."""


class HowsField(forms.CharField):
    """As JSON in a hidden field."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=1_000_000, **kwargs)

    def clean(self, value: Any) -> dict[str, How]:
        held = super().clean(value)
        try:
            said = json.loads(held or "{}")
            return {str(file): _how(how) for file, how in said.items()}
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
            raise forms.ValidationError("How to read the files came back damaged.") from None


def _how(said: Any) -> How:
    """Raises what ``HowsField`` catches for what no page of ours has sent."""
    how = How(
        format=str(said["format"]),
        known_as=str(said["known_as"])[:LONGEST_NAME],
        columns={str(name): str(field) for name, field in said["columns"].items()},
        options={str(name): str(choice) for name, choice in said["options"].items() if choice},
    )
    if how.format and how.format not in FORMATS:
        raise ValueError(how.format)
    for format_ in OPTIONS:
        arguments(format_, how)
    return how


def as_text(hows: Hows) -> str:
    """The value of the hidden field."""
    return json.dumps({file: asdict(how) for file, how in hows.items()})


def merged(hows: Hows, posted: QueryDict) -> dict[str, How]:
    """As it was said before, and as it is said now in fields of a preview.

    Each is a triple of file, ``format``, ``known_as``, ``option.<name>`` or ``column.<header>``, and
    the choice; raises ``ValueError`` for a choice that is none.
    """
    found = dict(hows)
    triples = (posted.getlist(name) for name in ("how-file", "how-what", "how-said"))
    for file, what, said in zip(*triples, strict=False):
        found[file] = _with(found.get(file, AS_IT_IS), what, said)
    return {file: _how(asdict(how)) for file, how in found.items()}


def _with(how: How, what: str, said: str) -> How:
    place, _, name = what.partition(".")
    if place == "format":
        return replace(how, format=said)
    if place == "known_as":
        return replace(how, known_as=said)
    if place == "option":
        return replace(how, options={**how.options, name: said})
    kept = {column: field for column, field in how.columns.items() if column != name}
    fresh = {name: "" if said == NOT_READ else said} if said else {}
    return replace(how, columns={**kept, **fresh})


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option of a reader, and what was chosen."""

    option: Option
    said: str

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.option.choices.items())


def options_of(format_: str, how: How) -> tuple[Chosen, ...]:
    """The options that a preview offers for a file of this format."""
    held = OPTIONS.get(format_, ())
    return tuple(Chosen(option, how.options.get(option.name, "")) for option in held)


def columns_of(unmapped: Iterable[str], how: How) -> tuple[tuple[str, str], ...]:
    """The columns that a preview asks about, with what was chosen for each, blank for nothing yet."""
    asked = dict.fromkeys(unmapped, "")
    return tuple({**asked, **{c: f or NOT_READ for c, f in how.columns.items()}}.items())


def names_of(file: str, how: How, known: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The names that a file may be known by, where the plan remembers one like it; value and words."""
    alike = [name for name in known if _stem(name) == _stem(file)]
    if not alike and not how.known_as:
        return ()
    free = next(name for n in count(2) if (name := f"{_stem(file)}~{n}") not in known)
    others = sorted(name for name in alike if name != file)
    offered = {"": file, **dict.fromkeys(others, ""), free: ""}
    if how.known_as:
        offered.setdefault(how.known_as, "")
    new = {each for each in offered if each and each not in known}
    return tuple(
        (each, "another file, not read before" if each in new else words or each)
        for each, words in offered.items()
    )


def _stem(name: str) -> str:
    """The last part of a path, without the number that tells it from others of its name."""
    return re.sub(r"~[0-9]+$", "", name.rpartition("/")[2])
