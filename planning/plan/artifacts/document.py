"""The parts that every Markdown file has, around the body that only it has."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import itemgetter

from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import READINESS, README, Facts
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.criteria import CRITERIA, VERIFICATION
from planning.plan.elements import (
    Control,
    Element,
    Guardrail,
    InputDocument,
    PrivacyConstraint,
    Question,
    Risk,
    Standard,
)
from planning.plan.order import natural
from planning.plan.scopes import NAMES
from planning.plan.value import Waiver

_POINTS = {point.key: point.title for point in (*CRITERIA, *VERIFICATION)}
_ON_DOCUMENTS = (Guardrail, PrivacyConstraint, Control)


def document(frame: Frame, facts: Facts, body: Iterable[str]) -> str:
    """The whole text of a file, with a final line end; the same frame gives the same bytes."""
    blocks = [
        _front_matter(frame, facts),
        *_header(frame, facts),
        *_draws_on(frame, facts),
        *_standards(frame, facts),
        *body,
        *_open_ends(frame, facts),
        *_consumers(facts),
        *_change_log(frame),
        _footer(frame),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def section(
    frame: Frame,
    title: str,
    headers: tuple[str, ...],
    rows: Iterable[tuple[Inline, ...]],
    otherwise: str,
    level: int = 2,
) -> Iterator[str]:
    """A heading with a table, or with what is to be said where there is no row."""
    found = list(rows)
    yield md.heading(level, md.inline(title))
    yield md.table(headers, found) if found else otherwise


def nothing(frame: Frame, what: str, *askers: str, at: str = "") -> str:
    """What is missing, and who says so.

    ``askers`` are ids of rules, then keys of criteria: a finding of these rules (``at`` an element
    or topic, where one is meant) says it, else the first that this rule set has asks for it.
    """
    return f"*Nothing planned yet: {md.inline(what)}.* {_asked_by(frame, askers, at)}"


def none(text: str) -> str:
    """An empty section that lacks nothing."""
    return f"*{md.inline(text)}*"


def _asked_by(frame: Frame, askers: tuple[str, ...], at: str) -> Inline:
    for finding in frame.findings_of(*askers):
        if not at or at in (finding.element, finding.about):
            message = cells.said(frame, finding.message)
            return Inline(f"{frame.rule(finding.rule, 'Rule')} says so: {message}")
    for asker in askers:
        if asker in frame.rules_by_id:
            return Inline(f"It is asked for by {frame.rule(asker)}.")
        if asker in _POINTS:
            return Inline(f"“{md.inline(_POINTS[asker])}” in the readiness report asks for it.")
    return Inline("No rule of this rule set asks for it.")


def _front_matter(frame: Frame, facts: Facts) -> str:
    plan = frame.plan
    about: list[tuple[str, str | int]] = [
        ("plan", plan.name or plan.subject or plan.slug),
        ("project", plan.project),
        ("file", facts.name),
        ("revision", plan.revision),
        ("baseline", frame.baseline),
        ("state", frame.status),
        ("rule_set", frame.rule_set),
        ("on", frame.on.isoformat()),
        ("profile", frame.profile),
        *((f"{scope}_digest", frame.digests[scope]) for scope in NAMES),
    ]
    return md.front_matter((key, value) for key, value in about if value != "")


def _header(frame: Frame, facts: Facts) -> Iterator[str]:
    plan = frame.plan
    yield md.heading(1, md.inline(facts.title))
    yield f"**Subject: {_subject(frame)} for {md.inline(plan.project) or 'a project not named yet'}**"
    date, time = date_and_time(plan.dated)
    yield f"**Date:** {md.inline(date)}\n**Time:** {md.inline(time)}"


def _subject(frame: Frame) -> Inline:
    plan = frame.plan
    phase = f"Phase {plan.phase}: " if plan.phase is not None else ""
    track = f"{cells.word(plan.track).capitalize()} Track"
    subject = f" — {md.inline(plan.subject)}" if plan.subject else ""
    return Inline(f"{phase}{track}{subject}")


def date_and_time(dated: str) -> tuple[str, str]:
    try:
        moment = datetime.fromisoformat(dated)
    except ValueError:
        return dated or "not stated yet", "not stated yet"
    if "T" not in dated and " " not in dated:
        return moment.date().isoformat(), "not stated yet"
    offset = moment.strftime("%z")
    utc = f"UTC{offset[:3]}:{offset[3:5]}" if offset else "UTC offset not stated"
    return moment.date().isoformat(), f"{moment:%H:%M} {utc}"


def _draws_on(frame: Frame, facts: Facts) -> Iterator[str]:
    documents = (
        frame.plan.of(InputDocument) if InputDocument in facts.defines else _cited(frame, facts)
    )
    rows = (
        (
            cells.defined(frame, d)
            if InputDocument in facts.defines
            else cells.named(frame, d.code),
            md.code(d.path),
            md.code(d.sha256),
        )
        for d in documents
    )
    yield from section(
        frame,
        "Draws on",
        ("document", "path", "SHA-256"),
        rows,
        _no_documents(frame),
    )


def _no_documents(frame: Frame) -> str:
    if frame.plan.of(InputDocument):
        return none("Nothing described here cites an input document.")
    return nothing(frame, "no input document", "guardrails")


def _cited(frame: Frame, facts: Facts) -> list[InputDocument]:
    found: set[str] = set()
    for element in _described(frame, facts):
        found.update(frame.plan.targets(element.code, "cites"))
        if isinstance(element, _ON_DOCUMENTS):
            found.add(element.document)
    return [d for d in frame.plan.of(InputDocument) if d.code in found]


def _described(frame: Frame, facts: Facts) -> Iterator[Element]:
    """The elements that the file speaks of; the README speaks of all."""
    if facts == README:
        yield from frame.plan.elements
        return
    for kind in facts.kinds:
        yield from frame.plan.of(kind)


def _standards(frame: Frame, facts: Facts) -> Iterator[str]:
    here = {element.code for element in _described(frame, facts)}
    rows = []
    for standard in frame.plan.of(Standard):
        applied = [c for c in frame.plan.sources(standard.code, "cites") if c in here]
        if applied:
            rows.append(
                (
                    cells.code(frame, standard.code),
                    cells.said(frame, standard.statement),
                    cells.codes(frame, applied),
                )
            )
    otherwise = (
        none("Nothing described here cites a standard.")
        if frame.plan.of(Standard)
        else nothing(frame, "no standard", "standards_cited")
    )
    yield from section(frame, "Standards", ("code", "statement", "where applied"), rows, otherwise)


def _open_ends(frame: Frame, facts: Facts) -> Iterator[str]:
    if facts != READINESS:  # whose body lists them all
        yield from _open_points(frame, facts)
        yield from _waivers(frame, facts)


def _open_points(frame: Frame, facts: Facts) -> Iterator[str]:
    here = {element.code for element in _described(frame, facts)}
    points: tuple[Question | Risk, ...] = (*frame.plan.of(Question), *frame.plan.of(Risk))
    rows = [
        (
            cells.code(frame, point.code),
            cells.said(frame, point.question if isinstance(point, Question) else point.statement),
            cells.codes(frame, frame.plan.targets(point.code, "about")),
            cells.person(frame, point.owner),
            cells.day(point.due),
            cells.flag(point.blocking),
        )
        for point in points
        if is_open(point) and here.intersection(frame.plan.targets(point.code, "about"))
    ]
    yield from section(
        frame,
        "Open questions and risks",
        ("code", "question or risk", "about", "owner", "due", "blocking"),
        rows,
        none("None is open on what this file describes."),
    )


def is_open(point: Question | Risk) -> bool:
    """Whether nobody has settled it; a blank status is not settled."""
    return point.status in ("", "open")


def _waivers(frame: Frame, facts: Facts) -> Iterator[str]:
    here = {element.code for element in _described(frame, facts)}
    rows = [
        (
            frame.rule(w.rule),
            cells.code(frame, w.element),
            cells.said(frame, w.reason),
            cells.word(w.status),
            cells.person(frame, w.approved_by),
            md.inline(w.until),
        )
        for w in in_order(frame.plan.waivers)
        if w.element in here
    ]
    yield from section(
        frame,
        "Waivers",
        ("rule", "element", "reason", "status", "approver", "until"),
        rows,
        none("No finding on what this file describes is waived."),
    )


def in_order(waivers: Iterable[Waiver]) -> list[Waiver]:
    """Waivers by rule, then by what they are about."""
    return sorted(waivers, key=lambda w: tuple(map(natural, w.identity)))


def _consumers(facts: Facts) -> Iterator[str]:
    yield md.heading(2, Inline("Downstream consumers"))
    yield md.bullets(Inline(f"Phase 2, {use}") for use in facts.consumers)


def _change_log(frame: Frame) -> Iterator[str]:
    plan = frame.plan
    yield md.heading(2, Inline("Version and change log"))
    what = (
        f"baseline {md.inline(frame.baseline)}" if frame.baseline else f"revision {plan.revision}"
    )
    yield f"Version {md.inline(plan.version) or 'not numbered yet'}, {what}, {frame.status}."
    held = [(r.version, r.date, r.by, r.summary) for r in plan.releases]
    held += [(r.code, r.at[:10], r.by, r.summary) for r in frame.review.rounds]
    rows = [
        (md.inline(version), md.inline(date), cells.person(frame, by), cells.said(frame, summary))
        for version, date, by, summary in sorted(held, key=itemgetter(1))
    ]
    if rows:
        yield md.table(("version", "date", "by", "summary"), rows)
    else:
        yield none("No version has been released yet.")


def _footer(frame: Frame) -> str:
    plan = frame.plan
    moment = frame.moment or plan.dated or "not stated yet"
    place = plan.locale or "not stated yet"
    return f"---\n\n*(Generated on: {md.inline(moment)}. Location: {md.inline(place)}.)*"
