"""The files of an import between its pages, and each as a preview shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from planning.imports.draft import Draft
from planning.imports.options import AS_IT_IS
from planning.imports.outcome import LinkAddition, Preview
from planning.web.carried import packed
from planning.web.forms_plan import ApplyForm
from planning.web.headline import headline
from planning.web.hows import Chosen, Hows, columns_of, options_of
from planning.web.reading import NotRead, drafts

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

    ``columns`` are those of a table that no field is known for, with what was chosen for each.
    """

    preview: Preview
    format: str
    options: tuple[Chosen, ...]
    columns: tuple[tuple[str, str], ...]

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


def shown(previews: Iterable[Preview], hows: Hows) -> list[Shown]:
    """The files of a preview, each with the choices made for it."""
    held = [(preview, hows.get(preview.file, AS_IT_IS)) for preview in previews]
    return [
        Shown(
            preview,
            how.format,
            options_of(preview.format, how),
            columns_of(preview.unmapped, how),
        )
        for preview, how in held
    ]
