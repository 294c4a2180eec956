"""Reading files: CPU time of each reader on the real files, beside a floor, and how it grows.

Run ``.venv/bin/python -m bench.imports [FORMAT ...]``; the files are those of the corpus, named in
GROUNDPLAN_CORPUS or beside the checkout. The floor is what no reader of such a file could do without:
decoding it, and parsing it where a library does that; for SQL that is one pass of sqlglot's tokenizer,
for an archive unpacking it.
"""

import gc
import gzip
import json
import os
import statistics
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import yaml
from sqlglot import Dialect

from planning.imports.recognise import READERS

ROOT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("GROUNDPLAN_CORPUS", ROOT.parent / "shared" / "corpus"))
ROUNDS = 5
COPIES = (1, 4, 16)

Floor = Callable[[bytes], object]


def _json(content: bytes) -> object:
    return json.loads(content)


def _yaml(content: bytes) -> object:
    return list(yaml.load_all(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _zip(content: bytes) -> object:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [archive.read(name).decode() for name in archive.namelist()]


def _words(content: bytes) -> object:
    return Dialect.get_or_raise("postgres").tokenize(content.decode())


FILES: Mapping[str, tuple[str, Floor]] = {
    "sql/chinook-postgresql.sql": ("sql", _words),
    "sql/sakila-postgresql.sql": ("sql", _words),
    "contexture/restaurant-db.json": ("contexture", _json),
    "backstage/create-app__entities.yaml": ("backstage", _yaml),
    "eventcatalog/eventcatalog-examples-default.zip": ("eventcatalog", _zip),
}
"""Files of the corpus, the reader for each, and its floor."""
GROWING: Mapping[str, Callable[[int], bytes]] = {
    "sql": lambda n: b"".join(
        b"CREATE TABLE t%d (id INT PRIMARY KEY, a TEXT NOT NULL, b INT REFERENCES t0 (id));\n" % k
        for k in range(100 * n)
    ),
    "backstage": lambda n: b"".join(
        b"---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: c%d}\n"
        b"spec: {type: service, owner: crew, dependsOn: ['component:c0']}\n" % k
        for k in range(100 * n)
    ),
    "contexture": lambda n: json.dumps(
        {
            "domains": [{"id": "d", "name": "D"}],
            "boundedContexts": [
                {
                    "id": str(k),
                    "domainId": "d",
                    "name": f"C{k}",
                    "messages": {"eventsHandled": ["E"]},
                }
                for k in range(100 * n)
            ],
        }
    ).encode(),
}
"""Files of any length, to see that time grows as they do."""


def main() -> None:
    wanted = sys.argv[1:]
    for name, (format_, floor) in FILES.items():
        if not wanted or format_ in wanted:
            report(CORPUS / name, format_, floor)
    for format_, made in GROWING.items():
        if not wanted or format_ in wanted:
            growth(format_, made)


def report(path: Path, format_: str, floor: Floor) -> None:
    """One file: its size, what is in it, and its time beside the floor."""
    if not path.is_file():
        print(f"{path.name}: not there; name the corpus in GROUNDPLAN_CORPUS")
        return
    content = path.read_bytes()
    content = gzip.decompress(content) if path.suffix == ".gz" else content
    draft = READERS[format_](path.name, content)
    taken = median(lambda: READERS[format_](path.name, content))
    least = median(lambda: floor(content))
    print(
        f"{path.name}: {len(content) / 1024:,.0f} KB, {len(draft.elements):,} elements in "
        f"{taken * 1000:,.1f} ms = {taken / least:.1f} x floor of {least * 1000:,.2f} ms"
    )


def growth(format_: str, made: Callable[[int], bytes]) -> None:
    """How much longer a file takes that is so many times as long; about 1 is linear."""
    times = {}
    for copies in COPIES:
        content = made(copies)
        times[copies] = median(lambda: READERS[format_]("file", content))  # noqa: B023
    first, last = COPIES[0], COPIES[-1]
    ratio = times[last] / times[first] / (last / first)
    print(f"{format_}: {last} times as long takes {ratio:.2f} times as much as its length")


def median(work: Callable[[], object]) -> float:
    """Seconds of CPU that some work takes, the collector of garbage at rest."""
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        gc.disable()
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
        gc.enable()
    return statistics.median(taken)


if __name__ == "__main__":
    main()
