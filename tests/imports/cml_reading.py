"""What tests ask of a draft that was read from CML."""

from planning.imports.cml import read_cml
from planning.imports.draft import Draft, DraftElement


def draft_of(text: str) -> Draft:
    return read_cml("harbour.cml", text)


def named(draft: Draft, kind: str, name: str) -> DraftElement:
    (found,) = [e for e in draft.of(kind) if e.values.get("name") == name]
    return found


def kept(element: DraftElement) -> list[str]:
    """What the notes hold in CML."""
    lines = str(element.values.get("notes", "")).split("\n")
    return [line[8:-1] for line in lines if line.startswith("- CML: `")]
