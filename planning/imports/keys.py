"""Keys that name an element within its file, and come out of the database as they went in."""

from hashlib import sha256

from planning.plan.normal import normal_line

LONGEST = 200


def key(*parts: str) -> str:
    """The parts with colons between them on one line, cut to a length that a line holds."""
    said = normal_line(":".join(parts))
    if len(said) <= LONGEST:
        return said
    return f"{said[:LONGEST]}-{sha256(said.encode()).hexdigest()[:12]}"
