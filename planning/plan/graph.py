"""Cycles in a directed graph of codes, in an order that never changes."""

from collections import deque
from collections.abc import Iterable

import networkx as nx

from planning.plan.order import natural

Edge = tuple[str, str]
Cycle = tuple[str, ...]


def cycles(edges: Iterable[Edge]) -> tuple[Cycle, ...]:
    """One cycle for each set of codes that all reach each other, in natural order.

    A cycle starts at the first code of its set, names each code once and is the shortest through
    that code. A code with an edge to itself is a cycle of one.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for source, target in sorted(set(edges), key=_ends):
        graph.add_edge(source, target)
    found = (
        _shortest(graph, component)
        for component in nx.strongly_connected_components(graph)
        if len(component) > 1 or any(graph.has_edge(code, code) for code in component)
    )
    return tuple(sorted(found, key=lambda cycle: natural(cycle[0])))


def spoken(cycle: Cycle) -> str:
    """``A → B → A``, as a message says it."""
    return " → ".join((*cycle, cycle[0]))


def _ends(edge: Edge) -> tuple[object, ...]:
    return (natural(edge[0]), natural(edge[1]))


def _shortest(graph: "nx.DiGraph[str]", component: set[str]) -> Cycle:
    """Breadth first from the first code back to itself, without leaving the component."""
    start = min(component, key=natural)
    before: dict[str, str] = {}
    waiting = deque([start])
    while start not in before:
        code = waiting.popleft()
        for following in graph.successors(code):
            if following in component and following not in before:
                before[following] = code
                waiting.append(following)
    path = [before[start]]
    while path[-1] != start:
        path.append(before[path[-1]])
    return tuple(reversed(path))
