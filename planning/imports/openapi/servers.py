"""Where an interface is served: what the networking track has to provide."""

from collections.abc import Iterator, Mapping
from typing import Any

from planning.imports.openapi.reading import Reading
from planning.imports.openapi.words import SERVER
from planning.imports.specs.drafting import name_of, text_of
from planning.imports.specs.service import variables
from planning.imports.specs.tree import Tree, line_of


def depend(reading: Reading, title: str) -> str:
    """The dependency on networking with all base addresses; blank where the file has none."""
    found = list(_older(reading) if reading.older else _servers(reading))
    if not found:
        return ""
    return reading.draft.add(
        "Dependency",
        "dependency/servers",
        found[0][1],
        name=name_of(f"Addresses of {title}"),
        track="networking",
        direction="needs",
        topic="ingress",
        what="\n".join(dict.fromkeys(words for words, _ in found)),
        status="open",
    )


def _older(reading: Reading) -> Iterator[tuple[str, int]]:
    """In 2.0 the addresses are schemes, host and base path."""
    root = reading.tree.root
    host, base = text_of(root.get("host")), text_of(root.get("basePath"))
    reading.draft.read["server"] += bool(host or base)
    line = line_of(root, "host" if host else "basePath", 0)
    schemes = root.get("schemes")
    named = [text_of(s) for s in schemes] if isinstance(schemes, list) and schemes else ["https"]
    if host:
        yield from ((f"{scheme}://{host}{base}", line) for scheme in named)
    elif base:
        yield f"{base} on a host that the file does not name", line


def _servers(reading: Reading) -> Iterator[tuple[str, int]]:
    for holder, place in holders(reading.tree.root):
        held = holder.get("servers")
        for number, server in enumerate(held if isinstance(held, list) else ()):
            line = line_of(held, number, line_of(holder, "servers", 0))
            url = text_of(server.get("url")) if isinstance(server, dict) else ""
            if not url:
                reading.report.warning("a server without url", line=line, remedy="left out")
                continue
            reading.draft.check(server, SERVER, "a server", line)
            reading.draft.read["server"] += 1
            yield _words(reading.tree, url, server, place), line


def holders(root: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """What may name servers: the file, its paths and their operations, each with its name."""
    yield root, ""
    paths = root.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for holder in (item, *item.values()) if isinstance(item, dict) else ():
            if isinstance(holder, dict) and "servers" in holder:
                yield holder, text_of(path)


def _words(tree: Tree, url: str, server: Mapping[str, Any], place: str) -> str:
    about = [
        " ".join(text_of(server.get("description")).split()),
        f"for {place}" if place else "",
        *variables(tree, server),
    ]
    told = "; ".join(part for part in about if part)
    return f"{url} ({told})" if told else url
