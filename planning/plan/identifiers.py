"""Names of any kind as identifiers of plain letters, for languages that take no others."""

import re
import unicodedata

LONGEST = 80
_OTHER = re.compile(r"[^A-Za-z0-9_]+")


def identifier(name: str) -> str:
    """Letters, digits and underscores; accents are left out."""
    if name.isascii() and name.isidentifier() and len(name) <= LONGEST:
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    base = _OTHER.sub("_", plain).strip("_")[:LONGEST] or "Unnamed"
    return f"_{base}" if base[0].isdigit() else base


def stands_for(text: str, name: str) -> bool:
    """Whether the identifier is that of the name, with a number behind it where it was taken."""
    base = identifier(name)
    return text == base or (text.startswith(f"{base}_") and text[len(base) + 1 :].isdecimal())
