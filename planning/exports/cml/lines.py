"""How lines of CML are put together."""

from collections.abc import Iterable

from planning.exports.cml.kept import laid_out


def block(head: str, *parts: Iterable[str]) -> list[str]:
    """A construct with its body; without braces where there is nothing in it."""
    body = [f"    {line}" for part in parts for line in part]
    return [f"{head} {{", *body, "}"] if body else [head]


def quoted(text: str) -> str:
    """A string of CML, on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def strings(key: str, text: str) -> list[str]:
    """``key = "line", "line"``, one string for each line of the text."""
    return [f"{key} = {', '.join(map(quoted, text.split(chr(10))))}"] if text else []


def string(key: str, text: str) -> list[str]:
    return [f"{key} = {quoted(text)}"] if text else []


def doc(text: str) -> list[str]:
    """A doc string, before what it is about."""
    return [quoted(text)] if text else []


def constructs(kept: Iterable[str]) -> list[str]:
    """Constructs from notes, over several lines."""
    return [line for text in kept for line in laid_out(text)]
