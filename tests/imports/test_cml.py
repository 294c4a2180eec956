"""The Context Mapper DSL, construct by construct."""

from tests.imports.cml_reading import draft_of, kept, named
from tests.imports.cml_samples import MAP, TACTIC, VALUES, WORDS


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
