"""How files are made that are just within the bounds of their readers."""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from planning.imports.bounds import (
    MOST_LINES,
    MOST_NODES,
    MOST_VALUES,
)
from planning.imports.marked_yaml import LONGEST
from planning.imports.source import LARGEST

Unit = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class File:
    """A file to be written: its name, its content, and the format that is asked for."""

    file: str
    content: Callable[[], bytes]
    expect: str = ""


def filled(
    opening: str, unit: Unit | str, closing: str = "", size: int = LARGEST, most: int = 0
) -> bytes:
    """An opening and a closing with as many units between as there is room for, or ``most``.

    There are never more lines than a file may have.
    """
    made: list[str] = []
    left = size - len((opening + closing).encode())
    lines = MOST_LINES - (opening + closing).count("\n")
    for number in count(1):
        one = unit if isinstance(unit, str) else unit(number)
        left, lines = left - len(one.encode()), lines - one.count("\n")
        if left < 0 or lines < 0 or (most and number > most):
            break
        made.append(one)
    return (opening + "".join(made) + closing).encode()


def text(
    name: str, opening: str, unit: Unit | str, closing: str = "", expect: str = "", most: int = 0
) -> File:
    return File(name, lambda: filled(opening, unit, closing, most=most), expect)


def json(name: str, opening: str, unit: Unit | str, closing: str, most: int = 0) -> File:
    """Units with a comma after each, as many as there may be values, and a last one."""
    one = unit if isinstance(unit, str) else unit(1)
    most = most or MOST_VALUES // sum(map(one.count, ",:[{")) - 50
    last = "0" if opening.endswith("[") else '"":0'
    return text(name, opening, unit, last + closing, most=most)


def yaml(
    name: str, opening: str, unit: Unit | str, nodes: int, closing: str = "", expect: str = ""
) -> File:
    """As many units as a file may have nodes; ``nodes`` are those of a unit."""
    most = MOST_NODES // nodes - 20
    return File(name, lambda: filled(opening, unit, closing, LONGEST, most), expect)


def sentences(number: int, lines: int) -> bytes:
    """Lines that no packing makes much smaller."""
    chance = random.Random(number)
    return b"".join(b"# %s\n" % chance.randbytes(8).hex().encode() for _ in range(lines))


def zipped(file: str, content: Callable[[int], bytes], count: int) -> File:
    def packed() -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(count):
                archive.writestr(file.format(number), content(number))
        return held.getvalue()

    return File("a.zip", packed)
