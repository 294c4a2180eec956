"""In which order a reviewer reads what they sign, and what they have read of it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from planning.plan import canonical
from planning.plan.elements import Element
from planning.plan.findings import Finding, Severity
from planning.plan.order import natural
from planning.plan.value import Plan
from planning.web.reviewing.risks import RISKS, Risk

_FOUND: Mapping[Severity, int] = {"error": 10, "warning": 4, "info": 1}
_MOST_LINKED = 10


@dataclass(frozen=True, slots=True)
class ToRead:
    """An element with how much it weighs and why; ``digest`` is that of its rows in the scope."""

    element: Element
    points: int
    why: tuple[str, ...]
    digest: str
    seen: bool


@lru_cache(maxsize=16)
def row_digests(projection: str) -> Mapping[str, str]:
    """What a scope says of each element, its links included, as a digest by code."""
    lines: dict[str, list[str]] = defaultdict(list)
    for line in projection.split("\n")[:-1]:
        said = json.loads(line)
        code = said.get("code") if "element" in said else said.get("source", "")
        if code:
            lines[code].append(line)
    return {code: canonical.digest("\n".join(held)) for code, held in lines.items()}


def reading(
    plan: Plan,
    scope: str,
    digests: Mapping[str, str],
    seen: Mapping[str, str],
    findings: Iterable[Finding],
) -> tuple[ToRead, ...]:
    """Every element of a scope, the riskiest first.

    ``digests`` and ``seen`` are by code: what the scope says of an element now, and what it said
    when the reviewer had read it.
    """
    found = defaultdict(list)
    for finding in findings:
        if scope in ("backend", finding.scope) and not finding.waived:
            found[finding.element].append(finding)
    weighed = (
        _weighed(plan, scope, plan.by_code[code], digest, seen.get(code) == digest, found[code])
        for code, digest in digests.items()
        if code in plan.by_code
    )
    return tuple(sorted(weighed, key=lambda each: (-each.points, natural(each.element.code))))


def _weighed(
    plan: Plan, scope: str, element: Element, digest: str, seen: bool, found: list[Finding]
) -> ToRead:
    risks = [risk for risk in RISKS.get(scope, ()) if _holds(risk, element)]
    linked = len(plan.links_to(element.code)) + len(plan.referrers(element.code))
    points = (
        sum(risk.points for risk in risks)
        + sum(_FOUND[finding.severity] for finding in found)
        + min(linked, _MOST_LINKED) // 2
    )
    tally = Counter(finding.severity for finding in found)
    said = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in tally.items()]
    if linked >= _MOST_LINKED:
        said.append(f"{linked} point here")
    # A kind that is risky by itself says so only where nothing else does.
    named = [risk.why for risk in risks if risk.field] or [risk.why for risk in risks]
    return ToRead(element, points, (*dict.fromkeys(named), *said), digest, seen)


def _holds(risk: Risk, element: Element) -> bool:
    if risk.kind != element.element_kind:
        return False
    if not risk.field:
        return True
    held = getattr(element, risk.field)
    if not risk.values:
        return bool(held)
    return bool(set(risk.values).intersection(held if isinstance(held, tuple) else (held,)))
