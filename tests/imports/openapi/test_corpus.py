"""Real specifications, which nobody here wrote, read as ``corpus/SOURCES.md`` says."""

import gzip
from pathlib import Path

import pytest

from planning.imports.draft import Draft, Unreadable
from planning.imports.openapi import read_openapi
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan.value import plan
from tests.imports.samples import applied

KUBERNETES = "kubernetes-1.13-swagger2.json.gz"
COUNTED = ("Service", "Endpoint", "Operation", "Schema", "Message", "Dependency")


@pytest.fixture
def folder(corpus: Path) -> Path:
    return corpus / "openapi"


def read_file(path: Path) -> Draft:
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    return read(path.name.removesuffix(".gz"), content)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("petstore-2.0.json", (1, 3, 3, 3, 0, 1)),
        ("petstore-3.0.yaml", (1, 3, 3, 3, 0, 1)),
        ("product-api-3.0.yml", (1, 4, 4, 4, 0, 1)),
        ("callback-3.0.yaml", (1, 1, 1, 2, 1, 0)),
        ("tictactoe-3.1.yaml", (1, 3, 3, 6, 2, 3)),
        ("webhook-3.1.yaml", (1, 0, 0, 1, 1, 0)),
        ("tags-3.2.yaml", (1, 4, 4, 0, 0, 0)),
        # 891 definitions, and 49 responses that state a schema of their own.
        (KUBERNETES, (1, 1014, 1014, 891 + 49, 0, 1)),
    ],
)
def test_each_is_read_whole_and_again_without_a_change(
    folder: Path, name: str, counts: tuple[int, ...]
) -> None:
    draft = read_file(folder / name)
    assert draft.format == "openapi"
    assert tuple(len(draft.of(kind)) for kind in COUNTED) == counts
    assert all(tally.adds_up and not tally.failed for tally in draft.tallies)
    assert [d for d in draft.diagnostics if d.level != "note"] == []
    assert all(element.line for element in draft.elements)
    first = compare(plan(), draft)
    assert first.diagnostics == draft.diagnostics
    assert compare(applied(plan(), first), draft).is_empty


def test_tic_tac_toe_has_three_sorts_of_security_and_one_webhook(folder: Path) -> None:
    draft = read_file(folder / "tictactoe-3.1.yaml")
    found = {tally.what: tally.read for tally in draft.tallies}
    assert (found["operation"], found["webhook"], found["securityScheme"]) == (3, 1, 5)
    said = {e.key: e.values.get("authentication") for e in draft.of("Endpoint")}
    assert said == {
        "GET /board": "api_key",
        "GET /board/{row}/{column}": "token",
        "PUT /board/{row}/{column}": "token",
    }


def test_the_pet_store_names_its_server(folder: Path) -> None:
    (server,) = read_file(folder / "petstore-3.0.yaml").of("Dependency")
    assert server.values["what"] == "http://petstore.swagger.io/v1"


def test_kubernetes_has_no_host_and_one_way_to_know_a_caller(folder: Path) -> None:
    draft = read_file(folder / KUBERNETES)
    (provider,) = draft.of("Dependency")
    assert provider.values["track"] == "security"
    assert {e.values["authentication"] for e in draft.of("Endpoint")} == {"api_key"}
    found = {tally.what: tally.found for tally in draft.tallies}
    assert (found["operation"], found["schema"]) == (1014, 891)
    assert "server" not in found


def test_kubernetes_has_a_service_for_each_tag_on_request(folder: Path) -> None:
    content = gzip.decompress((folder / KUBERNETES).read_bytes())
    draft = read_openapi("k.json", content, service_per_tag=True)
    services = {e.values["service"] for e in draft.of("Endpoint")}
    assert len(services) == len(draft.of("Service")) - 1 > 30


def test_a_fragment_is_no_specification(folder: Path) -> None:
    path = folder / "fragment-not-a-spec.yaml"
    assert read_file(path).format == "document"
    with pytest.raises(Unreadable):
        read_openapi(path.name, path.read_bytes())
