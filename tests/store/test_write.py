"""The only writer: what it stores, refuses and remembers."""

import pytest

from planning import models
from planning.plan.elements import Aggregate, BoundedContext, Invariant, Term
from planning.plan.traceability import suspects
from planning.store import write
from planning.store.errors import Conflict, Missing, Refused, Rejected
from planning.store.load import load
from planning.store.write import New


def add(row, actor, kind, values, **facts):
    with write.locked(row.pk, actor) as writing:
        return writing.create(kind, values, **facts)


def history(row):
    return list(row.history.order_by("number").values_list("action", "code"))


def test_an_element_gets_the_next_code_of_its_kind(row, lead):
    add(row, lead, "BoundedContext", {"name": "Berths"})
    assert add(row, lead, "BoundedContext", {"name": "Tugs"}) == "BC-2"


def test_the_code_of_a_deleted_element_is_never_given_again(row, lead):
    code = add(row, lead, "BoundedContext", {"name": "Berths"})
    with write.locked(row.pk, lead) as writing:
        writing.delete(code)
    assert add(row, lead, "BoundedContext", {"name": "Tugs"}) == "BC-2"


def test_counting_goes_on_after_a_code_given_from_outside(row, lead):
    add(row, lead, "BoundedContext", {"name": "Berths"}, code="BC-41")
    assert add(row, lead, "BoundedContext", {"name": "Tugs"}) == "BC-42"


def test_a_code_from_outside_is_kept(row, lead):
    assert add(row, lead, "Requirement", {"statement": "Berth ships"}, code="FR-001") == "FR-001"


def test_a_code_in_use_is_rejected(row, lead):
    add(row, lead, "Requirement", {}, code="FR-001")
    with pytest.raises(Rejected, match="in use"):
        add(row, lead, "Requirement", {}, code="FR-001")


def test_a_code_of_another_kind_is_rejected_even_when_that_is_gone(row, lead):
    add(row, lead, "Requirement", {}, code="FR-001")
    with write.locked(row.pk, lead) as writing:
        writing.delete("FR-001")
    with pytest.raises(Rejected, match="another thing"):
        add(row, lead, "Standard", {}, code="FR-001")


@pytest.mark.parametrize("code", ["", " ", "a b", "../x", "x/y", "<b>", "é", "-1", "x" * 81])
def test_what_is_no_code_is_rejected_or_counted(row, lead, code):
    if not code:
        assert add(row, lead, "Requirement", {}, code=code) == "REQ-1"
        return
    with pytest.raises(Rejected, match="no code"):
        add(row, lead, "Requirement", {}, code=code)


def test_elements_of_one_batch_may_refer_to_each_other(row, lead):
    with write.locked(row.pk, lead) as writing:
        codes = writing.create_all(
            [
                New(kind="Aggregate", key="a", values={"name": "Call", "context": "c"}),
                New(kind="BoundedContext", key="c", values={"name": "Berths"}),
            ]
        )
    assert load(row.pk).get(codes["a"], Aggregate).context == codes["c"]


def test_a_reference_to_another_kind_is_rejected(row, lead):
    team = add(row, lead, "Team", {"name": "Quay"})
    with pytest.raises(Rejected, match="TM-1 is of the kind team"):
        add(row, lead, "Aggregate", {"context": team})


def test_a_reference_to_another_plan_is_rejected(row, lead):
    other = models.Plan.objects.create(slug="other", project=row.project)
    add(other, lead, "BoundedContext", {"name": "Berths"})
    with pytest.raises(Rejected, match="no bounded context BC-1"):
        add(row, lead, "Aggregate", {"context": "BC-1"})


def test_a_value_that_its_field_cannot_hold_is_rejected_by_name(row, lead):
    with pytest.raises(Rejected) as rejected:
        add(row, lead, "BoundedContext", {"layers": "cellar"})
    assert rejected.value.errors.keys() == {"layers"}


def test_a_rejected_write_stores_nothing(row, lead):
    batch = [
        New(kind="BoundedContext", key="good", values={"name": "Berths"}),
        New(kind="BoundedContext", key="bad", values={"layers": "cellar"}),
    ]
    with pytest.raises(Rejected, match="bad"), write.locked(row.pk, lead) as writing:
        writing.create_all(batch)
    assert load(row.pk).elements == () and history(row) == []


def test_a_change_moves_the_revision_and_the_version(row, lead):
    code = add(row, lead, "BoundedContext", {"name": "Berths"})
    write.update(row.pk, lead, code, {"purpose": "Who lies where"}, 1)
    plan = load(row.pk)
    assert (plan.revision, plan.by_code[code].version) == (2, 2)


def test_a_save_without_edits_changes_nothing(row, lead):
    code = add(row, lead, "BoundedContext", {"name": "Berths", "purpose": "a\nb"})
    before = load(row.pk)
    write.update(row.pk, lead, code, {"name": "Berths", "purpose": "a\r\nb  "}, 1)
    assert load(row.pk) == before and len(history(row)) == 1


def test_fields_that_different_people_changed_are_all_stored(row, lead):
    code = add(row, lead, "BoundedContext", {"name": "Berths"})
    write.update(row.pk, lead, code, {"name": "Berths", "purpose": "Who lies where"}, 1)
    write.update(row.pk, lead, code, {"name": "Berthing", "purpose": ""}, 1)
    found = load(row.pk).get(code, BoundedContext)
    assert (found.name, found.purpose) == ("Berthing", "Who lies where")


def test_a_field_that_both_changed_is_a_conflict_that_shows_all_three(row, lead):
    code = add(row, lead, "BoundedContext", {"name": "Berths"})
    write.update(row.pk, lead, code, {"name": "Quays"}, 1)
    with pytest.raises(Conflict) as conflict:
        write.update(row.pk, lead, code, {"name": "Piers"}, 1)
    (field,) = conflict.value.fields
    assert (field.base, field.theirs, field.mine) == ("Berths", "Quays", "Piers")


def test_what_only_i_changed_is_stored_beside_a_conflict(row, lead):
    code = add(row, lead, "BoundedContext", {"name": "Berths"})
    write.update(row.pk, lead, code, {"name": "Quays"}, 1)
    with pytest.raises(Conflict) as conflict:
        write.update(row.pk, lead, code, {"name": "Piers", "purpose": "Who lies where"}, 1)
    found = load(row.pk).get(code, BoundedContext)
    assert (found.name, found.purpose) == ("Quays", "Who lies where")
    assert conflict.value.element == found


def test_the_same_change_by_two_people_is_no_conflict(row, lead):
    code = add(row, lead, "BoundedContext", {"name": "Berths"})
    write.update(row.pk, lead, code, {"name": "Quays"}, 1)
    write.update(row.pk, lead, code, {"name": "Quays"}, 1)
    assert load(row.pk).by_code[code].version == 2


def test_a_version_that_never_was_is_rejected(row, lead):
    code = add(row, lead, "BoundedContext", {"name": "Berths"})
    with pytest.raises(Rejected, match="never had a version 7"):
        write.update(row.pk, lead, code, {"name": "Piers"}, 7)


def test_an_element_that_is_gone_is_missing(row, lead):
    with pytest.raises(Missing):
        write.update(row.pk, lead, "BC-1", {"name": "Piers"}, 1)


def test_a_viewer_writes_nothing(row, lead, viewer):
    code = add(row, lead, "BoundedContext", {"name": "Berths"})
    with pytest.raises(Refused):
        write.update(row.pk, viewer, code, {"name": "Piers"}, 1)
    with pytest.raises(Refused):
        add(row, viewer, "Team", {})
    with pytest.raises(Refused), write.locked(row.pk, viewer) as writing:
        writing.delete(code)


def test_what_is_part_of_an_element_is_deleted_with_it(row, lead):
    aggregate = add(row, lead, "Aggregate", {"name": "Call"})
    add(row, lead, "Invariant", {"aggregate": aggregate})
    with write.locked(row.pk, lead) as writing:
        writing.delete(aggregate)
    assert load(row.pk).elements == ()
    assert history(row)[-2:] == [("delete", "IV-1"), ("delete", "AG-1")]


def test_other_references_become_blank_and_leave_history(row, lead):
    context = add(row, lead, "BoundedContext", {"name": "Berths"})
    term = add(row, lead, "Term", {"name": "Call", "context": context})
    with write.locked(row.pk, lead) as writing:
        writing.delete(context)
    assert load(row.pk).get(term, Term).context == ""
    assert ("update", term) in history(row)


def test_an_element_that_refers_to_itself_can_be_deleted(row, lead):
    entity = add(row, lead, "Entity", {"name": "Ship"})
    attribute = add(row, lead, "Attribute", {"entity": entity, "refers_to": entity})
    with write.locked(row.pk, lead) as writing:
        writing.delete(entity)
    assert load(row.pk).elements == () and ("delete", attribute) in history(row)


def test_links_of_a_deleted_element_end(row, lead):
    add(row, lead, "Requirement", {}, code="FR-001")
    context = add(row, lead, "BoundedContext", {"name": "Berths"})
    with write.locked(row.pk, lead) as writing:
        writing.link("satisfies", context, "FR-001")
    with write.locked(row.pk, lead) as writing:
        writing.delete(context)
    assert load(row.pk).links == () and ("unlink", context) in history(row)


def test_a_link_of_an_element_to_itself_ends_once(row, lead):
    step = add(row, lead, "BuildStep", {"name": "Build"})
    with write.locked(row.pk, lead) as writing:
        writing.link("depends_on", step, step)
        writing.delete(step)
    assert [action for action, _ in history(row)].count("unlink") == 1


def test_deleting_what_changed_meanwhile_is_a_conflict(row, lead):
    code = add(row, lead, "BoundedContext", {"name": "Berths"})
    write.update(row.pk, lead, code, {"name": "Quays"}, 1)
    with pytest.raises(Conflict), write.locked(row.pk, lead) as writing:
        writing.delete(code, 1)
    assert code in load(row.pk).by_code


def test_a_link_that_no_type_allows_is_rejected(row, lead):
    context = add(row, lead, "BoundedContext", {"name": "Berths"})
    with (
        pytest.raises(Rejected, match="no link"),
        write.locked(row.pk, lead) as writing,
    ):
        writing.link("satisfies", context, context)


def test_a_link_said_twice_is_there_once(row, lead):
    add(row, lead, "Requirement", {}, code="FR-001")
    context = add(row, lead, "BoundedContext", {"name": "Berths"})
    with write.locked(row.pk, lead) as writing:
        writing.link("satisfies", context, "FR-001")
        writing.link("satisfies", context, "FR-001")
    assert len(load(row.pk).links) == 1


def test_facts_of_the_plan_merge_like_fields(row, lead):
    write.update_about(row.pk, lead, {"locale": "Delft"}, 0)
    write.update_about(row.pk, lead, {"language": "nl", "locale": ""}, 0)
    with pytest.raises(Conflict):
        write.update_about(row.pk, lead, {"locale": "Breda"}, 0)
    plan = load(row.pk)
    assert (plan.locale, plan.language, plan.revision) == ("Delft", "nl", 2)


def test_an_archived_plan_is_not_written(row, lead):
    models.Plan.objects.filter(pk=row.pk).update(archived_at="2026-01-01T00:00Z")
    with pytest.raises(Missing):
        add(row, lead, "Team", {})


def test_deleting_and_restoring_brings_the_same_code_back(row, lead):
    aggregate = add(row, lead, "Aggregate", {"name": "Call"})
    with write.locked(row.pk, lead) as writing:
        writing.delete(aggregate)
    assert add(row, lead, "Aggregate", {"name": "Call"}, code=aggregate) == aggregate


def test_an_invariant_keeps_its_policy_by_reference(row, lead):
    policy = add(row, lead, "Policy", {"name": "Free the berth"})
    code = add(row, lead, "Invariant", {"corrective_policy": policy})
    assert load(row.pk).get(code, Invariant).corrective_policy == policy


def test_a_link_is_confirmed_by_one_change_that_shows_both_digests(row, lead):
    tied_to_what_changed(row, lead)
    with write.locked(row.pk, lead) as writing:
        writing.confirm("satisfies", "AG-1", "FR-001")
    change = row.history.order_by("number").last()
    assert (change.action, change.code) == ("link", "AG-1")
    assert "target_digest" in change.before
    assert change.before != change.after
    assert suspects(load(row.pk)) == ()


def test_to_confirm_what_holds_already_changes_nothing(row, lead):
    tied_to_what_changed(row, lead)
    with write.locked(row.pk, lead) as writing:
        writing.confirm("satisfies", "AG-1", "FR-001")
    before = row.history.count()
    with write.locked(row.pk, lead) as writing:
        writing.confirm("satisfies", "AG-1", "FR-001")
    assert row.history.count() == before


def test_a_viewer_confirms_nothing(row, lead, viewer):
    tied_to_what_changed(row, lead)
    with pytest.raises(Refused), write.locked(row.pk, viewer) as writing:
        writing.confirm("satisfies", "AG-1", "FR-001")


def tied_to_what_changed(row, lead):
    with write.locked(row.pk, lead) as writing:
        writing.create("Requirement", {"statement": "Berth ships"}, code="FR-001")
        writing.create("Aggregate", {"name": "Berth"})
        writing.link("satisfies", "AG-1", "FR-001")
        writing.update("FR-001", {"statement": "Berth every ship"})


def test_the_code_that_was_meant_is_suggested(row, lead):
    tied_to_what_changed(row, lead)
    with (
        pytest.raises(Missing, match="did you mean FR-001"),
        write.locked(row.pk, lead) as writing,
    ):
        writing.link("satisfies", "AG-1", "fr1")


def test_only_codes_of_the_right_kind_are_suggested(row, lead):
    tied_to_what_changed(row, lead)
    with (
        pytest.raises(Rejected, match="no aggregate AG-01 in this plan; did you mean AG-1"),
        write.locked(row.pk, lead) as writing,
    ):
        writing.create("Entity", {"aggregate": "AG-01"})
