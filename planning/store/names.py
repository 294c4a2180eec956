"""Names of people by the pseudonym under which they stand in the history."""

from collections.abc import Iterable

from planning import models
from planning.store.start import founder


def names(pseudonyms: Iterable[str]) -> dict[str, str]:
    """Names of people by pseudonym; without an account it is whoever ran a command."""
    asked = set(pseudonyms)
    known = models.User.objects.filter(pseudonym__in=asked)
    operator = founder(None)
    return {
        **dict.fromkeys(asked, "Somebody"),
        operator.id: operator.name,
        **{person.pseudonym: str(person) for person in known},
    }
