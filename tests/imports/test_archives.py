"""Archives are unpacked in memory, or refused."""

import gzip
import io
import stat
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given

from planning.imports.archives import MOST_MEMBERS, is_archive, members
from planning.imports.draft import Unreadable
from tests.drawn import fuzzed
from tests.imports.catalogs import zipped
from tests.imports.mangled import mangled


def gzipped(content: bytes) -> bytes:
    # Without the time of day, which would give a test another name in each process.
    return gzip.compress(content, mtime=0)


def with_entry(change: Callable[[zipfile.ZipInfo], None], name: str = "a") -> bytes:
    packed = io.BytesIO()
    entry = zipfile.ZipInfo(name)
    change(entry)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(entry, b"x")
    return packed.getvalue()


def as_link(entry: zipfile.ZipInfo) -> None:
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16


PLAIN = zipped({"a.txt": b"one", "b/c.txt": b"two", "b/": b"", "__MACOSX/a.txt": b"litter"})
ENCRYPTED = bytearray(zipped({"a": b"x"}))
ENCRYPTED[6] |= 1
ENCRYPTED[ENCRYPTED.index(b"PK\x01\x02") + 8] |= 1


def test_a_zip_archive_is_its_files():
    assert members("a.zip", PLAIN) == [("a.txt", b"one"), ("b/c.txt", b"two")]


def test_what_operating_systems_leave_is_no_file_of_the_archive():
    litter = ("Thumbs.db", "b/desktop.ini", "b/ehthumbs.db", "._a.txt", "b/._c.txt", "b/.DS_Store")
    packed = zipped({"a.txt": b"one", **dict.fromkeys(litter, b"\x00")})
    assert members("a.zip", packed) == [("a.txt", b"one")]


def test_a_gzip_file_is_the_file_in_it():
    packed = gzipped(b"one") + gzipped(b"two")
    assert members("spec.json.gz", packed) == [("spec.json", b"onetwo")]
    assert members("spec", packed)[0][0] == "spec"


def test_a_name_with_backslashes_gets_slashes():
    assert members("a.zip", zipped({"a\\b": b"x"})) == [("a/b", b"x")]


@pytest.mark.parametrize("data", [PLAIN, gzipped(b""), zipped({})])
def test_an_archive_is_known_by_how_it_begins(data):
    assert is_archive(data)
    assert not is_archive(data[2:])
    assert not is_archive("PK")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zipped({"../etc/passwd": b"x"}), "would lie outside"),
        (zipped({"a/../../b": b"x"}), "would lie outside"),
        (zipped({"/etc/passwd": b"x"}), "would lie outside"),
        (zipped({"C:\\a": b"x"}), "would lie outside"),
        (zipped({"..\\a": b"x"}), "would lie outside"),
        (zipped({"a\x01": b"x"}), "control characters"),
        (zipped({"abc": b"x"}).replace(b"abc", b"\x00bc"), "a name that is blank"),
        (zipped({"a" * 600: b"x"}), "a name of 600 characters"),
        (with_entry(as_link), "a link or a device"),
        (bytes(ENCRYPTED), "is encrypted"),
        (zipped({"a": b"x" * 9}, zipfile.ZIP_LZMA), "packed in a way"),
        (zipped({str(n): b"" for n in range(MOST_MEMBERS + 1)}), "2,001 files; at most 2,000"),
        (zipped({"a": bytes(5_000_000)}), "unpacks to more than"),
        (gzipped(bytes(5_000_000)), "unpacks to more than"),
        (zipped({str(n): bytes(300_000) for n in range(20)}), "unpacks to more than"),
        (PLAIN[:-30], "damaged"),
        (PLAIN[:40] + b"xxx" + PLAIN[43:], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (gzipped(b"x" * 99)[:-9], "not complete"),
        (gzipped(b"x")[:10] + b"\xff\xff\xff\xff", "damaged"),
        (gzipped(b"") * 30, "more than 20 streams"),
        (b"PK\x01\x02" * 5_000, "neither a zip"),
        (PLAIN[:4] + b"PK\x01\x02" * 5_000, "more than 2,000 files"),
        (b"PK\x03\x04" + bytes(11 * 1024 * 1024), "11 MB; at most 10 MB"),
    ],
)
def test_what_would_hurt_is_refused(data, why):
    with pytest.raises(Unreadable, match=why) as refusal:
        members("a.zip", data)
    assert str(refusal.value).startswith("a.zip: ")
    assert str(refusal.value).count("a.zip") == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("a", b"2")
    with pytest.raises(Unreadable, match="two files are called a"):
        members("a.zip", packed.getvalue())


def test_a_size_that_lies_is_not_believed():
    data = bytearray(zipped({"a": bytes(5_000_000)}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Unreadable, match=r"damaged|unpacks"):
        members("a.zip", bytes(data))


@fuzzed
@given(content=mangled([PLAIN, gzipped(b"abc"), zipped({"a": b"x" * 500})], [b"PK\x01\x02"]))
def test_a_mangled_archive_is_unpacked_or_refused(content):
    complaint = "a.zip"
    try:
        members("a.zip", content)
    except Unreadable as refusal:
        complaint = str(refusal)
    assert complaint.startswith("a.zip")
