"""Files between a preview and its confirmation: they travel in the form, so nothing is stored."""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

LARGEST_FIELD = 11 * 1024 * 1024
LARGEST_TOGETHER = 30 * 1024 * 1024
"""Bytes of all files of one import."""
MOST_SIGNS = 10_000
_SIGNS = (",", "[", ":")
"""What parts one value from the next; none of them is a digit of base 64."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was uploaded, or text as it was pasted."""

    name: str
    data: bytes


class Uncarried(ValueError):
    """The files cannot travel, or what came back is not what was sent."""


def packed(files: Iterable[Sent]) -> str:
    """The files as text for a hidden field; raises ``Uncarried`` where that gets too large."""
    files = list(files)
    listed = [[file.name, base64.b64encode(zlib.compress(file.data)).decode()] for file in files]
    text = json.dumps(listed)
    if len(text) > LARGEST_FIELD or sum(len(file.data) for file in files) > LARGEST_TOGETHER:
        raise Uncarried("This is too large to preview together; send less at once.")
    return text


def unpacked(text: str) -> list[Sent]:
    """The files again; raises ``Uncarried``."""
    found: list[Sent] = []
    allowed = LARGEST_TOGETHER
    try:
        # A value takes twenty times the memory of its text, and a file is no more than two.
        if sum(map(text.count, _SIGNS)) > MOST_SIGNS:
            raise ValueError("too many values")
        for name, packed_ in json.loads(text):
            # Nobody sends a page back with more in it than was sent.
            plain = zlib.decompressobj().decompress(
                base64.b64decode(packed_, validate=True), allowed + 1
            )
            allowed -= len(plain)
            if allowed < 0:
                raise ValueError("more than was ever sent")
            found.append(Sent(str(name), plain))
    except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError) as error:
        raise Uncarried("The preview came back damaged. Upload the files again.") from error
    return found
