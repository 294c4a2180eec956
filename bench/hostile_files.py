"""Files that are as dense as their formats allow: some just within the bounds, some beyond."""

import gzip
from collections.abc import Mapping

from bench.hostile_making import File, filled, json, sentences, text, yaml, zipped
from planning.imports.bounds import MOST_ELEMENTS, MOST_LINES, MOST_LINKS
from planning.imports.marked_yaml import LONGEST
from planning.imports.source import LARGEST
from planning.imports.tables import MOST_ROWS

ELEMENTS = MOST_ELEMENTS - 10
LINKS = MOST_LINKS - 10
ROWS = MOST_ROWS - 10
PLAN = '{"format":1,"plan":{},"elements":{"terms":['
OPENAPI = '{"openapi":"3.1.0","info":{"title":"a"},'
OPENAPI_YAML = "openapi: 3.1.0\ninfo: {}\n"
ASYNCAPI = '{"asyncapi":"3.0.0","info":{"title":"a"},'
CONTEXTURE = '{"domains":[],"boundedContexts":['
CANVAS = CONTEXTURE + '{"id":"a","name":"a",'
DOORSTOP = "level: 1\nnormative: true\ntext: a\nlinks: ["
BACKSTAGE = "apiVersion: backstage.io/v1\nkind: Component\nmetadata: {name: a}\n"
SUBJECT = "**Subject: Phase 1: A Track — b for c**\n**1. Overall Purpose**\n"
TASKS = f"{SUBJECT}**4. Directive Section: t**\n* **Execution Tasks (sequential):**\n"
INPUTS = f"{SUBJECT}**4. Directive Section: t**\n* **Input Context:**\n"
RULES = f"{SUBJECT}**2. Principles**\n"
SDOC = "[DOCUMENT]\nTITLE: a\n"
OBJECT = '<REQ-IF><SPEC-OBJECT IDENTIFIER="a">'
SERVICE = "---\nid: a{0}\nname: a\nversion: 1.0.0\n"
SERVICES = "services/a{0}/index.mdx"
WIDE = "\U0001d54f"
"""One letter that makes a text take four bytes for each of its letters."""

FILES: Mapping[str, File] = {
    "plan: elements": json("p.json", PLAN, lambda n: f'{{"code":"A{n}"}},', "]}}", ELEMENTS),
    "plan: long texts": json(
        "p.json",
        PLAN,
        lambda n: f'{{"code":"A{n}","name":"a","definition":"{"b" * 140}"}},',
        "]}}",
        ELEMENTS,
    ),
    "plan: wrong rows": json("p.json", PLAN, "0,", "]}}"),
    "plan: wrong fields": json("p.json", PLAN + '{"code":"A",', lambda n: f'"{n}":0,', "}]}}"),
    "plan: links": json(
        "p.json",
        '{"format":1,"elements":{"requirements":['
        + ",".join(f'{{"code":"A{n}"}}' for n in range(400))
        + ']},"links":[',
        lambda n: f'{{"type":"refines","source":"A{n // 400}","target":"A{n % 400}"}},',
        "]}",
        LINKS,
    ),
    "plan: empty objects": json("p.json", '{"format":1,"elements":{},"a":[', '{"":0},', "]}"),
    "plan: waivers": json("p.json", '{"format":1,"elements":{},"plan":{"waivers":[', "0,", "]}}"),
    "plan: too many values": text("p.json", PLAN, "0,", "0]}}"),
    "requirements: rows": text("r.csv", "id,text\n", lambda n: f"A{n},{'b' * 450}\n", most=ROWS),
    "requirements: parents": text(
        "r.csv", "id,text,parent\n", lambda n: f"A{n},b,A1 A2 A3 A4\n", most=ROWS
    ),
    "requirements: columns": text(
        "r.csv", "id,text" + ",a" * 190 + "\n", "1" + ",a" * 191 + "\n", most=ROWS
    ),
    "requirements: bad codes": text("r.csv", "id,text\n", lambda n: f"!{n},a\n", most=ROWS),
    "requirements: same titles": text("r.csv", "title,parent\n", "a,b\n", most=ROWS),
    "requirements: unknown parents": text(
        "r.csv", "id,text,parent\n", lambda n: f"A{n},b,B{n}\n", most=ROWS
    ),
    "requirements: blank lines": text("r.csv", WIDE + "id,text\nA1,b\n", " " * 24 + "\n"),
    "requirements: pipes": text(
        "r.md", "| id | text |\n|---|---|\n", lambda n: f"|A{n}|{'b' * 10}|\n"
    ),
    "requirements: too many lines": text("r.csv", "id,text\n" + "\n" * MOST_LINES, "\n"),
    "markdown: bullets": text("r.md", "", lambda n: f"- **FR-{n}**: {'a' * 180}\n", most=ELEMENTS),
    "markdown: too many bullets": text("r.md", "", lambda n: f"- **FR-{n}**: a\n"),
    "markdown: criteria": text(
        "requirements.md", "### Requirement 1: a\n", lambda n: f"{n}. WHEN b\n", most=9_999
    ),
    "markdown: headings": text("r.md", "- **FR-1**: a\n- **FR-2**: a\n", "# aaaaaaaaaaaaaaaa\n"),
    "markdown: tables": text(
        "r.md",
        "- **FR-1**: a\n- **FR-2**: b\n",
        lambda n: f"| id | text |\n|---|---|\n|A{n}|b|\n\n",
        most=ELEMENTS,
    ),
    "interfaces: rows": text(
        "i.csv", "interface_id,protocol,dependency_direction\n", lambda n: f"A{n},,\n", most=ROWS
    ),
    "kind table: rows": text(
        "terms.csv", "Term code,name\r\n", lambda n: f"A{n},{'b' * 180}\r\n", most=ELEMENTS
    ),
    "kind table: bad rows": text("terms.csv", "Term code,name\r\n", "!,aaaaaaaaaaaaaaaa\r\n"),
    "kind table: links": text(
        "links.csv", "type,source,target\r\n", lambda n: f"refines,A{n},B1\r\n", most=LINKS
    ),
    "strictdoc: requirements": text(
        "s.sdoc",
        SDOC,
        lambda n: f"\n[REQUIREMENT]\nUID: A{n}\nSTATEMENT: {'b' * 150}\n",
        most=ELEMENTS,
    ),
    "strictdoc: blocks": text("s.sdoc", SDOC, "[AAAAAAAAAAAAAAAAA]\n"),
    "strictdoc: fields": text("s.sdoc", "[DOCUMENT]\n[REQUIREMENT]\n", lambda n: f"A{n}: bbbb\n"),
    "strictdoc: parents": text(
        "s.sdoc",
        SDOC + "[REQUIREMENT]\nUID: A\nTITLE: a\nRELATIONS:\n",
        lambda n: f"- TYPE: Parent\n  VALUE: A{n}\n",
        most=LINKS,
    ),
    "strictdoc: sections": text("s.sdoc", SDOC, "[[SECTION]]\nTITLE: a\n"),
    "doorstop: links": yaml("REQ1.yml", DOORSTOP, lambda n: f"A{n},", 1, "a]", "doorstop"),
    "doorstop: lists": yaml("REQ1.yml", DOORSTOP, "[],", 1, "a]", "doorstop"),
    "doorstop: too many links": File(
        "REQ1.yml", lambda: filled(DOORSTOP, "a,", "a]", LONGEST), "doorstop"
    ),
    "doorstop: rows": text(
        "d.csv", "uid,level,text,ref\n", lambda n: f"A{n},1,{'b' * 450},\n", most=ROWS
    ),
    "reqif: objects": text(
        "a.reqif",
        "<REQ-IF>",
        lambda n: f'<SPEC-OBJECT IDENTIFIER="A{n}" LONG-NAME="{"b" * 140}"/>',
        "</REQ-IF>",
        most=ELEMENTS,
    ),
    "reqif: empty objects": text(
        "a.reqif", "<REQ-IF>", "<SPEC-OBJECT/>", "</REQ-IF>", most=299_990
    ),
    "reqif: values": text(
        "a.reqif",
        OBJECT,
        '<ATTRIBUTE-VALUE-STRING THE-VALUE="a"/>',
        "</SPEC-OBJECT></REQ-IF>",
        most=299_900,
    ),
    "reqif: relations": text(
        "a.reqif", f"{OBJECT}</SPEC-OBJECT>", "<SPEC-RELATION/>", "</REQ-IF>", most=299_900
    ),
    "reqif: places": text(
        "a.reqif", f"{OBJECT}</SPEC-OBJECT>", "<SPEC-HIERARCHY/>", "</REQ-IF>", most=299_900
    ),
    "reqif: names": text(
        "a.reqif",
        "<REQ-IF>",
        lambda n: f'<ENUM-VALUE IDENTIFIER="{n}" LONG-NAME="{n}"/>',
        "</REQ-IF>",
    ),
    "reqif: other tags": text("a.reqif", "<REQ-IF>", "<a/>", "</REQ-IF>"),
    "cml: aggregates": text(
        "a.cml", "BoundedContext A{\n", lambda n: f"Aggregate A{n}\n", "}", most=ELEMENTS
    ),
    "cml: contexts": text("a.cml", "", lambda n: f"BoundedContext A{n}\n", most=ELEMENTS),
    "cml: one context": text("a.cml", "", "BoundedContext A\n", most=ELEMENTS),
    "cml: relations": text(
        "a.cml", "BoundedContext A\nBoundedContext B\nContextMap{\n", "A->B\n", "}", most=ELEMENTS
    ),
    "cml: attributes": text(
        "a.cml",
        "BoundedContext A{\nAggregate B{Entity C{",
        lambda n: f"- D a{n}\n",
        "}}}",
        most=ELEMENTS,
    ),
    "cml: words": text("a.cml", "BoundedContext A{\n", "a\n", "}"),
    "cml: marks": text("a.cml", "BoundedContext A{\n", ";" * 50_000 + "\n", "}", most=9),
    "cml: too many marks": text("a.cml", "BoundedContext A{\n", ";" * 50_000 + "\n", "}"),
    "cml: responsibilities": text(
        "a.cml", "BoundedContext A{responsibilities\n", '"",\n', '""}', most=240_000
    ),
    "cml: an enum": text(
        "a.cml", "BoundedContext A{\nAggregate B{enum C{", lambda n: f"A{n},\n", "}}}", most=240_000
    ),
    "sql: tables": text("a.sql", "", lambda n: f"create table a{n}(b int,c int);\n", most=ROWS),
    "sql: columns": text(
        "a.sql",
        "",
        lambda n: f"create table a{n}(" + ",".join(f"b{m} int" for m in range(1_990)) + ");\n",
        most=24,
    ),
    "sql: too many columns": text(
        "a.sql",
        "",
        lambda n: f"create table a{n}(" + ",".join(f"b{m} int" for m in range(1_990)) + ");\n",
    ),
    "sql: references": text(
        "a.sql", "create table a(b int);\n", "alter table a add foreign key(b) references a(b);\n"
    ),
    "sql: data": text("a.sql", "create table a(b int);\n", "insert into a values (1);\n"),
    "sql: semicolons": text("a.sql", "create table a(b int);\n", ";" * 80_000 + "\n"),
    "sql: quotes": text("a.sql", "create table a(b int);\n", "'';" * 30_000 + "\n"),
    "contexture: contexts": json(
        "c.json", CONTEXTURE, lambda n: f'{{"id":"{n}"}},', "]}", ELEMENTS
    ),
    "contexture: empty contexts": json("c.json", CONTEXTURE, "{},", "]}"),
    "contexture: unknown fields": json("c.json", CANVAS, lambda n: f'"{n}":0,', "}]}"),
    "contexture: terms": json(
        "c.json", CANVAS + '"ubiquitousLanguage":{', lambda n: f'"{n}":{{}},', "}}]}", ELEMENTS
    ),
    "contexture: messages": json(
        "c.json",
        CANVAS + '"messages":{"commandsHandled":[',
        lambda n: f'"{n}",',
        "]}}]}",
        ELEMENTS,
    ),
    "contexture: collaborations": json(
        "c.json", '{"domains":[],"boundedContexts":[],"collaborations":[', "{},", "]}"
    ),
    "openapi: operations": json(
        "o.json", OPENAPI + '"paths":{', lambda n: f'"/{n}":{{"get":{{}}}},', "}}", 24_000
    ),
    "openapi: schemas": json(
        "o.json", OPENAPI + '"components":{"schemas":{', lambda n: f'"{n}":{{}},', "}}}", ELEMENTS
    ),
    "openapi: empty lists": json("o.json", OPENAPI + '"paths":{},"x-a":[', "[],", "]}"),
    "openapi: empty objects": json("o.json", OPENAPI + '"paths":{},"x-a":[', '{"":0},', "]}"),
    "openapi: extensions": json("o.json", OPENAPI + '"paths":{},', lambda n: f'"x-{n}":0,', "}"),
    "openapi: tags": json("o.json", OPENAPI + '"paths":{},"tags":[', "{},", "]}"),
    "openapi: parameters": json(
        "o.json", OPENAPI + '"paths":{"/a":{"get":{"parameters":[', "{},", "]}}}}"
    ),
    "openapi: references": json(
        "o.json", OPENAPI + '"paths":{"/a":{"get":{"a":[', lambda n: f'{{"$ref":"#/{n}"}},', "]}}}}"
    ),
    "openapi: one schema": json(
        "o.json",
        OPENAPI + '"components":{"schemas":{"A":{"properties":{',
        lambda n: f'"{n}":{{}},',
        "}}}}}",
    ),
    "openapi: YAML operations": yaml(
        "o.yaml", OPENAPI_YAML + "paths: {", lambda n: f"/{n}: {{get: {{}}}},", 4, "}"
    ),
    "openapi: YAML lists": yaml("o.yaml", OPENAPI_YAML + "x-a: [", "[],", 1, "]"),
    "openapi: YAML maps": yaml("o.yaml", OPENAPI_YAML + "x-a: [", "{},", 1, "]"),
    "openapi: YAML maps in lists": yaml("o.yaml", OPENAPI_YAML + "x-a: [", "{a},", 3, "]"),
    "openapi: YAML schemas": yaml(
        "o.yaml",
        OPENAPI_YAML + "paths: {}\ncomponents: {schemas: {",
        lambda n: f"{n}: {{}},",
        2,
        "}}",
    ),
    "openapi: YAML aliases": yaml(
        "o.yaml", f"{OPENAPI_YAML}x-b: &a [{'a,' * 900}]\nx-a: [", "*a,", 120, "]"
    ),
    "openapi: YAML documents": yaml("o.yaml", OPENAPI_YAML, "---\na\n", 1),
    "openapi: YAML text": yaml(
        "o.yaml", f"{WIDE}# a\n{OPENAPI_YAML}x-a: |\n", f"  {'a' * 90}\n", 1
    ),
    "asyncapi: channels": json(
        "a.json", ASYNCAPI + '"channels":{', lambda n: f'"{n}":{{}},', "}}", ELEMENTS
    ),
    "asyncapi: operations": json(
        "a.json",
        ASYNCAPI + '"channels":{"c":{}},"operations":{',
        lambda n: f'"{n}":{{"action":"send","channel":{{"$ref":"#/channels/c"}}}},',
        "}}",
        ELEMENTS,
    ),
    "asyncapi: messages": json(
        "a.json", ASYNCAPI + '"components":{"messages":{', lambda n: f'"{n}":{{}},', "}}}", ELEMENTS
    ),
    "asyncapi: YAML channels": yaml(
        "a.yaml", "asyncapi: 3.0.0\ninfo: {}\nchannels: {", lambda n: f"{n}: {{}},", 2, "}"
    ),
    "backstage: documents": yaml(
        "b.yaml",
        BACKSTAGE,
        lambda n: f"---\napiVersion: backstage.io/v1\nkind: Domain\nmetadata: {{name: a{n}}}\n",
        9,
    ),
    "backstage: short documents": yaml("b.yaml", BACKSTAGE, "---\na\n", 1),
    "backstage: lists": yaml("b.yaml", BACKSTAGE + "spec: [", "[],", 1, "]"),
    "backstage: dependencies": yaml(
        "b.yaml", BACKSTAGE + "spec: {dependsOn: [", lambda n: f"a{n},", 1, "]}"
    ),
    "backstage: components": yaml(
        "b.yaml",
        BACKSTAGE,
        lambda n: (
            f"---\napiVersion: backstage.io/v1\nkind: Component\nmetadata: {{name: a{n}}}\n"
            f"spec: {{dependsOn: [{','.join(f'b{m}' for m in range(100))}]}}\n"
        ),
        112,
    ),
    "eventcatalog: services": zipped(
        SERVICES, lambda n: f"{SERVICE.format(n)}sends: [{'{id: b},' * 45}]\n---\n".encode(), 1_990
    ),
    "eventcatalog: too many values": zipped(
        SERVICES, lambda n: f"{SERVICE.format(n)}sends: [{'[],' * 150}]\n---\n".encode(), 1_990
    ),
    "eventcatalog: two large services": zipped(
        SERVICES, lambda n: f"{SERVICE.format(n)}sends: [{'[],' * 99_000}]\n---\n".encode(), 2
    ),
    "eventcatalog: prose": zipped(
        SERVICES, lambda n: f"{SERVICE.format(n)}---\n{'word ' * 2_000}\n".encode(), 1_990
    ),
    "zip: 2,000 documents": zipped("a{0}.md", lambda n: b"# aaaaa\n" * 1_500, 2_000),
    "zip: large documents": zipped("a{0}.md", lambda n: sentences(n, 100_000), 8),
    "zip: large requirements": zipped(
        "r{0}.md",
        lambda n: filled("", lambda m: f"- **FR-{n}-{m}**: {'a' * 150}\n", most=12_000),
        4,
    ),
    "zip: too many requirements": zipped(
        "r{0}.md", lambda n: filled("", lambda m: f"- **FR-{n}-{m}**: a\n", most=40_000), 5
    ),
    "zip: a bomb": zipped("a{0}.md", lambda n: bytes(LARGEST) * 10, 1),
    "gzip: a bomb": File("a.md.gz", lambda: gzip.compress(bytes(LARGEST) * 10)),
    "directive: tasks": text(
        "d.md", TASKS, lambda n: f"    - [ ] **Task 1.{n}: a**\n", most=ELEMENTS
    ),
    "directive: steps": text(
        "d.md", TASKS + "    - [ ] **Task 1.1: a**\n", "        - [ ] a\n", most=ELEMENTS
    ),
    "directive: inputs": text("d.md", INPUTS, lambda n: f"    * a{n}\n", most=ELEMENTS),
    "directive: too many inputs": text(
        "d.md",
        INPUTS,
        lambda n: "    * " + ", ".join(f"`a{n}-{m}.md`" for m in range(5_000)) + "\n",
    ),
    "directive: rules": text("d.md", RULES, lambda n: f"* Never a{n}\n", most=ELEMENTS),
    "directive: standards": text("d.md", RULES, lambda n: f"* Follow `A{n}-B`\n", most=ELEMENTS),
    "directive: blank lines": text("d.md", WIDE + SUBJECT, " " * 24 + "\n"),
    "directive: lines": text("d.md", SUBJECT, "* aaaaaaaaaaaaaa\n"),
    "document: headings": text("a.md", "", "# a\n"),
    "document: one wide letter": text("a.md", WIDE, "a" * 25 + "\n"),
    "document: mojibake": text("a.md", "", "â€”â€”â€”\n"),
    "document: too large": File("a.md", lambda: b"a" * (LARGEST + 1)),
}
