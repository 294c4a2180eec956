"""``domain_glossary.md``: the ubiquitous language of each context, and its homonyms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from planning.plan.artifacts import cells
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import GLOSSARY
from planning.plan.artifacts.document import document, none, nothing, section
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.elements import BoundedContext, Term
from planning.plan.layers import context_of
from planning.plan.words import Words, words_of

_HEADERS = (
    "code",
    "term",
    "definition",
    "example",
    "synonyms",
    "not to be confused with",
    "agreed by",
    "elements",
    "requirements",
)
_Bearers = dict[tuple[str, Words], list[str]]


def write(frame: Frame) -> str:
    return document(frame, GLOSSARY, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    contexts = frame.plan.of(BoundedContext)
    bearers = _bearers(frame)
    for context in contexts:
        terms = frame.plan.children(context.code, Term)
        yield from _terms(frame, context.code, terms, bearers)
    astray = [term for term in frame.plan.of(Term) if not term.context]
    if astray:
        yield from _terms(frame, "", astray, bearers)
    if not contexts and not astray:
        yield md.heading(2, Inline("Terms"))
        yield nothing(frame, "no context, and so no term", "domain_map")
    yield from section(
        frame,
        "Homonyms",
        ("word", "context", "meaning"),
        _homonyms(frame),
        none("No word means different things in two contexts."),
    )


def _terms(frame: Frame, context: str, terms: Iterable[Term], bearers: _Bearers) -> Iterator[str]:
    rows = [_row(frame, term, bearers) for term in terms]
    yield md.heading(2, cells.named(frame, context) or Inline("Terms of no context"))
    yield md.table(_HEADERS, rows) if rows else nothing(frame, "no term", "BC-04", at=context)


def _row(frame: Frame, term: Term, bearers: _Bearers) -> tuple[Inline, ...]:
    words = {words_of(word) for word in _words(term)}
    elements = [code for word in words for code in bearers[term.context, word]]
    return (
        cells.defined_code(frame, term),
        cells.said(frame, term.name),
        cells.said(frame, term.definition),
        cells.said(frame, term.example),
        cells.joined(cells.said(frame, word) for word in term.synonyms),
        cells.said(frame, term.not_to_be_confused_with),
        cells.person(frame, term.agreed_by),
        cells.codes(frame, elements),
        cells.requirements(frame, term.code),
    )


def _bearers(frame: Frame) -> _Bearers:
    """Codes of elements by their context and their name."""
    found: _Bearers = defaultdict(list)
    for element in frame.plan.elements:
        context = context_of(frame.plan, element)
        if context and element.name and not isinstance(element, Term | BoundedContext):
            found[context, words_of(element.name)].append(element.code)
    return found


def _homonyms(frame: Frame) -> Iterator[tuple[Inline, ...]]:
    uses: dict[Words, dict[str, Term]] = defaultdict(dict)
    for term in frame.plan.of(Term):
        for word in _words(term):
            uses[words_of(word)].setdefault(term.context, term)
    for spoken, by_context in sorted(uses.items()):
        if spoken and len(by_context) > 1:
            for context, term in by_context.items():
                yield (
                    md.inline(" ".join(spoken)),
                    cells.named(frame, context),
                    cells.joined(
                        (cells.code(frame, term.code), cells.said(frame, term.definition)), ": "
                    ),
                )


def _words(term: Term) -> tuple[str, ...]:
    return (term.name, *term.synonyms)
