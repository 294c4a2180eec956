"""Use cases, user stories, and the flows of an application."""

from planning.imports.cml.services import state_change
from planning.imports.cml.stream import Misread, Stream
from planning.imports.cml.tree import Flow, Name, Step, UserRequirement

_CASE_KEYS = ("actor", "secondaryActors", "interactions", "benefit", "scope", "level")
_BETWEEN = frozenset({"+", "X", "x", "O", "o"})


def user_requirement(stream: Stream) -> UserRequirement:
    """``UseCase N { actor … }`` or ``UserStory N [split by M] { As a … I want to … so that … }``."""
    start = stream.at
    word = stream.take().text
    name = stream.name()
    split_by = None
    if stream.sees("split") and stream.ahead().text == "by":
        stream.at += 2
        split_by = stream.name()
    clauses: list[str] = []
    stream.block(lambda: clauses.append(_case(stream) if word == "UseCase" else _story(stream)))
    stream.read_at.add(start)
    statement = "\n".join(clauses)
    return UserRequirement(
        word=word, name=name, split_by=split_by, role=_role(clauses), statement=statement
    )


def _case(stream: Stream) -> str:
    """``key value, value``; an interaction is words and strings in a row."""
    if not stream.sees(*_CASE_KEYS):
        raise stream.trouble(f"one of {', '.join(_CASE_KEYS)}")
    key = stream.take().text
    stream.takes("=")
    start = stream.at
    while not stream.is_over and not stream.sees("}", "{", *_CASE_KEYS):
        stream.take()
    if stream.at == start:
        raise stream.trouble("a value")
    return f"{key} {stream.text_from(start)}"


def _story(stream: Stream) -> str:
    """The whole sentence from ``As`` on, in one clause."""
    if not stream.sees("As"):
        raise stream.trouble("“As a”")
    start = stream.at
    while not stream.is_over and not stream.sees("{", "}"):
        stream.take()
    return stream.text_from(start)


def _role(clauses: list[str]) -> str:
    """Who asks: the actor, or the first string of the story."""
    for clause in clauses:
        if clause.startswith(("actor ", "As ")):
            return clause.partition('"')[2].partition('"')[0]
    return ""


def flow(stream: Stream) -> Flow:
    """The steps of a flow; those that cannot be read are in its text nevertheless."""
    start = stream.at
    kept = stream.kept()
    end = stream.at
    stream.at = start + 1
    try:
        name = stream.name()
        steps = _steps(stream, end)
    except Misread:
        stream.at = start
        raise
    stream.at = end
    return Flow(name=name, steps=steps, text=kept.text)


def _steps(stream: Stream, end: int) -> tuple[Step, ...]:
    found: list[Step] = []
    if not stream.takes("{"):
        return ()
    while stream.at < end and not stream.sees("}"):
        at = stream.at
        if stream.takes(";"):
            continue
        try:
            found.append(_step(stream))
        except Misread as misread:
            stream.warn(
                misread.token, str(misread), "the step is kept in the text of its flow only"
            )
            stream.misread += 1
            stream.at = max(stream.end_of(at, misread.at), at + 1)
    return tuple(found)


def _step(stream: Stream) -> Step:
    if stream.takes("event"):
        events, joined = _joined(stream)
        stream.demand("triggers")
        action = stream.demand("command", "operation").text
        actions, signs = _joined(stream)
        plain = not joined and not signs and action == "command"
        return Step(action=action, actions=actions, events=events, triggers=True, plain=plain)
    return _production(stream)


def _production(stream: Stream) -> Step:
    action = stream.demand("command", "operation").text
    name = stream.name()
    has_actor = _actor(stream)
    plain = action == "command" and not has_actor
    aggregate = change = None
    if stream.takes("delegates"):
        stream.demand("to")
        aggregate = stream.name()
        change = state_change(stream) if stream.sees("[") else None
    events: tuple[Name, ...] = ()
    if stream.takes("emits"):
        stream.demand("event")
        events, signs = _joined(stream)
        plain = plain and not signs
    single = change is not None and len(change.targets) == 1 and len(change.sources) < 2
    return Step(
        action=action,
        actions=(name,),
        events=events,
        triggers=False,
        aggregate=aggregate,
        change=change,
        plain=plain and single,
    )


def _actor(stream: Stream) -> bool:
    """``[initiated by "Customer"]`` behind a command."""
    if not stream.sees("[") or stream.ahead().text not in ("initiated", "triggered"):
        return False
    stream.at += 2
    stream.demand("by")
    if stream.take().kind != "string":
        raise stream.trouble("who does it")
    stream.demand("]")
    return True


def _joined(stream: Stream) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """Names joined by ``+``, ``X`` or ``O``, and those signs."""
    names, signs = [stream.name()], []
    while stream.sees(*_BETWEEN) and stream.ahead().kind == "word":
        signs.append(stream.take().text)
        names.append(stream.name())
    return tuple(names), tuple(signs)
