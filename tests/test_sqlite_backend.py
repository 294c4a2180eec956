"""The fair SQLite backend: writers queue, none starves, none waits inside SQLite."""

import inspect
import sqlite3
import threading
import time
from contextlib import closing

import pytest
from django.db import OperationalError, connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper as DjangoDatabaseWrapper
from django.test.utils import CaptureQueriesContext

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="on SQLite only"),
]


@pytest.fixture
def counter():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counter (value integer)")
        cursor.execute("INSERT INTO counter VALUES (0)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE counter")


@pytest.fixture
def other_writer():
    """A connection past Django, to hold the write lock with."""
    name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(name, isolation_level=None, check_same_thread=False)) as other:
        yield other


@pytest.fixture
def short_timeout(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)


def pragma(name):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def test_django_still_starts_transactions_by_the_method_we_override():
    method = DjangoDatabaseWrapper._start_transaction_under_autocommit

    assert list(inspect.signature(method).parameters) == ["self"]
    assert "_start_transaction_under_autocommit()" in inspect.getsource(
        DjangoDatabaseWrapper.set_autocommit
    )


def test_the_database_is_set_up_for_several_writers():
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 1  # NORMAL
    assert pragma("busy_timeout") == 20_000


def test_a_transaction_takes_the_write_lock_at_once(other_writer):
    other_writer.execute("PRAGMA busy_timeout=0")
    with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other_writer.execute("BEGIN IMMEDIATE")


def test_a_writer_waits_for_the_other_to_finish(other_writer):
    other_writer.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, other_writer.execute, ["COMMIT"])
    release.start()

    with transaction.atomic():
        release.join()
        assert not other_writer.in_transaction


def test_a_writer_gives_up_after_the_timeout(other_writer, short_timeout):
    other_writer.execute("BEGIN IMMEDIATE")
    started = time.monotonic()

    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass

    assert 0.2 <= time.monotonic() - started < 2


def test_sqlite_itself_waits_in_short_slices_only(other_writer, short_timeout, monkeypatch):
    waits = []
    monkeypatch.setattr(
        "planning.sqlite.base.time.sleep",
        lambda seconds: waits.append((pragma_busy(), seconds)),
    )
    other_writer.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError), transaction.atomic():
        pass

    assert {inside for inside, _ in waits} == {20}
    assert all(0 <= outside <= 0.02 for _, outside in waits)


def pragma_busy():
    return connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]


def test_the_usual_timeout_is_back_after_a_transaction_and_after_a_failure(
    other_writer, short_timeout
):
    with transaction.atomic():
        assert pragma("busy_timeout") == 200
    other_writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError), transaction.atomic():
        pass
    assert pragma("busy_timeout") == 200


def test_waiting_counts_as_one_query(other_writer):
    other_writer.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.1, other_writer.execute, ["COMMIT"])
    release.start()

    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        release.join()

    statements = [query["sql"] for query in queries]
    assert statements.count("BEGIN IMMEDIATE") == 1
    assert not any("busy_timeout" in statement for statement in statements)


def test_many_writers_lose_nothing_and_none_starves(counter):
    waits = []
    errors = []

    def write():
        try:
            for _ in range(25):
                started = time.monotonic()
                with transaction.atomic(), connection.cursor() as cursor:
                    waits.append(time.monotonic() - started)
                    cursor.execute("SELECT value FROM counter")
                    value = cursor.fetchone()[0]
                    cursor.execute("UPDATE counter SET value = %s", [value + 1])
        except OperationalError as error:
            errors.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(16)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert errors == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM counter")
        assert cursor.fetchone() == (16 * 25,)
    assert max(waits) < 5
