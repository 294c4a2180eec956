"""What has the shape of a code, so that people's text can point at it.

The database holds codes of ``LONGEST`` characters.
"""

import re

LONGEST = 80

_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:\-]*\*?", re.ASCII)


def is_code(text: str) -> bool:
    """Whether an element may bear this code: letters, digits, dots and hyphens; ``SEC-*`` too."""
    return len(text) <= LONGEST and _SHAPE.fullmatch(text) is not None
