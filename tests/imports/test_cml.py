"""The Context Mapper DSL, construct by construct."""

from dataclasses import replace

import pytest

from planning.imports.cml import looks_like_cml, read_cml
from planning.imports.draft import Draft, DraftElement
from planning.imports.preview import compare
from planning.plan.value import plan
from tests.imports.cml_samples import ALL, BROKEN, MAP, TACTIC, VALUES, WORDS
from tests.imports.samples import (
    DIRECTIVE,
    INTERFACES,
    OLDER_DIRECTIVE,
    REQUIREMENTS_CSV,
    REQUIREMENTS_MARKDOWN,
    applied,
)


def draft_of(text: str) -> Draft:
    return read_cml("harbour.cml", text)


def named(draft: Draft, kind: str, name: str) -> DraftElement:
    (found,) = [e for e in draft.of(kind) if e.values.get("name") == name]
    return found


def kept(element: DraftElement) -> list[str]:
    """What the notes hold in CML."""
    lines = str(element.values.get("notes", "")).split("\n")
    return [line[8:-1] for line in lines if line.startswith("- CML: `")]


def relations(text: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            str(e.values["pattern"]),
            e.values["upstream"].partition(":")[2],
            e.values["downstream"].partition(":")[2],
            ",".join(e.values.get("upstream_roles", ())),
            ",".join(e.values.get("downstream_roles", ())),
        )
        for e in draft_of(text).of("ContextRelation")
    ]


def test_relations_in_arrows() -> None:
    assert relations(MAP) == [
        ("upstream_downstream", "Berthing", "Billing", "OHS,PL", "ACL"),
        ("upstream_downstream", "Berthing", "Customs", "", "CF"),
        ("customer_supplier", "Billing", "Customs", "", ""),
        ("partnership", "Berthing", "Customs", "", ""),
        ("shared_kernel", "Berthing", "Billing", "", ""),
        ("shared_kernel", "Billing", "Customs", "", ""),
        ("upstream_downstream", "Customs", "Tide", "", ""),
    ]


def test_relations_in_words() -> None:
    assert relations(WORDS) == [
        ("customer_supplier", "B", "A", "", ""),
        ("customer_supplier", "A", "B", "OHS,PL", "ACL"),
        ("upstream_downstream", "A", "B", "OHS", "CF"),
        ("upstream_downstream", "B", "A", "OHS,PL", "ACL"),
        ("partnership", "A", "B", "", ""),
        ("shared_kernel", "A", "B", "", ""),
    ]


def test_a_mark_on_the_next_line_belongs_to_the_next_relation() -> None:
    text = "ContextMap {\n A [P]<->[P] B\n [P] B <-> A [P]\n}\nBoundedContext A\nBoundedContext B"
    assert [r[0] for r in relations(text)] == ["partnership", "partnership"]


def test_a_relation_has_its_name_and_block() -> None:
    draft = draft_of(MAP)
    relation = named(draft, "ContextRelation", "Moorings")
    assert relation.values["technology"] == "REST"
    assert relation.values["downstream_rights"] == "INFLUENCER"
    (exposed,) = [link for link in draft.links if link.type == "exposes"]
    assert (exposed.source, exposed.target) == (
        relation.key,
        "BoundedContext:Berthing/Aggregate:Berths",
    )


def test_a_context_keeps_what_it_says() -> None:
    berthing = named(draft_of(MAP), "BoundedContext", "Berthing")
    assert berthing.values["purpose"] == "Gives every ship a berth,\nand keeps it."
    assert berthing.values["responsibilities"] == "Berths\nTides"
    assert berthing.values["evolution"] == "CUSTOM_BUILT"
    assert berthing.values["business_model"] == "REVENUE"
    assert kept(berthing) == [
        "ContextMap Harbour { type = SYSTEM_LANDSCAPE state TO_BE }",
        "refines Quay",
        "type = FEATURE",
        'implementationTechnology "Python"',
        "knowledgeLevel = CONCRETE",
    ]


def test_a_context_that_only_the_map_names_is_added_and_reported() -> None:
    draft = draft_of(MAP)
    assert named(draft, "BoundedContext", "Tide").line == 18
    assert (
        "harbour.cml:18:16: there is no BoundedContext Tide in this file (added by its name)"
        in map(str, draft.diagnostics)
    )


def test_a_team_is_no_context_and_owns_what_it_realises() -> None:
    draft = draft_of(MAP)
    team = named(draft, "Team", "Quay_Team")
    assert named(draft, "BoundedContext", "Berthing").values["owner"] == team.key
    assert kept(team) == ["implements Mooring"]


def test_relations_of_teams_are_kept_in_their_notes() -> None:
    text = (
        "ContextMap { contains X, Y\n X [U]->[D] Y : Pays }\n"
        "BoundedContext X { type TEAM }\nBoundedContext Y { type = TEAM }"
    )
    draft = draft_of(text)
    assert kept(named(draft, "Team", "X")) == ["X [U]->[D] Y : Pays"]
    assert {e.kind for e in draft.elements} == {"Team"}


def test_a_team_with_a_model_is_reported_with_all_that_is_in_it() -> None:
    inner = "Aggregate A { Entity E { int a\n - F f } Entity F Service S { x(); } }"
    draft = draft_of(f"BoundedContext X {{ type TEAM\n {inner} }}")
    assert [e.kind for e in draft.elements] == ["Team"]
    (told,) = draft.diagnostics
    assert told.message == "X is a team with a model"
    assert told.remedy.endswith("passed over: 1 Aggregate, 2 Entity, 1 Service")
    assert {t.what: (t.found, t.skipped) for t in draft.tallies} == {
        "BoundedContext": (1, 0),
        "Aggregate": (1, 1),
        "Entity": (2, 2),
        "Service": (1, 1),
        "attribute": (1, 1),
        "reference": (1, 1),
    }


def test_domains_and_subdomains() -> None:
    draft = draft_of(MAP)
    mooring = named(draft, "Subdomain", "Mooring")
    assert mooring.values["classification"] == "core"
    assert mooring.values["vision"] == "Where ships lie."
    assert kept(mooring) == [
        'Domain Harbour_Domain { domainVisionStatement = "Ships come and go." }',
        "Entity Ship { String name }",
    ]
    assert kept(named(draft, "Subdomain", "Weather")) == ["Domain"]


def test_a_context_implements_all_of_a_domain() -> None:
    targets = [link.target for link in draft_of(MAP).links if link.type == "implements"]
    assert targets == ["Subdomain:Mooring", "Subdomain:Fees"]


def test_aggregates_with_their_states_and_module() -> None:
    berths = named(draft_of(TACTIC), "Aggregate", "Berths")
    assert berths.values["purpose"] == "One ship at a time"
    assert berths.values["states"] == ("FREE", "TAKEN", "CLOSED")
    assert berths.values["notes"].startswith("A place for a ship.\n\n- CML: ")
    assert kept(berths) == [
        "Module berths { basePackage = org.harbour.berths }",
        "owner = Quay_Team",
        "likelihoodForChange = OFTEN",
        "enum BerthState",
        'enum Side { PORT("left"), STARBOARD("right"); }',
        "Trait Sized { int length }",
    ]


def test_entities_by_role() -> None:
    roles = {e.values["name"]: e.values["role"] for e in draft_of(TACTIC).of("Entity")}
    assert roles == {"Berth": "root", "Ship": "value_object", "Mooring": "entity"}


def test_attributes_and_references() -> None:
    draft = draft_of(TACTIC)
    fields = ("type", "key", "required", "collection", "refers_to")
    found = {
        e.values["name"]: [e.values[f] for f in fields if f in e.values]
        for e in draft.of("Attribute")
        if "Entity:Berth/" in e.key
    }
    within = "BoundedContext:Berthing/Aggregate:Berths"
    assert found == {
        "number": ["int", True],
        "name": ["String", True],
        "ship": ["Ship", f"{within}/Entity:Ship"],
        "moorings": ["Mooring", True, f"{within}/Entity:Mooring"],
        "state": ["BerthState"],
        "tags": ["String", True],
        "depths": ["Map<String, Integer>"],
    }
    assert kept(named(draft, "Attribute", "state")) == ["reference"]
    assert kept(named(draft, "Attribute", "tags")) == ["Set", "not changeable"]
    assert kept(named(draft, "Attribute", "depths")) == ["public"]


def test_modifiers_suggest_invariants() -> None:
    statements = [e.values["statement"] for e in draft_of(TACTIC).of("Invariant")]
    assert statements == [
        "name of Berth is required",
        "name of Berth matches [A-Z]+",
        "imo of Ship is at least 7",
        "imo of Ship is at most 7",
    ]


def test_an_event_carries_its_attributes() -> None:
    draft = draft_of(TACTIC)
    moored = named(draft, "Message", "ShipMoored")
    assert (moored.values["kind"], moored.values["aggregate"]) == (
        "domain_event",
        "BoundedContext:Berthing/Aggregate:Berths",
    )
    carried = [link.target.rpartition(":")[2] for link in draft.links if link.type == "carries"]
    assert carried == ["at", "berth"]
    assert named(draft, "Message", "MoorShip").values["kind"] == "command"
    assert "aggregate" not in named(draft, "Message", "CloseBerth").values


def test_a_repository_is_a_port_of_its_root() -> None:
    port = named(draft_of(TACTIC), "Port", "BerthRepository")
    assert port.values["root"] == "BoundedContext:Berthing/Aggregate:Berths/Entity:Berth"
    assert port.values["operations"].split("\n") == [
        "@Berth find(int number) throws NoSuchBerth",
        "List<@Berth> findAll()",
        "save(@Berth berth)",
    ]


def test_services_by_where_they_stand() -> None:
    draft = draft_of(TACTIC)
    layers = {e.values["name"]: e.values["layer"] for e in draft.of("Service")}
    assert layers == {
        "BerthService": "domain",
        "TideService": "domain",
        "BerthingDesk": "application",
    }
    assert kept(named(draft, "Service", "BerthService")) == ["Aggregate Berths", "inject tideTable"]
    (used,) = [link.target for link in draft.links if link.type == "uses"]
    assert used.endswith("Port:BerthRepository")


def test_operations_keep_their_signature() -> None:
    choose = named(draft_of(TACTIC), "Operation", "choose")
    assert choose.values["notes"] == (
        "Finds one.\n\n- CML: `@Berth choose(@Ship ship) : read-only`"
    )


def test_transitions_come_from_operations_and_flows() -> None:
    found = [
        (e.values.get("from_state"), e.values["to_state"], kept(e), "command" in e.values)
        for e in draft_of(TACTIC).of("Transition")
    ]
    assert found == [
        ("FREE", "TAKEN", ["operation moor"], False),
        ("FREE", "CLOSED", ["operation close"], False),
        ("TAKEN", "CLOSED", ["operation close"], False),
        ("FREE", "CLOSED", ["Flow Closing"], True),
    ]


def test_a_command_that_an_event_triggers_is_a_policy() -> None:
    (policy,) = draft_of(TACTIC).of("Policy")
    assert policy.values["on_event"] == "BoundedContext:Berthing/Message:BerthClosed"
    assert policy.values["then_command"].endswith("/Message:MoorShip")
    assert policy.line == 55


def test_flows_and_coordinations_are_kept() -> None:
    lines = kept(named(draft_of(TACTIC), "BoundedContext", "Berthing"))
    assert lines[0] == "Application BerthingApplication"
    assert lines[1].startswith("Flow Closing { command CloseBerth [initiated by ")
    assert lines[2] == "Coordination Opening { Berthing::BerthingDesk::open; }"


def test_stories_and_use_cases_are_requirements() -> None:
    draft = draft_of(TACTIC)
    stated = {e.code: e.values.get("statement", "") for e in draft.of("Requirement")}
    assert stated["Moor_a_ship"] == (
        'As a "captain" I want to "moor" a "Ship" with its "imo" in a "Berth"'
        ' so that "it lies safely"'
    )
    assert stated["Moor_a_tanker"] == ""
    assert stated["Pay_fees"].split("\n")[2] == (
        'interactions create an "Invoice" with its "fee", "date", "send" the "Invoice"'
    )
    ties = {(link.type, link.source.rpartition(":")[2], link.target) for link in draft.links}
    assert ("refines", "Moor_a_tanker", "Moor_a_ship") in ties
    assert ("satisfies", "Berths", "Moor_a_ship") in ties


def test_names_are_terms_without_a_definition() -> None:
    terms = draft_of(TACTIC).of("Term")
    assert [t.values["name"] for t in terms][:3] == ["Berth", "Ship", "Mooring"]
    assert all(set(t.values) == {"name", "context"} for t in terms)


def test_stakeholders_and_values_become_questions() -> None:
    draft = draft_of(VALUES)
    first, second = draft.of("Question")
    assert first.values["name"] == "Stakeholders of Berthing"
    assert kept(first)[0].startswith("Stakeholders of Berthing { StakeholderGroup Crews {")
    assert kept(second)[0].startswith("ValueRegister Harbour_Values for Berthing { ")
    assert {link.type for link in draft.links} == {"about"}


def test_another_file_is_named_and_not_opened() -> None:
    draft = draft_of('import "/etc/passwd"\nBoundedContext A')
    assert "not opened" in str(draft.diagnostics[0])
    assert [e.values["name"] for e in draft.elements] == ["A"]


def test_what_is_unknown_is_passed_over_to_its_end() -> None:
    draft = draft_of(BROKEN)
    assert [(d.line, d.column) for d in draft.diagnostics] == [
        (2, 6),
        (3, 5),
        (6, 1),
        (8, 3),
        (12, 7),
        (13, 7),
        (15, 5),
        (18, 1),
        (19, 1),
    ]
    assert "“Gadget thing { inner { deep } }” is passed over" in str(draft.diagnostics[3])
    names = {
        str(e.values["name"]) for e in draft.elements if e.kind != "Term" and e.values.get("name")
    }
    assert names == {"A", "B", "Good", "First", "Second", "name", "Last"}


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_nothing_is_dropped_in_silence(text: str) -> None:
    assert all(tally.adds_up for tally in draft_of(text).tallies)


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_what_was_applied_holds_nothing_new(text: str) -> None:
    first = applied(plan(), compare(plan(), draft_of(text)))
    again = compare(first, draft_of(text))
    assert (again.additions, again.changes, again.links, again.skipped) == ((), (), (), ())


def test_a_term_that_people_defined_stays_theirs() -> None:
    first = applied(plan(), compare(plan(), draft_of(TACTIC)))
    terms = [replace(t, origin="", notes="ours") if t.code == "TE-1" else t for t in first.elements]
    again = compare(replace(first, elements=tuple(terms)), draft_of(TACTIC))
    assert (again.additions, again.changes) == ((), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('BoundedContext A { domainVisionStatement "it ends', "a string that is not closed"),
        ("/* so it begins\nBoundedContext A", "a comment that is not closed"),
        ("BoundedContext A { Aggregate B {", "a “}” is missing"),
    ],
)
def test_what_nobody_closes_ends_with_its_line_or_file(text: str, said: str) -> None:
    draft = draft_of(text)
    assert said in " ".join(map(str, draft.diagnostics))
    assert named(draft, "BoundedContext", "A")


def test_a_string_that_is_not_closed_does_not_turn_the_file_inside_out() -> None:
    text = (
        'BoundedContext A {\n  domainVisionStatement = "open\n  Aggregate B {\n'
        '    responsibilities = "closed"\n  }\n}\nBoundedContext C { domainVisionStatement "fine" }'
    )
    draft = draft_of(text)
    assert [str(d) for d in draft.diagnostics] == [
        "harbour.cml:2:27: a string that is not closed (it ends with its line)"
    ]
    assert named(draft, "BoundedContext", "A").values["purpose"] == "open"
    assert named(draft, "Aggregate", "B").values["purpose"] == "closed"
    assert named(draft, "BoundedContext", "C").values["purpose"] == "fine"


def test_strings_may_be_escaped_and_span_lines() -> None:
    text = 'BoundedContext A { domainVisionStatement = "say \\"yes\\",\\n\\d \'n\' \\u00e9" }'
    (context,) = draft_of(text).elements
    assert context.values["purpose"] == "say \"yes\",\n\\d 'n' é"


def test_blanks_and_line_ends_of_other_systems_are_read() -> None:
    text = "\ufeffBoundedContext\u00a0A\u00a0{\r\n\ttype\u00a0FEATURE\r\n}\r\n"
    (context,) = read_cml("a.cml", text.encode()).elements
    assert kept(context) == ["type FEATURE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, True) for text in ALL.values()),
        ("// a\n\n/* b\n c */ BoundedContext A", True),
        ("Domain A {\n}", True),
        ("Domain driven design is a way to build software.", False),
        ("Stakeholders of the harbour met.", False),
        ("BoundedContext and ContextMap are words of CML.", False),
        ("# BoundedContext A {", False),
        (DIRECTIVE, False),
        (OLDER_DIRECTIVE, False),
        (INTERFACES, False),
        (REQUIREMENTS_CSV, False),
        (REQUIREMENTS_MARKDOWN, False),
        ('{"BoundedContext": 1}', False),
    ],
)
def test_the_content_tells_the_format(text: str, expected: bool) -> None:
    assert looks_like_cml(text) is expected


TWICE = """ContextMap {
  A [U]->[D] A
}
BoundedContext A {
  Aggregate B {
    Entity C {
      String d
      int d
    }
    Entity C
    Service E {
      void f();
      void f(int g);
    }
  }
  Aggregate B
}
BoundedContext A
"""


def test_a_name_that_is_defined_twice_in_one_place_is_a_warning() -> None:
    warnings = [str(d) for d in draft_of(TWICE).diagnostics if d.level == "warning"]
    both = "(both are taken; whatever names it means the first)"
    assert warnings == [
        "harbour.cml:2:3: A is related to itself (taken as it stands)",
        f"harbour.cml:8:11: Attribute d is defined here and in line 7 {both}",
        f"harbour.cml:10:12: Entity C is defined here and in line 6 {both}",
        f"harbour.cml:16:13: Aggregate B is defined here and in line 5 {both}",
        f"harbour.cml:18:16: BoundedContext A is defined here and in line 4 {both}",
    ]


def test_one_name_in_two_places_is_no_matter() -> None:
    text = "BoundedContext A {\n Aggregate C\n}\nBoundedContext B {\n Aggregate C\n}\n"
    assert draft_of(text).diagnostics == ()
