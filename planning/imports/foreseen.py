"""The plan as it would be once a preview is applied: the same steps as the store's, on values."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from planning.imports.choice import Chosen, chosen, named
from planning.imports.outcome import Addition, LinkAddition, Preview, Ref
from planning.plan.canonical import normative_digest
from planning.plan.codes import highest, numbered
from planning.plan.elements import BY_NAME, Element
from planning.plan.links import Link
from planning.plan.value import Plan, changed, reference_fields


def foreseen(
    plan: Plan,
    preview: Preview,
    keys: Collection[str] | None = None,
    *,
    issued: Mapping[str, int] | None = None,
    within: Collection[str] = (),
) -> Plan:
    """The plan after the parts of the preview that ``keys`` choose, as ``choice.chosen`` takes them.

    ``issued`` is the last number given by prefix where that is more than the plan shows, ``within``
    names the kinds that go when their parent goes. Revision and versions stay as they are.
    """
    done = chosen(preview, keys)
    codes = _codes(plan, done, issued or {})
    elements = dict(plan.by_code)
    for addition in done.additions:
        elements[codes[addition.key]] = _element(addition, codes)
    for change in done.changes:
        after = {field.name: _resolved(field.after, codes) for field in change.fields}
        elements[change.code] = replace(elements[change.code], **after)
    about: dict[str, Any] = {field.name: field.after for field in done.about}
    grown = changed(replace(plan, **about), elements=elements.values())
    links = {link.key: link for link in (_link(grown, link, codes) for link in done.links)}
    links |= {link.key: link for link in plan.links}
    full = changed(grown, links=links.values())
    return _without(full, _going(full, [each.code for each in done.gone], within))


def _codes(plan: Plan, done: Chosen, issued: Mapping[str, int]) -> dict[str, str]:
    """The code of each addition by its key, as the store would give it."""
    last = highest(plan.by_code)
    for prefix, number in issued.items():
        last[prefix] = max(number, last.get(prefix, 0))
    wanted = [(BY_NAME[each.kind].PREFIX, each.code) for each in done.additions]
    return dict(zip((each.key for each in done.additions), numbered(wanted, last), strict=True))


def _element(addition: Addition, codes: Mapping[str, str]) -> Element:
    return BY_NAME[addition.kind](
        code=codes[addition.key],
        origin=addition.origin,
        position=addition.position or 0,
        **{name: _resolved(value, codes) for name, value in addition.values.items()},
    )


def _resolved(value: Any, codes: Mapping[str, str]) -> Any:
    if not isinstance(value, Ref):
        return value
    end = named(value, codes)
    return codes.get(end, end)


def _link(plan: Plan, link: LinkAddition, codes: Mapping[str, str]) -> Link:
    """The link, which holds for its target as it will be unless the file says otherwise."""
    source, target = (_resolved(end, codes) for end in (link.source, link.target))
    digest = link.target_digest
    if digest is None:
        digest = normative_digest(plan.by_code[target])
    return Link(type=link.type, source=source, target=target, target_digest=digest)


def _going(plan: Plan, codes: Iterable[str], within: Collection[str]) -> set[str]:
    """What is deleted: these elements and, to any depth, what is edited within them."""
    going: set[str] = set()
    waiting = [code for code in codes if code in plan.by_code]
    while waiting:
        code = waiting.pop()
        if code not in going:
            going.add(code)
            waiting += [
                element.code
                for element, name in plan.referrers(code)
                if element.element_kind in within and name == type(element).PARENT
            ]
    return going


def _without(plan: Plan, going: Collection[str]) -> Plan:
    """The plan without these elements: links to them end, references to them become blank."""
    if not going:
        return plan
    return changed(
        plan,
        elements=[_blanked(each, going) for each in plan.elements if each.code not in going],
        links=[link for link in plan.links if not {link.source, link.target} & set(going)],
    )


def _blanked(element: Element, going: Collection[str]) -> Element:
    lost: dict[str, Any] = {
        name: "" for name in reference_fields(type(element)) if getattr(element, name) in going
    }
    return replace(element, **lost) if lost else element
