"""The zip: same bytes, safe names, no shared log."""

import io
import zipfile

from planning.exports.archive import archive
from tests.exports.bundles import made


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_the_zip_holds_the_files_in_their_folder_and_the_entry_to_append() -> None:
    assert opened(archive(made())).namelist() == [
        "backend/outputs/phase-1/README.md",
        "backend/outputs/phase-1/plan.json",
        "backend/outputs/phase-1/manifest.json",
        "docs/Log.BACK-PH1.md",
    ]


def test_the_zip_holds_the_texts_as_utf_8() -> None:
    with opened(archive(made("één"))) as found:
        assert found.read("backend/outputs/phase-1/README.md").decode() == "# één\n"


def test_the_same_bundle_gives_the_same_bytes() -> None:
    assert archive(made()) == archive(made())


def test_no_file_has_the_time_of_the_day() -> None:
    assert {entry.date_time[:3] for entry in opened(archive(made())).infolist()} == {(1980, 1, 1)}


def test_the_zip_is_whole() -> None:
    assert opened(archive(made())).testzip() is None
