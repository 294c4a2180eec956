"""``docs/guardrails.md``, written from the rules: ``python -m planning.plan.rules.document``."""

from collections.abc import Iterable

from planning.plan.findings import Rule
from planning.plan.order import natural
from planning.plan.rules import RULE_SET, RULES

_HEAD = f"""\
# Guardrails

Rule set {RULE_SET}, written from the rules by `python -m planning.plan.rules.document`.

A rule is a function of the plan and a date. What it finds is *missing* (a to-do, which counts with
its severity once review is asked for), a *contradiction* (counts at once) or a *smell* (never
blocks). Its scope says who may lower or waive it: the architecture lead, the security lead, or for
backend the owner.
"""


def guardrails(rules: Iterable[Rule] = RULES) -> str:
    """The document: Markdown, in natural order of id, a final line end."""
    return "\n".join([_HEAD, *map(_section, sorted(rules, key=lambda rule: natural(rule.id)))])


def _section(rule: Rule) -> str:
    facts = (rule.nature, rule.severity, rule.scope, *rule.standards)
    return f"## {rule.id} {rule.title}\n\n{' · '.join(facts)}\n\n{rule.why} *{rule.fix}*\n"


if __name__ == "__main__":
    print(guardrails(), end="")
