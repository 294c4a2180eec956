"""Mechanical remedies: for a finding, what one click would add, set or confirm."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from planning.plan.findings import Finding
from planning.plan.fixes import aggregates, contexts, data, records
from planning.plan.fixes.fix import Creation, Fix, Tie, Update
from planning.plan.value import Plan

__all__ = ["FIXES", "Creation", "Fix", "Tie", "Update", "fixes"]

Remedies = Callable[[Plan, Finding], Iterable[Fix]]

FIXES: Mapping[str, Remedies] = {
    "IN-01": records.out_of_reach,
    "IN-02": records.accept_out_of_order,
    "IN-03": records.confirm_citation,
    "BC-02": contexts.take_over_layers,
    "BC-06": contexts.drop_synonym,
    "BC-08": contexts.add_term,
    "CM-12": contexts.add_relation,
    "CM-14": contexts.add_shield,
    "AG-01": aggregates.add_root,
    "AG-03": aggregates.excuse_invariant,
    "AG-05": aggregates.refer_by_identity,
    "AG-06": aggregates.state_boundary,
    "AG-08": aggregates.add_state,
    "DA-01": data.keep_root,
    "DA-04": data.name_root,
    "DA-05": data.add_adapter,
    "DA-07": data.add_repository,
    "DA-10": data.choose_leading,
    "DA-11": data.ask_database_track,
    "HX-01": data.use_port,
    "HX-02": data.move_to_layer,
    "HX-03": data.add_operation,
    "HX-04": data.build_shield,
    "HX-05": records.add_item,
    "SE-08": records.ask_authentication,
    "DE-03": records.answer_track,
    "DE-05": records.answer_topic,
    "PL-06": records.add_step,
    "PL-08": records.confirm_link,
    "QC-01": records.add_item,
    "QC-02": records.observe,
}
"""By rule; a rule that needs a person to think has none."""


def fixes(plan: Plan, finding: Finding) -> tuple[Fix, ...]:
    """The remedies of a finding of this plan, none where somebody has to think."""
    remedies = FIXES.get(finding.rule)
    found = remedies(plan, finding) if remedies else ()
    return tuple(replace(fix, finding=finding.identity) for fix in found)
