"""The rows of today beside what the history gives.

Rows are compared as they are, not as values: whoever altered one may have left no value at all.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from planning import models
from planning.kinds import KINDS, Kind
from planning.plan import canonical, links
from planning.plan.codes import split
from planning.plan.order import natural
from planning.plan.value import reference_fields
from planning.store import rows
from planning.store.proof.problem import Problem, against, differing, link_named, listed
from planning.store.proof.replay import UNSAID, LinkKey, State, defaults

OWN = "the plan's own facts"
GIVER = "the history gives"


class CodesByKey(dict[int, str]):
    """Codes of the plan's elements by primary key; what is no element of it has a name as well."""

    def __missing__(self, pk: int) -> str:
        held = models.Element.objects.filter(pk=pk).values_list("code", "plan__slug").first()
        self[pk] = f"{held[0]} of the plan {held[1]}" if held else f"row {pk}"
        return self[pk]


def live(plan: models.Plan, state: State) -> Iterator[Problem]:
    """Where the rows of a plan are not what its history gives."""
    held = models.Element.objects.filter(plan=plan).values_list("pk", "code", "element_kind")
    base = {code: (pk, kind) for pk, code, kind in held}
    elements = CodesByKey({pk: code for code, (pk, _) in base.items()})
    yield from _own(plan, state)
    yield from _elements(plan, state, base, elements)
    kinds = {code: kind for code, (_, kind) in base.items()}
    yield from _links(plan, state, elements, kinds)
    yield from _codes(plan, state, kinds)


def _own(plan: models.Plan, state: State) -> Iterator[Problem]:
    """Revision first: where it is behind or ahead, a whole write is missing or was added."""
    if plan.revision != state.revision:
        said = against(plan.revision, state.revision, GIVER)
        yield Problem(f"{OWN}: revision", said)
    if plan.revised_at != state.revised_at:
        said = against(rows.moment(plan.revised_at), rows.moment(state.revised_at), GIVER)
        yield Problem(f"{OWN}: revised_at", said)
    held = {name: canonical.plain(getattr(plan, name)) for name in UNSAID if name != "project"}
    held["project"] = plan.project.name
    yield from facts_of_plan(held, state, OWN, GIVER)


def facts_of_plan(
    held: Mapping[str, Any], state: State, where: str, giver: str
) -> Iterator[Problem]:
    """Facts and records of a plan that are not what its history gives."""
    for name, one, other in differing(held, state.about, UNSAID):
        if name == "project" and ("project" not in state.about or state.project.fits(one, other)):
            continue
        yield Problem(f"{where}: {name}", against(one, other, giver))


def _elements(
    plan: models.Plan, state: State, base: Mapping[str, tuple[int, str]], elements: CodesByKey
) -> Iterator[Problem]:
    found = {
        code: (kind.name, said) for kind in KINDS for code, said in _rows(plan, kind, elements)
    }
    for code in sorted(found.keys() | base.keys() | state.elements.keys(), key=natural):
        kind, said = found.get(code, ("", {}))
        expected = state.elements.get(code)
        if expected is None:
            yield Problem(code, "no change of the history made it, or one deleted it")
        elif not kind:
            yield Problem(
                code, f"its row is gone; the history has it since change {expected.number}"
            )
        elif not kind == base[code][1] == expected.kind:
            yield Problem(code, f"it is a {kind}; {GIVER} a {expected.kind}")
        else:
            yield from listed(differing(said, expected.said, defaults(kind)), code, GIVER)


def _rows(
    plan: models.Plan, kind: Kind, elements: CodesByKey
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a kind by code, as canonical text has them but for defaults, which stay."""
    columns = {name: column for name, column in rows.columns(kind).items() if name != "element_id"}
    references = reference_fields(kind.element)
    for held in kind.model.objects.filter(plan=plan).values_list(*columns.values()):
        said = dict(zip(columns, held, strict=True))
        for name in references:
            said[name] = elements[said[name]] if said[name] else ""
        yield said["code"], {name: canonical.plain(value) for name, value in said.items()}


def _links(
    plan: models.Plan, state: State, elements: CodesByKey, kinds: Mapping[str, str]
) -> Iterator[Problem]:
    held = models.Link.objects.filter(plan=plan)
    found: dict[LinkKey, str] = {
        (type_, elements[source], elements[target]): digest
        for type_, source, target, digest in held.values_list(
            "type", "source_id", "target_id", "target_digest"
        )
    }
    for key in sorted(found.keys() | state.links.keys(), key=in_order):
        where = link_named(key)
        if key not in found:
            number = state.links[key].number
            yield Problem(where, f"its row is gone; the history has it since change {number}")
        elif key not in state.links:
            yield Problem(where, "no change of the history made it, or one ended it")
        else:
            said = {"target_digest": found[key]}
            expected = state.links[key].said
            yield from listed(differing(said, expected, defaults("Link")), where, GIVER)
        if key in found:
            yield from _ends(key, kinds)


def _ends(key: LinkKey, kinds: Mapping[str, str]) -> Iterator[Problem]:
    """The writer's check once more: both ends of this plan, and of kinds that go together."""
    type_, source, target = key
    outside = [end for end in (source, target) if end not in kinds]
    for end in outside:
        yield Problem(link_named(key), f"{end} is no element of this plan")
    if not outside and not links.allowed(type_, kinds[source], kinds[target]):
        said = f"no such link runs from a {kinds[source]} to a {kinds[target]}"
        yield Problem(link_named(key), said)


def _codes(plan: models.Plan, state: State, kinds: Mapping[str, str]) -> Iterator[Problem]:
    """Codes that were ever given: each once, to the kind that the history says."""
    held = models.IssuedCode.objects.filter(plan=plan)
    found = {
        code: (kind, prefix, number)
        for code, kind, prefix, number in held.values_list(
            "code", "element_kind", "prefix", "number"
        )
    }
    expected = {code: (kind, *split(code)) for code, kind in state.issued.items()}
    for code in sorted(found.keys() | expected.keys() | kinds.keys(), key=natural):
        where = f"the code {code}"
        if code not in found:
            yield Problem(where, "it is not among those that were given")
        elif code not in expected:
            yield Problem(where, "no change of the history gave it")
        elif found[code] != expected[code]:
            yield Problem(where, against(found[code], expected[code], GIVER))


def in_order(key: LinkKey) -> Any:
    """Links as a plan has them: by type, then both ends in natural order."""
    type_, source, target = key
    return type_, natural(source), natural(target)
