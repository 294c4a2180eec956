"""Mangled specifications: read or refused, counted to the last construct, and bounded."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.imports.asyncapi import read_asyncapi
from planning.imports.draft import Draft, Unreadable
from planning.imports.openapi import read_openapi
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.conftest import ROOT
from tests.drawn import fuzzed
from tests.imports.asyncapi import samples as asyncapi
from tests.imports.openapi import samples as openapi

Reader = Callable[[str, bytes | str], Draft]
READERS: tuple[Reader, ...] = (read_openapi, read_asyncapi)
CORPUS = Path(os.environ.get("GROUNDPLAN_CORPUS", ROOT.parent / "shared" / "corpus")) / "openapi"
SAMPLES = (
    *(openapi.FERRY, openapi.OLDER, openapi.NEWER, openapi.ODD, asyncapi.TIDES, asyncapi.OLDER),
    *(path.read_text() for path in sorted(CORPUS.glob("*.y*ml"))),
)
PIECES = st.sampled_from(
    ["{", "}", "[", "]", ":", ": ", ", ", "- ", "&a ", "*a", "<<: *a\n", "null", "~", "'", '"']
    + ["#/components/schemas/Booking", "$ref: '#/paths'", "{$ref: '#'}", "x-", "\n", "\t", "  "]
    + ["\\ud800", "\\u0000", "\x01", "!!python/name:os.system ", "!!binary ", "? ", "2026-01-01"]
    + [".nan", "1e999", "0x10", "true", "---\n", "%YAML 9\n", "|\n", ">\n", "\u2028", "\ufeff"]
) | st.text(max_size=5)


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """A sample with pieces cut out, doubled, moved and put in, or cut short."""
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        other = draw(st.integers(0, len(text)))
        chunk = text[start:end]
        piece = draw(PIECES)
        ways = [
            text[:start] + text[end:],
            text[:start] + chunk + text[start:],
            text[:other] + chunk + text[other:],
            text[:start] + piece + text[end:],
            text[:start] + piece + text[start:],
        ]
        text = draw(st.sampled_from(ways))
    if draw(st.integers(0, 9)) == 0:
        text = text[: draw(st.integers(0, len(text)))]
    return text


def take(reader: Reader, content: bytes | str) -> Draft | None:
    """Reads and previews; refusing to read is fine, and names the file."""
    complaint = ""
    try:
        draft = reader("file.yaml", content)
    except Unreadable as refusal:
        complaint = str(refusal)
    if complaint:
        assert complaint.startswith("file.yaml")
        return None
    assert all(tally.adds_up and tally.failed >= 0 for tally in draft.tallies), draft.tallies
    keys = {element.key for element in draft.elements}
    assert len(keys) == len(draft.elements)
    json.dumps([dict(element.values) for element in draft.elements])
    "".join([*keys, *map(str, draft.diagnostics)]).encode()
    preview = compare(plan(), draft)
    assert len(preview.additions) == len(draft.elements)
    return draft


@fuzzed
@given(text=mutations(), reader=st.sampled_from(READERS))
def test_a_mangled_file_is_read_or_refused(text: str, reader: Reader) -> None:
    take(reader, text)


@fuzzed
@given(data=st.data(), reader=st.sampled_from(READERS))
def test_a_value_of_another_sort_is_read_or_refused(data: st.DataObject, reader: Reader) -> None:
    """Anything anywhere: a list for a mapping, a number for a text."""
    tree = json.loads(openapi.OLDER) if reader is read_openapi else _tides()
    for _ in range(data.draw(st.integers(1, 3))):
        holders = list(_holders(tree))
        holder, key = data.draw(st.sampled_from(holders))
        holder[key] = data.draw(
            st.sampled_from(
                [None, 0, 1.5, True, "", "x", [], {}, [[]], [None], {"": {}}, {"$ref": 1}]
            )
            | st.sampled_from(["#/info", "#", "a.yaml"]).map(lambda ref: {"$ref": ref})
            | st.sampled_from([json.dumps(held[at]) for held, at in holders]).map(json.loads)
        )
        tree = json.loads(json.dumps(tree))
    take(reader, json.dumps(tree))


def _tides() -> dict:
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "a"},
        "servers": {"s": {"host": "h", "protocol": "kafka"}},
        "channels": {"c": {"address": "a", "messages": {"m": {"payload": {"type": "string"}}}}},
        "operations": {
            "o": {
                "action": "send",
                "channel": {"$ref": "#/channels/c"},
                "messages": [{"$ref": "#/channels/c/messages/m"}],
                "security": [{"type": "X509"}],
                "traits": [{"title": "t"}],
                "reply": {"channel": {"$ref": "#/channels/c"}},
            }
        },
        "components": {"messages": {"n": {"headers": {"properties": {"h": {}}}}}},
    }


def _holders(value):
    for key, held in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(held, dict | list):
            yield from _holders(held)


HEAD = "openapi: 3.1.0\ninfo: {title: a, version: 1}\n"
JSON_HEAD = '{"openapi": "3.1.0", "info": {"title": "a"}, '
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join(f'*{before}' for _ in range(10))}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + "paths: " + "{a: " * 200 + "1" + "}" * 200, "nests deeper"),
        (JSON_HEAD + '"paths": ' + '{"a": ' * 200 + "1" + "}" * 201, "nests deeper"),
        (JSON_HEAD + '"paths": ' + '{"a": ' * 50_000, "nests deeper"),
        (JSON_HEAD + '"paths": ' + "[" * 200_000, "nests deeper"),
        (JSON_HEAD + '"paths": ' + "1" * 5_000 + "}", "no JSON that can be read"),
        (JSON_HEAD + '"paths": {"/a" 1}}', "file.yaml:1:.*no JSON: “:” is missing"),
        (JSON_HEAD + '"paths": {}} more', "more follows"),
        (JSON_HEAD + "paths: {}}", "a key in double quotes is missing"),
        (JSON_HEAD, "no JSON"),
        (HEAD + "a: &a {b: *a}\n", "holds itself"),
        (HEAD + BOMB, "grows to more than"),
        (
            f"{HEAD}x: &t '{'x' * 50_000}'\npaths:\n"
            + "".join(f"  /{n}: {{get: {{description: *t}}}}\n" for n in range(2_000)),
            "grows to more than",
        ),
    ],
    ids=["deep", "deep JSON", "deeper JSON", "deepest JSON", "digits", "colon", "more", "bare key"]
    + ["cut", "cycle", "bomb", "text bomb"],
)
def test_what_would_hurt_is_refused(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_openapi("file.yaml", text)


def test_references_cannot_make_much_of_little() -> None:
    shared = {"get": {"description": "x" * 100_000}}
    paths = {f"/{number}": {"$ref": "#/components/pathItems/A"} for number in range(5_000)}
    document = {"openapi": "3.1.0", "paths": paths, "components": {"pathItems": {"A": shared}}}
    with pytest.raises(Unreadable, match="40,000,000 characters by its references"):
        read_openapi("file.yaml", json.dumps(document))


@pytest.mark.parametrize(
    "shared",
    [
        {"parameters": [{}] * 20_000},
        {"responses": {str(number): {} for number in range(20_000)}},
        {"security": [{}] * 20_000},
        {"tags": [""] * 20_000},
        {"callbacks": {str(number): {"a": {}} for number in range(20_000)}},
    ],
    ids=["parameters", "responses", "security", "tags", "callbacks"],
)
def test_references_cannot_make_much_work(shared: dict) -> None:
    paths = {f"/{number}": {"$ref": "#/components/pathItems/A"} for number in range(5_000)}
    document = {
        "openapi": "3.1.0",
        "paths": paths,
        "components": {"pathItems": {"A": {"get": shared}}},
    }
    with pytest.raises(Unreadable, match="by its references"):
        read_openapi("file.yaml", json.dumps(document))


def test_messages_cannot_make_much_of_little() -> None:
    messages: dict[str, dict] = {f"m{number}": {} for number in range(2_000)}
    operation = {"action": "send", "channel": {"$ref": "#/channels/c"}}
    document = {
        "asyncapi": "3.0.0",
        "channels": {"c": {"address": "a", "messages": messages}},
        "operations": {f"o{number}": operation for number in range(2_000)},
    }
    with pytest.raises(Unreadable, match="used more than 100,000 times"):
        read_asyncapi("file.yaml", json.dumps(document))


def test_references_in_a_circle_end() -> None:
    text = (
        f"{HEAD}paths:\n  /a: {{$ref: '#/paths/~1b'}}\n  /b: {{$ref: '#/paths/~1a'}}\n"
        "  /c: {get: {requestBody: {$ref: '#/paths/~1c/get/requestBody'}}}\n"
        "components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}]}}}\n"
    )
    draft = take(read_openapi, text)
    assert draft is not None
    said = [d.message for d in draft.diagnostics if "without end" in d.message]
    assert len(said) == 3
    assert json.loads(draft.of("Schema")[0].values["body"])["allOf"]


@pytest.mark.parametrize("ref", ["/etc/passwd", "file:///etc/passwd", "http://a.example/x#/a"])
def test_nothing_outside_the_file_is_opened(ref: str) -> None:
    draft = take(read_openapi, f"{HEAD}paths: {{/a: {{$ref: '{ref}'}}}}\n")
    assert draft is not None
    assert [d.message for d in draft.diagnostics][:1] == [f"“{ref}” lies outside this file"]
    assert [t.skipped for t in draft.tallies if t.what == "$ref"] == [1]


def test_script_in_every_text_stays_text() -> None:
    script = "<script>alert(1)</script>"
    draft = take(read_openapi, openapi.FERRY.replace("A booking", script))
    assert draft is not None
    assert script in [element.values.get("name") for element in draft.elements]


def test_a_huge_line_is_read() -> None:
    paths: dict[str, dict] = {f"/{number}/{{id}}": {"get": {}} for number in range(5_000)}
    document = {"openapi": "3.1.0", "info": {"description": "x" * 500_000}, "paths": paths}
    draft = take(read_openapi, json.dumps(document))
    assert draft is not None
    assert len(draft.of("Endpoint")) == 5_000


def test_a_readable_archive_is_for_others_to_unpack(corpus: Path) -> None:
    path = corpus / "openapi" / "kubernetes-1.13-swagger2.json.gz"
    with pytest.raises(Unreadable, match="a gzip file"):
        read_openapi(path.name, path.read_bytes())
    assert gzip.decompress(path.read_bytes()).startswith(b"{")
