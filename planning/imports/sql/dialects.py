"""Which database a script was written for, judged by words that only one of them has."""

import re
from collections.abc import Mapping

GENERIC = ""
PRODUCTS: Mapping[str, str] = {
    "postgresql": "PostgreSQL",
    "mysql": "MySQL",
    "sqlite": "SQLite",
    "sqlserver": "SQL Server",
    "oracle": "Oracle",
}
"""The dialects by the name that an option takes, and in words."""

_SEARCHED = 100_000
_OPENING = 1_000
_MOST_HITS = 5
_DECISIVE = 10
_NAMED = 8

# What is stored may be of any language, and tells nothing of the script's.
_DATA = re.compile(r"^[ \t]*+(?:INSERT|REPLACE|VALUES|\()[^\n]*+", re.IGNORECASE | re.MULTILINE)


def _telltales(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE)


_ONLY_OF: Mapping[str, re.Pattern[str]] = {
    "postgresql": _telltales(
        r"PostgreSQL database dump",
        r"\bbigserial\b",
        r"\b(?:timestamptz|jsonb|bytea|tsvector|plpgsql|search_path|pg_catalog)\b",
        r"\bcharacter varying\b",
        r"\bOWNER TO\b",
        r"\bALTER TABLE ONLY\b",
        r"\bgen_random_uuid\b",
        r"\bFROM stdin\b",
        r"\bCREATE EXTENSION\b",
        r"\bnextval ?\(",
    ),
    "mysql": _telltales(
        r"MySQL dump",
        r"\bENGINE\s?=",
        r"\bAUTO_INCREMENT\b",
        r"^DELIMITER\s",
        r"/\*!(?=\d)",
        r"\b(?:UN)?LOCK TABLES\b",
    ),
    "sqlite": _telltales(
        r"\bAUTOINCREMENT\b",
        r"^PRAGMA\b",
        r"\bWITHOUT ROWID\b",
        r"\bsqlite_(?=\w)",
        r"\bSTRICT\s*;",
        r"\bCOLLATE (?:NOCASE|RTRIM)\b",
    ),
    "sqlserver": _telltales(
        r"^GO\b",
        r"\[dbo\]",
        r"\bdbo\.",
        r"\bIDENTITY ?\((?=\d)",
        r"\b(?:datetime2|datetimeoffset|uniqueidentifier)\b",
        r"\b(?:NON)?CLUSTERED\b",
        r"\bWITH (?:NO)?CHECK ADD\b",
    ),
    "oracle": _telltales(
        r"\bN?VARCHAR2\b",
        r"^/ ?$",
        r":(?:new|old)\.",
        r"\bSYSTIMESTAMP\b",
        r"\b(?:PCTFREE|INITRANS|NOCOMPRESS|NOMAXVALUE)\b",
        r"\bSET DEFINE OFF\b",
    ),
}
"""What no other product has."""
_LIKELY: Mapping[str, re.Pattern[str]] = {
    "postgresql": _telltales(
        r"\$\$",
        r"::(?=[a-z])",
        r"\b(?:small)?serial\b",
        r"\bwith(?:out)? time zone\b",
        r"^\\(?=[a-z])",
        r"\bint[248]\b",
    ),
    "mysql": _telltales(
        r"`",
        r"\bUNSIGNED\b",
        r"\b(?:medium|long)(?:int|text|blob)\b|\btinytext\b",
        r"^[ \t]*+KEY (?=\w+ ?\()",
    ),
    "sqlite": _telltales(r"\bdatetime ?\('now'"),
    "sqlserver": _telltales(r"\[(?=\w{1,60}\] \[)", r"\bnvarchar\b", r"\bsp_(?=\w)"),
    "oracle": _telltales(
        r"\bNUMBER ?\(",
        r"\bNUMBER\b,",
        r"\bSYSDATE\b",
        r"\bUSING INDEX\b",
        r"^PROMPT\b",
        r"\w\.nextval\b",
    ),
}
"""What others have too, but seldom."""
_NAMES: Mapping[str, re.Pattern[str]] = {
    "postgresql": _telltales(r"postgres", r"pgsql", r"psql"),
    "mysql": _telltales(r"mysql", r"mariadb"),
    "sqlite": _telltales(r"sqlite"),
    "sqlserver": _telltales(r"mssql", r"sql[ _-]?server", r"transact[ _-]?sql"),
    "oracle": _telltales(r"oracle"),
}
"""How people call the products, in the name of a file and in the comment above a script."""


def guessed(text: str, file: str = "") -> str:
    """The dialect with the most telltales, blank where there is none.

    That the name of the file or the opening of the text names a product tells as well.
    """
    searched = _DATA.sub("", text[:_SEARCHED])
    scores = {name: _told(name, searched, file) for name in _ONLY_OF}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else GENERIC


def _told(product: str, text: str, file: str) -> int:
    named = _NAMED if _NAMES[product].search(f"{file}\n{text[:_OPENING]}") else 0
    return named + _DECISIVE * _score(_ONLY_OF[product], text) + _score(_LIKELY[product], text)


def _score(pattern: re.Pattern[str], text: str) -> int:
    """How many different telltales there are, each counted a few times at most.

    A word that stands in every line should not outvote several that stand once.
    """
    hits: dict[str, int] = {}
    for found in pattern.finditer(text):
        word = found[0].casefold()
        hits[word] = min(hits.get(word, 0) + 1, _MOST_HITS)
    return sum(hits.values())
