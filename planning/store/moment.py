"""The moment of an act as people read it, with the offset of the plan's own time zone."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def local(at: datetime, time_zone: str) -> str:
    """ISO 8601 to the second with offset, such as ``2026-11-04T10:30:00+01:00``.

    A plan that names no zone that there is has UTC.
    """
    return at.astimezone(_zone(time_zone)).isoformat(timespec="seconds")


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
