"""The same file again: what its source changed, what people changed, what vanished from it."""

import json

import pytest

from planning import models
from planning.imports.apply import Bases, apply
from planning.imports.options import How
from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan import plan_json
from planning.store import history, rows, undo, write
from planning.store.load import load
from planning.web.access import Access
from planning.web.carried import Sent
from planning.web.reading import bring_in, drafts, outlook
from tests.factory import make_actor, make_plan

FILE = "requirements.csv"
FIRST = "id,title,statement\nFR-1,Borrow,A member borrows.\nFR-2,Return,A member returns.\n"


@pytest.fixture
def plan(db):
    row = make_plan()
    bring(row, FIRST)
    return row


def looked_at(plan, text, file=FILE):
    draft = read(file, text)
    return compare(load(plan.pk), draft, history.imported(plan.pk))


def bring(plan, text, *chosen, file=FILE):
    """Apply what a person would leave ticked, and what they tick beside."""
    preview = looked_at(plan, text, file)
    ticked = {each.key for each in (*preview.additions, *preview.changes)}
    return apply(plan.pk, make_actor(), preview, ticked | set(chosen))


def edit(plan, code, **said):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.update(code, said)


def fields(changes):
    return {(c.code, f.name, f.disputed) for c in changes for f in c.fields}


def test_the_same_file_again_changes_nothing(plan):
    again = looked_at(plan, FIRST)
    assert again.is_empty
    assert again.contested == ()


def test_what_the_source_changed_and_nobody_here_is_updated(plan):
    bring(plan, FIRST.replace("A member returns.", "A member brings back."))
    assert load(plan.pk).by_code["FR-2"].statement == "A member brings back."


def test_what_somebody_changed_here_stays_while_the_source_says_what_it_said(plan):
    edit(plan, "FR-1", statement="A member or a guest borrows.")
    again = looked_at(plan, FIRST)
    assert again.is_empty
    assert fields(again.contested) == {("FR-1", "statement", False)}
    bring(plan, FIRST)
    assert load(plan.pk).by_code["FR-1"].statement == "A member or a guest borrows."


def test_what_both_changed_is_a_persons_to_decide(plan):
    edit(plan, "FR-1", statement="A guest borrows.")
    changed = FIRST.replace("A member borrows.", "Staff borrow.")
    again = looked_at(plan, changed)
    assert fields(again.disputes) == {("FR-1", "statement", True)}
    (field,) = again.disputes[0].fields
    assert (field.base, field.before, field.after) == (
        "A member borrows.",
        "A guest borrows.",
        "Staff borrow.",
    )
    bring(plan, changed)
    assert load(plan.pk).by_code["FR-1"].statement == "A guest borrows."
    bring(plan, changed, "FR-1!")
    assert load(plan.pk).by_code["FR-1"].statement == "Staff borrow."


def test_a_field_beside_a_disputed_one_is_updated(plan):
    edit(plan, "FR-1", statement="A guest borrows.")
    changed = FIRST.replace("Borrow,A member borrows.", "Lend,Staff borrow.")
    bring(plan, changed)
    held = load(plan.pk).by_code["FR-1"]
    assert (held.name, held.statement) == ("Lend", "A guest borrows.")


def test_an_edit_that_an_import_left_alone_is_no_base_for_the_next(plan):
    edit(plan, "FR-1", statement="A guest borrows.")
    bring(plan, FIRST.replace("Borrow,", "Lend,"))
    again = looked_at(plan, FIRST.replace("Borrow,", "Lend,"))
    assert fields(again.contested) == {("FR-1", "statement", False)}


def test_what_vanished_is_offered_and_never_deleted_by_itself(plan):
    shorter = FIRST.partition("FR-2")[0]
    again = looked_at(plan, shorter)
    assert [(each.kind, each.code) for each in again.vanished] == [("Requirement", "FR-2")]
    bring(plan, shorter)
    assert "FR-2" in load(plan.pk).by_code
    assert bring(plan, shorter, "gone.FR-2").removed == ("FR-2",)
    assert "FR-2" not in load(plan.pk).by_code


def test_what_came_from_another_file_has_not_vanished(plan):
    other = "id,title,statement\nFR-9,Reserve,A member reserves.\n"
    assert looked_at(plan, other, file="more.csv").vanished == ()


def test_what_was_deleted_here_comes_back_under_its_code_if_it_is_ticked(plan):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.delete("FR-2")
    assert [each.code for each in looked_at(plan, FIRST).additions] == ["FR-2"]
    bring(plan, FIRST)
    assert load(plan.pk).by_code["FR-2"].name == "Return"


def test_without_a_person_contested_and_vanished_are_left_alone(plan):
    edit(plan, "FR-1", statement="A guest borrows.")
    apply(plan.pk, make_actor(), looked_at(plan, "id,title,statement\nFR-1,Borrow,Staff borrow.\n"))
    held = load(plan.pk)
    assert held.by_code["FR-1"].statement == "A guest borrows."
    assert "FR-2" in held.by_code


def test_an_import_of_several_files_is_undone_as_a_whole(plan):
    before = load(plan.pk)
    reached = Access(plan, make_actor())
    sent = [
        Sent(FILE, FIRST.replace("Borrow,", "Lend,").encode()),
        Sent("more.csv", b"id,title,statement\nFR-9,Reserve,A member reserves.\n"),
    ]
    read_, _ = drafts(sent)
    keys = [
        f"{n}:{c.key}" for n, p in enumerate(outlook(reached, read_).previews) for c in p.changes
    ]
    done = bring_in(reached, read_, [*keys, "1:FR-9"], load(plan.pk).revision)
    assert set(load(plan.pk).by_code) == {"FR-1", "FR-2", "FR-9"}
    assert models.Change.objects.filter(batch=done.batch).count() == 2
    undo.undo(plan.pk, make_actor(), done.batch)
    after = load(plan.pk)
    assert [(e.code, e.name) for e in after.elements] == [(e.code, e.name) for e in before.elements]


def last_batch(plan):
    return models.Change.objects.filter(plan_id=plan.pk).latest("number").batch


def take_back(plan):
    undo.undo(plan.pk, make_actor(), last_batch(plan))


RENAMED = FIRST.replace("Borrow,", "Lend,")


def test_an_import_that_was_taken_back_is_no_base_for_the_next(plan):
    bring(plan, RENAMED)
    take_back(plan)
    again = looked_at(plan, RENAMED)
    assert fields(again.contested) == set()
    assert fields(again.changes) == {("FR-1", "name", False)}
    apply(plan.pk, make_actor(), again)
    assert load(plan.pk).by_code["FR-1"].name == "Lend"


def test_a_conflict_with_the_last_import_that_stands_keeps_its_mark(plan):
    bring(plan, RENAMED)
    take_back(plan)
    edit(plan, "FR-1", name="Borrow a book")
    (dispute,) = looked_at(plan, RENAMED).disputes
    (field,) = dispute.fields
    assert (field.base, field.before, field.after) == ("Borrow", "Borrow a book", "Lend")


def test_an_import_that_was_taken_back_and_done_again_is_the_base(plan):
    bring(plan, RENAMED)
    take_back(plan)
    take_back(plan)
    edit(plan, "FR-1", name="Borrow a book")
    assert fields(looked_at(plan, RENAMED).contested) == {("FR-1", "name", False)}


def test_an_undo_that_was_undone_twice_stands(plan):
    bring(plan, RENAMED)
    take_back(plan)
    take_back(plan)
    take_back(plan)
    assert fields(looked_at(plan, RENAMED).changes) == {("FR-1", "name", False)}


def test_what_people_say_like_an_undo_takes_nothing_back(plan):
    bring(plan, RENAMED)
    with write.locked(plan.pk, make_actor(), cause="undo of what Alice said") as writing:
        writing.update("FR-1", {"name": "Borrow a book"})
    assert fields(looked_at(plan, RENAMED).contested) == {("FR-1", "name", False)}


# A plan that comes back in its own plan.json


def exported(plan, **said):
    """The plan.json of now, with other texts in it."""
    text = plan_json.write(load(plan.pk))
    for old, new in said.items():
        text = text.replace(old.replace("_", " "), new)
    return text


def back(plan, text):
    held = load(plan.pk)
    draft = read("plan.json", text)
    return Bases(plan.pk).compare(held, draft)


def test_an_older_plan_json_takes_back_nothing_that_was_changed_since(plan):
    text = exported(plan)
    edit(plan, "FR-1", statement="A member takes home.")
    preview = back(plan, text)
    assert preview.changes == ()
    assert fields(preview.contested) == {("FR-1", "statement", False)}


def test_what_an_older_plan_json_and_somebody_here_have_changed_is_a_persons_to_decide(plan):
    text = exported(plan, A_member_borrows="A member lends", A_member_returns="A member brings")
    edit(plan, "FR-1", statement="A member takes home.")
    preview = back(plan, text)
    assert fields(preview.contested) == {("FR-1", "statement", True)}
    assert fields(preview.changes) == {("FR-2", "statement", False)}


def test_however_many_have_moved_on_what_was_is_looked_up_in_parts(plan, monkeypatch):
    monkeypatch.setattr(rows, "CHUNK", 1)
    text = exported(plan)
    edit(plan, "FR-1", statement="A member takes home.")
    edit(plan, "FR-2", statement="A member brings back.")
    assert {code for code, _, _ in fields(back(plan, text).contested)} == {"FR-1", "FR-2"}


def test_the_plan_json_of_another_plan_is_meant_as_it_stands(plan):
    text = exported(plan, A_member_borrows="A member lends").replace('"slug": "', '"slug": "other-')
    edit(plan, "FR-1", name="Other")
    assert back(plan, text).contested == ()


def without(text, *codes):
    """The plan.json with elements taken out of it."""
    document = json.loads(text)
    for kind, held in document["elements"].items():
        document["elements"][kind] = [each for each in held if each["code"] not in codes]
    return json.dumps(document)


def test_what_was_taken_out_of_a_plan_json_is_offered_for_deletion(plan):
    preview = back(plan, without(exported(plan), "FR-1"))
    assert [each.code for each in preview.vanished] == ["FR-1"]
    apply(plan.pk, make_actor(), preview, {"gone.FR-1"})
    assert [each.code for each in load(plan.pk).elements] == ["FR-2"]


def test_what_is_younger_than_a_plan_json_was_not_taken_out_of_it(plan):
    text = exported(plan)
    models.Plan.objects.filter(pk=plan.pk).update(revised_at="2020-01-01T00:00:00Z")
    older = without(exported(plan), "FR-1")
    assert back(plan, older).vanished == ()
    assert back(plan, text).vanished == ()


@pytest.mark.parametrize("said", ["", "yesterday", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z"])
def test_a_moment_that_is_none_takes_nothing_away(plan, said):
    text = without(exported(plan), "FR-1").replace(load(plan.pk).revised_at, said)
    assert len(back(plan, text).vanished) == said.startswith("9999")


def test_what_could_not_be_read_of_a_plan_json_was_not_taken_out_of_it(plan):
    broken = exported(plan).replace('"Requirement": [', '"Wish": [')
    assert back(plan, broken).vanished == ()


def test_a_plan_json_of_another_plan_takes_nothing_away(plan):
    text = without(exported(plan), "FR-1").replace('"slug": "', '"slug": "other-')
    assert back(plan, text).vanished == ()


def test_a_file_that_was_read_in_part_has_lost_nothing(plan):
    how = How(format="requirements_csv")
    draft = read(FILE, "id,Nutzen,Wunsch\nFR-1,,Borrow\n", how)
    assert any(tally.failed for tally in draft.tallies)
    assert compare(load(plan.pk), draft).vanished == ()


def test_a_file_that_is_only_kept_as_a_document_has_lost_nothing(plan):
    preview = looked_at(plan, "# Once requirements\n\nNow prose.\n")
    assert (preview.format, preview.vanished) == ("document", ())


def test_a_reference_to_what_was_taken_out_of_a_plan_json_hides_nothing(plan):
    with write.locked(plan.pk, make_actor()) as writing:
        writing.link("refines", "FR-2", "FR-1")
    preview = back(plan, without(exported(plan), "FR-1"))
    assert [each.code for each in preview.vanished] == ["FR-1"]
