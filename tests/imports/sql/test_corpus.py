"""Real scripts, which nobody here wrote."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.imports.draft import Draft
from planning.imports.preview import compare
from planning.imports.sql import looks_like_sql, read_sql
from planning.plan.value import plan
from tests.drawn import fuzzed
from tests.imports.mangled import mangled, take
from tests.imports.samples import applied

FILES = ("chinook-postgresql", "library-lending", "order-database", "sakila-postgresql")


def read_file(corpus: Path, name: str) -> Draft:
    path = corpus / "sql" / f"{name}.sql"
    return read_sql(path.name, path.read_bytes())


@pytest.mark.parametrize(
    ("name", "tables", "columns", "references"),
    [
        ("chinook-postgresql", 11, 64, 11),
        ("library-lending", 1, 11, 0),
        ("order-database", 2, 12, 1),
        ("sakila-postgresql", 15, 86, 22),
    ],
)
def test_tables_columns_and_references_are_counted(corpus, name, tables, columns, references):
    draft = read_file(corpus, name)
    held = [e for e in draft.of("Attribute") if e.values.get("refers_to")]
    counts = [len(draft.of(kind)) for kind in ("Entity", "EntityMapping", "Attribute")]
    assert [*counts, len(held)] == [tables, tables, columns, references]


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_a_real_script_fails(corpus, name):
    draft = read_file(corpus, name)
    assert [d for d in draft.diagnostics if d.level == "error"] == []
    assert [tally for tally in draft.tallies if tally.failed or not tally.adds_up] == []


@pytest.mark.parametrize("name", FILES)
def test_every_statement_is_accounted_for(corpus, name):
    """Counted apart from the reader, by lines that begin with a word of the language."""
    text = (corpus / "sql" / f"{name}.sql").read_text()
    lines = Counter(re.findall(r"(?m)^(CREATE TABLE|ALTER TABLE|INSERT|CREATE VIEW)\b", text))
    tallies = {tally.what: tally.found for tally in read_file(corpus, name).tallies}
    assert {what: tallies[what] for what in lines} == lines


@pytest.mark.parametrize("name", FILES)
def test_the_same_script_again_changes_nothing(corpus, name):
    draft = read_file(corpus, name)
    again = compare(applied(plan(), compare(plan(), draft)), read_file(corpus, name))
    assert again.is_empty
    assert again.skipped == ()


@pytest.mark.parametrize("name", FILES)
def test_a_real_script_is_known_by_its_content(corpus, name):
    assert looks_like_sql((corpus / "sql" / f"{name}.sql").read_text())


@fuzzed
@given(data=st.data())
def test_a_mangled_real_script_is_read_or_refused(corpus, data):
    samples = [path.read_bytes() for path in sorted((corpus / "sql").glob("*.sql"))]
    take(read_sql, data.draw(mangled(samples)))
