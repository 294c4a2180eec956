"""Letters to people: each in an envelope of its own, sent once what they tell of is stored."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.text import Truncator

from planning import models
from planning.store import threads
from planning.web.access import Access

log = logging.getLogger(__name__)
_SUBJECT = 200
# A header or an address that cannot be written is a ValueError.
_FAILURES = (SMTPException, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told; ``template`` is a plain text of templates/mail."""

    person: models.User
    subject: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The subject in one line, as a header needs it."""
        return Truncator(" ".join(self.subject.split())).chars(_SUBJECT)

    @property
    def body(self) -> str:
        return render_to_string(f"mail/{self.template}", dict(self.context))


def tell(request: HttpRequest, letters: Iterable[Letter]) -> None:
    """Send letters as soon as the open transaction is committed, at once where none is open.

    Whoever acts reads among the messages of the page how many people could not be told.
    """
    transaction.on_commit(partial(_send, request, tuple(letters)))


def commented(request: HttpRequest, access: Access, comment: models.Comment) -> None:
    """Tell of a comment whom it names, and who takes part in its thread."""
    audience = threads.audience(comment)
    thread = comment.thread
    place = _place(access, thread)
    context = {
        "who": access.actor.name,
        "place": place,
        "plan": str(access.row),
        "text": comment.text,
        "link": _link(request, access, f"comments/{thread.number}/"),
    }
    named = ((person, f"A comment names you: {place}", True) for person in audience.called)
    others = ((person, f"A reply: {place}", False) for person in audience.taking_part)
    tell(
        request,
        [
            Letter(person, subject, "comment.txt", {**context, "named": named_})
            for person, subject, named_ in (*named, *others)
        ],
    )


def review_asked(
    request: HttpRequest,
    access: Access,
    baseline: str,
    statement: str,
    asked: Mapping[str, Iterable[models.User]],
) -> None:
    """Tell people that they are asked to review a baseline, such as ``BL-3``.

    ``asked`` says by scope whom; somebody asked for two scopes gets one letter with both links.
    """
    scopes: dict[models.User, list[str]] = {}
    for scope, people in asked.items():
        for person in people:
            scopes.setdefault(person, []).append(scope)
    said = {"who": access.actor.name, "plan": str(access.row), "baseline": baseline}
    tell(
        request,
        [
            Letter(
                person,
                f"Review asked: {access.row} {baseline}",
                "review_asked.txt",
                {**said, "statement": statement, "links": _reviews(request, access, theirs)},
            )
            for person, theirs in scopes.items()
        ],
    )


def sent(letters: Iterable[Letter]) -> str:
    """Send letters now; a sentence about who could not be told, blank where all were.

    Who has no address, or whose account is closed, is passed over.
    """
    reached = [letter for letter in letters if letter.person.email and letter.person.is_active]
    if not reached:
        return ""
    connection = get_connection()
    try:
        connection.open()
    except _FAILURES:
        log.warning("no letter could be sent: the server does not answer", exc_info=True)
        return _untold(len(reached))
    try:
        return _untold(sum(not _posted(connection, letter) for letter in reached))
    finally:
        connection.close()


def _send(request: HttpRequest, letters: tuple[Letter, ...]) -> None:
    untold = sent(letters)
    if untold:
        messages.warning(request, untold)


def _posted(connection: BaseEmailBackend, letter: Letter) -> bool:
    to = [letter.person.email]
    try:
        EmailMessage(letter.line, letter.body, to=to, connection=connection).send()
    except _FAILURES:
        log.warning("a letter to %s was not sent", letter.person.pseudonym, exc_info=True)
        return False
    return True


def _untold(count: int) -> str:
    if not count:
        return ""
    people = "person" if count == 1 else "people"
    return f"{str(apnumber(count)).capitalize()} {people} could not be told by e-mail."


def _place(access: Access, thread: models.Thread) -> str:
    element = access.plan.by_code.get(thread.code)
    return element.label if element else thread.code or str(access.row)


def _reviews(request: HttpRequest, access: Access, scopes: Iterable[str]) -> list[str]:
    return [_link(request, access, f"review/{scope}/") for scope in scopes]


def _link(request: HttpRequest, access: Access, path: str) -> str:
    return request.build_absolute_uri(f"/plans/{access.row.slug}/{path}")
