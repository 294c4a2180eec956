"""Contexts and aggregates of a CML file with their services."""

from planning.exports.cml import unsaid
from planning.exports.cml.flows import application
from planning.exports.cml.ids import called, comment, written
from planning.exports.cml.kept import SIGNATURE, divided
from planning.exports.cml.lines import block, constructs, doc, string, strings
from planning.exports.cml.objects import entity, message, repository
from planning.exports.cml.sheet import Inside, Sheet
from planning.exports.cml.words import (
    AGGREGATE_SETTING,
    CLAUSE,
    CONTEXT_SETTING,
    IN_AGGREGATE,
    IN_CONTEXT,
    IN_SERVICE,
    LIFECYCLE,
    SERVICE_SETTING,
    is_signature,
    is_whole,
)
from planning.plan.elements import Aggregate, Entity, Operation, Service

_MODELS = ("UNDEFINED", "REVENUE", "ENGAGEMENT", "COMPLIANCE", "COST_REDUCTION")
_EVOLUTIONS = ("UNDEFINED", "GENESIS", "CUSTOM_BUILT", "PRODUCT", "COMMODITY")
# Setting, field, and the values that CML has for it.
_CHOSEN = (("businessModel", "business_model", _MODELS), ("evolution", "evolution", _EVOLUTIONS))
_INSIDE = ("Flow ", "Coordination ", "Functionality ")


def context(inside: Inside, sheet: Sheet) -> list[str]:
    item = inside.context
    prose, kept = divided(item.notes, IN_CONTEXT)
    said = {"name", "purpose", "responsibilities"} | (set() if prose else {"notes"})
    settings = string("domainVisionStatement", item.purpose)
    settings += strings("responsibilities", item.responsibilities)
    for key, field, known in _CHOSEN:
        if getattr(item, field) in known:
            settings.append(f"{key} = {getattr(item, field)}")
            said.add(field)
    said |= {"owner"} if item.owner in sheet.order else set()
    return [
        *unsaid.fields(item, said),
        *block(
            _head(inside, kept, sheet),
            settings,
            [text for text in kept if CONTEXT_SETTING(text)],
            _body(inside, sheet),
            constructs(t for t in kept if is_whole(t) and not t.startswith((*_INSIDE, "enum "))),
            constructs(t for t in kept if is_whole(t) and t.startswith("enum ")),
            constructs(t for t in kept if t.startswith("Module ") and _is_empty(t, inside)),
            application(inside, kept, sheet, _services(inside.application, sheet)),
        ),
    ]


def _head(inside: Inside, kept: list[str], sheet: Sheet) -> str:
    item = inside.context
    clauses: dict[str, list[str]] = {"implements": [], "realizes": [], "refines": []}
    implemented = sheet.linked(item.code, "implements")
    clauses["implements"] += [sheet.named([code]) for code in implemented]
    for text in kept:
        if CLAUSE(text):
            word, _, rest = text.partition(" ")
            clauses[word].append(rest)
    head = f"BoundedContext {sheet.defined(item)}"
    return head + "".join(f" {w} {', '.join(names)}" for w, names in clauses.items() if names)


def _is_empty(module: str, inside: Inside) -> bool:
    """Whether nothing stands in a module that the notes of its context name."""
    return all(key.split(" ")[1] != module.split(" ")[1] for key in inside.modules)


def _body(inside: Inside, sheet: Sheet) -> list[str]:
    lines: list[str] = []
    for text, module in inside.modules.items():
        head, _, settings = text.partition(" { ")
        body = _body(module, sheet)
        lines += block(head, [settings.removesuffix(" }")] if settings else [], body)
    for item in inside.aggregates:
        lines += aggregate(item, sheet)
    return lines + _services(inside.services, sheet)


def aggregate(item: Aggregate, sheet: Sheet) -> list[str]:
    prose, kept = divided(item.notes, IN_AGGREGATE)
    said = {"name", "context", "purpose", "states", "notes"}
    stories = sheet.linked(item.code, "satisfies", only=sheet.stories)
    port = sheet.ports.get(item.code)
    return [
        *unsaid.fields(item, said),
        *doc(prose),
        *block(
            f"Aggregate {sheet.defined(item)}",
            strings("responsibilities", item.purpose),
            [text for text in kept if AGGREGATE_SETTING(text)],
            [f"features = {sheet.named(stories)}"] if stories else [],
            *_wholes(item, kept, sheet),
            *(entity(e, sheet) for e in sheet.plan.children(item.code, Entity)),
            *(message(m, sheet) for m in sheet.messages[item.code]),
            repository(port, sheet) if port else [],
            _services(sheet.services.get(item.code, []), sheet),
        ),
    ]


def _wholes(item: Aggregate, kept: list[str], sheet: Sheet) -> list[list[str]]:
    """The enum of the states where the notes have it, else first, and what else is kept whole."""
    parts: list[list[str]] = []
    name = next((text for text in kept if LIFECYCLE(text)), "")
    if item.states and not name:
        whole = sheet.given.take("type", f"{sheet.ids[item.code]}_state")
        parts.append(_states(f"enum {whole} {comment('name', '')}", item, sheet))
    for text in kept:
        if text == name and item.states:
            parts.append(_states(text, item, sheet))
        elif is_whole(text) and text.startswith("enum "):
            parts.append(constructs([text]))
    wholes = [text for text in kept if is_whole(text) and not text.startswith("enum ")]
    # As the reader has them: flows come last.
    return [*parts, constructs(sorted(wholes, key=lambda text: text.startswith("Flow ")))]


def _states(head: str, item: Aggregate, sheet: Sheet) -> list[str]:
    names = [called(sheet.state(item.code, state), state) for state in item.states]
    return block(head, ["aggregateLifecycle"], [", ".join(names)])


def _services(services: list[Service], sheet: Sheet) -> list[str]:
    return [line for item in services for line in service(item, sheet)]


def service(item: Service, sheet: Sheet) -> list[str]:
    prose, kept = divided(item.notes, IN_SERVICE, "Aggregate")
    kind = "application" if item.kind == "application" else "domain"
    said = {"name", "context", "responsibilities"} | (set() if prose else {"notes"})
    said |= {name for name in ("kind", "layer") if getattr(item, name) == kind}
    needed = sheet.linked(item.code, "uses") + sheet.linked(item.code, "calls", only=sheet.callees)
    return [
        *unsaid.fields(item, said),
        *doc(item.responsibilities),
        *block(
            f"Service {sheet.defined(item)}",
            [text for text in kept if SERVICE_SETTING(text) and not text.startswith("inject ")],
            [f"inject @{sheet.named([code])}" for code in needed],
            [text for text in kept if text.startswith("inject ")],
            *(operation(o, sheet) for o in sheet.plan.children(item.code, Operation)),
        ),
    ]


def operation(item: Operation, sheet: Sheet) -> list[str]:
    prose, kept = divided(item.notes, is_signature)
    name = written(sheet.ids[item.code])
    match = SIGNATURE.fullmatch(kept[0]) if kept else None
    told = sheet.defined(item).removeprefix(name)
    before = (match[1] if match else "") + name
    after = "".join(part or "" for part in match.groups()[2:]) if match else ""
    return [
        *unsaid.fields(item, {"name", "service", "notes"}),
        *doc(prose),
        f"{before}{told}{after};",
    ]
