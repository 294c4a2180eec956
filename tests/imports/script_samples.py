"""A file of each format with script, and what a spreadsheet takes for a formula, in every text."""

import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from tests.imports.catalogs import CONTEXTURE, zipped

SCRIPT = "=1+1 <script>alert(1)</script>"

_KEPT = ("id", "domainId", "type", "openapi", "asyncapi", "in", "action", "protocol", "$ref")


def said_everywhere(value: Any, name: str = "") -> Any:
    """A tree with the script for every text but those that tie it together."""
    if isinstance(value, dict):
        return {key: said_everywhere(held, key) for key, held in value.items()}
    if isinstance(value, list):
        return [said_everywhere(held, name) for held in value]
    return SCRIPT if isinstance(value, str) and name not in _KEPT else value


OPENAPI: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "a", "description": "a", "version": "a", "contact": {"name": "a"}},
    "servers": [{"url": "a", "description": "a"}],
    "tags": [{"name": "a", "description": "a"}],
    "paths": {
        f"/{SCRIPT}": {
            "get": {
                "operationId": "a",
                "summary": "a",
                "description": "a",
                "tags": ["a"],
                "parameters": [{"name": "a", "in": "query", "description": "a"}],
                "responses": {"200": {"description": "a"}},
                f"x-{SCRIPT}": "a",
                SCRIPT: "a",
            }
        }
    },
    "components": {"schemas": {SCRIPT: {"type": "object", "title": "a", "description": "a"}}},
}
ASYNCAPI: dict[str, Any] = {
    "asyncapi": "3.0.0",
    "info": {"title": "a", "description": "a", "version": "a"},
    "servers": {SCRIPT: {"host": "a", "protocol": "kafka", "description": "a"}},
    "channels": {
        "c": {
            "address": "a",
            "description": "a",
            "messages": {"m": {"name": "a", "title": "a", "summary": "a", "payload": {}}},
        }
    },
    "operations": {SCRIPT: {"action": "send", "channel": {"$ref": "#/channels/c"}, "summary": "a"}},
}
_REQIF = f"""\
<REQ-IF><CORE-CONTENT><REQ-IF-CONTENT>
<SPEC-TYPES><SPEC-OBJECT-TYPE IDENTIFIER="t" LONG-NAME="{escape(SCRIPT)}"/></SPEC-TYPES>
<SPEC-OBJECTS><SPEC-OBJECT IDENTIFIER="R-1" LONG-NAME="{escape(SCRIPT)}" DESC="{escape(SCRIPT)}">
<TYPE><SPEC-OBJECT-TYPE-REF>t</SPEC-OBJECT-TYPE-REF></TYPE>
<VALUES><ATTRIBUTE-VALUE-STRING THE-VALUE="{escape(SCRIPT)}"/></VALUES>
</SPEC-OBJECT></SPEC-OBJECTS>
</REQ-IF-CONTENT></CORE-CONTENT></REQ-IF>
"""
_DIRECTIVE = f"""\
**Subject: Phase 1: Backend Track — {SCRIPT} for {SCRIPT}**
**Date:** {SCRIPT}

**1. Overall Purpose**
{SCRIPT}
**2. Core Execution Principles & Global Rules**
* Never {SCRIPT}
**3. Mandatory Quality & Finalization Rules**
* Store it in `{SCRIPT}/`, and {SCRIPT}
**4. Directive Section: {SCRIPT}**
* **Input Context:**
    * {SCRIPT}
* **Execution Tasks (sequential):**
    - [ ] **Task 1.1: {SCRIPT}** *({SCRIPT})*
        - [ ] {SCRIPT}
* **Internal Success Criteria:** {SCRIPT}
* **Internal Verification Method:** {SCRIPT}
**{SCRIPT}**
**7. Contextual Footer**
*(Generated on: {SCRIPT}. Location: {SCRIPT}.)*
"""
_CML = f"""\
BoundedContext A /* name: "{SCRIPT}" */ {{
  domainVisionStatement = "{SCRIPT}"
  responsibilities "{SCRIPT}"
  implementationTechnology = "{SCRIPT}"
  "{SCRIPT}" Aggregate B {{ "{SCRIPT}" Entity C {{ String d hint="{SCRIPT}" }} }}
}}
UserStory S {{ As a "{SCRIPT}" I want to "{SCRIPT}" a "{SCRIPT}" so that "{SCRIPT}" }}
"""
_SQL = f"""\
CREATE TABLE "{SCRIPT}" ("{SCRIPT}" INT DEFAULT '{SCRIPT}', CHECK (a <> '{SCRIPT}'));
COMMENT ON TABLE "{SCRIPT}" IS '{SCRIPT}';
{SCRIPT};
"""
_BACKSTAGE = "\n---\n".join(
    f"apiVersion: backstage.io/v1\nkind: {kind}\n"
    f"metadata: {{name: '{SCRIPT}', title: '{SCRIPT}', description: '{SCRIPT}', tags: ['{SCRIPT}']}}\n"
    f"spec: {{type: '{SCRIPT}', owner: '{SCRIPT}', definition: '{SCRIPT}', lifecycle: '{SCRIPT}'}}"
    for kind in ("Domain", "System", "Component", "API", "Resource", "Group", SCRIPT)
)
_FRONT = f"---\nid: '{SCRIPT}'\nname: '{SCRIPT}'\nsummary: '{SCRIPT}'\nowners: ['{SCRIPT}']\n---\n{SCRIPT}\n"
_DOORSTOP = (
    f"level: 1.1\nnormative: true\nheader: '{SCRIPT}'\nlinks: ['{SCRIPT}']\ncolour: '{SCRIPT}'\n"
    f"text: |\n  {SCRIPT}\n"
)
_SDOC = (
    f"[DOCUMENT]\nTITLE: {SCRIPT}\n\n[[SECTION]]\nTITLE: {SCRIPT}\n\n[REQUIREMENT]\nUID: A-1\n"
    f"TITLE: {SCRIPT}\nSTATEMENT: {SCRIPT}\nCOMMENT: {SCRIPT}\nCOLOUR: {SCRIPT}\n\n[[/SECTION]]\n"
)
FILES: Mapping[str, tuple[str, str | bytes]] = {
    "directive": ("directive.md", _DIRECTIVE),
    "requirements_csv": (
        "r.csv",
        f"id,title,statement,source,notes,status,parent,{SCRIPT}\nA-1,{','.join([SCRIPT] * 7)}\n",
    ),
    "requirements_markdown": ("r.md", f"# {SCRIPT}\n- **A-1**: {SCRIPT}\n- **A-2**: {SCRIPT}\n"),
    "interfaces": (
        "i.csv",
        f"interface_id,protocol,payload_schema_ref,dependency_direction\nI-1,{SCRIPT},{SCRIPT},inbound\n",
    ),
    "openapi": ("o.json", json.dumps(said_everywhere(OPENAPI))),
    "asyncapi": ("a.json", json.dumps(said_everywhere(ASYNCAPI))),
    "strictdoc": ("s.sdoc", _SDOC),
    "doorstop": ("R-1.yml", _DOORSTOP),
    "reqif": ("a.reqif", _REQIF),
    "kind_table": (
        "terms.csv",
        f"Term code,name,definition,notes\r\nTE-1,'{SCRIPT},'{SCRIPT},'{SCRIPT}\r\n",
    ),
    "cml": ("a.cml", _CML),
    "sql": ("a.sql", _SQL),
    "contexture": ("c.json", json.dumps(said_everywhere(CONTEXTURE))),
    "backstage": ("b.yaml", _BACKSTAGE),
    "eventcatalog": (
        "e.zip",
        zipped({f"{folder}/a/index.mdx": _FRONT for folder in ("domains", "services", "events")}),
    ),
    "document": ("d.md", f"# {SCRIPT}\n\n{SCRIPT}\n"),
}
