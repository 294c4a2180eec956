"""Who has looked at what is under review, and which elements a reviewer has read."""

from collections.abc import Mapping

from planning import models


def look(row: models.Baseline, scope: str, person: models.User) -> None:
    """Note that somebody who signs a scope has opened this baseline; the first time counts."""
    models.Look.objects.get_or_create(baseline=row, scope=scope, person=person)


def marks(plan_id: int, scope: str, person: models.User) -> Mapping[str, str]:
    """What a reviewer has read: the digest of each element's rows as they were, by code."""
    held = models.SeenMark.objects.filter(plan_id=plan_id, scope=scope, person=person)
    return dict(held.values_list("code", "digest"))


def mark(plan_id: int, scope: str, person: models.User, code: str, digest: str) -> None:
    """Note that an element was read as it stands."""
    models.SeenMark.objects.update_or_create(
        plan_id=plan_id, scope=scope, person=person, code=code, defaults={"digest": digest}
    )


def unmark(plan_id: int, scope: str, person: models.User, code: str) -> None:
    """Note that an element is to be read again."""
    held = models.SeenMark.objects.filter(plan_id=plan_id, scope=scope, person=person)
    held.filter(code=code).delete()
