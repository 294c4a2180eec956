"""Reading files: CPU time of each reader beside a floor, parsing the same bytes and no more.

Run ``.venv/bin/python -m bench.imports [NAME ...]``. The files are those of the corpus, which lies
beside the checkout or in GROUNDPLAN_CORPUS, and a drawn one ten times the size of the largest YAML
there. The floor, measured in the same run, is what the standard library or libyaml takes to parse
the format: JSON, YAML events, CSV, XML, the members of a zip; for other text to find its words.
"""

import csv
import gc
import gzip
import json
import os
import re
import statistics
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from defusedxml import ElementTree

from planning.imports.draft import Draft
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan.value import plan

ROOT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("GROUNDPLAN_CORPUS", ROOT.parent / "shared" / "corpus"))
ROUNDS = 5
OPERATIONS = 1_000
"""Of the drawn file."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def main() -> None:
    wanted = sys.argv[1:]
    for name, content in files():
        if not wanted or any(word in name for word in wanted):
            report(name, content)


def files() -> Iterator[tuple[str, bytes]]:
    for path in sorted(path for path in CORPUS.glob("*/**/*") if path.is_file()):
        content = path.read_bytes()
        gzipped = path.suffix == ".gz"
        yield path.name.removesuffix(".gz"), gzip.decompress(content) if gzipped else content
    yield f"drawn-openapi-{OPERATIONS}.yaml", drawn().encode()


def report(name: str, content: bytes) -> None:
    parse = floor_of(name, content)
    floor = median(lambda: parse(content))
    reading = median(lambda: read(name, content))
    draft = read(name, content)
    comparing = median(lambda: compare(plan(), draft))
    print(
        f"{name:36} {len(content) / 1024:8,.0f} KB {draft.format:21} {len(draft.elements):6,} elements"
        f" {reading * 1000:8,.1f} ms = {reading / floor:5.1f} x floor of {floor * 1000:7,.1f} ms;"
        f" preview {comparing * 1000:8,.1f} ms{left(draft)}"
    )


def left(draft: Draft) -> str:
    """What the reader could not read, in words."""
    failed = [f"{tally.failed} {tally.what}" for tally in draft.tallies if tally.failed]
    return f"; failed: {', '.join(failed)}" if failed else ""


def floor_of(name: str, content: bytes) -> Callable[[bytes], object]:
    """What parses the format of a file, and does no more."""
    if content.startswith(b"PK"):
        return zip_members
    if content.lstrip().startswith(b"{"):
        return json.loads
    suffix = Path(name).suffix
    return {".yaml": yaml_events, ".yml": yaml_events, ".csv": cells, ".reqif": parsed_xml}.get(
        suffix, words
    )


def yaml_events(content: bytes) -> object:
    return sum(1 for _ in yaml.parse(content, Loader=_LOADER))


def cells(content: bytes) -> object:
    return list(csv.reader(content.decode().splitlines(keepends=True)))


def parsed_xml(content: bytes) -> object:
    return ElementTree.fromstring(content)


def zip_members(content: bytes) -> object:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [archive.read(entry) for entry in archive.infolist()]


def words(content: bytes) -> object:
    return re.findall(r"\w+|[^\w\s]", content.decode(errors="replace"))


def drawn() -> str:
    """An OpenAPI file with so many operations, each with a schema of its own."""
    head = "openapi: 3.1.0\ninfo: {title: Drawn, version: 1}\npaths:\n"
    paths = "".join(
        f"  /things-{n}/{{id}}:\n    parameters:\n"
        "      - {name: id, in: path, required: true, schema: {type: string}}\n"
        f"    get:\n      operationId: get{n}\n      tags: [group-{n % 20}]\n"
        f"      summary: Thing {n}\n      responses:\n        '200':\n          description: Found\n"
        "          content:\n            application/json:\n"
        f"              schema: {{$ref: '#/components/schemas/Thing{n}'}}\n"
        "        '404': {description: No such thing}\n"
        for n in range(OPERATIONS)
    )
    schemas = "".join(
        f"    Thing{n}:\n      type: object\n      required: [id]\n      properties:\n"
        "        id: {type: string, format: uuid}\n        name: {type: string, maxLength: 80}\n"
        f"        next: {{$ref: '#/components/schemas/Thing{(n + 1) % OPERATIONS}'}}\n"
        for n in range(OPERATIONS)
    )
    return f"{head}{paths}components:\n  schemas:\n{schemas}"


def median(act: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        return statistics.median(timed(act) for _ in range(ROUNDS))
    finally:
        gc.enable()


def timed(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
