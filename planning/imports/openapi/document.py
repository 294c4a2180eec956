"""One OpenAPI file as a draft."""

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from planning.imports.draft import Draft
from planning.imports.openapi import servers
from planning.imports.openapi.census import census
from planning.imports.openapi.groups import Groups, tags
from planning.imports.openapi.messages import read_webhooks
from planning.imports.openapi.operations import read_paths
from planning.imports.openapi.ours import responsibilities, skeleton
from planning.imports.openapi.reading import Reading
from planning.imports.openapi.words import COMPONENTS, EXTENSION, INFO, REUSED, ROOT, ROOT_OLDER
from planning.imports.source import decoded_of_ours
from planning.imports.specs.candidates import suggest
from planning.imports.specs.components import skip_unused
from planning.imports.specs.drafting import Drafting, text_of
from planning.imports.specs.schemas import Schemas
from planning.imports.specs.security import schemes
from planning.imports.specs.service import service
from planning.imports.specs.telling import opens_as
from planning.imports.specs.tree import line_of, read_tree

FORMAT = "openapi"
_NEWEST = (3, 2)
_VERSION = re.compile(r"([23])(?:\.(\d{1,3}))?(?:\.\d{1,3})?(?:-[\w.]{1,20})?")


def looks_like_openapi(text: str) -> bool:
    """Whether a text is a specification, not a fragment of one and no document about one."""
    others = "info|paths|webhooks|components|definitions"
    return opens_as(text, "openapi|swagger", r"[23](?:\.\d|[\"'\s]|$)", others)


def read_openapi(
    file: str,
    content: bytes | str,
    *,
    service_per_tag: bool = False,
    entity_candidates: bool = False,
) -> Draft:
    """A service with its endpoints, operations, messages, schemas and dependencies.

    With ``service_per_tag`` every outermost tag is a service of its own, with ``entity_candidates``
    every named schema of an object is an entity too. No other file is opened.
    Raises ``Unreadable`` for what is no specification.
    """
    tree = read_tree(decoded_of_ours(file, content, EXTENSION), _version)
    found = _VERSION.fullmatch(_version(tree.root))
    major, minor = int(found[1]) if found else 3, int(found[2] or 0) if found else 0
    draft = Drafting(tree)
    ours = skeleton(tree.root)
    reading = Reading(tree, draft, Schemas(tree, draft), older=major == 2, ours=ours)
    if (major, minor) > _NEWEST or (major == 2 and minor):
        tree.report.warning(
            f"version {major}.{minor} is not known",
            line=line_of(tree.root, "openapi", 0),
            remedy=f"read as {'2.0' if reading.older else '3.2'}",
        )
    _check(reading)
    _read(reading, service_per_tag)
    if entity_candidates:
        suggest(draft, reading.component("schemas"))
    finished = draft.finished(FORMAT, census(tree, reading.older))
    return replace(finished, of_plan=ours.plan) if ours else finished


def _version(root: Any) -> str:
    """The version that a document states; blank where it is no specification."""
    if not isinstance(root, dict):
        return ""
    said = text_of(root.get("openapi")) or text_of(root.get("swagger"))
    return said if _VERSION.fullmatch(said) else ""


def _check(reading: Reading) -> None:
    root, draft = reading.tree.root, reading.draft
    draft.check(root, ROOT_OLDER if reading.older else ROOT, "the file", 0)
    draft.check(reading.tree.section("info"), INFO, "info", line_of(root, "info", 0))
    if not reading.older:
        line = line_of(root, "components", 0)
        draft.check(reading.tree.section("components"), COMPONENTS, "components", line)


def _read(reading: Reading, per_tag: bool) -> None:
    root = reading.tree.root
    title = (
        text_of(reading.tree.section("info").get("title")) or PurePosixPath(reading.tree.file).stem
    )
    groups = Groups(reading, "", per_tag, tags(reading))
    info, ours = reading.tree.section("info"), reading.ours
    stated = service(info, title, "rest")
    if ours:
        # Its description is made of these.
        stated |= {"notes": "", "responsibilities": responsibilities(info)}
    else:
        stated["responsibilities"] = groups.described()
    groups.service = reading.draft.add(
        "Service",
        "service",
        line_of(root, "info", 0),
        left_code=ours.service if ours else "",
        **stated,
    )
    reading.schemas.take(reading.component("schemas"), ours.schemas if ours else None)
    known = schemes(reading.draft, reading.component("securitySchemes"))
    # The schemes of a skeleton are placeholders: nobody has to provide them.
    for key in (servers.depend(reading, title), *(() if ours else known.depend())):
        reading.draft.link("applies_to", key, groups.service)
    read_paths(reading, groups, known)
    read_webhooks(reading, groups.service)
    older = {"parameters": "#/parameters", "responses": "#/responses"}
    newer = {name: f"#/components/{name}" for name in REUSED}
    skip_unused(reading.draft, older if reading.older else newer)
