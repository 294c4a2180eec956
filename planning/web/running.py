"""Long imports and undos on their way: how far they are, whether to stop, what came of them.

Each stands in a small file, which every process of this machine can read: what an open transaction
has done so far shows in no database.
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Thread
from typing import Literal

from django.conf import settings
from django.db import connection

from planning.store.errors import Conflict, Missing, Rejected

What = Literal["import", "undo"]
State = Literal["running", "done", "cancelled", "moved", "rejected", "failed", "stopped"]
EVERY = 20
"""How many steps go by between two looks at the file."""
SILENT = 60
"""Seconds without a word after which a run is taken to have ended with its process."""
KEPT = 24 * 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")
_log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Somebody wants the run to stop: leaves the open write, which then stores nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as its file has it; ``person`` is who began it, ``said`` and ``batch`` what came of it.

    ``back`` is the page that its end leads to, blank for the import page.
    """

    token: str
    plan: str
    person: str
    total: int
    what: What = "import"
    back: str = ""
    done: int = 0
    state: State = "running"
    said: str = ""
    batch: str = ""
    at: float = 0.0

    @property
    def percent(self) -> int:
        return min(99, 100 * self.done // max(1, self.total))


Tick = Callable[[], None]
Act = Callable[[Tick], tuple[str, str]]
"""What a run does: it calls the tick for each step, and returns what to say and the batch."""


def begin(
    plan: str, person: str, total: int, act: Act, what: What = "import", back: str = ""
) -> Run:
    """Start a run in the background; it is stored or not at all, like any other write."""
    _clear()
    token = secrets.token_hex(16)
    run = Run(token=token, plan=plan, person=person, total=total, what=what, back=back)
    _write(run)
    Thread(target=_go, args=(run, act), name=f"{what} {token}", daemon=True).start()
    return run


def find(plan: str, person: str, token: str) -> Run:
    """The run that this person began; raises ``Missing``."""
    run = _read(token)
    if run is None or (run.plan, run.person) != (plan, person):
        raise Missing("no such import or undo")
    return run


def listed(plan: str, person: str) -> list[Run]:
    """The runs of this person and plan that are on their way or untold, earliest word first."""
    runs = (_read(path.stem) for path in _folder().glob("*.json"))
    own = [run for run in runs if run and (run.plan, run.person) == (plan, person)]
    return sorted((run for run in own if not _told(run).exists()), key=lambda run: run.at)


def first_told(run: Run) -> bool:
    """Whether nobody was told yet how this run ended; from now on somebody was."""
    try:
        _told(run).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _told(run: Run) -> Path:
    # By state: a run that was silent for long, and told as stopped, may come to its end after all.
    return _path(run.token, f"{run.state}-told")


def cancel(run: Run) -> None:
    """Ask a run to stop at its next step."""
    _path(run.token, "cancel").touch()


def _go(run: Run, act: Act) -> None:
    progress = _Progress(run)
    try:
        said, batch = act(progress.tick)
        ended = replace(progress.run, state="done", said=said, batch=batch)
    except Cancelled:
        ended = replace(progress.run, state="cancelled")
    except Conflict:
        ended = replace(progress.run, state="moved")
    except Rejected as error:
        ended = replace(progress.run, state="rejected", said=str(error))
    except Exception:
        # The thread's end is nobody's to catch: it is logged here, and told on the page.
        _log.exception("an %s failed", run.what)
        ended = replace(progress.run, state="failed")
    finally:
        connection.close()
    _write(ended)


class _Progress:
    """Counts steps, and looks at the file now and then."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def tick(self) -> None:
        self.run = replace(self.run, done=self.run.done + 1)
        if self.run.done % EVERY == 0:
            if _path(self.run.token, "cancel").exists():
                raise Cancelled
            _write(self.run)


def _folder() -> Path:
    folder: Path = settings.RUNNING_DIR
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _path(token: str, ending: str) -> Path:
    return _folder() / f"{token}.{ending}"


def _write(run: Run) -> None:
    fresh = _path(run.token, "new")
    fresh.write_text(json.dumps(asdict(replace(run, at=time.time()))))
    fresh.replace(_path(run.token, "json"))


def _read(token: str) -> Run | None:
    if not _TOKEN.fullmatch(token):
        return None
    try:
        run = Run(**json.loads(_path(token, "json").read_text()))
    except FileNotFoundError:
        return None
    silent = run.state == "running" and time.time() - run.at > SILENT
    return replace(run, state="stopped") if silent else run


def _clear() -> None:
    """Drop what nobody will ask for any more."""
    for path in _folder().iterdir():
        # Another run may have put this file in its place meanwhile: then it is fresh.
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > KEPT:
                path.unlink()
