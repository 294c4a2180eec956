"""Components that are read where something refers to them; the others are told."""

from collections.abc import Mapping

from planning.imports.report import short
from planning.imports.specs.drafting import Drafting
from planning.imports.specs.tree import line_of


def skip_unused(draft: Drafting, places: Mapping[str, str]) -> None:
    """Counts what is referred to at each place, a pointer by its name, and notes what is not."""
    for name, place in places.items():
        held = draft.tree.section(*place.removeprefix("#/").split("/"))
        for key in held:
            escaped = str(key).replace("~", "~0").replace("/", "~1")
            if f"{place}/{escaped}" in draft.tree.references:
                draft.read[f"component: {name}"] += 1
                continue
            draft.skipped[f"component: {name}"] += 1
            draft.tree.report.note(
                f"nothing refers to “{short(str(key))}” of {name}",
                line=line_of(held, key, 0),
                remedy="left out",
            )
