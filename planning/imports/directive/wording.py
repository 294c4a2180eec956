"""The small conventions of a directive's wording: placeholders, codes, paths, sentences."""

import re
from collections.abc import Iterator

_PLACEHOLDER = re.compile(
    r"\[([A-Za-z][^\[\]\n]{1,200})\](?!\()|<([a-z]{1,40}(?:_[a-z]{1,40}){1,6})>"
)
_QUOTED = re.compile(r"`([^`\n]{1,300})`")
_STANDARD = re.compile(r"[A-Z][A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){0,5}(?:-\*)?")
_RULE_CODE = re.compile(
    r"Rule {0,2}#[\w?]{0,6} {0,2}: {0,2}"
    r"([A-Z][A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){0,5}(?:-\*)?)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z`*\[])")
_BARE = re.compile(
    r"(?<![\w./:-])(?:[\w.-]{1,80}/(?:[\w.-]{1,80}/){0,10}(?:[\w-]{1,80}\.\w{1,5}\b)?"
    r"|[A-Z]{2,20}(?:-[A-Z][A-Z0-9]{1,20}){0,4}-(?:[A-Z][A-Z0-9]{1,20}|\*))(?![\w/])"
)
_FILE_ENDINGS = (".md", ".csv", ".tsv", ".txt", ".yaml", ".yml", ".json", ".cml", ".sql")


def placeholders(text: str) -> Iterator[str]:
    """``[Project Name]`` and ``<src_root>``, with their brackets; links are none."""
    return (found[0] for found in _PLACEHOLDER.finditer(text))


def without_placeholders(text: str) -> str:
    return _PLACEHOLDER.sub("", text)


def is_placeholder(text: str) -> bool:
    """Whether nothing but placeholders stands here."""
    return bool(text.strip()) and not without_placeholders(text).strip(" ,.:;&-–—*`")


def quoted(text: str) -> list[str]:
    """What stands in backticks."""
    return _QUOTED.findall(text)


def without_quoted(text: str) -> str:
    return _QUOTED.sub("", text)


def is_path(token: str) -> bool:
    """Whether a backticked word is a path: ``layer_specs/`` or ``notes.md``."""
    known = "/" in token or token.casefold().endswith(_FILE_ENDINGS)
    return known and " " not in token and token[0] not in "[<(" and "://" not in token


def remarked(text: str) -> str:
    """The text with paths and codes in backticks, which copying has lost."""
    return _BARE.sub(r"`\g<0>`", text)


def paths(text: str) -> list[str]:
    return [token for token in quoted(text) if is_path(token)]


def is_standard(token: str) -> bool:
    """Whether a backticked word is a standard's code; ``UX-FRONT-001`` numbers a document."""
    return _STANDARD.fullmatch(token) is not None and not token.rpartition("-")[2].isdecimal()


def standards(text: str) -> list[str]:
    """Codes of standards in backticks."""
    return [token for token in quoted(text) if is_standard(token)]


def rule_codes(text: str) -> list[str]:
    """Codes in citations such as ``(Rule #9: DES-ARCH-DEFINE)``; ``CODE`` stands for any."""
    return [code for code in _RULE_CODE.findall(text) if code != "CODE"]


def sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
