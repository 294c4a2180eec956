"""Notes that hold lines of CML beside what people wrote: one part may change without the other."""

import re

from planning.imports.cml.words import TAIL

_OPENS = "- CML: `"
# The name in a signature such as `void pay(Money sum)`: the element itself has it.
_OWN_NAME = re.compile(rf"\^?\w++(?= ?(?:\(|=>|:)| (?:{'|'.join(sorted(TAIL))})\b|`$)")


def kept_lines(notes: str) -> list[str]:
    """The lines that the reader of CML leaves in notes, such as ``- CML: `abstract` ``."""
    return [line for line in notes.split("\n") if _is_kept(line)]


def merged(before: str, after: str, *, signed: bool = False) -> str:
    """The notes with what a file says of them: people's words and lines of CML, each for itself.

    A part of which the file says nothing stays, and so do lines of which it merely has fewer: not
    all can be written in every place. Of a ``signed`` element a line is a signature with its name in it.
    """
    kept, now = kept_lines(before), kept_lines(after)
    prose, said = _prose(before), _prose(after)
    holds_all = set(now) <= set(kept)
    if signed:
        holds_all = set(map(_nameless, now)) <= set(map(_nameless, kept))
    if holds_all and said in ("", prose):
        return before
    lines = kept if holds_all else now
    return "\n\n".join(part for part in (said or prose, "\n".join(lines)) if part)


def _nameless(line: str) -> str:
    return _OWN_NAME.sub("", line.removeprefix(_OPENS), count=1)


def _prose(notes: str) -> str:
    return "\n".join(line for line in notes.split("\n") if not _is_kept(line)).strip()


def _is_kept(line: str) -> bool:
    return line.startswith(_OPENS) and line.endswith("`")
