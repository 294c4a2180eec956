"""Small hand-written requirements in StrictDoc, Doorstop and ReqIF, one of every construct."""

SDOC = """\
[DOCUMENT]
MID: d0
TITLE: Ferry
OPTIONS:
  ENABLE_MID: True

[GRAMMAR]
ELEMENTS:
- TAG: REQUIREMENT
  FIELDS:
  - TITLE: UID
    TYPE: String
    REQUIRED: True
  RELATIONS:
  - TYPE: Parent

[TEXT]
STATEMENT: >>>
Prose, with [LINK: FR-1].
<<<

[REQUIREMENT]
MID: m1
UID: FR-1
STATUS: Active
TITLE: Book
STATEMENT: >>>
A passenger SHALL book.

- By hand
<<<
RATIONALE: They asked.
COMMENT: >>>
Often.
<<<
COMMENT: Twice.

[[SECTION]]
TITLE: Non-functional: latency

[REQUIREMENT]
UID: NFR-2
TITLE: Fast
PRIORITY: High
TAGS: a, b
RELATIONS:
- TYPE: Parent
  VALUE: FR-1
  ROLE: Refines
- TYPE: File
  VALUE: ../../etc/passwd
- TYPE: Child
  VALUE: FR-3

[[/SECTION]]

[REQUIREMENT]
MID: m3
TITLE: Unnamed
STATEMENT: It floats.

[[NEED]]
UID: FR-3
STATEMENT: Everything that floats.

[REQUIREMENT]
UID: FR-4
STATEMENT: The hull floats.
REFS:
- TYPE: Parent
  VALUE: SYS-9

[[/NEED]]

[DOCUMENT_FROM_FILE]
FILE: /etc/passwd
"""

DOORSTOP_ITEM = """\
active: true
derived: false
header: |
  Identifiers
level: 2.1
links:
- SYS001: 35ed54323e3054c33ae5545fffdbbbf5
- SYS002: null
- SYS003
normative: true
priority: high
ref: ''
references:
- path: ../../etc/passwd
  type: file
reviewed: 9TcFUzsQWUHhoh5wsqnhL7VRtSqMaIhrCXg7mfIkxKM=
text: |
  Each item **shall** have an
  identifier.
"""

DOORSTOP_SETTINGS = """\
settings:
  digits: 3
  parent: SYS
  prefix: REQ
  sep: ''
"""

DOORSTOP_EXPORT = """\
REQ001:
  active: true
  derived: false
  header: Security
  level: 1.0
  links: []
  normative: false
  text: ''
REQ002:
  active: false
  derived: true
  level: 1.1
  links: [REQ004]
  normative: true
  text: Doors SHOULD lock.
REQ003: nothing
REQ004:
  active: true
  derived: false
  level: 1.2
  links: []
  normative: true
  ref: DOOR-4
  text: ''
"""

DOORSTOP_CSV = (
    "uid,level,text,ref,references,links,active,derived,header,normative,reviewed,colour\n"
    "REQ001,1.0,,,,,True,False,Privacy,False,,\n"
    'REQ002,1.1,"Doors\nlock.",,,"SYS001\nSYS002:abc123",True,False,Doors,True,abc,red\n'
    "REQ003,1.2,,,,REQ002,True,False,,True,,\n"
)

_ATTRIBUTES = (
    ("STRING", "a-id", "ReqIF.ForeignID"),
    ("STRING", "a-title", "ReqIF.Name"),
    ("XHTML", "a-text", "ReqIF.Text"),
    ("STRING", "a-chapter", "ReqIF.ChapterName"),
    ("ENUMERATION", "a-priority", "Priority"),
    ("BOOLEAN", "a-legal", "Legal"),
    ("STRING", "a-by", "ReqIF.ForeignCreatedBy"),
)


def _definitions() -> str:
    return "".join(
        f'<ATTRIBUTE-DEFINITION-{sort} IDENTIFIER="{id_}" LONG-NAME="{name}"/>'
        for sort, id_, name in _ATTRIBUTES
    )


def _value(sort: str, definition: str, said: str) -> str:
    reference = (
        f"<DEFINITION><ATTRIBUTE-DEFINITION-{sort}-REF>{definition}"
        f"</ATTRIBUTE-DEFINITION-{sort}-REF></DEFINITION>"
    )
    if sort == "XHTML":
        inner = f"<THE-VALUE><xhtml:div>{said}</xhtml:div></THE-VALUE>"
    elif sort == "ENUMERATION":
        inner = f"<VALUES><ENUM-VALUE-REF>{said}</ENUM-VALUE-REF></VALUES>"
    else:
        return f'<ATTRIBUTE-VALUE-{sort} THE-VALUE="{said}">{reference}</ATTRIBUTE-VALUE-{sort}>'
    return f"<ATTRIBUTE-VALUE-{sort}>{reference}{inner}</ATTRIBUTE-VALUE-{sort}>"


def spec_object(id_: str, type_: str = "t-req", **values: str) -> str:
    """One object; ``values`` by the last word of their definitions' ids."""
    sorts = {definition: sort for sort, definition, _ in _ATTRIBUTES}
    held = "".join(_value(sorts[f"a-{n}"], f"a-{n}", said) for n, said in values.items())
    return (
        f'<SPEC-OBJECT IDENTIFIER="{id_}">\n<VALUES>{held}</VALUES>\n'
        f"<TYPE><SPEC-OBJECT-TYPE-REF>{type_}</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>\n"
    )


def relation(source: str, target: str, type_: str = "r-parent") -> str:
    return (
        f'<SPEC-RELATION IDENTIFIER="{source}-{target}">'
        f"<TYPE><SPEC-RELATION-TYPE-REF>{type_}</SPEC-RELATION-TYPE-REF></TYPE>"
        f"<SOURCE><SPEC-OBJECT-REF>{source}</SPEC-OBJECT-REF></SOURCE>"
        f"<TARGET><SPEC-OBJECT-REF>{target}</SPEC-OBJECT-REF></TARGET></SPEC-RELATION>\n"
    )


def place(id_: str, *below: str) -> str:
    children = f"<CHILDREN>{''.join(below)}</CHILDREN>" if below else ""
    return (
        f"<SPEC-HIERARCHY><OBJECT><SPEC-OBJECT-REF>{id_}</SPEC-OBJECT-REF></OBJECT>"
        f"{children}</SPEC-HIERARCHY>\n"
    )


def reqif(objects: str, relations: str = "", places: str = "", head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-16"?>\n{head}<REQ-IF '
        'xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml"><CORE-CONTENT><REQ-IF-CONTENT>\n'
        "<DATATYPES><DATATYPE-DEFINITION-ENUMERATION><SPECIFIED-VALUES>"
        '<ENUM-VALUE IDENTIFIER="e-1" LONG-NAME="Must"/></SPECIFIED-VALUES>'
        "</DATATYPE-DEFINITION-ENUMERATION></DATATYPES>\n"
        '<SPEC-TYPES><SPEC-OBJECT-TYPE IDENTIFIER="t-req" LONG-NAME="Requirement">'
        f"<SPEC-ATTRIBUTES>{_definitions()}</SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>"
        '<SPEC-OBJECT-TYPE IDENTIFIER="t-info" LONG-NAME="Information"/>'
        '<SPEC-RELATION-TYPE IDENTIFIER="r-parent" LONG-NAME="Parent"/>'
        '<SPEC-RELATION-TYPE IDENTIFIER="r-child" LONG-NAME="Child"/>'
        '<SPEC-RELATION-TYPE IDENTIFIER="r-verifies" LONG-NAME="verifies"/></SPEC-TYPES>\n'
        f"<SPEC-OBJECTS>{objects}</SPEC-OBJECTS>\n<SPEC-RELATIONS>{relations}</SPEC-RELATIONS>\n"
        f"<SPECIFICATIONS><SPECIFICATION><CHILDREN>{places}</CHILDREN></SPECIFICATION>"
        "</SPECIFICATIONS>\n</REQ-IF-CONTENT></CORE-CONTENT></REQ-IF>\n"
    )


REQIF = reqif(
    spec_object("_b", id="NFR-2", title="Fast", text="<xhtml:p>At once</xhtml:p>", priority="e-1")
    + spec_object("_h", chapter="Latency", by="Ada")
    + spec_object("_a", id="FR-1", text="One<xhtml:br/>two <xhtml:b>three</xhtml:b>", legal="true")
    + spec_object("_i", "t-info", text="Only words")
    + spec_object("_e")
    + spec_object("REQ-7", title="Seven"),
    relation("_b", "_a")
    + relation("_a", "REQ-7", "r-child")
    + relation("_b", "_i")
    + relation("_b", "_a", "r-verifies"),
    place("_a") + place("_h", place("_b"), place("_gone")),
)
