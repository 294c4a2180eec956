"""The shared log: our own entry and not a byte more."""

import pytest

from planning.exports.shared_log import DamagedLog, updated
from tests.exports.bundles import MARKERS, made

OPENING, CLOSING = (marker.encode() for marker in MARKERS)
ENTRY = made().log_entry.encode()
OTHERS = b"# Log\n\n<!-- groundplan:DB-PH1:draft -->\ndatabase\n<!-- /groundplan:DB-PH1:draft -->\n"


def test_a_missing_log_begins_with_our_entry() -> None:
    assert updated(b"", made()) == ENTRY


@pytest.mark.parametrize(
    ("log", "gap"),
    [
        (b"# Log\n", b"\n"),
        (b"# Log", b"\n\n"),
        (b"\xef\xbb\xbf# Log\n", b"\n"),
        (b"caf\xe9\n", b"\n"),
        (OTHERS, b"\n"),
    ],
)
def test_a_first_entry_is_added_at_the_end(log: bytes, gap: bytes) -> None:
    assert updated(log, made()) == log + gap + ENTRY


def test_a_log_with_crlf_gets_an_entry_with_crlf() -> None:
    log = updated(b"# Log\r\n", made())
    assert log == b"# Log\r\n\r\n" + ENTRY.replace(b"\n", b"\r\n")
    assert updated(log, made()) == log


@pytest.mark.parametrize("after", [b"", b"\n", b"\nmore", b"\nmore\n", b"\n\n\n", b" \t\nx"])
@pytest.mark.parametrize("before", [b"", b"# Log\n\n", b"no line end between\n", OTHERS])
def test_our_entry_is_replaced_and_all_else_is_kept(before: bytes, after: bytes) -> None:
    old = made("old").log_entry.encode().rstrip(b"\n")
    new = made("new").log_entry.encode().rstrip(b"\n")
    assert updated(before + old + after, made("new")) == before + new + after


def test_twice_gives_the_same_bytes() -> None:
    once = updated(OTHERS, made())
    assert updated(once, made()) == once


def test_an_entry_of_a_baseline_stands_beside_that_of_the_draft() -> None:
    baseline = ("<!-- groundplan:BACK-PH1:BL-1 -->", "<!-- /groundplan:BACK-PH1:BL-1 -->")
    entry = f"{baseline[0]}\nBL-1\n{baseline[1]}\n"
    log = updated(ENTRY, made(log_markers=baseline, log_entry=entry))
    assert log == ENTRY + b"\n" + entry.encode()
    assert updated(log, made("new")).endswith(entry.encode())


@pytest.mark.parametrize(
    "log",
    [
        OPENING + b"\n",
        CLOSING + b"\n",
        CLOSING + b"\n" + OPENING + b"\n",
        ENTRY + ENTRY,
        OPENING + b"\n" + ENTRY,
        OPENING + b"\n" + OTHERS + CLOSING + b"\n",
    ],
)
def test_damaged_markers_are_reported_and_nothing_is_changed(log: bytes) -> None:
    with pytest.raises(DamagedLog, match=r"docs/Log\.md, line \d+"):
        updated(log, made())


def test_markers_in_the_middle_of_a_line_are_no_markers() -> None:
    log = b"write " + OPENING + b" like this\n"
    assert updated(log, made()).startswith(log)


@pytest.mark.parametrize("log", [b"\xff\xfex\x00", b"\xfe\xff\x00x", b"a\x00b"])
def test_a_log_that_is_no_utf_8_is_left_alone(log: bytes) -> None:
    with pytest.raises(DamagedLog, match="not UTF-8"):
        updated(log, made())
