"""Subject, date and place of a directive: what names the plan."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from planning.imports.directive import vocabulary
from planning.imports.directive.outline import Line, Outline, plain
from planning.imports.directive.wording import is_placeholder, without_placeholders
from planning.imports.report import Report, short
from planning.plan.choices import TRACKS

_PHASE = re.compile(r"Phase +(\d{1,4}) *[:–—-] *", re.IGNORECASE)
_TRACK = re.compile(r"(\w+)[ -] *Track *[:–—-]+ *", re.IGNORECASE)
_FOR = re.compile(r" (?:for|für) ", re.IGNORECASE)
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_OFFSET = re.compile(r" {0,2}(?:UTC|GMT) {0,2}(?=[+-]\d)")
_UTC = re.compile(r" {0,2}(?:UTC|GMT|Z)$")
_SHORT_OFFSET = re.compile(r"([+-])(\d):?(\d\d)?$|([+-]\d\d)$")
_PLACE = re.compile(r"(?:Location(?: context)?|Ort): *")


@dataclass(frozen=True, slots=True)
class Subject:
    """What the subject line says; ``phase`` is ``None`` and the rest blank where it does not."""

    line: int = 0
    track: str = ""
    phase: int | None = None
    title: str = ""
    project: str = ""
    asks: bool = False

    @property
    def plan_name(self) -> str:
        """``Backend Phase 1: Domain & Service Planning``."""
        if not self.track or self.phase is None:
            return self.title
        return f"{self.track.capitalize()} Phase {self.phase}: {self.title}"


def subject(outline: Outline, report: Report) -> Subject:
    """The subject, from ``Subject: Phase 1: Backend Track — Title for Project``."""
    for line in outline.header:
        label, _, said = plain(line.text.lstrip("# ")).partition(":")
        if label.casefold() in vocabulary.SUBJECT and said.strip():
            return _subject(line.number, said.strip(), report)
    report.error("no Subject line", remedy="name, track and phase have to be given by hand")
    return Subject()


def _subject(line: int, said: str, report: Report) -> Subject:
    phase = _PHASE.match(said)
    rest = said[phase.end() :] if phase else said
    named = _TRACK.match(rest)
    track = _track(named[1] if named else rest)
    title, project = _title_and_project(rest[named.end() :] if named else rest)
    if phase is None:
        report.warning("the subject names no phase", line=line, remedy="give it by hand")
    if not named:
        told = f"taken for {track}, its first word that is one" if track else "give it by hand"
        report.warning("the subject names no track", line=line, remedy=told)
    elif not track:
        report.warning(f"“{short(named[1])}” is not a track here", line=line)
    asked = is_placeholder(project)
    if not project:
        report.warning("the subject names no project", line=line, remedy="give it by hand")
    return Subject(
        line=line,
        track=track,
        phase=int(phase[1]) if phase else None,
        title=title,
        project="" if asked else project,
        asks=asked,
    )


def _track(said: str) -> str:
    return next((word for word in said.casefold().split() if word in TRACKS), "")


def _title_and_project(said: str) -> tuple[str, str]:
    # The project comes last, so that a title with a "for" in it stays whole.
    found = list(_FOR.finditer(said))
    if not found:
        return said.strip(), ""
    return said[: found[-1].start()].strip(), said[found[-1].end() :].strip()


def dated(outline: Outline, report: Report) -> tuple[str, bool]:
    """Date and time such as ``2026-11-04T10:30+01:00``, or blank; whether it has to be asked for."""
    said = {}
    for line in outline.header:
        label, found, value = plain(line.text).partition(":")
        if found and label.casefold() in vocabulary.MOMENT:
            said[vocabulary.MOMENT[label.casefold()]] = (value.strip(), line.number)
    if "date" not in said:
        report.warning("no date stated", remedy="give it by hand")
        return "", False
    day, number = said["date"]
    if not day or is_placeholder(day):
        return "", True
    time, _ = said.get("time", ("", 0))
    if is_placeholder(time):
        return day, True
    return _moment(f"{day} {time}".strip(), number, report), False


def _moment(said: str, line: int, report: Report) -> str:
    compact = _UTC.sub("+00:00", _OFFSET.sub("", _GERMAN_DAY.sub(_iso_day, said)))
    compact = _SHORT_OFFSET.sub(_full_offset, compact)
    try:
        moment = datetime.fromisoformat(compact.replace(" +", "+").replace(" -", "-"))
    except ValueError:
        report.warning(
            f"“{short(said)}” is not a date and time such as 2026-11-04 10:30 +01:00",
            line=line,
            remedy="kept as it stands",
        )
        return said
    return moment.isoformat(timespec="minutes") if ":" in said else moment.date().isoformat()


def _iso_day(found: re.Match[str]) -> str:
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"


def _full_offset(found: re.Match[str]) -> str:
    if found[4]:
        return f"{found[4]}:00"
    return f"{found[1]}0{found[2]}:{found[3] or '00'}"


def locale(lines: Iterable[Line]) -> tuple[str, bool]:
    """The place that the footer prints, or blank; whether it has to be asked for."""
    text = " ".join(line.text for line in lines)
    found = _PLACE.search(text)
    if found is None:
        return "", False
    place = text[found.end() :].strip(" *_").removesuffix(")").strip(" .")
    if is_placeholder(place):
        return "", True
    return without_placeholders(place).strip(), False
