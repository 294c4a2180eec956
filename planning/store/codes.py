"""Codes: counted per plan and prefix or given from outside, and never given to another thing."""

import re

from django.db.models import Max

from planning import models
from planning.kinds import Kind
from planning.models.element import CODE_LENGTH
from planning.store.errors import Rejected

_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:\-]*\*?", re.ASCII)
_COUNTED = re.compile(r"(.+)-([1-9][0-9]{0,8})", re.ASCII)


def counted(plan_id: int, kind: Kind) -> str:
    """The next code of this kind's prefix."""
    last = models.IssuedCode.objects.filter(plan_id=plan_id, prefix=kind.prefix).aggregate(
        last=Max("number")
    )["last"]
    number = (last or 0) + 1
    return _issue(plan_id, kind, f"{kind.prefix}-{number}")


def given(plan_id: int, kind: Kind, code: str) -> str:
    """The code as given from outside, or by the tool at another time.

    Raises ``Rejected`` where it has no shape of a code, is in use, or was another kind's.
    """
    if not _SHAPE.fullmatch(code) or len(code) > CODE_LENGTH:
        raise Rejected(
            {"code": f"“{code[:40]}” is no code: letters, digits, dots and hyphens, such as FR-001"}
        )
    issued = models.IssuedCode.objects.filter(plan_id=plan_id, code=code).first()
    if issued is None:
        return _issue(plan_id, kind, code)
    if issued.element_kind != kind.name:
        raise Rejected({"code": f"{code} is or was another thing here ({issued.element_kind})"})
    if models.Element.objects.filter(plan_id=plan_id, code=code).exists():
        raise Rejected({"code": f"{code} is in use already"})
    return code


def _issue(plan_id: int, kind: Kind, code: str) -> str:
    parts = _COUNTED.fullmatch(code)
    models.IssuedCode.objects.create(
        plan_id=plan_id,
        code=code,
        element_kind=kind.name,
        prefix=parts[1] if parts else code,
        number=int(parts[2]) if parts else 0,
    )
    return code
