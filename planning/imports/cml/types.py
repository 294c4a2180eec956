"""The types of CML: ``Type``, ``a.b.Type``, ``@Type``, ``List<@Type>``, ``Map<A, B>``, ``Object[]``."""

from planning.imports.cml.stream import Stream
from planning.imports.cml.tree import Name

VISIBILITY = ("public", "protected", "private", "package")
_HOLDERS = ("List", "Set", "Bag", "Collection")


def type_(stream: Stream) -> tuple[str, Name]:
    """A type: what holds it (``List`` or nothing) and what it is, ``@`` left out."""
    stream.takes("@")
    if stream.sees(*_HOLDERS) and stream.ahead().text == "<":
        holder = stream.take().text
        stream.take()
        stream.takes("@")
        inner = _generic(stream)
        stream.demand(">")
        return holder, inner
    return "", _generic(stream)


def _generic(stream: Stream) -> Name:
    """``Type``, ``Type<@Other>``, ``Map<A, B>`` or ``Object[]``."""
    start = stream.at
    name = stream.dotted()
    if stream.sees("["):
        stream.take()
        stream.demand("]")
    if stream.sees("(") and stream.ahead().kind == "number":
        # As in a database: decimal(10,2).
        stream.take()
        while stream.now.kind == "number" or stream.sees(","):
            stream.take()
        stream.demand(")")
    open_ = 0
    while stream.sees("<") or (open_ and not stream.sees("{", "}", ";") and not stream.is_over):
        open_ += {"<": 1, ">": -1}.get(stream.take().text, 0)
        if not open_:
            break
    if open_:
        raise stream.trouble("“>”")
    if stream.at - start == 1:
        return name
    return Name(stream.text_from(start), name.line, name.column, name.said)
