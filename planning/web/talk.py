"""Threads of comments as a person reads them: who said what, where, and what one may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from planning import models
from planning.plan.choices import words
from planning.plan.elements import BY_NAME, facts
from planning.plan.value import Plan
from planning.store import threads
from planning.store.names import names
from planning.web.access import Access
from planning.web.forms_talk import ReplyForm, ThreadForm


@dataclass(frozen=True, slots=True)
class Said:
    """A comment; ``called`` are the user names, case-folded, that stand out in it."""

    who: str
    at: datetime
    text: str
    called: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A thread. ``new`` where it calls the reader, who has not opened it before; ``reply`` only for
    whoever may comment; ``focused`` where the cursor belongs after an action."""

    number: int
    code: str
    about: str
    baseline: str
    blocks: str
    comments: tuple[Said, ...]
    resolved_at: datetime | None
    resolved_by: str
    new: bool
    reply: ReplyForm | None
    may_resolve: bool
    focused: bool


def opened(
    access: Access, code: str, baseline: str = "", where: str = "", focused: int = 0
) -> dict[str, Any]:
    """What ``_threads.html`` is handed, for somebody who opens it: what calls them counts as seen.

    ``baseline`` is the one, such as ``BL-2``, on which threads are begun here; ``where`` is made by
    ``query``.
    """
    held = threads.threads_of(access.row.pk, code)
    may = access.may("comment")
    return {
        "threads": read(access, held, focused),
        "code": code,
        "baseline": baseline,
        "thread_form": ThreadForm(access=access, code=code, baseline=baseline) if may else None,
        "thread_query": where,
    }


def read(access: Access, held: Iterable[models.Thread], focused: int = 0) -> tuple[Shown, ...]:
    """Threads as a person reads them now; what calls them counts as seen afterwards."""
    held = list(held)
    people = names(_people(held))
    found = tuple(_shown(access, thread, people, focused) for thread in held)
    threads.mark_seen(held, access.actor)
    return found


def query(here: str = "", back: str = "") -> str:
    """Where somebody talks, as part of the addresses of the forms there.

    ``here`` is the current entry of the navigation, ``back`` a path of this plan to return to
    without JavaScript instead of the page of the element.
    """
    said = {"here": here, "back": back}
    held = urlencode({name: value for name, value in said.items() if value})
    return f"?{held}" if held else ""


def home(access: Access, thread: models.Thread) -> str:
    """Where a thread is read in full: on the page of its element, else on its own."""
    plan = f"/plans/{access.row.slug}/"
    if thread.code in access.plan.by_code:
        return f"{plan}e/{thread.code}/"
    return f"{plan}comments/{thread.number}/"


def _people(held: Iterable[models.Thread]) -> set[str]:
    said = {comment.person for thread in held for comment in thread.comments.all()}
    return said | {thread.resolved_by for thread in held if thread.resolved_by}


def _shown(access: Access, thread: models.Thread, people: dict[str, str], focused: int) -> Shown:
    may = access.may("comment")
    reply = ReplyForm(number=thread.number) if may else None
    if reply and thread.number == focused:
        reply.focus()
    return Shown(
        number=thread.number,
        code=thread.code,
        about=_about(access, thread),
        baseline=thread.baseline.code if thread.baseline else "",
        blocks=thread.blocks,
        comments=tuple(_said(comment, people) for comment in thread.comments.all()),
        resolved_at=thread.resolved_at,
        resolved_by=people.get(thread.resolved_by, ""),
        new=bool(threads.unseen_in(thread, access.actor)),
        reply=reply,
        may_resolve=may and threads.may_resolve(access.actor, thread),
        focused=thread.number == focused,
    )


def _about(access: Access, thread: models.Thread) -> str:
    """The field that a thread is about, as the forms name it."""
    element = access.plan.by_code.get(thread.code)
    known = facts(BY_NAME[element.element_kind] if element else Plan)
    fact = known.get(thread.field)
    return fact.label if fact else words(thread.field).capitalize()


def _said(comment: models.Comment, people: dict[str, str]) -> Said:
    called = (mention.person.username.casefold() for mention in comment.mentions.all())
    return Said(people[comment.person], comment.at, comment.text, frozenset(called))
