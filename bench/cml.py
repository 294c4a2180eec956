"""Reading files: CPU time of each reader over the files of the corpus, beside a floor.

Run ``.venv/bin/python -m bench.cml``. The floor does the least that a reader of these bytes must
do: for CML, to cut the text into tokens.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planning.imports.cml import read_cml
from planning.imports.cml.lexer import tokens
from planning.imports.draft import Draft
from planning.imports.report import Report

ROOT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("GROUNDPLAN_CORPUS", ROOT.parent / "shared" / "corpus"))
ROUNDS = 9


@dataclass(frozen=True)
class Case:
    """The files of a format, its reader, and the floor; both take a name and the text."""

    name: str
    files: str
    read: Callable[[str, str], Draft]
    floor: Callable[[str, str], object]
    what: str


def tokenise(file: str, text: str) -> object:
    return tokens(text, Report(file))


CASES = (Case("Context Mapper DSL", "cml/*.cml", read_cml, tokenise, "tokenising"),)


def main() -> None:
    for case in CASES:
        files = {path.name: path.read_text() for path in sorted(CORPUS.glob(case.files))}
        if files:
            report(case, files)
        else:
            print(f"{case.name}: no files in {CORPUS}")


def report(case: Case, files: dict[str, str]) -> None:
    floor = median(case.floor, files)
    read = median(case.read, files)
    elements = sum(len(case.read(name, text).elements) for name, text in files.items())
    size = sum(map(len, files.values()))
    print(
        f"{case.name}: {len(files)} files, {size / 1000:,.0f} kB, {elements:,} elements in "
        f"{read * 1000:,.1f} ms = {read / floor:.1f} x floor ({case.what}) of {floor * 1000:,.1f} ms"
    )


def median(act: Callable[[str, str], object], files: dict[str, str]) -> float:
    """Seconds for all files, once each."""
    gc.collect()
    gc.disable()
    try:
        return statistics.median(seconds(act, files) for _ in range(ROUNDS))
    finally:
        gc.enable()


def seconds(act: Callable[[str, str], object], files: dict[str, str]) -> float:
    begun = time.process_time()
    for name, text in files.items():
        act(name, text)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
