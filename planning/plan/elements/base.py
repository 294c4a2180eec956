"""What every element has, whatever its kind."""

from dataclasses import dataclass
from typing import ClassVar

from planning.plan.elements.facts import line, text


@dataclass(frozen=True, kw_only=True)
class Element:
    """One stated fact of a plan; other elements name it by its ``code``.

    ``origin`` is ``file#key`` for what was imported. ``version`` counts the writes to this element,
    ``position`` orders siblings by hand; neither is content.
    """

    PREFIX: ClassVar[str] = ""
    PLURAL: ClassVar[str] = ""
    # Codes may be given from outside (a requirement's own id) instead of by the counter.
    CODE_FROM_OUTSIDE: ClassVar[bool] = False
    PARENT: ClassVar[str] = ""
    NORMATIVE: ClassVar[tuple[str, ...]] = ()

    code: str
    name: str = line()
    notes: str = text("Anything else; Markdown. Nobody signs notes.")
    position: int = 0
    version: int = 1
    origin: str = ""

    @property
    def element_kind(self) -> str:
        """The name of its kind; ``kind`` itself is a field of some kinds."""
        return type(self).__name__

    @property
    def label(self) -> str:
        """``BC-1 Billing``: how lists and messages name the element."""
        return f"{self.code} {self.name}".rstrip()


BOOKKEEPING = ("code", "name", "notes", "position", "version", "origin")
