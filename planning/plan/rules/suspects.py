"""Links whose target no longer says what it said when somebody last confirmed them."""

from collections.abc import Mapping

from planning.plan.canonical import normative_digest
from planning.plan.links import Link
from planning.plan.rules.once import once_per_plan
from planning.plan.value import Plan


def suspect(plan: Plan, link: Link) -> bool:
    """Whether the target changed since; a link that nobody confirmed yet is not suspect."""
    if not link.target_digest:
        return False
    today = _digests(plan).get(link.target, link.target_digest)
    return link.target_digest != today


@once_per_plan
def _digests(plan: Plan) -> Mapping[str, str]:
    """The digests of today of whatever confirmed links point at."""
    confirmed = {link.target for link in plan.links if link.target_digest}
    return {code: normative_digest(plan.by_code[code]) for code in confirmed & plan.by_code.keys()}
