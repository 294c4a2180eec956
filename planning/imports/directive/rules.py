"""Sections 2 and 3 of a directive: standards, documents to use, the output folder, guardrails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import shorten

from planning.imports.directive import inputs
from planning.imports.directive.inputs import Document
from planning.imports.directive.outline import Line, Piece, pieces, plain
from planning.imports.directive.wording import paths, sentences, standards, without_quoted

# Which rules of the catalogue check a guardrail that speaks of this.
_CHECKS = (
    (
        ("hybrid-clean", "presentation layer", "ports and adapters", "dependency inversion")
        + ("layer boundaries", "dependency rule"),
        ("SV-03", "SV-04", "HX-01", "HX-02"),
    ),
    (("dependencies on",), ("DE-03", "DE-05")),
    (("glossary",), ("BC-04",)),
    (("service catalog",), ("SV-01",)),
    (("build plan",), ("PL-01", "PL-06")),
    (("requirement id", "requirement identifier", "traceability"), ("BC-12", "PL-01")),
    (("cite", "standards"), ("IN-05",)),
    (("acceptance criteria",), ("PL-07", "PL-12")),
    (("lint", "tests", "observability"), ("QC-01",)),
    (("scope guard", "avoid touching", "components only"), ("SC-01",)),
)
_SCOPE_WORDS = ("scope", "exclude", "exclusively", "must remain", "strictly", "solely")
_STORE_WORDS = re.compile(
    r"\b(?:store|create|place|save|write|put|output|deliver|ablegen|ablage|speicher)", re.IGNORECASE
)
# Words that a mere list of standards uses; anything beyond a few others is a rule as well.
_LISTING = frozenset(
    ("and", "or", "standards", "standard", "focus", "use", "apply", "in", "the", "guide", "to")
    + ("apex", "follow", "with", "code")
)
_WORD = re.compile(r"[A-Za-z]+")
_MOST_LISTING_WORDS = 3
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the directive; ``number`` is that of its section and its place there."""

    line: int
    number: str
    name: str
    text: str
    checks: tuple[str, ...]


@dataclass
class Rules:
    """All that sections 2 and 3 hold; ``standards`` are codes with the line that names them.

    Of so many ``statements``, those in the lines ``unused`` say nothing that a plan has a place for.
    """

    standards: dict[str, int] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    folder: str = ""
    rules: list[Rule] = field(default_factory=list)
    statements: int = 0
    unused: list[int] = field(default_factory=list)


def read_rules(section: int, lines: tuple[Line, ...], into: Rules) -> None:
    """Adds what a section holds to ``into``."""
    count = 0
    for piece in _statements(lines):
        into.statements += 1
        codes, documents = standards(piece.text), len(into.documents)
        for code in codes:
            into.standards.setdefault(code, piece.number)
        if _is_rule(piece, into):
            count += 1
            into.rules.append(_rule(piece, f"{section}.{count}"))
        elif not codes and not output_folder(piece.text) and documents == len(into.documents):
            into.unused.append(piece.number)


def _statements(lines: tuple[Line, ...]) -> Iterator[Piece]:
    """Bullets as they are, paragraphs by sentence; what only introduces a list is none."""
    for piece in pieces(lines):
        if piece.bullet:
            yield piece
        elif not piece.text.endswith(":"):
            for sentence in sentences(piece.text):
                yield Piece(piece.number, False, sentence)


def _is_rule(piece: Piece, into: Rules) -> bool:
    """Whether the statement is a rule, after what else it says has been taken from it."""
    folder = output_folder(piece.text)
    if folder:
        into.folder = into.folder or folder
        return False
    if standards(piece.text):
        return not _only_lists_standards(piece.text)
    # A label in bold names the rule; one that is not may be the "use" that makes it an input.
    bold = piece.text.startswith("**")
    more, documents = inputs.of_rule(piece.number, _label(piece.text)[1] if bold else piece.text)
    into.documents.extend(documents)
    return more


def output_folder(text: str) -> str:
    """The folder that the text says to store things in, or blank."""
    folders = [path for path in paths(text) if path.endswith("/")]
    return folders[0] if folders and _STORE_WORDS.search(without_quoted(text)) else ""


def _only_lists_standards(text: str) -> bool:
    words = _WORD.findall(without_quoted(text).casefold())
    return sum(word not in _LISTING for word in words) <= _MOST_LISTING_WORDS


def _rule(piece: Piece, number: str) -> Rule:
    label, _ = _label(piece.text)
    name = label or _shortened(plain(piece.text).rstrip("."))
    return Rule(piece.number, number, name, piece.text, checks(piece.text))


def _shortened(text: str) -> str:
    return shorten(text[: 4 * _LONGEST_NAME], _LONGEST_NAME, placeholder=" …")


def _label(text: str) -> tuple[str, str]:
    """What stands in bold, or shortly, before a colon; and what follows."""
    label, found, said = text.partition(":")
    if not found or len(label) > _LONGEST_NAME or "`" in label:
        return "", text
    return plain(label), said.strip(" *")


def checks(text: str) -> tuple[str, ...]:
    """Ids of the rules that check what this guardrail says, as a proposal."""
    folded = text.casefold()
    found = (rule for words, rules in _CHECKS if any(w in folded for w in words) for rule in rules)
    return tuple(dict.fromkeys(found))


def scope_statement(purpose: str, rules: list[Rule]) -> str:
    """The sentences that say what is in and out of scope."""
    said = [*sentences(purpose), *(plain(rule.text) for rule in rules if _guards_scope(rule))]
    return "\n".join(s for s in said if any(word in s.casefold() for word in _SCOPE_WORDS))


def _guards_scope(rule: Rule) -> bool:
    return rule.name.casefold().startswith("scope")
