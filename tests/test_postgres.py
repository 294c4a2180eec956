"""The plugin that starts PostgreSQL: the run is on the database it claims."""

import os
from pathlib import Path

import pytest
from django.db import connection

from tests import postgres


@pytest.mark.django_db
def test_the_run_is_on_the_database_that_was_asked_for(pytestconfig):
    plugin = pytestconfig.pluginmanager.hasplugin("tests.postgres")

    assert connection.vendor == ("postgresql" if plugin else "sqlite")


@pytest.mark.django_db
def test_the_server_is_reached_by_its_socket_only():
    if connection.vendor != "postgresql":
        pytest.skip("on PostgreSQL only")
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)
    assert connection.settings_dict["HOST"].startswith("/")


def test_the_folder_named_in_the_environment_wins(monkeypatch, tmp_path):
    (tmp_path / "initdb").touch()
    monkeypatch.setenv("POSTGRESQL_BIN", str(tmp_path))

    assert postgres.find_binaries() == tmp_path


def test_a_named_folder_without_a_server_is_not_replaced_by_another(monkeypatch, tmp_path):
    monkeypatch.setenv("POSTGRESQL_BIN", str(tmp_path))

    assert postgres.find_binaries() is None


def test_the_newest_version_comes_first():
    folders = [Path(f"/usr/lib/postgresql/{v}/bin") for v in ("9.6", "17", "15", "old")]

    order = sorted(folders, key=postgres.major_version, reverse=True)

    assert [folder.parent.name for folder in order] == ["17", "15", "9.6", "old"]


def test_a_server_starts_and_leaves_nothing_behind():
    binaries = postgres.find_binaries()
    if binaries is None:
        pytest.skip(postgres.MISSING)
    server = postgres.Server(binaries)
    try:
        server.start()
        assert any(server.folder.glob(".s.PGSQL.*"))
    finally:
        server.stop()
    assert not os.path.exists(server.folder)
