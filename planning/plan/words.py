"""Words in people's text: split, folded and matched whole, in the plan's language and English."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

# A capital after a small letter or digit begins a word, and so does the last capital of a run.
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=\d)(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]

CLASSES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "address": "personal",
        "birth date": "personal",
        "birthday": "personal",
        "card number": "payment",
        "citizenship": "personal",
        "credit card": "payment",
        "date of birth": "personal",
        "diagnosis": "special",
        "disability": "special",
        "email": "personal",
        "e mail": "personal",
        "ethnicity": "special",
        "first name": "personal",
        "full name": "personal",
        "gender": "personal",
        "guardian": "child",
        "health": "special",
        "iban": "payment",
        "ip address": "personal",
        "last name": "personal",
        "nationality": "personal",
        "passport": "personal",
        "passphrase": "credential",
        "password": "credential",
        "phone": "personal",
        "pin": "credential",
        "religion": "special",
        "secret": "credential",
        "surname": "personal",
        "token": "credential",
        "trade union": "special",
    },
    "nl": {
        "achternaam": "personal",
        "adres": "personal",
        "bsn": "personal",
        "geboortedatum": "personal",
        "geslacht": "personal",
        "gezondheid": "special",
        "nationaliteit": "personal",
        "rekeningnummer": "payment",
        "telefoon": "personal",
        "voornaam": "personal",
        "wachtwoord": "credential",
    },
    "de": {
        "adresse": "personal",
        "anschrift": "personal",
        "geburtsdatum": "personal",
        "geschlecht": "personal",
        "gesundheit": "special",
        "kontonummer": "payment",
        "kennwort": "credential",
        "nachname": "personal",
        "passwort": "credential",
        "staatsangehörigkeit": "personal",
        "telefon": "personal",
        "vorname": "personal",
    },
    "fr": {
        "adresse": "personal",
        "courriel": "personal",
        "date de naissance": "personal",
        "mot de passe": "credential",
        "nationalité": "personal",
        "nom de famille": "personal",
        "prénom": "personal",
        "santé": "special",
        "téléphone": "personal",
    },
}
"""What the name of a field suggests about its data, by language: phrase → category."""

UNFINISHED: Mapping[str, tuple[str, ...]] = {
    "en": ("tbd", "tba", "todo", "fixme", "to be decided", "as needed", "as appropriate", "etc"),
    "nl": ("nader te bepalen", "ntb", "indien nodig", "enz"),
    "de": ("noch offen", "nach bedarf", "usw"),
    "fr": ("à définir", "à préciser", "si nécessaire", "etc"),
}
"""Words and phrases that leave something open, by language."""


@lru_cache(maxsize=65536)
def words_of(text: str) -> Words:
    """The words of a text, folded: ``OrderLine``, ``order_line`` and ``Order line`` are alike."""
    spaced = _HUMP.sub(" ", unicodedata.normalize("NFC", text))
    return tuple(_WORD.findall(spaced.casefold()))


def contains(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text, whole, in this order, next to each other.

    A phrase without any word is in no text.
    """
    sought, given = words_of(phrase), words_of(text)
    if not sought or sought[0] not in given:
        return False
    starts = range(len(given) - len(sought) + 1)
    return any(given[start : start + len(sought)] == sought for start in starts)


def languages(tag: str) -> tuple[str, ...]:
    """The primary languages to match in, for a BCP 47 tag: its own and English."""
    return tuple(dict.fromkeys((tag.partition("-")[0].casefold() or "en", "en")))


def found(text: str, phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases that stand in the text, in the order given."""
    return tuple(phrase for phrase in phrases if contains(text, phrase))


def suggested_categories(name: str, language: str) -> tuple[str, ...]:
    """Categories of data that a name suggests, in alphabetical order; a hint, never a verdict."""
    lists = (CLASSES.get(each, {}) for each in languages(language))
    return tuple(sorted({mine[p] for mine in lists for p in found(name, mine)}))


def maybe_unfinished(text: str, language: str) -> bool:
    """A quick first look: where it is false, ``unfinished`` finds nothing."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "???" in text or any(word in folded for word in _telling(language))


def unfinished(text: str, language: str) -> tuple[str, ...]:
    """The unfinished or vague words that stand in a text, ``???`` among them."""
    marks = ("???",) if "???" in text else ()
    return (*marks, *found(text, _unfinished(language)))


@lru_cache(maxsize=64)
def _unfinished(language: str) -> tuple[str, ...]:
    phrases = (phrase for each in languages(language) for phrase in UNFINISHED.get(each, ()))
    return tuple(dict.fromkeys(phrases))


@lru_cache(maxsize=64)
def _telling(language: str) -> tuple[str, ...]:
    """The longest word of each phrase, folded; a text without it cannot hold the phrase."""
    return tuple({max(words_of(phrase), key=len) for phrase in _unfinished(language)})
