"""Bytes to text: encodings, line ends, blanks and mojibake, and what is no text at all."""

import codecs
import re
from dataclasses import dataclass

from planning.imports.bounds import MOST_LINES, refuse_many
from planning.imports.draft import Diagnostic, Unreadable
from planning.imports.report import Report

LARGEST = 10 * 1024 * 1024
LONGEST_LINE = 100_000

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
_MARKS = "\ufeff"
_BLANKS = "\u00a0\u2007\u202f"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_C1 = "groundplan.c1"
_CONTROLS = "".join(map(chr, range(0x80, 0xA0)))
_CONTROL_SHARE = 0.02
# The first byte of a UTF-8 sequence read as cp1252, followed by what its second byte becomes.
_TELLTALE = re.compile(
    "[\u00c2-\u00c5\u00ce-\u00d1\u00e2\u00ef\u00f0]"
    "[\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
    "\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text: LF line ends, no byte order mark, plain blanks, mojibake repaired."""

    file: str
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The lines, for readers that go line by line.

        Raises ``Unreadable`` on a line of more than ``LONGEST_LINE`` characters.
        """
        lines = self.text.split("\n")
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST_LINE:
                raise Unreadable(
                    f"{self.file}:{number}: a line of {len(line):,} characters; "
                    f"at most {LONGEST_LINE:,} are read"
                )
        return lines


def decoded(file: str, content: bytes | str, *, exact: bool = False) -> Source:
    """The text of a file, and what was done to get it.

    Text is accepted as well as bytes, since people paste. With ``exact``, for what a program wrote,
    neither blanks nor mojibake are touched. Raises ``Unreadable`` for what is empty, larger than
    ``LARGEST``, longer than ``MOST_LINES`` or no text. Decoding its own result again changes nothing.
    """
    report = Report(file)
    _refuse_large(file, len(content))
    text = content if isinstance(content, str) else _characters(file, content, report)
    text = text.lstrip(_MARKS).replace("\r\n", "\n").replace("\r", "\n")
    refuse_many(file, text.count("\n"), MOST_LINES, "lines")
    text = _SURROGATE.sub("\ufffd", text)
    _refuse_binary(file, text)
    text = _CONTROL.sub("", text)
    if not exact:
        # Blanks come last: a no-break space may have been half of a mangled character.
        text = _without_mojibake(text, report)
        for blank in _BLANKS:  # far quicker than a table of translation
            text = text.replace(blank, " ")
    if not text.strip():
        raise Unreadable(f"{file}: the file is empty")
    return Source(file, text, report.diagnostics)


def decoded_of_ours(file: str, content: bytes | str, mark: str) -> Source:
    """The text, exactly as it stands where a mark shows that we wrote it. Raises ``Unreadable``."""
    is_ours = mark in content if isinstance(content, str) else mark.encode() in content
    return decoded(file, content, exact=is_ours)


def _refuse_large(file: str, size: int) -> None:
    if size > LARGEST:
        raise Unreadable(
            f"{file}: {size / 1024 / 1024:.0f} MB; at most {LARGEST // 1024 // 1024} MB are read"
        )


def _characters(file: str, content: bytes, report: Report) -> str:
    for opening, what in _OTHER_FORMATS:
        if content.startswith(opening):
            raise Unreadable(f"{file}: this is {what}, not text; save it as text and try again")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _marked(content, encoding, report)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, error, report)


def _marked(content: bytes, encoding: str, report: Report) -> str:
    text = content.decode(encoding, errors="replace")
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        report.warning(
            f"bytes that are not {encoding.upper()}", line=line, remedy="shown as \ufffd"
        )
    return text


def _not_utf8(content: bytes, error: UnicodeDecodeError, report: Report) -> str:
    line = content.count(b"\n", 0, error.start) + 1
    if error.reason == "unexpected end of data" and error.start > 0:
        report.warning("the file ends within a character", line=line, remedy="is it complete?")
        return content[: error.start].decode("utf-8")
    report.warning(
        "not UTF-8 from here on", line=line, remedy="read as Windows-1252; check the accents"
    )
    return content.decode("cp1252", errors="replace")


def _refuse_binary(file: str, text: str) -> None:
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise Unreadable(f"{file}:{line}: holds NUL characters, so it is no text; save it as UTF-8")
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise Unreadable(f"{file}: holds too many control characters to be text; save it as UTF-8")


def _without_mojibake(text: str, report: Report) -> str:
    """UTF-8 that was once read as cp1252, turned back line by line.

    Lines suffice: a whole text makes the round trip exactly when each of its lines does.
    """
    if not _TELLTALE.search(text):
        return text
    lines = text.split("\n")
    repaired = [_repaired(line) if _TELLTALE.search(line) else line for line in lines]
    changed = [n for n, (old, new) in enumerate(zip(lines, repaired, strict=True), 1) if old != new]
    if changed:
        report.note(
            f"mojibake in {len(changed)} line{'s' if len(changed) > 1 else ''}",
            line=changed[0],
            remedy="repaired: UTF-8 had been read as Windows-1252",
        )
    return "\n".join(repaired)


def _repaired(line: str) -> str:
    try:
        once = line.encode("cp1252", errors=_C1).decode("utf-8")
    except UnicodeError:
        return line
    # Some text was mangled twice; each turn at least halves what was, so this ends soon.
    return _repaired(once) if _TELLTALE.search(once) else once


def _c1_controls(error: UnicodeError) -> tuple[bytes, int]:
    # Windows leaves five bytes of cp1252 undefined and passes them through as C1 controls.
    if isinstance(error, UnicodeEncodeError):
        unfit = error.object[error.start : error.end]
        if not unfit.strip(_CONTROLS):
            return unfit.encode("latin-1"), error.end
    raise error


codecs.register_error(_C1, _c1_controls)
