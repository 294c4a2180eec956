"""Input documents as they are: Markdown or plain text."""

from planning.imports.directive.inputs import guessed_kind, name_of, produced
from planning.imports.directive.outline import plain
from planning.imports.draft import Draft, DraftElement, Tally, Unreadable
from planning.imports.source import decoded
from planning.plan.canonical import digest
from planning.plan.normal import LINE_LENGTH, TEXT_LENGTH, normal_text

FORMAT = "document"

_SEARCHED_LINES = 60


def read_document(file: str, text: str | bytes) -> Draft:
    """The document as an input document that has been received.

    Its name is its title, its kind a guess from path and title. Raises ``Unreadable`` where it is
    longer than a plan holds.
    """
    source = decoded(file, text)
    lines = source.lines
    content = normal_text(source.text)
    if len(content) > TEXT_LENGTH:
        raise Unreadable(
            f"{file}: {len(content):,} characters; a plan holds {TEXT_LENGTH:,} of a document"
        )
    front, body = _front_matter(lines)
    title = front.get("title") or _title(body) or name_of(file, "other")
    kind = guessed_kind(f"{file} {title}")
    track, phase = produced(file, title, kind)
    values = {
        "name": title[:LINE_LENGTH],
        "path": file,
        "kind": kind,
        "track": track,
        "producing_phase": phase,
        "status": "received",
        "text": content,
        "sha256": digest(content),
        "document_version": front.get("version", ""),
    }
    said = {name: value for name, value in values.items() if value not in ("", None)}
    element = DraftElement(kind="InputDocument", key="document", values=said, line=1)
    return Draft(
        file=file,
        format=FORMAT,
        elements=(element,),
        diagnostics=source.diagnostics,
        tallies=(Tally(what="document", found=1, read=1),),
    )


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """``key: value`` lines between two ``---`` at the top, and the rest of the lines."""
    if lines[0].strip() != "---":
        return {}, lines
    for at, line in enumerate(lines[1:_SEARCHED_LINES], 1):
        if line.strip() == "---":
            said = (entry.partition(":") for entry in lines[1:at])
            return {k.strip(): v.strip(" \"'") for k, _, v in said}, lines[at + 1 :]
    return {}, lines


def _title(lines: list[str]) -> str:
    """The first heading, in either of Markdown's two manners, or a subject line."""
    for line, below in zip(lines, [*lines[1:_SEARCHED_LINES], ""], strict=False):
        said = plain(line)
        if line.startswith("#"):
            return plain(line.lstrip("#"))
        if said.casefold().startswith("subject:"):
            return said.partition(":")[2].strip()
        if said and below.startswith("===") and not below.strip("= "):
            return said
    return ""
