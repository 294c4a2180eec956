"""Several people at once: nothing is lost, and whoever did not win is told."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from planning.plan.elements import facts
from planning.store import write
from planning.store.errors import Conflict
from planning.store.load import load
from planning.store.proof import proof, verify
from planning.store.start import start

pytestmark = pytest.mark.django_db(transaction=True)
FIELDS = (
    "name",
    "purpose",
    "responsibilities",
    "trust_zone",
    "evolution",
    "business_model",
    "domain_roles",
    "module_path",
)


def at_once(count, act):
    """Run ``act(n)`` in threads that start together; the outcomes, or the errors they raised."""
    gate = Barrier(count)

    def run(number):
        try:
            gate.wait(10)
            return act(number)
        except Conflict as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def add_context(row, actor):
    with write.locked(row.pk, actor) as writing:
        return writing.create("BoundedContext", {"name": "Berths"})


def test_twelve_writers_at_once_lose_nothing(committed_row, lead):
    codes = at_once(12, lambda n: [add_context(committed_row, lead) for _ in range(5)])
    given = [code for batch in codes for code in batch]
    plan = load(committed_row.pk)
    assert len(set(given)) == 60
    assert set(plan.by_code) == set(given)
    assert plan.revision == 60


def test_one_of_eight_editors_of_one_field_wins_and_seven_are_told(committed_row, lead):
    code = add_context(committed_row, lead)

    def edit(number):
        write.update(committed_row.pk, lead, code, {"name": f"Name {number}"}, 1)
        return "won"

    outcomes = Counter(
        "told" if isinstance(outcome, Conflict) else outcome for outcome in at_once(8, edit)
    )
    assert outcomes == {"won": 1, "told": 7}


def test_eight_editors_of_eight_fields_all_win(committed_row, lead):
    code = add_context(committed_row, lead)

    def edit(number):
        write.update(committed_row.pk, lead, code, {FIELDS[number]: f"by {number}"}, 1)
        return "won"

    assert at_once(8, edit) == ["won"] * 8
    element = load(committed_row.pk).by_code[code]
    assert [getattr(element, name) for name in FIELDS] == [f"by {n}" for n in range(8)]
    assert set(FIELDS) <= facts(type(element)).keys()


def test_a_reader_never_sees_half_a_write(committed_row, lead):
    """Each write adds two elements; a plan with an odd number of them would be torn."""

    def act(number):
        if number:
            return [len(load(committed_row.pk).elements) % 2 for _ in range(20)]
        for _ in range(20):
            with write.locked(committed_row.pk, lead) as writing:
                writing.create("BoundedContext", {})
                writing.create("Risk", {})
        return [0]

    assert {odd for outcome in at_once(4, act) for odd in outcome} == {0}


def test_a_proof_sees_nothing_of_what_is_written_beside_it(lead, monkeypatch):
    row = start("Harbour", None, {})
    add_context(row, lead)
    compare = proof.live

    def write_and_compare(*read):
        at_once(1, lambda _: add_context(row, lead))
        return compare(*read)

    monkeypatch.setattr(proof, "live", write_and_compare)
    found = verify(row.pk)
    assert (found.problems, found.elements) == ((), 1)
    assert len(load(row.pk).elements) == 2
