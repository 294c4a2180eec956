"""Which format a file has, judged by its content, and the reader for it."""

import re
from collections.abc import Callable, Container, Mapping
from functools import partial
from itertools import chain, count

from planning.imports import (
    archives,
    asyncapi,
    backstage,
    cml,
    contexture,
    directive,
    documents,
    doorstop,
    eventcatalog,
    inline,
    interfaces,
    kind_tables,
    openapi,
    plan_file,
    projections,
    reqif,
    sql,
    strictdoc,
)
from planning.imports import requirements_csv as csv
from planning.imports import requirements_markdown as markdown
from planning.imports.draft import Draft, Unreadable
from planning.imports.options import AS_IT_IS, MAPPABLE, How, arguments
from planning.imports.places import located
from planning.imports.source import Source, decoded
from planning.imports.tables import Table, read_table

READERS: Mapping[str, Callable[..., Draft]] = {
    directive.FORMAT: directive.read_directive,
    plan_file.FORMAT: plan_file.read_plan_file,
    csv.FORMAT: csv.read_requirements_csv,
    markdown.FORMAT: markdown.read_requirements_markdown,
    interfaces.FORMAT: interfaces.read_interfaces,
    openapi.FORMAT: openapi.read_openapi,
    asyncapi.FORMAT: asyncapi.read_asyncapi,
    strictdoc.FORMAT: strictdoc.read_strictdoc,
    doorstop.FORMAT: doorstop.read_doorstop,
    reqif.FORMAT: reqif.read_reqif,
    kind_tables.FORMAT: kind_tables.read_kind_table,
    cml.FORMAT: cml.read_cml,
    sql.FORMAT: sql.read_sql,
    contexture.FORMAT: contexture.read_contexture,
    backstage.FORMAT: backstage.read_backstage,
    eventcatalog.FORMAT: eventcatalog.read_eventcatalog,
    projections.FORMAT: projections.read_projection,
    documents.FORMAT: documents.read_document,
}
"""The formats by name; each reader takes the name of the file and its text."""

_BY_TEXT: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (cml.FORMAT, cml.looks_like_cml),
    (directive.FORMAT, directive.looks_like_directive),
    (contexture.FORMAT, contexture.looks_like_contexture),
    (backstage.FORMAT, backstage.looks_like_backstage),
    (sql.FORMAT, sql.looks_like_sql),
    (reqif.FORMAT, reqif.looks_like_reqif),
    (strictdoc.FORMAT, strictdoc.looks_like_strictdoc),
    (doorstop.FORMAT, doorstop.looks_like_doorstop),
)
"""Formats that their text gives away, in the order of asking."""
_BY_HEADER: tuple[tuple[str, Callable[[tuple[str, ...]], bool]], ...] = (
    (doorstop.FORMAT, doorstop.is_doorstop_header),
    (interfaces.FORMAT, interfaces.is_interfaces_header),
    (csv.FORMAT, csv.is_requirements_header),
)
"""Formats of tables that their columns give away, in the order of asking."""

_OFFICE = frozenset(("[Content_Types].xml", "mimetype", "word/document.xml"))
"""Names that office programs give to what is in their files, which are archives too."""
_HEADER_LENGTH = 20_000
_HEADER_LINES = 50
_FEWEST_ITEMS = 2
# By how it opens, so that half a file is still known for what it was.
_PLAN_OPENS = re.compile(r'\{\s*"format"\s*:')
_TELLING_NAMES = ("requirement", "nfr", "srs")


def read(
    file_name: str,
    data: bytes | str,
    how: How = AS_IT_IS,
) -> Draft:
    """What a file has to say, in the format that it is in or must be in.

    Raises ``Unreadable`` for what is no text, or not readable as the format expected; ``ValueError``
    for a format or an option that is none.
    """
    packed = _packed(file_name, data)
    source = None if packed else decoded(file_name, data)
    if source is not None and inline.is_inline(file_name):
        # It is of its own format, whatever the catalog around it must be.
        format_ = recognised(source)
        reader = partial(READERS[format_], **arguments(format_, how))
        return located(inline.read_definition(file_name, data, reader), source.text)
    format_ = how.format or (recognised(source) if source else packed)
    if format_ not in READERS:
        raise ValueError(f"{format_!r} is not one of {', '.join(READERS)}")
    options = arguments(format_, how)
    if format_ in MAPPABLE:
        options["mapping"] = how.columns
    draft = READERS[format_](file_name, data, **options)
    return located(draft, source.text) if source else draft


def unpacked(file_name: str, data: bytes, taken: Container[str] = ()) -> list[tuple[str, bytes]]:
    """Name and content of what there is to read: the file itself, or what an archive holds.

    Specifications in a catalog follow it as ``catalog-info.yaml#api:name``. An archive that a reader
    takes whole, and what an office program wrote, stay as they are. A name that is ``taken`` stands
    after its archive's, or gets a number: it tells where elements are from.
    Raises ``Unreadable`` for an archive that is damaged, hostile or empty.
    """
    held = _members(file_name, data)
    return [(_free(name, file_name, taken), content) for name, content in held]


def _members(file_name: str, data: bytes) -> list[tuple[str, bytes]]:
    if not archives.is_archive(data):
        return [(file_name, data), *inline.definitions(file_name, data)]
    held = archives.members(file_name, data)
    names = [name for name, _ in held]
    if eventcatalog.looks_like_eventcatalog(names) or not _OFFICE.isdisjoint(names):
        return [(file_name, data)]
    if not held:
        raise Unreadable(f"{file_name}: the archive is empty")
    return [part for file in held for part in (file, *inline.definitions(*file))]


def _free(name: str, archive: str, taken: Container[str]) -> str:
    if name in taken and name != archive:
        name = f"{archive}/{name}"
    names = chain([name], (f"{name}~{number}" for number in count(2)))
    return next(each for each in names if each not in taken)


def _packed(file_name: str, data: bytes | str) -> str:
    """The format of an archive, blank for what is none or holds none."""
    if isinstance(data, bytes) and archives.is_archive(data):
        names = (name for name, _ in archives.members(file_name, data))
        return eventcatalog.FORMAT if eventcatalog.looks_like_eventcatalog(names) else ""
    return ""


def recognised(source: Source) -> str:
    """The name of the format; a text that is none of the others is a document."""
    text = source.text.lstrip()
    # First, since a cell of ours may hold a whole file of any other format.
    if kind_tables.looks_like_kind_table(source.file, text):
        return kind_tables.FORMAT
    if projections.looks_like_projection(text):
        return projections.FORMAT
    # Before a plan, since a specification may well have a property named "elements".
    if openapi.looks_like_openapi(text):
        return openapi.FORMAT
    if asyncapi.looks_like_asyncapi(text):
        return asyncapi.FORMAT
    named = '"elements"' in text or "plan.json" in source.file
    if text.startswith("{") and (named or _PLAN_OPENS.match(text)):
        return plan_file.FORMAT
    for format_, looks_like in _BY_TEXT:
        if looks_like(text):
            return format_
    table = _table(source)
    header = table.header if table else ()
    for format_, is_header in _BY_HEADER:
        if is_header(header):
            return format_
    if _lists_requirements(source):
        return markdown.FORMAT
    return documents.FORMAT


def _table(source: Source) -> Table | None:
    """The header of a table that the whole file may be, with what rows fit into a sample."""
    sample = source.text.lstrip("\n")[:_HEADER_LENGTH].split("\n", _HEADER_LINES)
    try:
        return read_table("\n".join(sample[:_HEADER_LINES]), file=source.file)
    except Unreadable:
        # Too many columns to be a table of ours.
        return None


def _lists_requirements(source: Source) -> bool:
    named = any(word in source.file.casefold() for word in _TELLING_NAMES)
    count = markdown.count_items(source.text, named=named)
    return count >= (1 if named else _FEWEST_ITEMS)
