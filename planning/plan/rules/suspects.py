"""Links whose target no longer says what it said when somebody last confirmed them."""

from planning.plan.canonical import normative_digest
from planning.plan.links import Link
from planning.plan.value import Plan


def suspect(plan: Plan, link: Link) -> bool:
    """Whether the target changed since; a link that nobody confirmed yet is not suspect."""
    target = plan.by_code.get(link.target)
    if target is None or not link.target_digest:
        return False
    return link.target_digest != normative_digest(target)
