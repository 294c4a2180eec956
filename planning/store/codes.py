"""Codes: counted per plan and prefix or given from outside, and never given to another thing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Max

from planning import models
from planning.kinds import Kind
from planning.plan.codes import is_code, numbered, split
from planning.store.errors import Rejected


class Wanted(NamedTuple):
    """A code to issue: ``code`` blank where the counter gives it; ``key`` names it in messages."""

    kind: Kind
    code: str
    key: str


def issue(plan_id: int, wanted: Sequence[Wanted]) -> list[str]:
    """Codes in the order wanted.

    Raises ``Rejected`` with the key of the first given code that has no shape of one, is in use, or
    is or was another kind's.
    """
    given = [each for each in wanted if each.code]
    known = _known(plan_id, given)
    _check(plan_id, given, known)
    counted = {each.kind.prefix for each in wanted if not each.code}
    pairs = [(each.kind.prefix, each.code) for each in wanted]
    codes = numbered(pairs, last(plan_id, counted))
    models.IssuedCode.objects.bulk_create(
        _row(plan_id, each.kind, code)
        for each, code in zip(wanted, codes, strict=True)
        if code not in known
    )
    return codes


def _known(plan_id: int, given: Iterable[Wanted]) -> Mapping[str, str]:
    """The kind that a given code was issued to before."""
    rows = models.IssuedCode.objects.filter(plan_id=plan_id, code__in=[each.code for each in given])
    return dict(rows.values_list("code", "element_kind"))


def _check(plan_id: int, given: Sequence[Wanted], known: Mapping[str, str]) -> None:
    held = models.Element.objects.filter(plan_id=plan_id, code__in=list(known))
    taken = set(held.values_list("code", flat=True))
    for each in given:
        why = _why_not(each, known.get(each.code, each.kind.name), taken)
        if why:
            raise Rejected({"code": why}, each.key)
        taken.add(each.code)


def _why_not(each: Wanted, kind: str, taken: set[str]) -> str:
    if not is_code(each.code):
        shown = each.code[:40]
        return f"“{shown}” is no code: letters, digits, dots and hyphens, such as FR-001"
    if kind != each.kind.name:
        return f"{each.code} is or was another thing here ({kind})"
    return f"{each.code} is in use already" if each.code in taken else ""


def last(plan_id: int, prefixes: Collection[str] | None = None) -> dict[str, int]:
    """The last number ever issued, by prefix; of all prefixes unless some are named."""
    rows = models.IssuedCode.objects.filter(plan_id=plan_id)
    if prefixes is not None:
        rows = rows.filter(prefix__in=prefixes)
    return dict(rows.values_list("prefix").annotate(last=Max("number")))


def _row(plan_id: int, kind: Kind, code: str) -> models.IssuedCode:
    prefix, number = split(code)
    return models.IssuedCode(
        plan_id=plan_id, code=code, element_kind=kind.name, prefix=prefix, number=number
    )
