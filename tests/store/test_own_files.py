"""A stored plan, exported and brought back through the page, stays as it is."""

from datetime import date

import pytest

from planning.exports.formats import BY_NAME
from planning.plan import plan_json
from planning.plan.elements import BoundedContext
from planning.store.load import load
from planning.web.access import Access
from planning.web.carried import Sent
from planning.web.reading import bring_in, drafts, outlook
from tests.factory import make_actor, make_sound_plan


@pytest.mark.django_db
@pytest.mark.parametrize("format_", ["plan", "tables", "cml", "backstage", "openapi"])
def test_a_plan_is_not_changed_by_its_own_export(format_: str) -> None:
    row, actor = make_sound_plan(), make_actor()
    before = load(row.pk)
    files = BY_NAME[format_].write(before, date(2026, 11, 20))
    sent = [Sent(path.rpartition("/")[2], text.encode()) for path, text in files.items()]
    access = Access(row, actor)
    found, failed = drafts(sent)
    assert (failed, bool(found)) == ([], True)
    shown = outlook(access, found).previews
    assert all(preview.is_empty and not preview.contested for preview in shown)
    assert sum(len(preview.same) for preview in shown) > 0
    bring_in(access, found, [], before.revision)
    assert plan_json.write(load(row.pk)) == plan_json.write(before)


@pytest.mark.django_db
def test_what_was_renamed_in_its_cml_is_renamed_in_the_stored_plan() -> None:
    row, actor = make_sound_plan(), make_actor()
    before = load(row.pk)
    (text,) = BY_NAME["cml"].write(before, date(2026, 11, 20)).values()
    context = before.of(BoundedContext)[0]
    assert text.count(f"BoundedContext {context.name} ") == 1
    renamed = text.replace(f"BoundedContext {context.name} ", "BoundedContext Renamed ")
    access = Access(row, actor)
    found, _ = drafts([Sent("plan.cml", renamed.encode())])
    keys = [f"0:{change.key}" for change in outlook(access, found).previews[0].changes]
    bring_in(access, found, keys, before.revision)
    after = load(row.pk)
    assert after.by_code[context.code].name == "Renamed"
    assert len(after.elements) == len(before.elements)
