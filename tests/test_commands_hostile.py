"""What somebody may name at a terminal that is no file to import: refused, and never read whole."""

import os

import pytest

from planning.management.plans import USAGE
from planning.store.load import load
from tests.factory import make_plan


def pipe(path):
    os.mkfifo(path)
    return path


def sparse(path):
    with path.open("wb") as file:
        file.truncate(1024**3)
    return path


def folder(path):
    path.mkdir()
    return path


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (pipe, "a pipe or a device; name a plain file"),
        (sparse, "1,024 MB; at most 10 MB are read"),
        (folder, "Is a directory; name a file that can be read"),
        (lambda path: "/dev/zero", "/dev/zero: a pipe or a device"),
    ],
    ids=["pipe", "sparse", "folder", "device"],
)
@pytest.mark.parametrize(
    "command",
    [("import_plan", "harbour"), ("new_plan", "--project", "Harbour", "--directive")],
    ids=lambda command: command[0],
)
def test_what_is_no_plain_file_of_a_fair_size_is_wrong_usage(run, db, tmp_path, command, made, why):
    row = make_plan(slug="harbour")
    code, _, err = run(*command, made(tmp_path / "named.md"))
    assert code == USAGE
    assert why in err
    assert load(row.pk).elements == ()
