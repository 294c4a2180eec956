"""The Context Mapper DSL as people write it beside its grammar, and in the seldom parts of that."""

import pytest

from planning.imports.cml import looks_like_cml
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.exports.test_fixed_point import assert_changes_nothing, assert_settles
from tests.imports.cml_reading import draft_of, kept, named
from tests.imports.samples import applied


def in_aggregate(text: str) -> str:
    return f"BoundedContext Quay {{ Aggregate Berths {{ {text} }} }}"


def in_map(text: str) -> str:
    return f"ContextMap {{ contains Quay, Sea\n{text}\n}}\nBoundedContext Quay\nBoundedContext Sea"


def test_an_operation_without_def_is_no_attribute() -> None:
    draft = draft_of(in_aggregate("Entity Ship { String name void moor(String rope); sink(); }"))
    assert [e.values["name"] for e in draft.of("Attribute")] == ["name"]
    assert kept(named(draft, "Entity", "Ship")) == ["def void moor(String rope)", "def sink()"]
    assert draft.diagnostics == ()


def test_a_type_may_say_its_size_as_a_database_does() -> None:
    draft = draft_of(in_aggregate("Entity Ship { decimal(10,2) draught int crew }"))
    types = {e.values["name"]: e.values["type"] for e in draft.of("Attribute")}
    assert types == {"draught": "decimal(10,2)", "crew": "int"}


def test_a_semicolon_may_stand_behind_anything() -> None:
    text = """\
ContextMap { type = SYSTEM_LANDSCAPE; contains Quay; };
BoundedContext Quay {
  type = FEATURE;
  Application { Command Moor; Event Moored; Flow Day { command Moor emits event Moored; } }
};
"""
    draft = draft_of(text)
    assert draft.diagnostics == ()
    assert {e.values["name"] for e in draft.of("Message")} == {"Moor", "Moored"}


def test_what_follows_a_negated_modifier_with_a_message_is_read() -> None:
    draft = draft_of(in_aggregate('Entity E { String a !nullable="no" notEmpty="say it" key }'))
    (attribute,) = draft.of("Attribute")
    assert attribute.values["key"] is True
    assert kept(attribute) == ['!nullable="no"', 'notEmpty="say it"']
    (invariant,) = draft.of("Invariant")
    assert invariant.values["statement"] == "a of E is not empty: say it"


def test_attributes_and_options_of_a_lifecycle_are_no_states() -> None:
    options = 'package = a.b hint="h" aggregateLifecycle ordinal String code key; List<int> ns;'
    draft = draft_of(in_aggregate(f'enum Stage {{ {options} "first" OPEN("o", 1), SHUT("s"); }}'))
    assert named(draft, "Aggregate", "Berths").values["states"] == ("OPEN", "SHUT")


def test_a_comma_may_be_forgotten_between_states_on_lines_of_their_own() -> None:
    draft = draft_of(in_aggregate("enum Stage { aggregateLifecycle\nOPEN\nSHUT\nGONE\n}"))
    assert named(draft, "Aggregate", "Berths").values["states"] == ("OPEN", "SHUT", "GONE")


def test_who_starts_an_operation_is_part_of_the_step() -> None:
    flow = 'Flow F { operation moor [initiated by "Pilot"] emits event Moored }'
    draft = draft_of(f"BoundedContext Quay {{ Application {{ Event Moored {flow} }} }}")
    assert draft.diagnostics == ()


def test_settings_of_a_repository_and_a_service_may_share_a_line() -> None:
    line = 'gap hint="h" subscribe to a.b/c:d eventBus = bus inject x.Y List<@E> all;'
    draft = draft_of(
        in_aggregate(f"Entity E {{ Repository R {{ {line} }} }} Service S {{ {line} }}")
    )
    settings = ["gap", 'hint="h"', "subscribe to a.b/c:d eventBus = bus", "inject x.Y"]
    port = named(draft, "Port", "R")
    assert (kept(port), port.values["operations"]) == (settings, "List<@E> all")
    assert kept(named(draft, "Service", "S")) == ["Aggregate Berths", *settings]
    assert [e.values["name"] for e in draft.of("Operation")] == ["all"]


def test_errors_may_go_on_in_the_next_line() -> None:
    draft = draft_of(in_aggregate("Service S { void moor() throws Full,\n  Storm; }"))
    (operation,) = draft.of("Operation")
    assert kept(operation) == ["void moor() throws Full, Storm"]


def test_an_operation_is_not_lost_for_its_states() -> None:
    draft = draft_of(in_aggregate("Service S { void moor() : write[FULL] throws Storm; }"))
    assert [e.values["name"] for e in draft.of("Operation")] == ["moor"]
    (warning,) = draft.diagnostics
    assert "without its states" in str(warning)


@pytest.mark.parametrize(
    "text",
    [
        "Domain Harbour { Subdomain Mooring type CORE_DOMAIN { } }",
        "Domain Harbour { Subdomain Mooring { type CORE_SUBDOMAIN } }",
        "Subdomain Mooring { type = CORE_DOMAIN }",
    ],
)
def test_a_subdomain_says_its_type_in_several_ways(text: str) -> None:
    (found,) = draft_of(text).of("Subdomain")
    assert (found.values["name"], found.values["classification"]) == ("Mooring", "core")


def test_a_subdomain_keeps_whatever_stands_in_it() -> None:
    draft = draft_of(
        "Domain H { Subdomain M { enum Size { BIG, SMALL } Aggregate A { Entity E } } }"
    )
    (found,) = draft.of("Subdomain")
    whole = ["enum Size { BIG, SMALL }", "Aggregate A { Entity E }"]
    assert kept(found) == ["Domain H", *whole]
    assert draft.diagnostics == ()


@pytest.mark.parametrize(
    "line",
    [
        "ContextMap Harbour type = SYSTEM_LANDSCAPE {",
        "BoundedContext Quay type FEATURE {",
        "BoundedContext Quay implements Mooring type = FEATURE {",
    ],
)
def test_a_type_before_the_brace_is_a_setting(line: str) -> None:
    assert looks_like_cml(f"{line}\n}}")
    draft = draft_of(f"BoundedContext Sea\n{line} }}")
    assert not [d for d in draft.diagnostics if "should stand" in d.message]


def test_a_relation_may_be_named_by_a_phrase() -> None:
    draft = draft_of(in_map("Quay [OHS] -> [ACL] Sea : REST API (v2)\nSea -> Quay : Tide { }"))
    assert [e.values["name"] for e in draft.of("ContextRelation")] == ["REST API (v2)", "Tide"]


@pytest.mark.parametrize(
    ("said", "pattern"),
    [
        ("Quay -> Sea : Customer-Supplier", "customer_supplier"),
        ("Quay <-> Sea : Partnership", "partnership"),
        ("Quay [SK]<->[SK] Sea : Partnership", "shared_kernel"),
    ],
)
def test_a_relation_may_say_its_pattern_behind_the_colon(said: str, pattern: str) -> None:
    draft = draft_of(in_map(said))
    (relation,) = draft.of("ContextRelation")
    assert relation.values["pattern"] == pattern
    assert all(tally.found == tally.read for tally in draft.tallies)


@pytest.mark.parametrize("said", ["Quay [D,ACL] -> [U] Sea", "Sea [U] <- [D,ACL] Quay"])
def test_marks_count_more_than_the_arrow(said: str) -> None:
    draft = draft_of(in_map(said))
    (relation,) = draft.of("ContextRelation")
    assert relation.values["upstream"] == "BoundedContext:Sea"
    assert relation.values["downstream_roles"] == ("ACL",)
    (warning,) = draft.diagnostics
    assert "marked against the arrow" in warning.message


def test_contexts_within_a_map_do_not_cost_its_relations() -> None:
    text = """\
ContextMap M {
  contains Quay, Sea
  BoundedContext Quay { }
  Quay [U] -> [D] Sea
  Quay Partnership Sea
  BoundedContext Sea { }
}
"""
    draft = draft_of(text)
    patterns = [e.values["pattern"] for e in draft.of("ContextRelation")]
    assert patterns == ["upstream_downstream", "partnership"]
    assert len(draft.of("BoundedContext")) == 2


def test_a_text_over_several_lines_loses_the_indent_of_its_place() -> None:
    text = 'BoundedContext Quay {\n    domainVisionStatement = "\n        Moors\n          ships.\n    "\n}'
    assert draft_of(text).of("BoundedContext")[0].values["purpose"] == "Moors\n  ships."


def test_responsibilities_of_the_first_cml() -> None:
    draft = draft_of(
        'BoundedContext Quay { responsibilities = Ships, Ropes { "all of them" }, Tar }'
    )
    assert (
        draft.of("BoundedContext")[0].values["responsibilities"] == "Ships\nRopes: all of them\nTar"
    )


def test_functionalities_are_kept_as_coordinations_are() -> None:
    whole = "Functionality F { sagaOrchestrator Quay.S.moor; }"
    draft = draft_of(f"BoundedContext Quay {{ Application {{ {whole} }} }}")
    assert kept(draft.of("BoundedContext")[0]) == [whole]


LOOSE = in_aggregate(
    'Entity Ship { decimal(10,2) a String b !nullable="no" void moor(); Repository R {'
    ' gap subscribe to "a/b" inject x.Y all; } } enum Stage { aggregateLifecycle String c; UP, OFF }'
) + in_map("").replace("BoundedContext Quay", "Subdomain Mooring type CORE_DOMAIN").replace(
    "contains Quay, Sea", "Quay [D] -> [U] Sea : by hand (twice)\nQuay -> Sea : Customer-Supplier"
)


@pytest.mark.parametrize("format_", ["cml", "tables", "plan"])
def test_what_was_written_loosely_goes_out_and_comes_back(format_: str) -> None:
    held = applied(plan(), compare(plan(), draft_of(LOOSE)))
    assert_changes_nothing(held, format_)
    assert_settles(held, format_)
