"""Who sends a message and who takes it, by links and by fields."""

from planning.plan.value import Plan


def raised_by(plan: Plan, message: str) -> tuple[str, ...]:
    """Codes of what raises or publishes it, of policies that command it, of transitions to it."""
    by_field = _referring(plan, message, "event", "then_command")
    return (*by_field, *plan.sources(message, "raises", "publishes"))


def handled_by(plan: Plan, message: str) -> tuple[str, ...]:
    """Codes of what accepts or subscribes to it, policies on it and transitions that it causes."""
    by_field = _referring(plan, message, "on_event", "command")
    return (*by_field, *plan.sources(message, "accepts", "subscribes"))


def _referring(plan: Plan, message: str, *fields: str) -> tuple[str, ...]:
    return tuple(element.code for element, field in plan.referrers(message) if field in fields)
