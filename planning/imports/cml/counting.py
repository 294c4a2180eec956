"""How many constructs a CML file has, told from its words alone, and what became of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planning.imports.cml.lexer import Token
from planning.imports.cml.stream import Stream
from planning.imports.cml.tree import Body, Model
from planning.imports.draft import Tally

CONSTRUCTS = (
    "ContextMap",
    "BoundedContext",
    "Domain",
    "Subdomain",
    "Aggregate",
    "Entity",
    "ValueObject",
    "DomainEvent",
    "CommandEvent",
    "Service",
    "Repository",
    "Module",
    "Application",
    "Flow",
    "Coordination",
    "Functionality",
    "Trait",
    "DataTransferObject",
    "BasicType",
    "Resource",
    "Consumer",
    "enum",
    "UseCase",
    "UserStory",
    "Stakeholders",
    "ValueRegister",
)
_SYNONYMS = {"Event": "DomainEvent", "Command": "CommandEvent"}
_NAMELESS = frozenset({"ContextMap", "Application", "Stakeholders"})
_BEFORE_A_TYPE = frozenset({"-", "@", "<", ".", "reference", "extends", "with"})
_ARROWS = frozenset({"->", "<-", "<->"})


def tallies(stream: Stream, model: Model) -> tuple[Tally, ...]:
    """Constructs by keyword, relations, attributes and references, and what was not understood."""
    found: dict[str, list[int]] = {}
    for at, word in _constructs(stream.tokens):
        found.setdefault(word, []).append(at)
    counted = [_tally(word, found[word], stream) for word in CONSTRUCTS if word in found]
    return (*counted, *_imports(stream.tokens), *_others(stream, model))


def constructs_in(tokens: Sequence[Token]) -> str:
    """The constructs by number, to be told: ``1 Aggregate, 2 Entity``."""
    counts = Counter(word for _, word in _constructs(tokens))
    return ", ".join(f"{counts[word]} {word}" for word in CONSTRUCTS if counts[word])


def _constructs(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    name = -1
    for at, token in enumerate(tokens[:-1]):
        if at == name:
            continue
        word = _SYNONYMS.get(token.text, token.text)
        if token.kind != "word" or token.escaped or word not in CONSTRUCTS:
            continue
        following = tokens[at + 1]
        named = following.kind == "word" or (word in _NAMELESS and following.text == "{")
        if named and not (at and tokens[at - 1].text in _BEFORE_A_TYPE):
            name = at + 1
            yield at, word


def _tally(word: str, places: list[int], stream: Stream) -> Tally:
    read = sum(at in stream.read_at for at in places)
    skipped = sum(at in stream.passed and at not in stream.read_at for at in places)
    failed = len(places) - read - skipped
    for at in places:
        if at not in stream.read_at and at not in stream.passed and at not in stream.failed:
            stream.warn(stream.tokens[at], f"“{word}” opens nothing here", "taken as a name")
    return Tally(what=word, found=len(places), read=read, skipped=skipped, failed=failed)


def _imports(tokens: Sequence[Token]) -> Iterator[Tally]:
    pairs = pairwise(tokens)
    count = sum(a.text == "import" and a.kind == "word" and b.kind == "string" for a, b in pairs)
    if count:
        yield Tally(what="import", found=count, read=0, skipped=count)


def _others(stream: Stream, model: Model) -> Iterator[Tally]:
    relations = sum(len(map_.relations) for map_ in model.maps)
    found = max(_relations(stream.tokens), relations)
    if found:
        yield Tally(what="relation", found=found, read=relations, failed=found - relations)
    read = Counter(_properties([context.body for context in model.contexts]))
    skipped = Counter(_properties([context.left for context in model.contexts]))
    for what, is_reference in (("attribute", False), ("reference", True)):
        taken, left = read[is_reference], skipped[is_reference]
        if taken + left:
            yield Tally(what=what, found=taken + left, read=taken, skipped=left)
    if stream.misread:
        misread = stream.misread
        yield Tally(what="construct not understood", found=misread, read=0, failed=misread)


def _relations(tokens: Sequence[Token]) -> int:
    """Arrows, and words that stand for one, right in the braces of a map."""
    count = depth = 0
    inside = False
    for at, token in enumerate(tokens):
        if token.kind == "word" and token.text in ("ContextMap", "BoundedContext") and token.first:
            inside, depth = token.text == "ContextMap", 0
        elif token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
            inside = inside and depth > 0
        elif inside and depth == 1 and _relates(tokens, at):
            count += 1
    return count


def _relates(tokens: Sequence[Token], at: int) -> bool:
    token, following = tokens[at], tokens[min(at + 1, len(tokens) - 1)]
    if token.kind == "sign":
        joined = tokens[at - 1].kind == following.kind == "word" and not following.gap
        named = tokens[at - 2].text == ":"
        return token.text in _ARROWS or (token.text == "-" and joined and not named)
    return token.kind == "word" and token.text == "Partnership" and tokens[at - 1].text != ":"


def _properties(bodies: list[Body]) -> Iterator[bool]:
    """For each attribute, whether it is a reference."""
    while bodies:
        body = bodies.pop()
        bodies.extend(part.body for part in body.modules)
        bodies.extend(part.body for part in body.aggregates)
        bodies.extend(part.body for part in body.applications)
        for item in body.objects:
            yield from (attribute.is_reference for attribute in item.attributes)
