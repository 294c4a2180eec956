"""Rules on the language of contexts: terms, definitions, words with two meanings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from planning.plan.elements import BoundedContext, Entity, Message, Term
from planning.plan.findings import Hit, Rule, rule
from planning.plan.layers import context_of
from planning.plan.rules.lacking import lacking
from planning.plan.rules.listing import listed
from planning.plan.rules.once import once_per_plan
from planning.plan.value import Plan
from planning.plan.words import Words, words_of


@rule(
    "BC-04",
    "missing",
    "warning",
    "backend",
    title="A context has no glossary",
    why="A context is the boundary of a language; one without words has not been talked through.",
    fix="Add the words that its people use, with definitions.",
    standards=("DOMAIN-MODEL",),
)
def context_terms(plan: Plan, on: date) -> Iterator[Hit]:
    spoken = {term.context for term in plan.of(Term)}
    for context in plan.of(BoundedContext):
        if not context.external and context.code not in spoken:
            yield Hit(element=context.code, message=f"{context.code} has no term.")


@rule(
    "BC-05",
    "contradiction",
    "error",
    "backend",
    title="A term has two definitions in one context",
    why="Inside a boundary a word means one thing; two meanings call for two words or contexts.",
    fix="Settle on one definition, or split the context.",
    standards=("DOMAIN-MODEL",),
)
def two_definitions(plan: Plan, on: date) -> Iterator[Hit]:
    for terms in _terms_by_word(plan).values():
        defined = [term for term in terms if term.definition]
        for term in defined[1:]:
            if term.definition != defined[0].definition:
                yield Hit(
                    element=term.code,
                    field="definition",
                    about=defined[0].code,
                    message=f"{term.code} and {defined[0].code} define one word differently.",
                )


@once_per_plan
def _terms_by_word(plan: Plan) -> Mapping[tuple[str, Words], list[Term]]:
    """The terms of each context by their folded name."""
    terms: dict[tuple[str, Words], list[Term]] = defaultdict(list)
    for term in plan.of(Term):
        if term.context and words_of(term.name):
            terms[term.context, words_of(term.name)].append(term)
    return terms


@rule(
    "BC-06",
    "contradiction",
    "warning",
    "backend",
    title="A word is a term and a synonym of another",
    why="A synonym says that two words mean the same; a term of its own says that they do not.",
    fix="Take the synonym away, or join the two terms.",
    standards=("DOMAIN-MODEL",),
)
def synonym_of_another(plan: Plan, on: date) -> Iterator[Hit]:
    terms = _terms_by_word(plan)
    for term in plan.of(Term):
        own = words_of(term.name)
        for synonym in dict.fromkeys(map(words_of, term.synonyms)):
            other = terms.get((term.context, synonym), ())
            if other and synonym != own:
                yield Hit(
                    element=term.code,
                    field="synonyms",
                    about=" ".join(synonym),
                    message=f"A synonym of {term.code} is a term itself: {other[0].code}.",
                )


@rule(
    "BC-07",
    "smell",
    "info",
    "backend",
    title="A word means something in two contexts",
    why="The same word in two languages is where people talk past each other.",
    fix="Say in one of the terms what it must not be confused with.",
    standards=("DOMAIN-MODEL",),
)
def homonym(plan: Plan, on: date) -> Iterator[Hit]:
    spoken: dict[Words, list[Term]] = defaultdict(list)
    for (_, word), terms in _terms_by_word(plan).items():
        spoken[word].extend(terms)
    for word, terms in spoken.items():
        contexts = {term.context for term in terms}
        if len(contexts) > 1 and not any(term.not_to_be_confused_with for term in terms):
            yield Hit(
                element=terms[0].code,
                field="not_to_be_confused_with",
                about=" ".join(word),
                message=f"One word in {listed(contexts)}: {listed(terms)}.",
            )


@rule(
    "BC-08",
    "smell",
    "info",
    "backend",
    title="A name is not in the glossary",
    why="What the model calls its roots and the events it publishes are words that people use.",
    fix="Add a term, or a synonym to one, in the glossary of the context.",
    standards=("DOMAIN-MODEL",),
)
def unspoken_name(plan: Plan, on: date) -> Iterator[Hit]:
    external = {context.code for context in plan.of(BoundedContext) if context.external}
    spoken = {
        (term.context, words_of(word))
        for term in plan.of(Term)
        for word in (term.name, *term.synonyms)
    }
    roots = [entity for entity in plan.of(Entity) if entity.role == "root"]
    published = [m for m in plan.of(Message) if plan.links_to(m.code, "publishes")]
    for element in (*roots, *published):
        context = context_of(plan, element)
        word = words_of(element.name)
        if word and context and context not in external and (context, word) not in spoken:
            yield Hit(
                element=element.code,
                field="name",
                message=f"The name of {element.code} is not in the glossary of {context}.",
            )


@rule(
    "BC-09",
    "missing",
    "warning",
    "backend",
    title="A term has no definition",
    why="A word that everybody defines for themselves is no shared language.",
    fix="Define the term in a sentence on which its people agree.",
    standards=("DOMAIN-MODEL",),
)
def term_definition(plan: Plan, on: date) -> Iterator[Hit]:
    for term in plan.of(Term):
        yield from lacking(term, "definition")


GLOSSARY: tuple[Rule, ...] = (
    context_terms,
    two_definitions,
    synonym_of_another,
    homonym,
    unspoken_name,
    term_definition,
)
