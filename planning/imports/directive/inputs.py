"""The documents that a directive draws on, from paths and from words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planning.imports.directive.outline import plain
from planning.imports.directive.tasks import Bullet
from planning.imports.directive.wording import (
    capitalised,
    is_placeholder,
    paths,
    without_placeholders,
    without_quoted,
)
from planning.plan.choices import TRACKS

# The first that fits; the singular covers the plural.
_KINDS = (
    ("compendium", ("compendium",)),
    ("layer_spec", ("layer spec", "layer_spec")),
    ("module_spec", ("module spec", "module_spec")),
    ("interface_catalog", ("interface catalog", "interfaces_catalog", "interface_catalog")),
    ("security_brief", ("security brief", "security polic", "security-brief")),
    ("guardrail_brief", ("guardrail", "cross-track-brief", "brief")),
    ("requirements", ("requirement", "nfr", "non-functional")),
)
# Where the architecture track's own directives say that these come from.
_PRODUCED = {
    "compendium": ("architecture", 1),
    "interface_catalog": ("architecture", 1),
    "guardrail_brief": ("architecture", 1),
    "layer_spec": ("architecture", 2),
    "module_spec": ("architecture", None),
}
_ONE_OF_A_KIND = ("compendium", "interface_catalog")
_TITLE_ENDINGS = {"layer_spec": "layer spec", "guardrail_brief": "brief"}
_PHASE_FOLDER = re.compile(r"phase[-_ ](\d{1,3})")
_PHASE_PREFIX = re.compile(r"phase[-_ ]\d{1,3}[-_ ]")
_FOLDER_WORDS = ("directory", "folder", "deliverable", "store")
_OPENING = re.compile(r"(?:^|; *|\. +)(use|reference|follow|read|consume)s? ", re.IGNORECASE)
_DOCUMENT_WORDS = re.compile(
    r"\b(?:compendium|specs?|catalog|briefs?|guardrails?|register|outputs|requirements?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be had; ``phase`` is that of the producing track, ``notes`` what else is said."""

    line: int
    name: str
    path: str = ""
    kind: str = "other"
    track: str = ""
    phase: int | None = None
    required: bool = True
    notes: str = ""


def of_bullet(bullet: Bullet) -> Iterator[Document]:
    """The documents that a bullet of the input context names."""
    label, found, rest = bullet.text.partition(":")
    if found and _is_folder(label, rest):
        return
    if found and (label.startswith("**") or is_placeholder(rest)):
        yield _labelled(bullet.line, plain(label), rest)
        return
    yield from of_text(bullet.line, bullet.text)


def of_rule(line: int, text: str) -> tuple[bool, tuple[Document, ...]]:
    """The documents that a rule says to use, and whether it says more than that.

    Rules that open with "use", "reference" or "follow" name documents; the rest are just rules.
    """
    found = _OPENING.search(text)
    if found is None or not _names_documents(text[found.end() :]):
        return True, ()
    return bool(text[: found.start()].strip()), tuple(of_text(line, text[found.end() :]))


def _names_documents(text: str) -> bool:
    said = without_quoted(without_placeholders(text))
    return bool(paths(text)) or _DOCUMENT_WORDS.search(said) is not None


def of_text(line: int, text: str) -> Iterator[Document]:
    """One document for each part of an enumeration; neighbours of one kind stay together."""
    # "Use architecture outputs: …" enumerates after the colon.
    said = text.partition(": ")[2].strip() or text
    documents = [_document(line, part) for part in _parts(said)]
    if len({(d.kind, d.path) for d in documents}) == 1 and documents[0].kind != "other":
        documents = [_document(line, said)]
    yield from (document for document in documents if document.name)


def _is_folder(label: str, rest: str) -> bool:
    return any(word in label.casefold() for word in _FOLDER_WORDS) and any(
        path.endswith("/") for path in paths(rest)
    )


def _labelled(line: int, name: str, rest: str) -> Document:
    path = next(iter(paths(rest)), "")
    # Half a sentence around a placeholder says nothing yet.
    said = "" if without_placeholders(rest) != rest else rest.strip(" .*`")
    return replace(_document(line, f"{name} `{path}`" if path else name), notes=said)


def _parts(text: str) -> Iterator[str]:
    """The parts of an enumeration with commas and "and", not looking into parentheses."""
    depth, start = 0, 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")" and depth > 0)
        # Only a comma before a blank separates: "auth/session,token" is one thing.
        if depth == 0 and character in ",;" and text[at + 1 : at + 2] == " ":
            yield from _last_two(text[start:at])
            start = at + 1
    yield from _last_two(text[start:])


def _last_two(part: str) -> Iterator[str]:
    part = part.strip().removeprefix("and ")
    before, found, after = part.partition(" and ")
    if found and "(" not in before:
        yield before.strip()
        yield after.strip()
    elif part:
        yield part


def _document(line: int, part: str) -> Document:
    path = next(iter(paths(part)), "")
    words = capitalised(plain(without_quoted(without_placeholders(part))).strip(" .:;,"))
    words = words.removesuffix(" in").removesuffix(" at")
    kind = guessed_kind(f"{path} {words}")
    track, phase = produced(path, words, kind)
    return Document(
        line=line,
        name=words or name_of(path, kind),
        path=path,
        kind=kind,
        track=track,
        phase=phase,
        required="if provided" not in part.casefold(),
    )


def guessed_kind(said: str) -> str:
    """The kind of document that a path or a title suggests, ``other`` when none."""
    folded = said.casefold()
    return next((kind for kind, words in _KINDS if any(w in folded for w in words)), "other")


def produced(path: str, words: str, kind: str) -> tuple[str, int | None]:
    """Producing track and phase: from the path, else from the kind, else a track from the words."""
    track, phase = _PRODUCED.get(kind, ("", None))
    folder = path.partition("/")[0].partition("-")[0] if "/" in path else ""
    found = _PHASE_FOLDER.search(path) or _PHASE_FOLDER.search(words.casefold())
    if folder in TRACKS:
        track = folder
    return track or _named_track(words), int(found[1]) if found else phase


def _named_track(words: str) -> str:
    """The track that a title opens with, or that it calls one: "from architecture track"."""
    folded = words.casefold()
    opening = folded.replace("-", " ").partition(" ")[0]
    if opening in TRACKS:
        return opening
    return next((track for track in TRACKS if f"{track} track" in folded), "")


def name_of(path: str, kind: str) -> str:
    """A name for a document of which only the path is known."""
    stem = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    stem = _PHASE_PREFIX.sub("", stem).replace("-", " ").replace("_", " ").strip()
    ending = _TITLE_ENDINGS.get(kind, "")
    return capitalised(stem if not ending or stem.endswith(ending) else f"{stem} {ending}")


def without_doubles(documents: list[Document]) -> list[Document]:
    """Each document once: one that a path names is not wanted again by its kind or name."""
    held: dict[str, Document] = {}
    for document in sorted(documents, key=lambda d: not d.path):
        same = document.kind if document.kind in _ONE_OF_A_KIND else document.name.casefold()
        held.setdefault(same, document)
    return sorted(held.values(), key=lambda d: d.line)
