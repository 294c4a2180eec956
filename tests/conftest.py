"""Fixtures that every test may use."""

import os
import shutil
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TransactionTestCase

from planning.models import immutable
from tests import drawn

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("GROUNDPLAN_CORPUS", ROOT.parent / "shared" / "corpus"))

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Machines that run this are shared: how long an example took says nothing of the code. Everybody
# draws the same, so that what fails for one was not green for another; who asks for many draws anew.
hypothesis.settings.register_profile(
    "shared",
    deadline=None,
    derandomize=not drawn.ANEW,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("shared")


def pytest_configure(config: pytest.Config) -> None:
    # Playwright keeps an event loop in the thread of the test, so that Django takes each
    # query there for one in asynchronous code.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium() is None:
        reason = "no Chromium: install it, or name it in CHROMIUM"
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=reason))


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium, so that no browser has to be downloaded."""
    return {
        **browser_type_launch_args,
        "executable_path": chromium(),
        "args": CHROMIUM_FLAGS,
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep SQLite in a file of this run: in memory, parallel writers would fail."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "planning.sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        database["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real input files, which lies beside the checkout."""
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus in {CORPUS}; name its folder in GROUNDPLAN_CORPUS")
    return CORPUS


@pytest.fixture(scope="session", autouse=True)
def _flush_immutable_tables() -> None:
    """Let a transactional test empty the tables that nobody else may empty."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def lift_and_flush(self: TransactionTestCase) -> None:
        with immutable.lifted(connection):
            flush(self)

    TransactionTestCase._fixture_teardown = lift_and_flush  # type: ignore[attr-defined]


@pytest.fixture
def run(capsys):
    """Run a command; its exit code, output and errors."""

    def run_command(*arguments):
        try:
            call_command(*map(str, arguments))
            code = 0
        except CommandError as error:
            capsys.readouterr()
            return error.returncode, "", str(error)
        except SystemExit as stopped:
            code = int(stopped.code)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_command
