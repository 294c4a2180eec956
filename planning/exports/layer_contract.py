"""The plan's modules and who may import whom, for a layer check of the code that is built of it.

Within a context the layers point inward. Between contexts the map decides: a downstream may import
its upstream, partners and the two sides of a shared kernel each other, all others nobody.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from planning.plan.choices import words
from planning.plan.elements import BoundedContext, ContextRelation, Service
from planning.plan.layers import INWARD
from planning.plan.order import natural
from planning.plan.value import Plan

FORMAT = 1

_BOTH_WAYS = ("partnership", "shared_kernel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A folder of code: ``path`` from the root of the repository, the ``context`` whose it is, its
    ``layer`` (blank where it holds several), and the ``element`` that states it."""

    path: str
    context: str
    layer: str
    element: str

    def within(self, other: "Module") -> bool:
        return PurePosixPath(other.path) in PurePosixPath(self.path).parents


@dataclass(frozen=True, slots=True)
class Edge:
    """Whatever lies in ``source`` may import whatever lies in ``target``; both are paths."""

    source: str
    target: str
    because: str


def write(plan: Plan) -> str:
    """Modules and allowed edges as JSON. What has no edge is forbidden, except within a module."""
    said = {
        "format": FORMAT,
        "plan": plan.slug or plan.name,
        "revision": plan.revision,
        "source_root": plan.source_root,
        "layers": INWARD,
        "modules": [asdict(module) for module in modules(plan)],
        "edges": [{"from": e.source, "to": e.target, "because": e.because} for e in edges(plan)],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def modules(plan: Plan) -> tuple[Module, ...]:
    """The modules that contexts and services of this plan state, one a path, in natural order.

    A context holds a folder for each of its layers; external contexts have no code here.
    """
    found: dict[str, Module] = {}
    for module in (*_of_contexts(plan), *_of_services(plan)):
        found.setdefault(module.path, module)
    return tuple(sorted(found.values(), key=lambda module: natural(module.path)))


def parts(found: Iterable[Module]) -> tuple[Module, ...]:
    """The outermost of the modules that have a layer: who lies in one has its layer."""
    return outermost(module for module in found if module.layer)


def outermost(found: Iterable[Module]) -> tuple[Module, ...]:
    """The modules that lie in no other of them."""
    held = tuple(found)
    return tuple(m for m in held if not any(m.within(other) for other in held))


def edges(plan: Plan) -> tuple[Edge, ...]:
    """Who may import whom, each pair of modules once, in natural order."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    held = by_context(plan)
    for source, target, because in (*_inward(held), *_across(plan, held)):
        if because not in found[source.path, target.path]:
            found[source.path, target.path].append(because)
    ordered = sorted(found, key=lambda pair: (natural(pair[0]), natural(pair[1])))
    return tuple(Edge(*pair, "; ".join(found[pair])) for pair in ordered)


def by_context(plan: Plan) -> dict[str, tuple[Module, ...]]:
    """The modules of each context that has any, by its code."""
    found: dict[str, list[Module]] = defaultdict(list)
    for module in modules(plan):
        found[module.context].append(module)
    return {code: tuple(found[code]) for code in sorted(found, key=natural)}


def _of_contexts(plan: Plan) -> Iterator[Module]:
    for context in plan.of(BoundedContext):
        if context.module_path and not context.external:
            path, code = _path(plan, context.module_path), context.code
            yield Module(path=path, context=code, layer="", element=code)
            for layer in context.layers:
                yield Module(path=f"{path}/{layer}", context=code, layer=layer, element=code)


def _of_services(plan: Plan) -> Iterator[Module]:
    for service in plan.of(Service):
        context = plan.get(service.context, BoundedContext)
        if service.module_path and context and not context.external:
            yield Module(
                path=_path(plan, service.module_path),
                context=context.code,
                layer=service.layer,
                element=service.code,
            )


def _path(plan: Plan, module_path: str) -> str:
    return str(PurePosixPath(plan.source_root.lstrip("/")) / module_path.strip("/"))


_Allowed = tuple[Module, Module, str]


def _inward(held: dict[str, tuple[Module, ...]]) -> Iterator[_Allowed]:
    for found in held.values():
        for source in parts(found):
            for target in parts(found):
                if target.layer in INWARD[source.layer]:
                    yield source, target, f"{source.layer} may depend on {target.layer}"
                elif target.layer == source.layer and target != source:
                    yield source, target, f"both are {source.layer} of {source.context}"


def _across(plan: Plan, held: dict[str, tuple[Module, ...]]) -> Iterator[_Allowed]:
    for relation in plan.of(ContextRelation):
        because = f"{relation.code}: {words(relation.pattern) or 'pattern not said yet'}"
        for importer, imported in _directions(relation):
            for source in _reaching(relation, held.get(importer, ())):
                for target in _open_to(source, held.get(imported, ())):
                    yield source, target, because


def _directions(relation: ContextRelation) -> tuple[tuple[str, str], ...]:
    """Importer and imported; a relation that says nothing of its pattern is a directed one."""
    downward = (relation.downstream, relation.upstream)
    if relation.pattern == "separate_ways" or downward[0] == downward[1]:
        return ()
    return (downward, downward[::-1]) if relation.pattern in _BOTH_WAYS else (downward,)


def _reaching(relation: ContextRelation, found: tuple[Module, ...]) -> tuple[Module, ...]:
    """The modules of an importer that meet the other model.

    An anticorruption layer is an adapter; only a conformist or the owner of a shared kernel lets
    the other model into its domain. A context without such layers meets it as a whole.
    """
    layers = ["infrastructure"]
    if "ACL" not in relation.downstream_roles:
        layers += ["application"]
    if relation.pattern == "shared_kernel" or "CF" in relation.downstream_roles:
        layers += ["application", "domain"]
    return _in_layers(found, layers)


def _open_to(source: Module, found: tuple[Module, ...]) -> tuple[Module, ...]:
    """What another context shows: never its adapters, and to a domain its domain alone."""
    return _in_layers(found, ["domain"] if source.layer == "domain" else ["application", "domain"])


def _in_layers(found: tuple[Module, ...], layers: list[str]) -> tuple[Module, ...]:
    return tuple(m for m in parts(found) if m.layer in layers) or outermost(found)
