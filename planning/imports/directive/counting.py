"""What became of a directive's sections, statements, tasks, steps and lines, counted."""

from collections.abc import Sequence

from planning.imports.directive.outline import Line, Outline
from planning.imports.directive.rules import Rules
from planning.imports.directive.tasks import Body, opens_task
from planning.imports.draft import DraftElement, Tally


def tallies(
    outline: Outline, rules: Rules, content: Body, elements: Sequence[DraftElement]
) -> tuple[Tally, ...]:
    """One for each construct; tasks are found wherever they stand, also where none belongs."""
    strange = len(outline.others)
    read = [element.kind for element in elements]
    stray = stray_tasks(outline, content)
    statements = rules.statements
    return (
        Tally(what="section", found=outline.count, read=outline.count - strange, skipped=strange),
        Tally(
            what="rule or standard",
            found=statements,
            read=statements - len(rules.unused),
            skipped=len(rules.unused),
        ),
        Tally(
            what="task",
            found=read.count("DirectiveTask") + len(stray),
            read=read.count("DirectiveTask"),
            skipped=len(stray),
        ),
        Tally(
            what="step",
            found=sum(len(task.steps) for task in content.tasks),
            read=read.count("DirectiveStep"),
        ),
        Tally(
            what="line of the tasks",
            found=content.found,
            read=content.taken,
            skipped=content.skipped,
            failed=content.failed,
        ),
    )


def stray_tasks(outline: Outline, content: Body) -> list[Line]:
    """Lines that open a task where none is read."""
    return [line for line in _tasks(outline) if line.number not in content.read]


def _tasks(outline: Outline) -> list[Line]:
    others = (line for section in outline.others for line in section.lines)
    return [line for line in (*outline.all_lines, *others) if opens_task(line)]
