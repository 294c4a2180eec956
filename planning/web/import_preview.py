"""The files of an import between its pages, and each as a preview shows it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from planning.imports.draft import Draft, source_of
from planning.imports.options import AS_IT_IS
from planning.imports.outcome import LinkAddition, Preview
from planning.plan.value import Plan
from planning.web.carried import packed
from planning.web.forms_plan import ApplyForm
from planning.web.headline import headline
from planning.web.hows import Chosen, Hows, columns_of, names_of, options_of
from planning.web.reading import TICK, NotRead, Outlook, drafts

MOST_LINKS = 200
"""Links of a file that a preview lists; their ends are listed all."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a preview as they travel, how they are read, and what came of that."""

    carried: str
    hows: Hows
    read: list[Draft]
    failed: list[NotRead]


def read_again(form: ApplyForm, hows: Hows | None = None) -> Files:
    """The files that a preview sends back, read again."""
    sent = form.cleaned_data["carried"]
    hows = form.cleaned_data["hows"] if hows is None else hows
    return Files(packed(sent), hows, *drafts(sent, hows))


@dataclass(frozen=True, slots=True)
class Shown:
    """A file of a preview: the format chosen for it, if any, and what else there is to choose.

    ``columns`` are those of a table that no field is known for, with what was chosen for each;
    ``names`` are those that the plan may know the file by.
    """

    preview: Preview
    format: str
    options: tuple[Chosen, ...]
    columns: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    known_as: str

    @property
    def coming(self) -> dict[str, str]:
        """What is to be added, by key as references name it, in words."""
        return {each.key: headline(each.values) for each in self.preview.additions}

    @property
    def links(self) -> tuple[LinkAddition, ...]:
        """Those that are listed."""
        return self.preview.links[:MOST_LINKS]

    @property
    def further_links(self) -> int:
        return max(0, len(self.preview.links) - MOST_LINKS)

    @property
    def not_read(self) -> int:
        """How many columns nobody has said anything about."""
        return sum(not said for _, said in self.columns)

    @property
    def file(self) -> str:
        return self.preview.file


def shown(plan: Plan, previews: Iterable[Preview], hows: Hows) -> list[Shown]:
    """The files of a preview, each with the choices made for it."""
    known = {source_of(element.origin) for element in plan.elements if element.origin}
    held = [(preview, hows.get(preview.file, AS_IT_IS)) for preview in previews]
    return [
        Shown(
            preview,
            how.format,
            options_of(preview.format, how),
            columns_of(preview.unmapped, how),
            names_of(preview.file, how, known),
            how.known_as,
        )
        for preview, how in held
    ]


def still_ticked(before: Outlook, after: Outlook, chosen: Collection[str]) -> set[str]:
    """What stays ticked when files are read in another way: all but what was left out.

    Files may have changed places, so a box is known by its file.
    """
    first, now = _boxes(before), _boxes(after)
    left_out = {box for box, value in first.items() if value not in chosen}
    ticked_on_purpose = set(chosen) - set(first.values())
    numbers = {preview.file: number for number, preview in enumerate(after.previews)}
    moved = (_moved(value, before, numbers) for value in ticked_on_purpose)
    return {value for box, value in now.items() if box not in left_out} | set(filter(None, moved))


def _boxes(seen: Outlook) -> dict[tuple[str, str], str]:
    """The values of the boxes that are ticked at first, by file and what follows its number."""
    return {
        (preview.file, rest): f"{number}{rest}"
        for number, preview in enumerate(seen.previews)
        for rest in _ticked_at_first(preview)
    }


def _ticked_at_first(preview: Preview) -> Iterator[str]:
    yield from (f":about.{field.name}" for field in preview.about)
    yield from (f":{addition.key}" for addition in preview.additions)
    yield from (f"={change.key}" for change in preview.changes)


def _moved(value: str, before: Outlook, numbers: Mapping[str, int]) -> str:
    """The value of a box where its file stands now; blank where there is none any more."""
    found = TICK.fullmatch(value)
    if found is None or int(found[1]) >= len(before.previews):
        return ""
    file = before.previews[int(found[1])].file
    return f"{numbers[file]}{value[len(found[1]) :]}" if file in numbers else ""
