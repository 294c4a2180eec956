"""Bytes to text: encodings, line ends, blanks and mojibake."""

from time import perf_counter

import pytest

from planning.imports.draft import Unreadable
from planning.imports.source import LARGEST, LONGEST_LINE, decoded

SAID = "Größe — “fünf” £5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_text_is_the_same_in_every_unicode_encoding(encoding: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    assert decoded("a.md", mark + SAID.encode(encoding)).text == SAID


def test_windows_1252_is_read_and_said() -> None:
    source = decoded("a.md", "one\nGröße — £5".encode("cp1252"))
    assert source.text == "one\nGröße — £5"
    assert [(d.level, d.line) for d in source.diagnostics] == [("warning", 2)]


def test_a_file_cut_within_a_character_loses_only_that() -> None:
    source = decoded("a.md", "one\nfünf".encode()[:-3])
    assert source.text == "one\nf"
    assert "ends within a character" in source.diagnostics[0].message


def test_line_ends_and_blanks_become_plain() -> None:
    assert decoded("a.md", "a\r\nb\rc\u00a0d\u202fe").text == "a\nb\nc d e"


@pytest.mark.parametrize(
    "said", ["— dash", "“quoted”", "it’s", "naïve café", "→ right", "Straße £5"]
)
def test_mojibake_is_repaired(said: str) -> None:
    mangled = "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in said.encode()
    )
    source = decoded("a.md", f"sound — line\n{mangled}")
    assert source.text == f"sound — line\n{said}"
    assert source.diagnostics[0].line == 2


def test_a_long_line_is_judged_as_a_whole() -> None:
    line = "â€” " + "a" * 1_000_000
    began = perf_counter()
    assert decoded("a.json", line + " ¥→").text.endswith("→")
    assert decoded("a.json", line).text.startswith("— a")
    assert perf_counter() - began < 0.5


def test_what_was_mangled_twice_is_repaired_too() -> None:
    mangled = "café".encode().decode("cp1252").encode().decode("cp1252")
    assert decoded("a.md", mangled).text == "café"


@pytest.mark.parametrize("said", ["NÃO É", "CAFÉ”", "Ångström", "Ä", "â la carte", "50 Â"])
def test_text_that_only_resembles_mojibake_stays(said: str) -> None:
    assert decoded("a.md", said).text == said


def test_decoding_twice_changes_nothing() -> None:
    once = decoded("a.md", "\ufeffâ€” x\r\n\u00a0y\x01" + "z" * 100)
    again = decoded("a.md", once.text)
    assert (again.text, again.diagnostics) == (once.text, ())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (" \n\t\n", "empty"),
        (b"abc\ndef\x00", "a.md:2: holds NUL"),
        ("abc\0", "NUL"),
        (bytes(range(1, 9)) * 20, "control characters"),
        (b"%PDF-1.7 \xff", "PDF"),
        (b"PK\x03\x04abc", "zip archive"),
        (b"x" * (LARGEST + 1), "at most 10 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(content: bytes | str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        decoded("a.md", content)


def test_an_endless_line_is_refused_by_those_who_read_lines() -> None:
    source = decoded("a.md", "one\n" + "x" * (LONGEST_LINE + 1))
    with pytest.raises(Unreadable, match=r"a\.md:2: a line of 100,001 characters"):
        _ = source.lines
