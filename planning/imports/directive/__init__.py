"""Phase directives in Markdown, of the current family and the older one, as drafts of plans."""

from planning.imports.directive.reader import FORMAT, looks_like_directive, read_directive

__all__ = ["FORMAT", "looks_like_directive", "read_directive"]
