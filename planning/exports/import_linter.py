"""The layer contract in the words of import-linter, which checks Python code by it."""

import re
from collections.abc import Iterable, Iterator
from keyword import iskeyword
from pathlib import PurePosixPath

from planning.exports.layer_contract import (
    Module,
    by_context,
    edges,
    modules,
    outermost,
    parts,
)
from planning.plan.elements import BoundedContext
from planning.plan.layers import INWARD
from planning.plan.value import Plan

_ROWS = (("presentation", "infrastructure"), ("application",), ("domain",))
"""The layers from the outside to the inside."""


class NoModules(ValueError):
    """The plan states no module that Python could import."""


def write(plan: Plan) -> str:
    """The text of an ``.importlinter`` file.

    A module is a package named by its path below the last folder ``src``, or else from the root of
    the repository; what Python takes for no part of a name becomes ``_``. Layers that are not there
    yet are let pass, contexts that are not there yet are not. Raises ``NoModules``.
    """
    named = _named(modules(plan))
    if not named:
        raise NoModules("no context or service states a module path that Python could import")
    left = [m for m in modules(plan) if m.path not in named]
    contracts = [*_layers(plan, named), *_reaches(plan, named)]
    roots = sorted({name.split(".")[0] for name in named.values()})
    blocks = [
        "\n".join([f"# The layers of {_line(plan.name)}, revision {plan.revision}.", *_left(left)]),
        "\n".join(["[importlinter]", *_listed("root_packages", roots)]),
        *(f"[importlinter:{number}]\n{said}" for number, said in enumerate(contracts, start=1)),
    ]
    return "\n\n".join(blocks) + "\n"


def package(path: str) -> str:
    """``src/shop/order-taking`` → ``shop.order_taking``; blank where Python has no such name."""
    places = list(PurePosixPath(path).parts)
    below = places[len(places) - places[::-1].index("src") :] if "src" in places else places
    names = [re.sub(r"\W", "_", part) if re.search(r"\w", part) else "" for part in below]
    importable = all(name.isidentifier() and not iskeyword(name) for name in names)
    return ".".join(names) if importable else ""


def _named(found: Iterable[Module]) -> dict[str, str]:
    """The package of each path; of two paths with one package the first."""
    paths: dict[str, str] = {}
    for module in found:
        paths.setdefault(package(module.path), module.path)
    return {path: name for name, path in paths.items() if name}


def _left(left: Iterable[Module]) -> Iterator[str]:
    for module in left:
        place = f"{module.element} {_line(module.path)}"
        yield f"# Left out, since Python has no such name or another has it: {place}"


def _layers(plan: Plan, named: dict[str, str]) -> Iterator[str]:
    """A contract for each context whose code lies in more than one row of layers."""
    for code, found in by_context(plan).items():
        rows = [
            " : ".join(f"({named[m.path]})" for m in parts(found) if _in(m, row, named))
            for row in _ROWS
        ]
        held = [row for row in rows if row]
        if len(held) > 1:
            yield _contract(f"Layers of {_label(plan, code)}", "layers", layers=held)


def _in(module: Module, row: tuple[str, ...], named: dict[str, str]) -> bool:
    return module.layer in row and module.path in named


def _reaches(plan: Plan, named: dict[str, str]) -> Iterator[str]:
    """What each context, and each of its layers beyond that, must not import."""
    allowed = {(edge.source, edge.target) for edge in edges(plan)}
    held = by_context(plan)
    for code, found in held.items():
        label = _label(plan, code)
        others = [held[other] for other in held if other != code]
        foreign = [other for other in others if not _open(found, other, allowed)]
        closed = [module for other in foreign for module in outermost(other)]
        yield from _forbidden(f"Reach of {label}", outermost(found), closed, named)
        for part in parts(found) or outermost(found):
            met = (other for other in others if other not in foreign)
            around = [m for m in found if m == part or part.within(m)]
            closed = [module for other in met for module in _closed(around, other, allowed)]
            closed += [m for m in parts(found) if part.layer and _beside(part, m)]
            name = f"Reach of {part.layer or 'all'} of {label}"
            yield from _forbidden(name, [part], closed, named)


_Pairs = set[tuple[str, str]]


def _open(sources: Iterable[Module], targets: Iterable[Module], allowed: _Pairs) -> list[Module]:
    """The targets to which an edge leads from any of the sources."""
    return [t for t in targets if any((s.path, t.path) in allowed for s in sources)]


def _closed(
    sources: list[Module], other: tuple[Module, ...], allowed: _Pairs
) -> tuple[Module, ...]:
    """What of another context the sources must not import; all of it where no edge leads there."""
    reached = _open(sources, other, allowed)
    if not reached:
        return outermost(other)
    return tuple(m for m in parts(other) if m not in reached and not any(map(m.within, reached)))


def _beside(one: Module, other: Module) -> bool:
    """Whether an import is forbidden that a contract of layers lets pass."""
    row = {layer: number for number, layers in enumerate(_ROWS) for layer in layers}
    outward = row[one.layer] > row[other.layer]
    return other.layer not in (one.layer, *INWARD[one.layer]) and not outward


def _forbidden(
    name: str, sources: Iterable[Module], targets: Iterable[Module], named: dict[str, str]
) -> Iterator[str]:
    """Only direct imports count: by way of a third context one may reach what it may not name."""
    importers = [named[m.path] for m in sources if m.path in named]
    imported = [named[m.path] for m in targets if m.path in named]
    if importers and imported:
        yield "allow_indirect_imports = True\n" + _contract(
            name,
            "forbidden",
            source_modules=importers,
            forbidden_modules=imported,
        )


def _contract(name: str, type_: str, **options: list[str]) -> str:
    # A percent sign would be taken for an interpolation.
    head = [f"name = {_line(name).replace('%', '%%')}", f"type = {type_}"]
    return "\n".join([*head, *(line for key in options for line in _listed(key, options[key]))])


def _listed(key: str, values: list[str]) -> list[str]:
    return [f"{key} =", *(f"    {value}" for value in values)]


def _label(plan: Plan, code: str) -> str:
    context = plan.get(code, BoundedContext)
    return context.label if context else code


def _line(said: str) -> str:
    return " ".join(said.split())
