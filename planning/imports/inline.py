"""Specifications that stand in an API of a Backstage catalog: each is a further file of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from planning.imports import asyncapi, backstage, openapi
from planning.imports.backstage_refs import ref
from planning.imports.draft import Diagnostic, Draft, DraftLink, Tally, Unreadable, origin
from planning.plan.codes import is_code
from planning.plan.elements import Endpoint, Interface, Service
from planning.plan.value import Plan

MARK = "#api:"
"""What joins the name of a catalog with that of the API in it, as the file that a draft comes from."""
SERVICE = "service"
"""The key of the service that a specification as a whole is about."""
_LOOKS: Mapping[str, Callable[[str], bool]] = {
    openapi.FORMAT: openapi.looks_like_openapi,
    asyncapi.FORMAT: asyncapi.looks_like_asyncapi,
}


def definitions(file: str, content: bytes) -> list[tuple[str, bytes]]:
    """Name and text of each specification in a catalog; none for what is no catalog."""
    if not any(word.encode() in content for word in _LOOKS) or b"backstage.io" not in content:
        return []
    try:
        found = backstage.inline_definitions(file, content)
    except Unreadable:
        # Whoever reads the file itself is told why.
        return []
    named: dict[str, bytes] = {}
    for name, type_, body in found:
        if type_ in _LOOKS and _LOOKS[type_](body.lstrip()):
            named.setdefault(f"{file}{MARK}{name}", body.encode())
    return list(named.items())


def is_inline(file: str) -> bool:
    return MARK in file


def read_definition(file: str, content: bytes | str, read: Callable[..., Draft]) -> Draft:
    """What a specification says, each of its endpoints tied to the interface that it defines.

    One that cannot be read is no reason to refuse the catalog that it stands in: it is reported.
    """
    try:
        draft = read(file, content)
    except Unreadable as error:
        why = str(error).removeprefix(f"{file}: ")
        told = Diagnostic(level="error", file=file, message=why, remedy="left out")
        tally = Tally(what="definition", found=1, read=0, failed=1)
        return Draft(file=file, format=openapi.FORMAT, diagnostics=(told,), tallies=(tally,))
    interface = _interface(file)
    ties = (
        DraftLink(type="serves", source=endpoint.key, target=interface)
        for endpoint in draft.of("Endpoint")
    )
    return replace(draft, links=(*draft.links, *ties))


def provider(plan: Plan, file: str) -> Service | None:
    """The one component of the catalog that provides an API: what its specification is about."""
    catalog = origin(file.partition(MARK)[0], "")
    interface = _interface(file)
    known = (e.code for e in plan.of(Interface) if interface in (e.code, e.origin))
    code = next(known, "")
    serving = {
        held.service
        for held in map(plan.by_code.get, plan.sources(code, "serves"))
        if isinstance(held, Endpoint) and held.origin.startswith(catalog)
    }
    return plan.get(serving.pop(), Service) if len(serving) == 1 else None


def _interface(file: str) -> str:
    """The interface by its code, which is its name in the catalog, else by where it came from."""
    catalog, _, name = file.partition(MARK)
    named = ref(name, "api")
    if named.namespace == "default" and is_code(named.name):
        return named.name
    return origin(catalog, named.key)
