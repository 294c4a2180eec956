"""The Context Mapper DSL of a plan: what CML has words for, the rest in comments."""

from planning.exports.cml import unsaid
from planning.exports.cml.sheet import Sheet, sheet_of
from planning.exports.cml.strategic import domains, map_, question, requirement, stories, team
from planning.exports.cml.tactical import context
from planning.plan.elements import Question
from planning.plan.value import Plan

__all__ = ["OF_PLAN", "WRITTEN", "write_cml"]

WRITTEN = "// Written by Groundplan"
"""How a file begins; the reader takes such a file to the letter."""
OF_PLAN = "// Codes are those of the plan "
"""What says to whom the codes in a file belong; in any other plan they mean nothing."""


def write_cml(plan: Plan, *, comments: bool = True) -> str:
    """The plan as a CML file; the same plan gives the same text.

    A name that is no identifier stands in a comment behind its identifier, from which the reader
    takes it back, and so does the code of each element, by which one that somebody has renamed is
    known again. ``comments`` tells people what CML has no words for, one line for each element.
    """
    sheet = sheet_of(plan, stories(plan), codes=comments)
    opening = [f"{WRITTEN}, for Context Mapper."]
    opening += [f"{OF_PLAN}{plan.slug}"] if comments and plan.slug else []
    parts = ["\n".join(opening)]
    blocks = [map_(sheet)]
    blocks += [context(inside, sheet) for inside in sheet.contexts]
    blocks += [team(item, sheet) for item in sheet.teams]
    blocks += domains(sheet)
    blocks += [requirement(item, sheet) for item in sheet.requirements]
    blocks += [question(item, sheet) for item in plan.of(Question)]
    blocks.append(_rest(sheet))
    if not comments:
        blocks = [unsaid.without(block) for block in blocks]
    return "\n\n".join([*parts, *("\n".join(block) for block in blocks if block)]) + "\n"


def _rest(sheet: Sheet) -> list[str]:
    """Elements and links that have no place in the file."""
    return [*unsaid.elements(sheet.plan, sheet.order), *unsaid.links(sheet.plan, sheet.links)]
