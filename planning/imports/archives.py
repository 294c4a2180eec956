"""What is in an archive, unpacked in memory: nothing climbs out, nothing grows without bound."""

import stat
import struct
import zipfile
import zlib
from io import BytesIO

from planning.imports.draft import Unreadable
from planning.imports.source import LARGEST

MOST_MEMBERS = 2_000
LARGEST_UNPACKED = 25 * 1024 * 1024
"""Bytes of all members together."""
MOST_TIMES = 200
"""How many times its own size an archive may unpack to, once that is more than ``SMALL``."""
SMALL = 1024 * 1024
LONGEST_NAME = 500

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LITTER = frozenset((".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"))
_MOST_PARTS = 20
"""Streams in one gzip file."""


def is_archive(data: bytes | str) -> bool:
    """Whether bytes begin as a zip archive or a gzip file does."""
    return isinstance(data, bytes) and data.startswith((*_ZIP, _GZIP))


def members(file: str, data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each file in a zip archive, or of the one file in a gzip file.

    Names have slashes and stay below the archive. What macOS and Windows add is left out.
    Archives in archives stay packed. Raises ``Unreadable`` for what is damaged, encrypted or a link,
    for names that climb out, for more than ``MOST_MEMBERS``, and for what unpacks to more than
    ``LARGEST_UNPACKED`` or, beyond ``SMALL``, to more than ``MOST_TIMES`` its size.
    """
    if len(data) > LARGEST:
        raise Unreadable(
            f"{file}: {len(data) / 1024 / 1024:.0f} MB; at most {LARGEST // 1024 // 1024} MB are read"
        )
    if data.startswith(_GZIP):
        return [(_unzipped_name(file), _gunzipped(file, data))]
    if not data.startswith(_ZIP):
        raise Unreadable(f"{file}: neither a zip archive nor a gzip file")
    try:
        return _zipped(file, data)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise Unreadable(f"{file}: the archive is damaged: {error}") from None
    # What zipfile and struct raise besides for a directory whose numbers make no sense.
    except (ValueError, NotImplementedError, RuntimeError, OverflowError, struct.error) as error:
        raise Unreadable(f"{file}: an archive that cannot be read: {error}") from None


def _zipped(file: str, data: bytes) -> list[tuple[str, bytes]]:
    # Counted before the directory is read: each entry costs more memory than it has bytes.
    if data.count(_ENTRY) > MOST_MEMBERS * 2:
        _refuse(file, f"more than {MOST_MEMBERS:,} files")
    found: dict[str, bytes] = {}
    allowed = _allowed(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        if len(entries) > MOST_MEMBERS:
            _refuse(file, f"{len(entries):,} files; at most {MOST_MEMBERS:,} are read")
        for entry in entries:
            name = _safe_name(file, entry)
            if name in found:
                _refuse(file, f"two files are called {name}")
            # What the directory says of the size may be a lie, so no more than allowed is read.
            with archive.open(entry) as packed:
                content = packed.read(allowed + 1)
            allowed -= len(content)
            if allowed < 0:
                _refuse_size(file)
            found[name] = content
    return [(name, content) for name, content in found.items() if not _is_litter(name)]


def _safe_name(file: str, entry: zipfile.ZipInfo) -> str:
    """The name of an entry with slashes; refuses what is no plain file below the archive."""
    name = entry.filename.replace("\\", "/")
    shown = name[:80]
    if len(name) > LONGEST_NAME:
        _refuse(file, f"a name of {len(name):,} characters")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        _refuse(file, f"{shown} would lie outside of the archive")
    if not name or not name.isprintable():
        _refuse(file, "a name that is blank or has control characters")
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        _refuse(file, f"{shown} is a link or a device, not a file")
    if entry.flag_bits & _ENCRYPTED:
        _refuse(file, f"{shown} is encrypted")
    if entry.compress_type not in _METHODS:
        _refuse(file, f"{shown} is packed in a way that is not read; use plain zip")
    return name


def _is_litter(name: str) -> bool:
    """Whether an operating system has left it there: folder views, and what macOS knows of a file."""
    base = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or base.startswith("._") or base.casefold() in _LITTER


def _gunzipped(file: str, data: bytes) -> bytes:
    """The content of a gzip file, all of its streams."""
    allowed, parts = _allowed(data), []
    rest = data
    for _ in range(_MOST_PARTS):
        unpacking = zlib.decompressobj(wbits=31)
        try:
            parts.append(unpacking.decompress(rest, allowed + 1))
        except zlib.error as error:
            raise Unreadable(f"{file}: the gzip file is damaged: {error}") from None
        allowed -= len(parts[-1])
        if allowed < 0:
            _refuse_size(file)
        if not unpacking.eof:
            _refuse(file, "the gzip file is not complete")
        rest = unpacking.unused_data
        if not rest.startswith(_GZIP):
            return b"".join(parts)
    _refuse(file, f"more than {_MOST_PARTS} streams in one gzip file")
    return b""


def _unzipped_name(file: str) -> str:
    return file[:-3] if file.lower().endswith(".gz") and len(file) > len(".gz") else file


def _allowed(data: bytes) -> int:
    return min(LARGEST_UNPACKED, max(SMALL, len(data) * MOST_TIMES))


def _refuse_size(file: str) -> None:
    _refuse(
        file,
        f"unpacks to more than {LARGEST_UNPACKED // 1024 // 1024} MB or {MOST_TIMES} times its size",
    )


def _refuse(file: str, why: str) -> None:
    raise Unreadable(f"{file}: {why}")
