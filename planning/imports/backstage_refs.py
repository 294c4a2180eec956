"""How Backstage names an entity: ``[kind:][namespace/]name``, told apart without case."""

from dataclasses import dataclass

from planning.imports.keys import key


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference in full."""

    kind: str
    namespace: str
    name: str

    @property
    def key(self) -> str:
        return key(self.kind, f"{self.namespace}/{self.name.casefold()}")

    @property
    def said(self) -> str:
        """The name, with its namespace unless that is the usual one."""
        return self.name if self.namespace == "default" else f"{self.namespace}/{self.name}"

    def __str__(self) -> str:
        return f"{self.kind}:{self.said}"


def ref(said: str, kind: str, namespace: str = "default") -> Ref:
    """The entity that a reference names, with what it leaves out filled in."""
    before, colon, after = said.partition(":")
    kind, rest = (before, after) if colon and "/" not in before else (kind, said)
    space, slash, name = rest.rpartition("/")
    return Ref(
        kind.strip().casefold(),
        (space.strip().casefold() if slash else namespace.casefold()) or "default",
        name.strip(),
    )
