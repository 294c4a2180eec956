"""What backend needs from other tracks, as a person looks at it: filtered, by track, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from planning.kinds import BY_NAME
from planning.plan import choices
from planning.plan.choices import words
from planning.plan.elements import BuildStep, Dependency
from planning.plan.needs import ANSWERS, SETTLED, UNANSWERED, needed
from planning.plan.rights import ANSWER, Actor, may_write
from planning.store.errors import Missing
from planning.web import shown
from planning.web.access import Access
from planning.web.editable import stated
from planning.web.listing import BLANK

ALL = "all"
OWN = "own"
_LEADS: Mapping[str, str] = {
    "security_lead": "security",
    "architecture_lead": "architecture",
}
_STATES = ("still open", "unanswered", ALL, *choices.DEPENDENCY_STATUSES)


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for; ``own`` are the tracks of who asks."""

    own: tuple[str, ...]
    track: str
    state: str
    until: date | None
    past: bool
    blocking: bool

    @property
    def address(self) -> str:
        """The part of an address after ``?``, without what is meant anyway."""
        said = {
            "track": "" if self.track == usual_track(self.own) else self.track,
            "state": "" if self.state == _STATES[0] else self.state,
            "until": self.until.isoformat() if self.until else "",
            "past": "1" if self.past else "",
            "blocking": "1" if self.blocking else "",
        }
        return urlencode({name: held for name, held in said.items() if held})


@dataclass(frozen=True, slots=True)
class Need:
    """A row: what is needed, by whom and when, and whether this person may answer."""

    element: Dependency
    what: shown.Said
    text: shown.Said
    steps: tuple[BuildStep, ...]
    past: bool
    writable: bool

    @property
    def answered(self) -> bool:
        return self.element.status not in UNANSWERED

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        return words(self.element.status or "open")

    @property
    def forms(self) -> tuple[str, ...]:
        """The answers that take more than a click."""
        return tuple(status for status, field in ANSWERS.items() if field)


Group = tuple[str, tuple[Need, ...]]


def own_tracks(actor: Actor) -> tuple[str, ...]:
    """The tracks that this person answers for, in the order of the vocabulary."""
    led = {held.track for held in actor.memberships if held.role == "track_lead"}
    led |= {track for role, track in _LEADS.items() if role in actor.roles}
    return tuple(track for track in choices.DEPENDENCY_TRACKS if track in led)


def usual_track(own: tuple[str, ...]) -> str:
    """A lead comes for their own track, everybody else for all."""
    return OWN if own else ALL


def query(actor: Actor, said: Mapping[str, str]) -> Query:
    """The query that an address asks for; what it does not know it leaves out."""
    own = own_tracks(actor)
    track, state = said.get("track", ""), said.get("state", "")
    return Query(
        own=own,
        track=track if track in dict(track_options(own)) else usual_track(own),
        state=state if state in _STATES else _STATES[0],
        until=_day(said.get("until", "")),
        past=bool(said.get("past")),
        blocking=bool(said.get("blocking")),
    )


def track_options(own: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    mine = ((OWN, f"yours: {', '.join(map(words, own))}"),) if own else ()
    tracks = ((track, words(track)) for track in choices.DEPENDENCY_TRACKS)
    return (*mine, (ALL, "all tracks"), *tracks, (BLANK, "no track said"))


def state_options() -> tuple[tuple[str, str], ...]:
    return tuple((state, words(state)) for state in _STATES)


def groups(access: Access, asked: Query) -> tuple[Group, ...]:
    """What the query lets through by track, those of the person first."""
    found = [each for each in needed(access.plan) if _passes(each, asked, access.on)]
    tracks = dict.fromkeys((*asked.own, *choices.DEPENDENCY_TRACKS, ""))
    by_track = ((track, [each for each in found if each.track == track]) for track in tracks)
    return tuple(
        (track, tuple(_need(access, each) for each in held)) for track, held in by_track if held
    )


def need(access: Access, code: str) -> Need:
    """One row; raises ``Missing`` where the plan needs nothing under this code."""
    found = access.plan.get(code, Dependency)
    if found is None or found.direction == "offers":
        raise Missing(f"the plan needs nothing under {code}")
    return _need(access, found)


def _need(access: Access, element: Dependency) -> Need:
    facts = BY_NAME["Dependency"].facts
    sources = access.plan.sources(element.code, "needs")
    steps = (access.plan.get(code, BuildStep) for code in sources)
    return Need(
        element=element,
        what=shown.said(access.plan, facts["what"], element.what),
        text=shown.said(access.plan, facts["answer"], element.answer),
        steps=tuple(step for step in steps if step),
        past=_is_past(element, access.on) and element.status not in SETTLED,
        writable=may_write(access.actor, "Dependency", ANSWER, stated(element)),
    )


def _passes(element: Dependency, asked: Query, on: date) -> bool:
    return (
        _on_track(element.track, asked)
        and _in_state(element.status, asked.state)
        and (asked.until is None or (element.due is not None and element.due <= asked.until))
        and (not asked.past or _is_past(element, on))
        and (not asked.blocking or element.blocking)
    )


def _on_track(track: str, asked: Query) -> bool:
    match asked.track:
        case "all":
            return True
        case "own":
            return track in asked.own
        case "-":
            return not track
        case chosen:
            return track == chosen


def _in_state(status: str, state: str) -> bool:
    if state == _STATES[0]:
        return status not in SETTLED
    if state == "unanswered":
        return status in UNANSWERED
    return state == ALL or (status or "open") == state


def _is_past(element: Dependency, on: date) -> bool:
    return element.due is not None and element.due < on


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
