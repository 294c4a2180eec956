"""EventCatalog as it comes: refused, hostile, again, the real one, and broken in many ways."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.imports.archives import members
from planning.imports.draft import Draft, Unreadable
from planning.imports.eventcatalog import looks_like_eventcatalog, read_eventcatalog
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.drawn import fuzzed
from tests.imports.catalogs import EVENTCATALOG, EVENTCATALOG_ZIP, zipped
from tests.imports.mangled import mangled, take
from tests.imports.samples import applied
from tests.imports.test_marked_yaml import BOMB


@cache
def real_files(path: Path) -> list[tuple[str, bytes]]:
    """The catalog's own files; what lies beside them is skipped anyway."""
    every = members("real.zip", path.read_bytes())
    return [(n, held) for n, held in every if n.endswith(".mdx") and "/docs/" not in n]


REAL = "eventcatalog/eventcatalog-examples-default.zip"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_eventcatalog("c.zip", EVENTCATALOG_ZIP)


@pytest.fixture(scope="module")
def real(corpus) -> Draft:
    return read_eventcatalog("real.zip", (corpus / REAL).read_bytes())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (zipped({"a.txt": b"x"}), "c.zip: an archive without eventcatalog.config.js"),
        ("text", "c.zip: no zip archive"),
        (zipped({"../a": b"x"}), "c.zip: ../a would lie outside"),
        (b"", "c.zip: the file is empty"),
    ],
)
def test_other_files_are_refused(content, why):
    with pytest.raises(Unreadable, match=why):
        read_eventcatalog("c.zip", content)


def test_a_bomb_in_one_file_costs_that_file():
    found = read_eventcatalog(
        "c.zip", zipped({**EVENTCATALOG, "domains/B/index.mdx": f"---\n{BOMB}---\n"})
    )
    assert len(found.of("Subdomain")) == 1


def test_many_small_bombs_are_refused():
    small = "---\na: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{', '.join(f'*{before}' for _ in range(10))}]\n"
        for before, after in zip("abc", "bcd", strict=True)
    )
    files = {f"domains/D{n}/index.mdx": f"{small}---\n{n}" for n in range(60)}
    with pytest.raises(Unreadable, match=r"c\.zip: more than 200,000 values"):
        read_eventcatalog("c.zip", zipped(files))


def test_the_same_catalog_again_changes_nothing(draft):
    again = compare(applied(plan(), compare(plan(), draft)), draft)
    assert again.is_empty
    assert again.skipped == ()


def test_it_is_known_by_the_names_of_its_files():
    assert looks_like_eventcatalog(EVENTCATALOG)
    assert not looks_like_eventcatalog(["a.txt", "docs/index.mdx", "teams/a.mdx"])


def test_the_real_catalog_has_what_the_corpus_says(real):
    counts = Counter(element.kind for element in real.elements)
    assert {
        "Subdomain": 7,
        "Term": 41,
        "BoundedContext": 15,
        "Service": 27,
        "Entity": 29,
        "Aggregate": 14,
        "DataStore": 12,
        "ContextRelation": 9,
        "PrivacyConstraint": 12,
        "Team": 8,
        "Decision": 3,
    }.items() <= counts.items()
    kinds = Counter(e.values["kind"] for e in real.of("Message"))
    assert kinds == {"domain_event": 39, "command": 19, "query": 6}
    assert len([e for e in real.of("BoundedContext") if e.values["external"]]) == 4
    assert len([e for e in real.of("Message") if e.values["schema"]]) == 64


def test_nothing_of_the_real_catalog_fails(real, corpus):
    assert [d for d in real.diagnostics if d.level != "note"] == []
    assert all(tally.adds_up and not tally.failed for tally in real.tallies)
    relation = next(tally for tally in real.tallies if tally.what == "relation")
    assert (relation.found, relation.read, relation.skipped) == (17, 9, 8)
    parts = ("relation", "term", "property")
    files = sum(tally.found for tally in real.tallies if tally.what not in parts)
    assert files == len(members("real.zip", (corpus / REAL).read_bytes()))


def test_the_real_catalog_again_changes_nothing(real):
    again = compare(applied(plan(), compare(plan(), real)), real)
    assert again.is_empty
    assert again.skipped == ()


PIECES = [b"id: ", b"---\n", b"- {id: booked}\n", b"properties: *a\n", b"aggregateRoot: [1]\n"]


@fuzzed
@given(data=st.data())
def test_a_catalog_with_mangled_files_is_read_or_refused(data):
    files: dict[str, str | bytes] = dict(EVENTCATALOG)
    for name in data.draw(st.lists(st.sampled_from(sorted(EVENTCATALOG)), min_size=1, max_size=4)):
        files[name] = data.draw(mangled([EVENTCATALOG[name].encode()], PIECES))
    take(read_eventcatalog, zipped(files))


@fuzzed
@given(content=mangled([EVENTCATALOG_ZIP]))
def test_a_mangled_archive_is_read_or_refused(content):
    take(read_eventcatalog, content)


@fuzzed
@given(data=st.data())
def test_a_real_catalog_with_mangled_files_is_read_or_refused(corpus, data):
    """Of the catalog a part, since reading all of it takes a fifth of a second."""
    every = real_files(corpus / REAL)
    chosen = data.draw(st.integers(0, len(every) - 1))
    files: dict[str, str | bytes] = dict((every * 2)[chosen : chosen + 8])
    named = sorted(files)
    for name in data.draw(st.lists(st.sampled_from(named), min_size=1, max_size=5)):
        files[name] = data.draw(mangled([bytes(files[name])], PIECES))
    take(read_eventcatalog, zipped(files, method=0))
