"""The JSON Schema of ``plan.json``, generated from the facts of the vocabulary.

Published as ``docs/plan.schema.json``; it describes what is written, which is stricter than what is
read: a reader takes what it can and lists the rest.
"""

import json
from dataclasses import MISSING, fields
from typing import Any

from planning.plan import canonical
from planning.plan.elements import KINDS, Element, Fact, facts
from planning.plan.links import LINK_TYPES
from planning.plan.value import (
    DisabledRule,
    Plan,
    Release,
    SeverityOverride,
    Waiver,
)

Schema = dict[str, Any]

_DURATION = r"^(indefinite|P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)$"
_TYPES: dict[str, Schema] = {
    "line": {"type": "string"},
    "text": {"type": "string"},
    "flag": {"type": "boolean"},
    "integer": {"type": "integer", "minimum": 0},
    "date": {"type": "string", "format": "date"},
    "duration": {"type": "string", "pattern": _DURATION},
    "list": {"type": "array", "items": {"type": "string"}},
}
_CODE: Schema = {"type": "string", "minLength": 1}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_RECORDS = {
    "releases": Release,
    "severities": SeverityOverride,
    "disabled_rules": DisabledRule,
    "waivers": Waiver,
}


def write() -> str:
    """The text of ``docs/plan.schema.json``."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> Schema:
    """The schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "plan.json",
        "description": "A plan, lossless. A field that is not there has not been said yet.",
        **_object(
            {
                "format": {"const": canonical.FORMAT},
                "plan": {"$ref": "#/$defs/Plan"},
                "elements": _object({kind.PLURAL: _array(kind.__name__) for kind in KINDS}),
                "links": _array("Link"),
            },
            required=["format", "plan", "elements", "links"],
        ),
        "$defs": {
            "Plan": _plan(),
            **{kind.__name__: _kind(kind) for kind in KINDS},
            **{record.__name__: _record(record) for record in _RECORDS.values()},
            "Link": _link(),
        },
    }


def _plan() -> Schema:
    stated = {name: _field(fact) for name, fact in facts(Plan).items()}
    records = {name: _array(record.__name__) for name, record in _RECORDS.items()}
    kept = {"slug": _TYPES["line"], "revision": _COUNT, "revised_at": _TYPES["line"]}
    return _object({**stated, **records, **kept})


def _kind(kind: type[Element]) -> Schema:
    about = (kind.__doc__ or "").strip().splitlines()[0]
    kept = {"position": {"type": "integer"}, "version": _COUNT, "origin": _TYPES["line"]}
    stated = {name: _field(fact) for name, fact in facts(kind).items()}
    held = _object({"code": _CODE, **stated, **kept}, required=["code"])
    return {"description": about, **held}


def _field(fact: Fact) -> Schema:
    described = {"description": fact.hint} if fact.hint else {}
    if fact.type == "reference":
        return {**_TYPES["line"], "description": _reference(fact)}
    if fact.type == "choice":
        return {"enum": [*fact.options, *([""] if fact.default else [])], **described}
    if fact.type == "set":
        items = {"enum": list(fact.options)}
        return {"type": "array", "items": items, "uniqueItems": True, **described}
    return {**_TYPES[fact.type], **described}


def _reference(fact: Fact) -> str:
    return f"The code of one {fact.target}" + (f". {fact.hint}" if fact.hint else "")


def _record(record: type) -> Schema:
    members = fields(record)
    required = [f.name for f in members if f.default is MISSING]
    return _object({f.name: _TYPES["line"] for f in members}, required=required)


def _link() -> Schema:
    members = {
        "type": {"enum": [link_type.name for link_type in LINK_TYPES]},
        "source": _CODE,
        "target": _CODE,
        "target_digest": _TYPES["line"],
    }
    return _object(members, required=["type", "source", "target"])


def _array(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _object(properties: dict[str, Any], required: list[str] | None = None) -> Schema:
    held: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**held, "required": required} if required else held
