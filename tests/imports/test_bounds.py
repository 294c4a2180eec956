"""More than a reader can hold in memory is refused before it is held."""

import pytest

from planning.imports import bounds, reqif_xml
from planning.imports.bounds import MOST_LINES, MOST_NODES, MOST_VALUES, Together
from planning.imports.cml import lexer
from planning.imports.draft import Draft, DraftElement, Unreadable
from planning.imports.recognise import read
from planning.plan import plan_json
from tests.imports.asyncapi.samples import TIDES
from tests.imports.catalogs import BACKSTAGE, CONTEXTURE_JSON, EVENTCATALOG_ZIP
from tests.imports.cml_samples import ALL as CML
from tests.imports.openapi.samples import FERRY
from tests.imports.requirement_samples import REQIF, SDOC
from tests.imports.samples import DIRECTIVE, REQUIREMENTS_CSV, REQUIREMENTS_MARKDOWN
from tests.imports.sql.scripts import POSTGRESQL
from tests.plan.artifacts.plans import SMALL

DOORSTOP = "level: 1\nnormative: true\ntext: a\nlinks: ["
CONTEXTURE = '{"domains":[],"boundedContexts":['
SPEC = '{"openapi":"3.1.0","info":{},"paths":{},"x-a":['


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a" + "\n" * (MOST_LINES + 1), "400,000 lines"),
        ('{"format":1,"elements":{"terms":[' + "0," * MOST_VALUES + "0]}}", "800,000 values"),
        (CONTEXTURE + "0," * MOST_VALUES + "0]}", "800,000 values"),
        (SPEC + "[]," * MOST_VALUES + "0]}", "800,000 values"),
        (DOORSTOP + "a," * MOST_NODES + "a]", "200,000 values in YAML"),
    ],
    ids=["lines", "plan", "contexture", "openapi", "doorstop"],
)
def test_too_many_of_what_a_format_is_made_of_are_refused(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=rf"^file.*: more than {why}"):
        read("file", text)


def test_too_many_words_of_cml_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(lexer, "MOST", 50)
    with pytest.raises(Unreadable, match=r"^file: more than 50 words and signs"):
        read("file", CML["tactic"])


def test_too_many_parts_of_reqif_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(reqif_xml, "MOST_PARTS", 10)
    with pytest.raises(Unreadable, match=r"^file: more than 10 parts"):
        read("file", REQIF)


@pytest.mark.parametrize(
    "content",
    [
        *(DIRECTIVE, REQUIREMENTS_CSV, REQUIREMENTS_MARKDOWN, SDOC, REQIF),
        *(CONTEXTURE_JSON, BACKSTAGE, FERRY, TIDES, POSTGRESQL, CML["tactic"]),
        *(EVENTCATALOG_ZIP, plan_json.write(SMALL), "Term code,name\r\nTE-1,a\r\nTE-2,b\r\n"),
    ],
)
def test_too_many_elements_are_refused_in_every_format(content, monkeypatch) -> None:
    monkeypatch.setattr(bounds, "MOST_ELEMENTS", 1)
    with pytest.raises(Unreadable, match=r"^file: more than 1 elements; split the file"):
        read("file", content)


def test_commas_and_lines_of_long_texts_are_no_values_of_yaml() -> None:
    text = f"{FERRY}x-a: |\n" + f"  {'a, b: ' * 12}\n" * 15_000
    assert read("file", text).format == "openapi"


def test_files_together_hold_no_more_than_one_alone(monkeypatch) -> None:
    monkeypatch.setattr(bounds, "MOST_ELEMENTS", 3)
    draft = Draft(file="a", format="x", elements=(DraftElement(kind="Term", key="a"),) * 2)
    together = Together()
    together.take(draft)
    with pytest.raises(Unreadable, match=r"^a: more than 3 elements"):
        together.take(draft)
    assert together.elements == 2
