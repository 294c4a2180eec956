"""An export written below the root of a repository, whole or not at all.

The files are written to a sibling of the output folder, which is then swapped in by two renames;
only then our entry in the shared log is replaced. Killed at any moment, a run leaves the folder of
before or the folder of after; what else it left, the next run clears away.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from planning.exports.bundle import Bundle, UnsafePath, confined
from planning.exports.keeping import keep
from planning.exports.shared_log import updated


class Busy(RuntimeError):
    """Another export to the same repository is running."""


class NotAFolder(ValueError):
    """The root, or something on the way to the output folder, is no folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where the export is. ``set_aside`` names files that hold what people had written where a file
    of ours goes, each beside it."""

    folder: Path
    log: Path
    set_aside: tuple[str, ...] = ()


def write(bundle: Bundle, root: Path) -> Written:
    """Write the export below ``root``.

    Files in the output folder that no export wrote are kept. Raises ``UnsafePath``, ``Busy``,
    ``NotAFolder``, ``DamagedLog`` and ``OSError``; the folder of before is then still there.
    """
    if not root.is_dir():
        raise NotAFolder(f"{root} is no folder; make it first")
    folder, log = _below(root, bundle.folder), _below(root, bundle.log_path)
    if folder == log or folder in log.parents or log in folder.parents:
        raise UnsafePath(f"{bundle.log_path} and {bundle.folder} lie within each other")
    with _alone(root):
        _recover(folder)
        _clear(log, "new")
        text = updated(_content(log), bundle)
        set_aside = _swap_in(bundle.files, folder)
        _replace(log, text)
    return Written(folder=folder, log=log, set_aside=set_aside)


def _below(root: Path, path: str) -> Path:
    """The path with links followed, which must not lead out of the root."""
    base = root.resolve()
    found = (base / confined(path)).resolve()
    if base not in found.parents:
        raise UnsafePath(f"“{path}” leads out of {root} by a link")
    for above in found.parents:
        if base in above.parents and above.exists() and not above.is_dir():
            raise NotAFolder(f"{above} is no folder")
    return found


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """No other export to this root at the same time; the lock ends with the process."""
    held = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another export to {root} is running") from None
        yield
    finally:
        os.close(held)


def _recover(folder: Path) -> None:
    """Put back or clear away what a run that did not end left beside the folder."""
    old = _siblings(folder, "old")
    if old and not folder.exists():
        old[0].rename(folder)
    _clear(folder, "old")
    _clear(folder, "new")


def _clear(path: Path, state: str) -> None:
    for leftover in _siblings(path, state):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def _siblings(path: Path, state: str) -> list[Path]:
    """What runs named ``.<name>.<state>-…`` beside the path."""
    if not path.parent.is_dir():
        return []
    beginning = f".{path.name}.{state}-"
    return sorted(p for p in path.parent.iterdir() if p.name.startswith(beginning))


def _sibling(path: Path, state: str) -> Path:
    return path.with_name(f".{path.name}.{state}-{os.getpid()}")


def _swap_in(files: Mapping[str, str], folder: Path) -> tuple[str, ...]:
    """The files in a new folder, beside what is kept of the old one, which it then replaces."""
    if folder.exists() and not folder.is_dir():
        raise NotAFolder(f"{folder} is no folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = _sibling(folder, "new"), _sibling(folder, "old")
    try:
        fresh.mkdir()
        set_aside = keep(folder, fresh, files)
        for name, text in files.items():
            _write(fresh / name, text.encode())
        _sync(fresh)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except OSError:
        _recover(folder)
        raise
    _sync(folder.parent)
    _clear(folder, "old")
    return set_aside


def _content(log: Path) -> bytes:
    if log.is_dir():
        raise NotAFolder(f"{log} is a folder, not the shared log")
    return log.read_bytes() if log.exists() else b""


def _replace(log: Path, content: bytes) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    fresh = _sibling(log, "new")
    _write(fresh, content)
    if log.exists():
        shutil.copymode(log, fresh)
    fresh.replace(log)
    _sync(log.parent)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make renames in the folder last."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
