"""Files travel in a form, and come back as they were or not at all."""

import base64
import json
import zlib

import pytest

from planning.web.carried import LARGEST_TOGETHER, Sent, Uncarried, packed, unpacked


def test_files_come_back_as_they_were():
    files = [Sent("a.csv", b"id\n" * 1_000_000), Sent("b", bytes(range(256))), Sent("é", b"")]
    assert unpacked(packed(files)) == files


def test_what_is_larger_together_than_may_travel_is_refused():
    half = Sent("a", bytes(LARGEST_TOGETHER // 2 + 1))
    assert unpacked(packed([half])) == [half]
    with pytest.raises(Uncarried, match="too large to preview together"):
        packed([half, half])


@pytest.mark.parametrize("times", [1, 4])
def test_a_bomb_is_not_unpacked(times):
    bomb = base64.b64encode(zlib.compress(bytes(LARGEST_TOGETHER // times + 1))).decode()
    with pytest.raises(Uncarried, match="damaged"):
        unpacked(json.dumps([["a", bomb]] * times))


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '[["a"]]', '[["a", 1]]', '[["a", "é"]]', '[["a", "aaaa"]]', "[" * 9999]
)
def test_what_nobody_sent_is_refused(text):
    with pytest.raises(Uncarried, match="damaged"):
        unpacked(text)
