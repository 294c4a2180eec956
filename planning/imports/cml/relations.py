"""The relations of a context map, in arrows (``A [U,OHS]->[D] B``) and in words."""

from dataclasses import replace

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
_PATTERNS = {"-".join(pair): pattern for pair, (pattern, _) in _WORDS.items()} | {
    "Partnership": "partnership"
}
_OF_UPSTREAM = frozenset({"U", "S", "OHS", "PL"})
_OF_DOWNSTREAM = frozenset({"D", "C", "ACL", "CF"})
_SYMMETRIC = frozenset({"P", "SK"})
_KNOWN = _OF_UPSTREAM | _OF_DOWNSTREAM | _SYMMETRIC
_ROLES = ("OHS", "PL", "ACL", "CF")
_ARROWS = ("->", "<-", "<->", "Partnership")
_BEFORE_ARROW = _KNOWN | {"[", "]", ","}
_LONGEST = 20


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
    if len(arrow) == 1 and _is_against(before, after, reversed_):
        stream.warn(
            stream.tokens[start],
            f"{left.text} and {right.text} are marked against the arrow",
            "the marks are taken",
        )
        reversed_ = not reversed_
    name = _title(stream) if stream.takes(":") else None
    if name and len(arrow) == 1 and not before + after:
        # The first CML said behind the colon what it now says between the contexts.
        pattern = _PATTERNS.get(name.text, pattern)
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
    if stream.sees(*_ARROWS):
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


def _is_against(before: list[str], after: list[str], reversed_: bool) -> bool:
    """Whether the ends are marked downstream and upstream the other way round than the arrow goes."""
    upstream, downstream = (after, before) if reversed_ else (before, after)
    wrong = "D" in upstream or "C" in upstream, "U" in downstream or "S" in downstream
    right = {"U", "S"} & set(upstream) or {"D", "C"} & set(downstream)
    return any(wrong) and not right


def _title(stream: Stream) -> Name:
    """The name of a relation; people write whole phrases, to the end of the line."""
    start, name = stream.at, stream.name()
    while not (stream.is_over or stream.now.first or stream.sees("{", "}", ";")):
        stream.take()
    return name if stream.at - start == 1 else replace(name, text=stream.text_from(start))


def opens(stream: Stream) -> bool:
    """Whether a relation begins here, told by its arrow or words behind the first context."""
    at = 0
    while at < _LONGEST and stream.ahead(at).text in _BEFORE_ARROW:
        at += 1
    if stream.ahead(at).kind != "word":
        return False
    at += 1
    while at < _LONGEST and stream.ahead(at).text in _BEFORE_ARROW:
        at += 1
    following = stream.ahead(at)
    pair = (following.text, stream.ahead(at + 2).text)
    return following.text in _ARROWS or (pair in _WORDS and stream.ahead(at + 1).text == "-")


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
