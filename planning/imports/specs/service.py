"""The service that a specification describes, and where it is reached."""

from collections.abc import Iterator, Mapping
from typing import Any

from planning.imports.specs.drafting import bullets, name_of, paragraphs, text_of, words_of
from planning.imports.specs.tree import Tree


def service(info: Mapping[str, Any], title: str, style: str) -> dict[str, Any]:
    """Its fields, from the ``info`` of a file."""
    return {
        "name": name_of(title),
        "style": style,
        "notes": paragraphs(
            words_of(info, "summary"),
            words_of(info, "description"),
            bullets("Stated", _stated(info)),
        ),
    }


def _stated(info: Mapping[str, Any]) -> Iterator[str]:
    if info.get("version"):
        yield f"Version {text_of(info['version'])}"
    for name in ("contact", "license"):
        held = info.get(name)
        said = [text_of(value) for value in held.values()] if isinstance(held, dict) else []
        if any(said):
            yield f"{name.capitalize()}: {', '.join(filter(None, said))}"
    if info.get("termsOfService"):
        yield f"Terms: {text_of(info['termsOfService'])}"


def variables(tree: Tree, server: Mapping[str, Any]) -> Iterator[str]:
    """What may stand for the variables in the address of a server, each in words."""
    held = server.get("variables")
    for name, stated in held.items() if isinstance(held, dict) else ():
        said = tree.mapping(stated)
        options = said.get("enum")
        listed = ", ".join(map(text_of, options)) if isinstance(options, list) else ""
        default = text_of(said.get("default"))
        words = f"{default} of {listed}" if default and listed else default or listed
        if words:
            yield f"{text_of(name)} is {words}"
