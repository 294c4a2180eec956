"""The relations of a context map, in arrows (``A [U,OHS]->[D] B``) and in words."""

from planning.imports.cml.stream import Stream
from planning.imports.cml.tree import Name, Relation, Setting

_KEYS = ("implementationTechnology", "exposedAggregates", "downstreamRights")
# Word pair → pattern, and whether the context that stands first is the downstream one.
_WORDS = {
    ("Customer", "Supplier"): ("customer_supplier", True),
    ("Supplier", "Customer"): ("customer_supplier", False),
    ("Upstream", "Downstream"): ("upstream_downstream", False),
    ("Downstream", "Upstream"): ("upstream_downstream", True),
    ("Shared", "Kernel"): ("shared_kernel", False),
}
_OF_UPSTREAM = frozenset({"U", "S", "OHS", "PL"})
_OF_DOWNSTREAM = frozenset({"D", "C", "ACL", "CF"})
_SYMMETRIC = frozenset({"P", "SK"})
_KNOWN = _OF_UPSTREAM | _OF_DOWNSTREAM | _SYMMETRIC
_ROLES = ("OHS", "PL", "ACL", "CF")


def relation(stream: Stream) -> Relation:
    """One relation with its name and block, upstream and downstream told apart."""
    start = stream.at
    before = _marks(stream)
    left = stream.name()
    before += _marks(stream)
    arrow = _arrow(stream)
    after = _marks(stream)
    right = stream.name()
    line = stream.tokens[stream.at - 1].line
    if stream.sees("[") and stream.now.line == line:
        after += _marks(stream)
    pattern, reversed_ = _meaning(arrow, before, after)
    name = stream.name() if stream.takes(":") else None
    settings: list[Setting] = []
    stream.block(lambda: settings.append(_setting(stream)))
    ends = ((left, before), (right, after))
    (upstream, theirs), (downstream, ours) = reversed(ends) if reversed_ else ends
    return Relation(
        pattern=pattern,
        upstream=upstream,
        downstream=downstream,
        upstream_roles=tuple(role for role in _ROLES if role in theirs),
        downstream_roles=tuple(role for role in _ROLES if role in ours),
        name=name,
        settings=tuple(settings),
        text=stream.text_from(start),
    )


def _marks(stream: Stream) -> list[str]:
    """What stands in square brackets, such as ``U``, ``OHS`` and ``PL``."""
    found: list[str] = []
    if not stream.takes("["):
        return found
    while not stream.takes("]"):
        if not stream.sees(*_KNOWN):
            raise stream.trouble("a role such as OHS, PL, ACL or CF")
        found.append(stream.take().text)
        if not stream.sees("]"):
            stream.demand(",")
    return found


def _arrow(stream: Stream) -> tuple[str, ...]:
    if stream.sees("->", "<-", "<->", "Partnership"):
        return (stream.take().text,)
    pair = (stream.now.text, stream.ahead(2).text)
    if pair not in _WORDS or stream.ahead().text != "-":
        raise stream.trouble("an arrow or a word such as Customer-Supplier")
    stream.at += 3
    return pair


def _meaning(arrow: tuple[str, ...], before: list[str], after: list[str]) -> tuple[str, bool]:
    """The pattern, and whether the context that stands second is upstream."""
    if len(arrow) == 2:
        return _WORDS[arrow]
    if arrow == ("Partnership",):
        return "partnership", False
    if arrow == ("<->",):
        return ("partnership" if "P" in before + after else "shared_kernel"), False
    is_supplied = "S" in before + after or "C" in before + after
    return ("customer_supplier" if is_supplied else "upstream_downstream"), arrow == ("<-",)


def _setting(stream: Stream) -> Setting:
    if not stream.sees(*_KEYS):
        raise stream.trouble(f"one of {', '.join(_KEYS)}")
    return stream.setting()


def is_contains(stream: Stream) -> bool:
    """Whether ``contains`` is the keyword here, and not the name of a context in a relation."""
    return stream.sees("contains") and stream.ahead().kind == "word"


def contained(stream: Stream) -> tuple[Name, ...]:
    stream.take()
    return stream.names()
