"""Files between a preview and its confirmation: they travel in the form, so nothing is stored."""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

LARGEST_FIELD = 11 * 1024 * 1024
MOST_SIGNS = 10_000
_SIGNS = (b",", b"[", b":")
"""What parts one value from the next; none of them is a digit of base 85."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was uploaded, or text as it was pasted."""

    name: str
    data: bytes


class Uncarried(ValueError):
    """The files cannot travel, or what came back is not what was sent."""


def packed(files: Iterable[Sent]) -> str:
    """The files as text for a hidden field; raises ``Uncarried`` where that gets too large."""
    listed = [[file.name, base64.b85encode(file.data).decode()] for file in files]
    text = base64.b64encode(zlib.compress(json.dumps(listed).encode())).decode()
    if len(text) > LARGEST_FIELD:
        raise Uncarried("This is too large to preview together; send less at once.")
    return text


def unpacked(text: str) -> list[Sent]:
    """The files again; raises ``Uncarried``."""
    try:
        plain = zlib.decompressobj().decompress(
            base64.b64decode(text, validate=True), 2 * settings.LARGEST_UPLOAD
        )
        # A value takes twenty times the memory of its text, and a file is no more than three.
        if sum(map(plain.count, _SIGNS)) > MOST_SIGNS:
            raise ValueError("too many values")
        return [Sent(str(name), base64.b85decode(data)) for name, data in json.loads(plain)]
    except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError) as error:
        raise Uncarried("The preview came back damaged. Upload the files again.") from error
