"""The links of a draft that a plan lacks, and why some of them cannot be made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planning.imports.draft import DraftLink
from planning.imports.ends import Ends
from planning.imports.outcome import LinkAddition
from planning.imports.report import Report, short
from planning.plan.links import BY_TYPE, allowed
from planning.plan.value import Plan


@dataclass
class Ties:
    """Compares links; ``same`` counts those that the plan has."""

    plan: Plan
    ends: Ends
    report: Report
    same: int = 0
    _lost: dict[tuple[str, frozenset[str]], list[str]] = field(default_factory=dict)

    def missing(self, links: Iterable[DraftLink]) -> Iterator[LinkAddition]:
        """Links that the plan lacks."""
        held = {link.key for link in self.plan.links}
        for link in links:
            (source, source_kind), (target, target_kind) = map(
                self.ends.find, (link.source, link.target)
            )
            if (link.type, source.code, target.code) in held:
                self.same += 1
            elif self._may_link(link, source_kind, target_kind):
                yield LinkAddition(
                    type=link.type,
                    source=source,
                    target=target,
                    target_digest=link.target_digest,
                )
        self._tell_lost()

    def _may_link(self, link: DraftLink, source_kind: str, target_kind: str) -> bool:
        ends = f"{short(link.source)} {short(link.type)} {short(link.target)}"
        if not source_kind or not target_kind:
            missing = link.source if not source_kind else link.target
            kinds = _ends_of(link.type, target=bool(source_kind))
            self._lost.setdefault((missing, kinds), []).append(ends)
            return False
        if not allowed(link.type, source_kind, target_kind):
            self.report.warning(
                f"{ends}: no such link runs from {source_kind} to {target_kind}",
                remedy="the link is left out",
            )
            return False
        return True

    def _tell_lost(self) -> None:
        """Once for each end that is missing, however many links lead there."""
        for (missing, kinds), ends in self._lost.items():
            more = f"; so it is with {len(ends) - 1:,} more links" if len(ends) > 1 else ""
            self.report.warning(
                f"{ends[0]}: there is no {short(missing)}{self.ends.meant(missing, kinds)}{more}",
                remedy="the link is left out",
            )


def _ends_of(type_: str, *, target: bool) -> frozenset[str]:
    """The kinds that a link of a type may have at one end."""
    known = BY_TYPE.get(type_)
    return frozenset() if known is None else frozenset(known.targets if target else known.sources)
