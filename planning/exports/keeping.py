"""What stays of an output folder when it is written anew: everything that no export wrote."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from planning.plan.artifacts.catalogue import MANIFEST


def keep(old: Path, fresh: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Copy what is not ours from ``old`` to ``fresh``; names of what had to take another name.

    Ours is what the manifest in ``old`` lists, as long as its digest is that of the manifest. What
    people changed or put under the name of one of ``files`` is kept as ``<name>.<digest>.orig``.
    """
    if not old.is_dir():
        return ()
    ours = _listed(old / MANIFEST.name)
    set_aside = []
    for entry in sorted(old.iterdir()):
        if entry.name not in files and not _is_ours(entry, ours):
            _copy(entry, fresh / entry.name)
        elif entry.name in files and not _may_go(entry, ours, files[entry.name]):
            name = f"{entry.name}.{_digest(entry)[:12]}.orig"
            _copy(entry, fresh / name)
            set_aside.append(name)
    return tuple(set_aside)


def _listed(manifest: Path) -> Mapping[str, str]:
    """Digests by name; nothing where there is no manifest that can be read, so that all is kept."""
    try:
        content = json.loads(manifest.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    files = content.get("files") if isinstance(content, dict) else None
    return {**files, MANIFEST.name: ""} if isinstance(files, dict) else {}


def _is_ours(entry: Path, ours: Mapping[str, str]) -> bool:
    return entry.is_file() and not entry.is_symlink() and ours.get(entry.name) == _digest(entry)


def _may_go(entry: Path, ours: Mapping[str, str], text: str) -> bool:
    """Whether nothing is lost when a file of ours takes its place."""
    if entry.name == MANIFEST.name and entry.name in ours:
        return True
    return _is_ours(entry, ours) or (entry.is_file() and entry.read_bytes() == text.encode())


def _digest(entry: Path) -> str:
    return hashlib.sha256(entry.read_bytes() if entry.is_file() else b"").hexdigest()


def _copy(entry: Path, to: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.copytree(entry, to, symlinks=True)
    else:
        shutil.copy2(entry, to, follow_symlinks=False)
