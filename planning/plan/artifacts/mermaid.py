"""Mermaid pictures: the three statements that are needed of flowcharts and of state diagrams.

Labels are quoted, and what is not a letter, a digit or harmless punctuation becomes one of
Mermaid's entity codes (``#35;``), so that no name can end a label or begin a directive.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from planning.plan.artifacts.markdown import fence

MOST_STATEMENTS, MOST_CHARACTERS = 500, 45_000
"""Mermaid refuses to draw more than 500 arrows and 50,000 characters."""

_UNSAFE = re.compile(r"[^\w .,\-/()+?!'’]|_")


def flowchart(direction: Literal["LR", "TB"], statements: Iterable[str]) -> str:
    """A fenced flowchart of what ``node``, ``edge`` and ``group`` make, unless it is too large."""
    return _picture(f"flowchart {direction}", statements)


def state_diagram(statements: Iterable[str]) -> str:
    """A fenced state diagram of what ``state`` and ``transition`` make."""
    return _picture("stateDiagram-v2", statements)


def identifier(name: str) -> str:
    """An identifier that is no keyword: ``AG-3`` → ``n_AG_3``."""
    plain = re.sub(r"[^A-Za-z0-9-]", lambda match: f"_{ord(match[0]):x}_", name)
    return "n_" + plain.replace("-", "_")


def node(name: str, label: str, shape: Literal["box", "round"] = "box") -> str:
    opening, closing = ("[", "]") if shape == "box" else ("([", "])")
    return f'{identifier(name)}{opening}"{text(label)}"{closing}'


def edge(source: str, target: str, label: str = "", arrow: str = "-->") -> str:
    """``arrow`` is one of ``-->``, ``---``, ``-.-`` and ``==>``."""
    said = f'|"{text(label)}"|' if label.strip() else ""
    return f"{identifier(source)} {arrow}{said} {identifier(target)}"


def group(name: str, label: str, statements: Sequence[str]) -> list[str]:
    """A frame around nodes."""
    inner = [f"  {statement}" for statement in statements]
    return [f'subgraph {identifier(name)}["{text(label)}"]', *inner, "end"]


def state(name: str, label: str) -> str:
    return f'state "{text(label)}" as {identifier(name)}'


def transition(source: str, target: str, label: str = "") -> str:
    """A blank end is the beginning or the end of the life cycle."""
    ends = [identifier(name) if name else "[*]" for name in (source, target)]
    said = f" : {text(label)}" if label.strip() else ""
    return f"{ends[0]} --> {ends[1]}{said}"


def text(label: str) -> str:
    """A label that means nothing to Mermaid; a blank one is an en dash."""
    said = " ".join(label.split())
    return _UNSAFE.sub(lambda match: f"#{ord(match[0])};", said) or "–"


def _picture(opening: str, statements: Iterable[str]) -> str:
    lines = [opening, *(f"  {statement}" for statement in statements)]
    drawn = "\n".join(lines)
    if len(lines) > MOST_STATEMENTS or len(drawn) > MOST_CHARACTERS:
        return f"*Too large for a picture, at {len(lines)} lines; the text says it all.*"
    return fence(drawn, "mermaid")
