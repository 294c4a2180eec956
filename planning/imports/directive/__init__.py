"""Phase directives in Markdown, of the current family and the older one, as drafts of plans."""

from planning.imports.directive.reader import (
    DOCUMENT,
    FORMAT,
    looks_like_directive,
    read_directive,
)

__all__ = ["DOCUMENT", "FORMAT", "looks_like_directive", "read_directive"]
