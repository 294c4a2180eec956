"""Files as they should not be: pieces cut out, doubled, swapped and spliced in, ends torn off."""

import os
from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from planning.imports.draft import Draft, Unreadable
from planning.imports.preview import compare
from planning.plan.value import plan

EXAMPLES = int(os.environ.get("GROUNDPLAN_FUZZ", "40"))
FUZZED = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
_LARGEST = 60_000
_PIECES = [b"'", b'"', b"`", b"$$", b"(", b")", b";", b"\n", b"/*", b"*/", b"--", b"{", b"}", b"["]
_PIECES += [b"]", b":", b"- ", b"---\n", b"&a", b"*a", b"\x00", b"\xff", b"<script>", b"${{", b"\\"]


@st.composite
def mangled(draw: st.DrawFn, samples: Sequence[bytes], pieces: Sequence[bytes] = ()) -> bytes:
    """One of the samples, a part of it if it is long, with a few changes."""
    content = draw(st.sampled_from(samples))
    if len(content) > _LARGEST:
        start = draw(st.integers(0, len(content) - _LARGEST))
        content = content[start : start + _LARGEST]
    for _ in range(draw(st.integers(1, 6))):
        content = _changed(draw, content, [*_PIECES, *pieces])
    return content


def _changed(draw: st.DrawFn, content: bytes, pieces: list[bytes]) -> bytes:
    start = draw(st.integers(0, len(content)))
    end = min(len(content), start + draw(st.integers(0, 200)))
    chunk, before, after = content[start:end], content[:start], content[end:]
    how = draw(st.sampled_from(["cut", "double", "swap", "splice", "bytes", "tear"]))
    if how == "tear":
        return before
    if how == "swap":
        return before + after[: len(chunk)] + chunk + after[len(chunk) :]
    between = {
        "cut": b"",
        "double": chunk * 2,
        "splice": draw(st.sampled_from(pieces)),
        "bytes": draw(st.binary(max_size=8)),
    }
    return before + between[how] + after


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
    assert [tally for tally in draft.tallies if not tally.adds_up] == []
    preview = compare(plan(), draft)
    assert len(preview.additions) + len(preview.skipped) == len(draft.elements)
