"""The shared log of test results: our entry put in, every other byte left as it is."""

from planning.exports.bundle import Bundle


class DamagedLog(ValueError):
    """The log cannot be changed safely; the message says where and what to do."""


def updated(log: bytes, bundle: Bundle) -> bytes:
    """The log with our entry in place of the one between the same markers, or else at its end.

    Line ends of the entry are those of the log. Raises ``DamagedLog``.
    """
    if log.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in log:
        raise DamagedLog(f"{bundle.log_path} is not UTF-8; save it as UTF-8 and export again")
    newline = b"\r\n" if b"\r\n" in log else b"\n"
    entry = bundle.log_entry.encode().replace(b"\n", newline)
    place = _place(log, bundle)
    if place is None:
        return log + _gap(log, newline) + entry
    start, end = place
    return log[:start] + entry.removesuffix(newline) + log[end:]


def _place(log: bytes, bundle: Bundle) -> tuple[int, int] | None:
    """Where our entry begins and ends, without the end of its last line."""
    opening, closing = (marker.encode() for marker in bundle.log_markers)
    starts, ends = _lines_with(log, opening), _lines_with(log, closing)
    if not starts and not ends:
        return None
    if len(starts) != 1 or len(ends) != 1 or starts[0][1] > ends[0][1]:
        lines = ", ".join(str(number) for number, _ in sorted(starts + ends))
        raise DamagedLog(
            f"{bundle.log_path}, line {lines}: the markers {bundle.log_markers[0]} and "
            f"{bundle.log_markers[1]} must stand there once each, in this order; repair or remove them"
        )
    start, end = starts[0][1], ends[0][1] + len(closing)
    if _others(log[start + len(opening) : end - len(closing)]):
        raise DamagedLog(
            f"{bundle.log_path}, line {starts[0][0]}: another entry stands between our markers; "
            "move it out of them"
        )
    return start, end


def _lines_with(log: bytes, marker: bytes) -> list[tuple[int, int]]:
    """Number and offset of each line that is the marker; offsets are of the marker itself."""
    found = []
    offset = 0
    for number, line in enumerate(log.split(b"\n"), start=1):
        if line.strip() == marker:
            found.append((number, offset + line.index(marker)))
        offset += len(line) + 1
    return found


def _others(between: bytes) -> bool:
    """Whether a marker of somebody else's entry stands there."""
    lines = (line.strip() for line in between.split(b"\n"))
    return any(line.startswith((b"<!-- groundplan:", b"<!-- /groundplan:")) for line in lines)


def _gap(log: bytes, newline: bytes) -> bytes:
    """What keeps an entry at the end apart from what stands before it."""
    if not log:
        return b""
    return newline if log.endswith(b"\n") else newline * 2
