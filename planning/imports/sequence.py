"""The order in which files that came together are brought in: what others refer to comes first."""

from collections.abc import Iterator, Sequence

from planning.imports.draft import Draft
from planning.plan.elements import BY_NAME, facts


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts so that each comes after those whose codes it refers to or links to.

    Otherwise they stay as they came; so do those that refer to each other in a circle.
    """
    giver = {
        element.code: number
        for number, draft in enumerate(drafts)
        for element in draft.elements
        if element.code
    }
    before = [
        sorted({giver[code] for code in _wanted(draft) if code in giver} - {number})
        for number, draft in enumerate(drafts)
    ]
    return [drafts[number] for number in _sorted(before)]


def _wanted(draft: Draft) -> Iterator[str]:
    for link in draft.links:
        yield from (link.source, link.target)
    for element in draft.elements:
        known = facts(BY_NAME[element.kind]) if element.kind in BY_NAME else {}
        for name, said in element.values.items():
            if name in known and known[name].type == "reference":
                yield str(said).strip()


def _sorted(before: Sequence[Sequence[int]]) -> list[int]:
    """Numbers in order, each after those before it; without recursion, since files may be many."""
    done: dict[int, None] = {}
    seen: set[int] = set()
    for first in range(len(before)):
        waiting = [first]
        while waiting:
            number = waiting[-1]
            ahead = [] if number in seen else [n for n in before[number] if n not in seen]
            seen.add(number)
            if ahead:
                waiting.extend(reversed(ahead))
            else:
                done.setdefault(waiting.pop())
    return list(done)
