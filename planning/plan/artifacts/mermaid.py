"""Mermaid pictures: the three statements that are needed of flowcharts and of state diagrams.

Labels are quoted, and what is not a letter, a digit or harmless punctuation becomes one of
Mermaid's entity codes (``#35;``), so that no name can end a label or begin a directive.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from planning.plan.artifacts.markdown import fence

LARGEST_PICTURE = 400
"""Edges; Mermaid refuses to draw more than 500."""

_UNSAFE = re.compile(r"[^\w .,\-/()+?!]|_")


def flowchart(direction: Literal["LR", "TB"], statements: Iterable[str]) -> str:
    """A fenced flowchart of what ``node``, ``edge`` and ``group`` make."""
    return _picture(f"flowchart {direction}", statements)


def state_diagram(statements: Iterable[str]) -> str:
    """A fenced state diagram of what ``state`` and ``transition`` make."""
    return _picture("stateDiagram-v2", statements)


def identifier(name: str) -> str:
    """An identifier that is no keyword: ``ag-3`` → ``n_ag_3``."""
    return "n_" + re.sub(r"\W", "_", name, flags=re.ASCII)


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
    return fence("\n".join([opening, *(f"  {statement}" for statement in statements)]), "mermaid")
