"""Sections 5 and 6 of a directive: the shared log, its tag, and who reviews."""

import re
from collections.abc import Iterator

from planning.imports.directive.outline import Line, Outline, pieces, plain
from planning.imports.directive.wording import paths, quoted
from planning.imports.report import Report, short
from planning.plan.choices import ROLES

_TAG = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+")
_TAGGED = re.compile(r"\b(?:tag(?:ged)?|markiert)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+|[,/&]")
_LONGEST_ENUMERATION = 30
_JOINTS = ("and", ",", "/", "&", "or")
_LEADS = ("lead", "leads")


def log(outline: Outline, report: Report) -> tuple[str, str]:
    """Path and tag of the shared log, blank where the directive does not say."""
    path, tag = "", ""
    for piece in pieces(outline.lines("reporting")):
        found = next((p for p in paths(piece.text) if not p.endswith("/")), "")
        said = _tag(piece.text)
        if not (found or said):
            report.note(f"not kept in the plan: “{short(plain(piece.text))}”", line=piece.number)
        path, tag = path or found, tag or said
    line = outline.number("reporting")
    if line and not path:
        report.warning("section 5 names no log file", line=line, remedy="give it by hand")
    if line and not tag:
        report.warning("section 5 names no tag for the log", line=line, remedy="give it by hand")
    return path, tag


def _tag(text: str) -> str:
    tagged = _TAGGED.search(text)
    codes = quoted(text[tagged.end() :]) if tagged else []
    return next((code for code in codes if _TAG.fullmatch(code)), "")


def signers(outline: Outline, report: Report) -> tuple[str, ...]:
    """Roles of the leads whom the last instruction names."""
    named = dict(_leads(outline.lines("final")))
    roles = {name: f"{name.casefold()}_lead" for name in named}
    for name, role in roles.items():
        if role not in ROLES or role == "track_lead":
            report.warning(
                f"“{name} lead” is not a role that signs here",
                line=named[name],
                remedy="left out of those who sign",
            )
    known = tuple(r for r in ROLES if r in roles.values() and r != "track_lead")
    line = outline.number("final")
    if line and not known:
        report.warning("section 6 names no lead who signs", line=line, remedy="choose by hand")
    return known


def _leads(lines: tuple[Line, ...]) -> Iterator[tuple[str, int]]:
    """Names before "lead" or "leads" with their line: "architecture and security leads"."""
    for line in lines:
        words = _WORD.findall(plain(line.text))
        for at, word in enumerate(words):
            if word.casefold() in _LEADS and at:
                before = words[max(0, at - _LONGEST_ENUMERATION) : at]
                yield from ((name, line.number) for name in _before(before))


def _before(words: list[str]) -> Iterator[str]:
    """The enumeration that ends here, backwards: every other word is a joint."""
    while words and words[-1] not in _JOINTS and words[-1].casefold() not in _LEADS:
        yield words.pop()
        if not words or words[-1].casefold() not in _JOINTS:
            return
        while words and words[-1].casefold() in _JOINTS:
            words.pop()
