"""The export as one zip file, for whoever has no folder to write to."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from planning.exports.bundle import Bundle

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def archive(bundle: Bundle) -> bytes:
    """The zip; the same bundle gives the same bytes, so nothing in it is compressed.

    Instead of the shared log, which only the repository has, it holds the entry to append to it.
    """
    files = {f"{bundle.folder}/{name}": text for name, text in bundle.files.items()}
    return zipped({**files, log_entry_path(bundle): bundle.log_entry})


def zipped(files: Mapping[str, str]) -> bytes:
    """Texts by path as one zip; the same texts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as made:
        for path, text in files.items():
            made.writestr(_entry(path), text.encode())
    return buffer.getvalue()


def log_entry_path(bundle: Bundle) -> str:
    """``docs/Test_Result_Analysis.BACK-PH1.md`` for the log ``docs/Test_Result_Analysis.md``."""
    log = PurePosixPath(bundle.log_path)
    return str(log.with_name(f"{log.stem}.{bundle.log_tag}{log.suffix}"))


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _EARLIEST)
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    return entry
