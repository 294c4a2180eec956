"""A secret of this installation's own: made on first use, and kept in a file that only it can read."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def random_text() -> str:
    return secrets.token_urlsafe(50)


def kept_secret(path: Path, new: Callable[[], str] = random_text) -> str:
    """The secret in the file, written whole or not at all, so that restarts find the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Two that start at once write different files; the link lets one of them win.
        own = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with open(own, "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
            file.write(new())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(own, path)
        own.unlink()
    return path.read_text()
