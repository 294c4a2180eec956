"""Tables of a directive, as the bullets that others write instead."""

import re
from collections.abc import Iterable, Iterator, Sequence

from planning.imports.directive import vocabulary
from planning.imports.directive.marks import plain

Numbered = tuple[int, str]

_RULE = re.compile(r"\|?(?: *:?-{2,}:? *\|)+(?: *:?-{2,}:? *\|?)?")
_CELL = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br ?/?>|; ")
_TICKS = ("[x]", "x", "☑", "✅", "✔", "✓", "done", "yes", "ja", "erledigt")


def unrolled(lines: Iterable[str]) -> Iterator[Numbered]:
    """The lines with their numbers from 1; the rows of a table as bullets, its head left out.

    A row of tasks becomes a task with its steps, one of inputs stands below their label.
    """
    held = list(lines)
    at = 0
    while at < len(held):
        if _is_row(held[at]) and at + 1 < len(held) and _RULE.fullmatch(held[at + 1].strip()):
            end = at + 2
            while end < len(held) and _is_row(held[end]):
                end += 1
            rows = [(number + 1, _cells(held[number])) for number in range(at + 2, end)]
            yield from _bullets([plain(c).casefold() for c in _cells(held[at])], at + 1, rows)
            at = end
        else:
            yield at + 1, held[at]
            at += 1


def _is_row(raw: str) -> bool:
    return raw.lstrip().startswith("|") and raw.count("|") > 1


def _cells(raw: str) -> list[str]:
    parts = _CELL.split(raw.strip().removeprefix("|").removesuffix("|"))
    return [part.replace("\\|", "|").strip() for part in parts]


def _bullets(
    head: Sequence[str], number: int, rows: Sequence[tuple[int, list[str]]]
) -> Iterator[Numbered]:
    task = _column(head, ("task", "aufgabe"))
    if task is not None:
        yield from _tasks(head, task, rows)
        return
    is_input = vocabulary.part(head[0]) == "inputs" or head[0] in ("input", "eingabe")
    if is_input:
        yield number, "* **Input Context:**"
    for at, cells in rows:
        said = (" " if is_input else " — ").join(cell for cell in cells if cell)
        if said:
            yield at, f"{'    ' * is_input}* {said}"


def _tasks(
    head: Sequence[str], task: int, rows: Iterable[tuple[int, list[str]]]
) -> Iterator[Numbered]:
    steps = _column(head, ("step", "schritt"))
    kind, done = _column(head, vocabulary.KIND), _column(head, vocabulary.DONE)
    previous = ""
    for number, cells in rows:
        name, box = _at(cells, task), _box(_at(cells, done)) if done is not None else ""
        if name and name != previous:
            brackets = f" *({_at(cells, kind)})*" if _at(cells, kind) else ""
            yield number, f"* {box}**{plain(name)}**{brackets}"
            previous = name
        for step in filter(None, map(str.strip, _BREAK.split(_at(cells, steps)))):
            yield number, f"    * {box}{step.removeprefix('- ')}"
        used = {task, steps, kind, done}
        rest = " — ".join(c for at, c in enumerate(cells) if at not in used and c)
        if rest:
            yield number, f"    * {rest}"


def _column(head: Sequence[str], words: Sequence[str]) -> int | None:
    return next((at for at, said in enumerate(head) if said.startswith(tuple(words))), None)


def _at(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""


def _box(said: str) -> str:
    return f"[{'x' if said.casefold() in _TICKS else ' '}] "
