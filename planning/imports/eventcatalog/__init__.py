"""EventCatalog: a zip of Markdown files whose front matter describes domains, services and messages."""

from planning.imports.eventcatalog.reader import (
    FORMAT,
    looks_like_eventcatalog,
    read_eventcatalog,
)

__all__ = ["FORMAT", "looks_like_eventcatalog", "read_eventcatalog"]
