"""The worst files that readers still look at: peak memory and CPU time of reading and comparing.

Run ``.venv/bin/python -m bench.hostile [WORD ...]``; words choose files by name. Each file is written
and read in a process of its own. The peak is what reading it took beyond the imported modules;
memory and time are bounded, so that a reader without a bound is stopped and not the machine.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.hostile_files import FILES

MOST_MEMORY = 256
"""Megabytes that reading and comparing may take."""
MOST_SECONDS = 20
_STOPPED_AT = 4 * 1024**3, 120


def main() -> int:
    words = sys.argv[1:]
    failed = False
    print(f"{'file':34} {'MB':>5} {'peak MB':>8} {'CPU s':>6}  what came of it")
    for name in FILES:
        if not words or any(word in name for word in words):
            failed |= report(name)
    return int(failed)


def report(name: str) -> bool:
    """Print a line about one file; whether it took too much."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILES[name].file
        run("--write", name, str(path))
        size, measured = path.stat().st_size, run("--read", name, str(path))
    if measured is None:
        print(
            f"{name:34} {size / 2**20:5.1f} {'':>8} {'':>6}  STOPPED: it takes too much", flush=True
        )
        return True
    peak, seconds = measured["peak"], measured["seconds"]
    large = bool(peak > MOST_MEMORY or seconds > MOST_SECONDS)
    said = ("TOO MUCH: " if large else "") + measured["said"]
    print(f"{name:34} {size / 2**20:5.1f} {peak:8.0f} {seconds:6.1f}  {said}", flush=True)
    return large


def run(*arguments: str) -> Any:
    """What a process of its own said; the one that asks stays small, or its size would count."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.hostile", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and "MemoryError" not in done.stderr and done.returncode > 0:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout) if done.returncode == 0 and done.stdout else None


def write(name: str, path: str) -> None:
    Path(path).write_bytes(FILES[name].content())


def read(name: str, path: str) -> None:
    """Read and compare one file, and print what that took."""
    from planning.imports.draft import Unreadable

    memory, seconds = _STOPPED_AT
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    before, begun = peak(), time.process_time()
    try:
        said = previewed(Path(path), FILES[name].expect)
    except Unreadable as refusal:
        said = f"refused: {refusal}"
    spent = time.process_time() - begun
    print(json.dumps({"peak": peak() - before, "seconds": spent, "said": said}))


def previewed(path: Path, expect: str) -> str:
    """What an import finds in a file; all drafts are held at once, as the page and command do."""
    from planning.imports.bounds import Together
    from planning.imports.options import How
    from planning.imports.preview import compare
    from planning.imports.recognise import read, unpacked
    from planning.plan.value import plan

    held = unpacked(path.name, path.read_bytes())
    together = Together()
    drafts = [together.take(read(name, data, How(format=expect))) for name, data in held]
    previews = [compare(plan(), draft) for draft in drafts]
    formats = ", ".join(sorted({draft.format for draft in drafts}))
    additions = sum(len(preview.additions) for preview in previews)
    links = sum(len(preview.links) for preview in previews)
    said = sum(len(preview.diagnostics) for preview in previews)
    return f"{formats}: {additions:,} to add, {links:,} links, {said:,} said"


def peak() -> float:
    """Megabytes that this process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--write", name, path]:
            write(name, path)
        case ["--read", name, path]:
            import planning.imports.preview
            import planning.imports.recognise  # noqa: F401

            read(name, path)
        case _:
            sys.exit(main())
