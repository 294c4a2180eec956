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
TOKENIZERS: Mapping[str, str] = {
    "postgresql": "postgres",
    "mysql": "mysql",
    "sqlite": "sqlite",
    "sqlserver": "tsql",
    "oracle": "oracle",
    GENERIC: "",
}
"""What sqlglot calls them."""

_SEARCHED = 200_000
_MOST_HITS = 5


def _telltales(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE)


_TELLTALES: Mapping[str, re.Pattern[str]] = {
    "postgresql": _telltales(
        r"PostgreSQL database dump",
        r"\$\$",
        r"::[a-z]",
        r"\b(?:big|small)?serial\b",
        r"\b(?:timestamptz|jsonb|bytea|tsvector|plpgsql|search_path|pg_catalog)\b",
        r"\bcharacter varying\b",
        r"\bwith(?:out)? time zone\b",
        r"\bOWNER TO\b",
        r"\bALTER TABLE ONLY\b",
        r"\bgen_random_uuid\b",
        r"^\\[a-z]",
        r"\bFROM stdin\b",
        r"\bCREATE EXTENSION\b",
    ),
    "mysql": _telltales(
        r"MySQL dump",
        r"`",
        r"\bENGINE\s?=",
        r"\bAUTO_INCREMENT\b",
        r"^DELIMITER\s",
        r"\bUNSIGNED\b",
        r"/\*!\d",
        r"\b(?:UN)?LOCK TABLES\b",
        r"\b(?:tiny|medium|long)(?:int|text|blob)\b",
    ),
    "sqlite": _telltales(
        r"\bAUTOINCREMENT\b", r"^PRAGMA\b", r"\bWITHOUT ROWID\b", r"\bsqlite_\w", r"\bSTRICT\s*;"
    ),
    "sqlserver": _telltales(
        r"^GO\b",
        r"\[dbo\]",
        r"\bdbo\.",
        r"\[\w{1,60}\] \[",
        r"\bIDENTITY ?\(",
        r"\bnvarchar\b",
        r"\b(?:datetime2|datetimeoffset|uniqueidentifier)\b",
        r"\b(?:NON)?CLUSTERED\b",
        r"\bWITH (?:NO)?CHECK ADD\b",
        r"\bsp_\w",
    ),
    "oracle": _telltales(
        r"\bN?VARCHAR2\b",
        r"\bNUMBER ?\(",
        r"\bNUMBER\b,",
        r"^/ ?$",
        r"\bSYSDATE\b",
        r"\bSYSTIMESTAMP\b",
        r"\bUSING INDEX\b",
        r"\b(?:PCTFREE|INITRANS|NOCOMPRESS)\b",
        r"^PROMPT\b",
        r"\bSET DEFINE OFF\b",
    ),
}


def guessed(text: str) -> str:
    """The dialect with the most telltales, blank where there is none."""
    searched = text[:_SEARCHED]
    scores = {name: _score(pattern, searched) for name, pattern in _TELLTALES.items()}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else GENERIC


def _score(pattern: re.Pattern[str], text: str) -> int:
    """How many different telltales there are, each counted a few times at most.

    A word that stands in every line should not outvote several that stand once.
    """
    hits: dict[str, int] = {}
    for found in pattern.finditer(text):
        word = found[0].casefold()
        hits[word] = min(hits.get(word, 0) + 1, _MOST_HITS)
    return sum(hits.values())
