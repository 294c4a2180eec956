"""An export on a real disk: whole or not at all, below the root, keeping what is not ours."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planning.exports import folder as folder_module
from planning.exports.bundle import UnsafePath, bundle
from planning.exports.folder import Busy, NotAFolder, write
from planning.exports.shared_log import DamagedLog
from tests.exports.bundles import MARKERS, made
from tests.plan.artifacts.plans import ON, SMALL

FOLDER = "backend/outputs/phase-1"


def files_below(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def expected(said: str) -> dict[str, bytes]:
    bundled = made(said)
    texts = {f"{FOLDER}/{name}": text.encode() for name, text in bundled.files.items()}
    return {**texts, "docs/Log.md": bundled.log_entry.encode()}


def test_an_export_writes_the_files_and_the_log(tmp_path: Path) -> None:
    written = write(made(), tmp_path)
    assert files_below(tmp_path) == expected("one")
    assert written.folder == (tmp_path / FOLDER).resolve()
    assert written.set_aside == ()


def test_a_real_plan_exported_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    write(bundle(SMALL, ON), tmp_path)
    once = files_below(tmp_path)
    assert len(once) == 16
    written = write(bundle(SMALL, ON), tmp_path)
    assert files_below(tmp_path) == once
    assert written.set_aside == ()


def test_an_export_replaces_the_one_before(tmp_path: Path) -> None:
    write(made("one"), tmp_path)
    write(made("two"), tmp_path)
    assert files_below(tmp_path) == expected("two")


def test_what_no_export_wrote_is_kept(tmp_path: Path) -> None:
    write(made("one"), tmp_path)
    (tmp_path / FOLDER / "notes").mkdir()
    (tmp_path / FOLDER / "notes/mine.txt").write_text("mine")
    (tmp_path / FOLDER / "sketch.svg").write_text("<svg/>")
    (tmp_path / FOLDER / "link").symlink_to("sketch.svg")
    write(made("two"), tmp_path)
    assert (tmp_path / FOLDER / "notes/mine.txt").read_text() == "mine"
    assert (tmp_path / FOLDER / "sketch.svg").read_text() == "<svg/>"
    assert (tmp_path / FOLDER / "link").readlink() == Path("sketch.svg")


def test_a_file_that_is_no_longer_exported_goes(tmp_path: Path) -> None:
    write(made("one"), tmp_path)
    fewer = made("two", files={k: v for k, v in made("two").files.items() if k != "plan.json"})
    write(fewer, tmp_path)
    assert not (tmp_path / FOLDER / "plan.json").exists()


def test_a_file_of_ours_that_somebody_changed_is_set_aside(tmp_path: Path) -> None:
    write(made("one"), tmp_path)
    (tmp_path / FOLDER / "README.md").write_text("ticked by hand")
    written = write(made("two"), tmp_path)
    (name,) = written.set_aside
    assert name.startswith("README.md.")
    assert (tmp_path / FOLDER / name).read_text() == "ticked by hand"
    assert (tmp_path / FOLDER / "README.md").read_text() == "# two\n"
    assert write(made("two"), tmp_path).set_aside == ()
    assert (tmp_path / FOLDER / name).exists()


@pytest.mark.parametrize("manifest", [None, "not json", "[]", '{"files": 3}'])
def test_without_a_manifest_everything_there_is_somebody_elses(
    tmp_path: Path, manifest: str | None
) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "README.md").write_text("by hand")
    if manifest is not None:
        (tmp_path / FOLDER / "manifest.json").write_text(manifest)
    written = write(made(), tmp_path)
    kept = [(tmp_path / FOLDER / name).read_text() for name in written.set_aside]
    assert kept == ["by hand"] + ([manifest] if manifest is not None else [])


@pytest.mark.parametrize("path", ["../x", "/tmp/x", "a/../../x"])
@pytest.mark.parametrize("field", ["folder", "log_path"])
def test_a_path_out_of_the_root_is_refused(tmp_path: Path, field: str, path: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(UnsafePath):
        write(made(**{field: path}), root)
    assert files_below(tmp_path) == {}


@pytest.mark.parametrize("link", ["backend", "backend/outputs", FOLDER, "docs", "docs/Log.md"])
def test_a_link_out_of_the_root_is_refused(tmp_path: Path, link: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / link).parent.mkdir(parents=True)
    outside.mkdir()
    (root / link).symlink_to(outside)
    with pytest.raises(UnsafePath, match="by a link"):
        write(made(), root)
    assert files_below(tmp_path) == {}


def test_a_link_within_the_root_is_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "backend").symlink_to("elsewhere")
    write(made(), tmp_path)
    assert (tmp_path / "elsewhere/outputs/phase-1/README.md").read_text() == "# one\n"
    assert (tmp_path / "backend").is_symlink()


@pytest.mark.parametrize("path", ["backend", FOLDER, "docs"])
def test_a_file_in_the_way_of_a_folder_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("in the way")
    with pytest.raises(NotAFolder):
        write(made(), tmp_path)
    assert files_below(tmp_path) == {path: b"in the way"}


def test_a_folder_in_the_place_of_the_log_is_refused(tmp_path: Path) -> None:
    (tmp_path / "docs/Log.md").mkdir(parents=True)
    with pytest.raises(NotAFolder, match="not the shared log"):
        write(made(), tmp_path)


def test_a_root_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAFolder):
        write(made(), tmp_path / "nowhere")


@pytest.mark.parametrize("log_path", [f"{FOLDER}/Log.md", FOLDER, "backend"])
def test_a_log_within_the_folder_or_around_it_is_refused(tmp_path: Path, log_path: str) -> None:
    with pytest.raises(UnsafePath, match="within each other"):
        write(made(log_path=log_path), tmp_path)


def test_a_damaged_log_stops_the_export_before_anything_is_changed(tmp_path: Path) -> None:
    write(made("one"), tmp_path)
    (tmp_path / "docs/Log.md").write_text(f"{MARKERS[0]}\n")
    before = files_below(tmp_path)
    with pytest.raises(DamagedLog):
        write(made("two"), tmp_path)
    assert files_below(tmp_path) == before


def test_the_log_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    log = tmp_path / "docs/Log.md"
    log.write_text("# Log\n")
    log.chmod(0o640)
    write(made(), tmp_path)
    assert log.stat().st_mode & 0o777 == 0o640


def test_two_exports_at_once_do_not_mix(tmp_path: Path) -> None:
    with folder_module._alone(tmp_path), pytest.raises(Busy, match="another export"):
        write(made(), tmp_path)
    write(made(), tmp_path)


STEPS = (
    (folder_module, "_write"),
    (folder_module, "_sync"),
    (Path, "mkdir"),
    (Path, "rename"),
    (Path, "replace"),
    (shutil, "rmtree"),
    (os, "fsync"),
)
"""What changes the disk, by the name under which the export calls it."""


class Stop(OSError):
    """The disk fails, as it would when it is full."""


def stopping(monkeypatch: pytest.MonkeyPatch, after: int, stop: Callable[[], object]) -> list[int]:
    """From now on call ``stop`` in place of the step after so many; counts the steps."""
    count = [0]

    def counted(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            count[0] += 1
            if count[0] == after + 1:
                stop()
            return step(*args, **kwargs)

        return run

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    return count


def steps_of_an_export(root: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        count = stopping(patch, 10_000, lambda: None)
        write(made("two"), root)
    return count[0]


def killed(root: Path, after: int) -> int:
    """Write in a child process that dies without a word after so many steps; its exit code."""
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            stopping(patch, after, lambda: os._exit(9))
            write(made("two"), root)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


NUMBER_OF_STEPS = 21


def folder_of(root: Path) -> dict[str, bytes]:
    """The output folder as a reader finds it."""
    return {k: v for k, v in files_below(root).items() if k.startswith(f"{FOLDER}/")}


def whole(said: str) -> dict[str, bytes]:
    mine = {f"{FOLDER}/mine.txt": b"mine"}
    return {k: v for k, v in expected(said).items() if k.startswith(FOLDER)} | mine


def exported_with_a_file_of_mine(root: Path) -> None:
    write(made("one"), root)
    (root / FOLDER / "mine.txt").write_text("mine")


def test_there_are_as_many_steps_as_the_tests_below_take(tmp_path: Path) -> None:
    exported_with_a_file_of_mine(tmp_path)
    assert steps_of_an_export(tmp_path) == NUMBER_OF_STEPS


@pytest.mark.parametrize("after", range(NUMBER_OF_STEPS))
def test_a_killed_export_leaves_old_or_new_and_the_next_one_mends_it(
    tmp_path: Path, after: int
) -> None:
    exported_with_a_file_of_mine(tmp_path)
    assert killed(tmp_path, after) == 9
    # Nothing at all for the moment between the two renames.
    assert folder_of(tmp_path) in (whole("one"), whole("two"), {})
    log = (tmp_path / "docs/Log.md").read_bytes()
    assert log in (expected("one")["docs/Log.md"], expected("two")["docs/Log.md"])
    write(made("two"), tmp_path)
    assert files_below(tmp_path) == expected("two") | whole("two")


@pytest.mark.parametrize("after", range(NUMBER_OF_STEPS))
def test_a_failing_disk_leaves_old_or_new_and_nothing_half_written(
    tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise Stop("no space left")

    exported_with_a_file_of_mine(tmp_path)
    stopping(monkeypatch, after, fail)
    with pytest.raises(Stop):
        write(made("two"), tmp_path)
    monkeypatch.undo()
    assert folder_of(tmp_path) in (whole("one"), whole("two"))
    write(made("two"), tmp_path)
    assert files_below(tmp_path) == expected("two") | whole("two")
