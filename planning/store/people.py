"""Anonymising a person: the account loses who it was, the history keeps its pseudonym.

Texts in which people named the person belong to the plans and are found, not changed: the history
is immutable, and what stands in a plan now is for its editors to say.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction

from planning import models
from planning.plan import canonical
from planning.plan.choices import words
from planning.plan.people import without_address
from planning.plan.value import Plan
from planning.store.errors import Rejected
from planning.store.load import load


@dataclass(frozen=True, slots=True)
class Standing:
    """A text of a plan that still names the person; no ``code`` where it is the plan's own."""

    plan: str
    code: str
    field: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.plan, self.code, self.field)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymised:
    """What became of an account, and where its old names still stand."""

    pseudonym: str
    username: str
    display_name: str
    memberships: tuple[str, ...]
    sessions: int
    standing: tuple[Standing, ...]


def anonymise(person: models.User) -> Anonymised:
    """Take names, e-mail, password, sessions and memberships from an account, and close it.

    Raises ``Rejected`` where somebody is the last owner of a project, or anonymised already.
    """
    with transaction.atomic():
        account = models.User.objects.select_for_update().get(pk=person.pk)
        username = f"former-{account.pseudonym}"
        if account.username == username:
            raise Rejected({"": f"{account} is anonymised already."})
        _check_owners(account)
        names = _names(account)
        memberships = _end_memberships(account)
        _blank(account, username)
        sessions = _end_sessions(account)
    return Anonymised(
        pseudonym=account.pseudonym,
        username=account.username,
        display_name=account.display_name,
        memberships=memberships,
        sessions=sessions,
        standing=tuple(_standing(names)),
    )


def _check_owners(account: models.User) -> None:
    owned = account.memberships.filter(role="owner").values("project")
    # The locks queue two owners who go at the same moment, as in ``store.members``.
    projects = models.Project.objects.select_for_update().filter(pk__in=owned).order_by("pk")
    orphaned = [each.name for each in projects if not _other_owners(each, account)]
    if orphaned:
        raise Rejected(
            {"": f"{account} is the last owner of {', '.join(orphaned)}: name another one first."}
        )


def _other_owners(project: models.Project, account: models.User) -> bool:
    owners = project.memberships.filter(role="owner", person__is_active=True)
    return owners.exclude(person=account).exists()


def _names(account: models.User) -> tuple[str, ...]:
    """Everything that people may have written for this person."""
    said = (account.display_name, account.get_full_name(), account.username, account.email)
    named = (name.strip() for each in said for name in (each, without_address(each)))
    return tuple(dict.fromkeys(filter(None, named)))


def _end_memberships(account: models.User) -> tuple[str, ...]:
    held = account.memberships.select_related("project").order_by("project__name", "role")
    said = tuple(f"{words(each.role)} of {each.project}" for each in held)
    account.memberships.all().delete()
    return said


def _blank(account: models.User, username: str) -> None:
    account.username = username
    account.display_name = f"Former member {account.pseudonym[:4]}"
    account.first_name = account.last_name = account.email = ""
    account.is_active = account.is_staff = account.is_superuser = False
    account.set_unusable_password()
    account.save()


def _end_sessions(account: models.User) -> int:
    """A session says only inside its text whose it is."""
    own = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(account.pk)
    ]
    Session.objects.filter(pk__in=own).delete()
    return len(own)


def _standing(names: Iterable[str]) -> Iterator[Standing]:
    any_ = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    whole = re.compile(rf"(?<!\w)(?:{any_})(?!\w)", re.IGNORECASE)
    for row in models.Plan.objects.order_by("slug"):
        found = (
            Standing(row.slug, code, field)
            for code, field, text in _texts(load(row.pk))
            if whole.search(text)
        )
        yield from dict.fromkeys(found)


def _texts(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Every text of a plan: the code of its element, the name of its field, and what it says."""
    for owner in (plan, *plan.elements):
        stated = canonical.stated(owner)
        for name in stated.keys() - {"elements", "links", "code", "slug"}:
            for field, text in _within(name, stated[name]):
                yield getattr(owner, "code", ""), field, text


def _within(field: str, held: Any) -> Iterator[tuple[str, str]]:
    if isinstance(held, str):
        yield field, held
    elif isinstance(held, list):
        for item in held:
            yield from _within(field, item)
    elif isinstance(held, dict):
        for name, said in held.items():
            yield from _within(f"{field}.{name}", said)
