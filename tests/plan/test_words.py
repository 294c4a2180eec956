"""Words in people's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.plan.words import (
    CLASSES,
    UNFINISHED,
    contains,
    languages,
    maybe_unfinished,
    suggested_categories,
    unfinished,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OrderLine", ("order", "line")),
        ("order_line", ("order", "line")),
        ("Order-line", ("order", "line")),
        ("ORDER LINE", ("order", "line")),
        ("HTTPRequest", ("http", "request")),
        ("iban2Code", ("iban2", "code")),
        ("Größe", ("grösse",)),
        ("cafe\u0301", ("caf\u00e9",)),
        ("prénomUsuel", ("prénom", "usuel")),
        ("", ()),
        ("…", ()),
    ],
)
def test_words_are_split_and_folded(text, expected):
    assert words_of(text) == tuple(word.casefold() for word in expected)


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("The order line is closed", "order line", True),
        ("The OrderLine", "order line", True),
        ("The orders line", "order line", False),
        ("line order", "order line", False),
        ("preorder line", "order line", False),
        ("order", "order line", False),
        ("anything", "", False),
    ],
)
def test_a_phrase_stands_whole_in_a_text_or_not_at_all(text, phrase, expected):
    assert contains(text, phrase) is expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("", ("en",)), ("en-GB", ("en",)), ("nl", ("nl", "en")), ("de-AT", ("de", "en"))],
)
def test_words_are_matched_in_the_plans_language_and_english(tag, expected):
    assert languages(tag) == expected


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("emailAddress", "en", ("personal",)),
        ("password_hash", "", ("credential",)),
        ("wachtwoord", "nl-NL", ("credential",)),
        ("wachtwoord", "en", ()),
        ("e-mail", "nl", ("personal",)),
        ("healthIban", "en", ("payment", "special")),
        ("tokenisation", "en", ()),
        ("quantity", "xx", ()),
    ],
)
def test_a_name_suggests_categories(name, language, expected):
    assert suggested_categories(name, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("TBD", "en", ("tbd",)),
        ("as needed, etc.", "en", ("as needed", "etc")),
        ("Was ist das???", "de", ("???",)),
        ("Nach Bedarf", "de", ("nach bedarf",)),
        ("Nach Bedarf", "en", ()),
        ("The fetched rows", "en", ()),
        ("", "en", ()),
    ],
)
def test_unfinished_words_are_found(text, language, expected):
    assert unfinished(text, language) == expected


@pytest.mark.parametrize("phrase", [p for names in CLASSES.values() for p in names])
def test_a_suggestive_phrase_is_written_folded(phrase):
    assert " ".join(words_of(phrase)) == phrase


_PARTS = st.sampled_from(
    ("tbd", "TBD", "toBe", "Decided", "as", "NEEDED", "a\u0300", "d\u00e9\ufb01nir", "???", "ETC")
)


@given(
    text=st.lists(_PARTS | st.sampled_from((" ", "_", "\n")) | st.text(max_size=2)).map("".join),
    language=st.sampled_from(("en", "fr-BE", "nl", "")),
)
def test_a_first_look_misses_no_unfinished_text(text, language):
    assert maybe_unfinished(text, language) or unfinished(text, language) == ()


def test_a_first_look_spares_a_text_without_any_of_the_words():
    assert not maybe_unfinished("The order is paid", "en")


@pytest.mark.parametrize("phrase", [p for phrases in UNFINISHED.values() for p in phrases])
def test_an_unfinished_phrase_is_written_folded(phrase):
    assert " ".join(words_of(phrase)) == phrase
