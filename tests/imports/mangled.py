"""Files as they should not be: pieces cut out, doubled, swapped and spliced in, ends torn off."""

import random
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from planning.imports.draft import Draft, Unreadable
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.imports.samples import applied

_LARGEST = 12_000
_PIECES = [b"'", b'"', b"`", b"$$", b"(", b")", b";", b"\n", b"/*", b"*/", b"--", b"{", b"}", b"["]
_PIECES += [b"]", b":", b"- ", b"---\n", b"&a", b"*a", b"\x00", b"\xff", b"<script>", b"${{", b"\\"]


@st.composite
def mangled(draw: st.DrawFn, samples: Sequence[bytes], pieces: Sequence[bytes] = ()) -> bytes:
    """One of the samples, a part of it if it is long, with a few changes."""
    # All from one number: drawn one by one, they would take longer than the reading.
    chance = random.Random(draw(st.integers(0, 2**64)))
    content = chance.choice(samples)
    if len(content) > _LARGEST:
        start = chance.randint(0, len(content) - _LARGEST)
        content = content[start : start + _LARGEST]
    for _ in range(chance.randint(1, 6)):
        content = _changed(chance, content, [*_PIECES, *pieces])
    return content


def _changed(chance: random.Random, content: bytes, pieces: list[bytes]) -> bytes:
    start = chance.randint(0, len(content))
    end = min(len(content), start + chance.choice((0, 1, 5, 40, 200)))
    chunk, before, after = content[start:end], content[:start], content[end:]
    how = chance.choice(("cut", "double", "swap", "splice", "insert", "bytes", "move", "tear"))
    if how == "tear" and chance.random() < 0.4:
        return before
    if how == "swap":
        return before + after[: len(chunk)] + chunk + after[len(chunk) :]
    if how == "insert":
        return before + chance.choice(pieces) + chunk + after
    other = chance.randint(0, len(content))
    between = {
        "double": chunk * 2,
        "splice": chance.choice(pieces),
        "bytes": chance.randbytes(chance.randint(1, 8)),
        "move": content[other : other + len(chunk)],
    }
    return before + between.get(how, b"") + after


def take(read: Callable[[str, bytes], Draft], content: bytes, name: str = "file") -> None:
    """Reads and previews; refusing to read is fine, and names the file."""
    complaint = ""
    try:
        draft = read(name, content)
    except Unreadable as refusal:
        complaint = str(refusal)
    if complaint:
        assert complaint.startswith(name)
        return
    hold(draft)


def hold(draft: Draft) -> None:
    """Everything is counted, and read again it changes nothing."""
    wrong = [tally for tally in draft.tallies if not tally.adds_up or tally.failed < 0]
    assert wrong == []
    preview = compare(plan(), draft)
    assert len(preview.additions) + len(preview.skipped) == len(draft.elements)
    again = compare(applied(plan(), preview), draft)
    assert not again.additions and not again.changes and not again.links
