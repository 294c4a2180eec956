"""BEGIN IMMEDIATE in short slices, so that no writer waits for long.

SQLite's own busy wait is unfair: its pauses grow, so under constant load the writer that
has waited longest asks most rarely. And a long wait inside SQLite can stall CPython 3.11,
when garbage collection finalises a cursor meanwhile. Here SQLite waits for at most 20 ms
at a time and the rest of the waiting is ours, with a little jitter.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.sqlite3 import base
from django.db.backends.utils import debug_transaction

SLICE_MS = 20


class DatabaseWrapper(base.DatabaseWrapper):
    transaction_mode: str | None

    def _start_transaction_under_autocommit(self) -> None:
        # Overrides a private method of Django; tests/test_sqlite_backend.py watches it.
        begin = f"BEGIN {self.transaction_mode or 'DEFERRED'}"
        # One logged query however often we ask, as with Django's own backends.
        with (
            debug_transaction(self, begin),
            self.wrap_database_errors,
            self._busy_timeout(SLICE_MS),
        ):
            self._begin(begin)

    def _begin(self, begin: str) -> None:
        deadline = time.monotonic() + self._timeout()
        while True:
            try:
                self.connection.execute(begin)
                return
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() >= deadline:
                    raise
            time.sleep(random.uniform(0, SLICE_MS / 1000))

    @contextmanager
    def _busy_timeout(self, milliseconds: int) -> Iterator[None]:
        self.connection.execute(f"PRAGMA busy_timeout={milliseconds}")
        try:
            yield
        finally:
            # A write outside a transaction still waits as long as the settings say.
            usual = int(self._timeout() * 1000)
            self.connection.execute(f"PRAGMA busy_timeout={usual}")

    def _timeout(self) -> float:
        """Seconds; sqlite3's own default where the settings are silent."""
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))


def is_busy(error: sqlite3.OperationalError) -> bool:
    # The low byte is the primary code; the rest tells which kind of busy.
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
