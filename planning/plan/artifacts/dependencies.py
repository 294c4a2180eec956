"""``dependencies.md``: what other tracks have to give, and what the backend gives them."""

from collections.abc import Iterable, Iterator

from planning.plan import choices
from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import DEPENDENCIES
from planning.plan.artifacts.document import document, none, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.elements import BuildStep, Dependency

_HEADERS = (
    "code",
    "direction",
    "topic",
    "what exactly",
    "needed by step and date",
    "blocking",
    "owner on either side",
    "status",
    "answer",
    "reference",
)
_ALWAYS_ASKED = ("database", "security", "networking")


def write(frame: Frame) -> str:
    return document(frame, DEPENDENCIES, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    for track in choices.DEPENDENCY_TRACKS:
        found = [d for d in frame.plan.of(Dependency) if d.track == track]
        if found or track in _ALWAYS_ASKED:
            title = Inline(f"{cells.word(track).capitalize()} track")
            yield from _track(frame, title, found, track)
    astray = [d for d in frame.plan.of(Dependency) if not d.track]
    if astray:
        yield from _track(frame, Inline("Dependencies on no track"), astray)
    yield from _offers(frame)
    yield from _assumptions(frame)


def _track(frame: Frame, title: Inline, found: list[Dependency], track: str = "") -> Iterator[str]:
    yield md.heading(2, title)
    if not found:
        yield nothing(frame, "no dependency, and no reason why there is none", "DE-03", at=track)
        return
    if all(d.status == "not_needed" for d in found):
        reasons = cells.joined((cells.said(frame, d.reason) for d in found), "; ")
        yield f"None, because {reasons or 'nobody has said why yet'}."
    yield md.table(_HEADERS, (_row(frame, d) for d in found))


def _row(frame: Frame, d: Dependency) -> tuple[Inline, ...]:
    owners = (
        cells.labelled("here", cells.person(frame, d.owner_here)),
        cells.labelled("there", cells.person(frame, d.owner_there)),
    )
    because = cells.labelled("because", cells.said(frame, d.reason))
    consumed = cells.codes(frame, frame.plan.targets(d.code, "consumes", "applies_to"))
    return (
        cells.defined(frame, d),
        cells.word(d.direction),
        cells.word(d.topic),
        cells.joined((cells.said(frame, d.what), cells.labelled("for", consumed)), "<br>"),
        _needed_by(frame, d),
        cells.flag(d.blocking),
        cells.joined(owners, "<br>"),
        cells.joined((cells.word(d.status), because), "<br>"),
        cells.said(frame, d.answer),
        cells.said(frame, d.reference),
    )


def _needed_by(frame: Frame, d: Dependency) -> Inline:
    steps = [frame.plan.get(code, BuildStep) for code in frame.plan.sources(d.code, "needs")]
    starts = (
        cells.joined((cells.code(frame, s.code), cells.day(s.starts_on)), " from ")
        for s in steps
        if s
    )
    return cells.joined((*starts, cells.labelled("due", cells.day(d.due))), "<br>")


def _offers(frame: Frame) -> Iterator[str]:
    offers = [d for d in frame.plan.of(Dependency) if d.direction == "offers"]
    rows = (
        (
            cells.code(frame, d.code),
            cells.word(d.track),
            cells.word(d.topic),
            cells.said(frame, d.what),
            cells.day(d.due),
            cells.word(d.status),
        )
        for d in offers
    )
    headers = ("code", "to track", "topic", "what exactly", "due", "status")
    otherwise = none("The backend has promised nothing to another track.")
    yield from section(frame, "What the backend offers", headers, rows, otherwise)


def _assumptions(frame: Frame) -> Iterator[str]:
    rows = (
        (cells.code(frame, d.code), cells.said(frame, d.assumption), cells.word(d.status))
        for d in _assumed(frame.plan.of(Dependency))
    )
    headers = ("code", "assumed until provided", "status")
    otherwise = none("Nothing is assumed of a dependency that is still open.")
    yield from section(frame, "Assumptions until provided", headers, rows, otherwise)


def _assumed(dependencies: Iterable[Dependency]) -> Iterator[Dependency]:
    """Dependencies that are not there yet and of which something is assumed meanwhile."""
    for d in dependencies:
        if d.assumption and d.status not in ("provided", "not_needed"):
            yield d
