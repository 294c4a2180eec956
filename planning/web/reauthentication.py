"""Asking again who signs: by password now, by whatever the setting ``REAUTHENTICATION`` names.

A hook is ``hook(request, said) -> str``: it is handed what the form posted and returns the name of
its method, which the signature records. It raises ``NotConfirmed`` with what to tell the person.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.module_loading import import_string

from planning.web.access import person_of

Hook = Callable[[HttpRequest, Mapping[str, str]], str]


TRIES = 5
PAUSE = 15 * 60
"""After so many wrong passwords nobody tries for so many seconds: the session may be stolen."""


class NotConfirmed(ValueError):
    """The person was not confirmed to be who is signed in."""


def confirmed(request: HttpRequest, said: Mapping[str, str]) -> str:
    """The method by which whoever is signed in said again who they are."""
    hook: Hook = import_string(settings.REAUTHENTICATION)
    return hook(request, said)


def by_password(request: HttpRequest, said: Mapping[str, str]) -> str:
    """The password of the account that is signed in; people of the demo have none to give."""
    person = person_of(request)
    if not asks_password(request):
        return "demo"
    key = f"reauthentication-{person.pk}"
    if cache.get(key, 0) >= TRIES:
        raise NotConfirmed("Too many wrong passwords. Wait a quarter of an hour, then try again.")
    password = said.get("password", "")
    found = authenticate(request, username=person.get_username(), password=password)
    if found is None or found.pk != person.pk:
        cache.add(key, 0, PAUSE)
        cache.incr(key)
        raise NotConfirmed("This is not your password.")
    cache.delete(key)
    return "password"


def asks_password(request: HttpRequest) -> bool:
    """Whether a password can be given: the demo's people have none, and sign without."""
    return not (settings.DEMO and not person_of(request).has_usable_password())
