"""What a person may do about a finding: fixes, a waiver, and what is said of it already."""

from dataclasses import dataclass

from planning.plan.decisions import state
from planning.plan.findings import Finding
from planning.plan.fixes import Fix, fixes
from planning.plan.rights import may_write
from planning.plan.value import Waiver
from planning.store.errors import Missing
from planning.web.access import Access
from planning.web.editable import stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """``fixes`` are those that this person may make; ``waiver`` the one that is asked or holds."""

    finding: Finding
    fixes: tuple[Fix, ...]
    waiver: Waiver | None
    may_ask: bool


def remedies(access: Access, finding: Finding) -> Remedies:
    waiver = waiver_of(access, finding)
    offered = () if finding.waived else fixes(access.plan, finding)
    return Remedies(
        finding=finding,
        fixes=tuple(fix for fix in offered if open_to(access, fix)),
        waiver=waiver,
        may_ask=waiver is None and may_write(access.actor, "Plan", {"waivers"}, {}),
    )


def fix_of(access: Access, finding: Finding, id_: str) -> Fix:
    """One fix that is offered; raises ``Missing``."""
    for fix in fixes(access.plan, finding):
        if fix.id == id_:
            return fix
    raise Missing("this is mended otherwise by now")


def waiver_of(access: Access, finding: Finding) -> Waiver | None:
    """The waiver of a finding that is asked for or holds."""
    for waiver in access.plan.waivers:
        standing = state(waiver, access.on) in ("requested", "approved")
        if waiver.identity == finding.identity and standing:
            return waiver
    return None


def open_to(access: Access, fix: Fix) -> bool:
    """Whether this person may write all that a fix writes; the writer asks again."""
    actor, plan = access.actor, access.plan
    made = {creation.key: (creation.kind, creation.values) for creation in fix.creates}
    ends = {source for _, source, _ in (*fix.ties, *fix.confirms)}
    held = {code: plan.by_code[code] for code in ends if code in plan.by_code}
    sources = [made[end] for end in ends if end in made]
    sources += [(element.element_kind, stated(element)) for element in held.values()]
    changed = [(plan.by_code[u.code], u.values) for u in fix.updates if u.code in plan.by_code]
    return (
        all(may_write(actor, kind, (), values) for kind, values in made.values())
        and all(may_write(actor, e.element_kind, said, stated(e)) for e, said in changed)
        and all(
            may_write(actor, "Link", (), {**row, "element_kind": kind}) for kind, row in sources
        )
    )
