"""The closed table of link types."""

import pytest

from planning.plan.elements import BY_NAME
from planning.plan.links import (
    BY_TYPE,
    LINK_TYPES,
    Link,
    allowed,
    sort_key,
    types_from,
    types_to,
)

# As MODEL.md has them: from → to, by prefix of the kind; * is any.
MODEL = """
satisfies     *-REQ                     REQ
refines       REQ                       REQ
cites         *                         STD GR IN
implements    BC                        SD
exposes       CR                        AG SM MS
spans         IV                        AG
calls         OP SV                     OP SV IF BC
uses          OP SV                     PT
changes       OP                        AG
reads         OP                        AG
stores        OP SV                     DS
accepts       OP SV                     MS
raises        OP IV PO                  MS
publishes     SV OP PO BC               MS
subscribes    SV OP BC                  MS
carries       SM MS                     AT
serves        EP                        IF
consumes      DP PT                     IF BC
discloses_to  PA PC                     BC IF
applies_to    PC CT QC DC PA TH DP      *
builds        ST                        *
verifies      ST TH QC                  IV REQ PC CT EP
depends_on    ST                        ST
needs         ST                        DP
evidenced_by  DK                        *
about         QU RK                     *
supersedes    DC                        DC
"""
ROWS = {
    line.split()[0]: line.split(maxsplit=1)[1].split("  ") for line in MODEL.strip().splitlines()
}
ENDS = {name: [part.split() for part in parts if part.strip()] for name, parts in ROWS.items()}


def kinds(said):
    if said == ["*"]:
        return set(BY_NAME)
    if said == ["*-REQ"]:
        return set(BY_NAME) - {"Requirement"}
    return {name for name, kind in BY_NAME.items() if kind.PREFIX in said}


def test_the_table_has_the_types_of_the_model():
    assert [link_type.name for link_type in LINK_TYPES] == list(ENDS)


@pytest.mark.parametrize("name", ENDS)
def test_a_type_runs_between_the_kinds_of_the_model(name):
    assert BY_TYPE[name].sources == kinds(ENDS[name][0])
    assert BY_TYPE[name].targets == kinds(ENDS[name][1])


@pytest.mark.parametrize("name", ENDS)
def test_a_type_can_be_read_from_its_target(name):
    inverses = [link_type.inverse for link_type in LINK_TYPES]
    assert inverses.count(BY_TYPE[name].inverse) == 1


def test_a_link_is_allowed_between_the_kinds_of_its_type():
    assert allowed("implements", "BoundedContext", "Subdomain")
    assert not allowed("implements", "Subdomain", "BoundedContext")
    assert not allowed("eats", "BoundedContext", "Subdomain")
    assert not allowed("satisfies", "Requirement", "Requirement")


@pytest.mark.parametrize("kind", BY_NAME)
def test_types_are_found_by_the_kind_at_either_end(kind):
    assert [t.name for t in types_from(kind)] == [n for n in ENDS if kind in kinds(ENDS[n][0])]
    assert [t.name for t in types_to(kind)] == [n for n in ENDS if kind in kinds(ENDS[n][1])]


def test_links_are_ordered_by_type_and_natural_order_of_their_ends():
    links = [
        Link(type="cites", source="AG-2", target="X"),
        Link(type="cites", source="AG-10", target="X"),
        Link(type="cites", source="AG-10", target="Y"),
        Link(type="uses", source="AG-1", target="X"),
    ]
    turned = list(reversed(links))
    assert sorted(turned, key=sort_key) == links
    assert links[0].key == ("cites", "AG-2", "X")
