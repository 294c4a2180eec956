"""Several sources of one system: what each names in its own spelling is one thing in the plan."""

import json
from dataclasses import replace

from planning.imports.preview import compare
from planning.imports.recognise import read
from planning.plan.elements import BoundedContext, Service, Subdomain
from planning.plan.value import plan
from tests.imports.samples import applied

CML = """
ContextMap { contains OrderTaking }
Domain Shop { Subdomain Selling { type = CORE_DOMAIN } }
BoundedContext OrderTaking implements Selling { domainVisionStatement "Takes orders" }
"""
CATALOG = """\
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: {name: selling}
spec: {owner: shop}
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: order-taking, description: Orders come in here}
spec: {owner: shop, domain: selling}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: order-api}
spec: {type: service, lifecycle: production, owner: shop, system: order-taking}
"""
CANVASES = json.dumps(
    {
        "domains": [{"id": 1, "name": "Selling", "key": "S"}],
        "boundedContexts": [{"id": 1, "domainId": 1, "name": "Order Taking", "key": "OT"}],
        "collaborations": [],
    }
)


def bring(held, name, text):
    return applied(held, compare(held, read(name, text)))


def names(held, kind):
    return [element.name for element in held.of(kind)]


def test_what_three_sources_name_is_one_context():
    held = bring(plan(), "shop.cml", CML)
    held = bring(held, "catalog-info.yaml", CATALOG)
    held = bring(held, "contexture.json", CANVASES)
    assert names(held, BoundedContext) == ["OrderTaking"]
    assert names(held, Subdomain) == ["Selling"]
    assert names(held, Service) == ["order-api"]


def test_what_is_known_by_its_name_alone_keeps_what_was_said_here():
    held = bring(plan(), "shop.cml", CML)
    preview = compare(held, read("catalog-info.yaml", CATALOG))
    kept = {(c.kind, f.name, f.after) for c in preview.contested for f in c.fields}
    assert ("BoundedContext", "purpose", "Orders come in here") in kept
    # Another spelling is no news of a name.
    assert not any(name == "name" for _, name, _ in kept)


def test_a_context_of_the_very_name_goes_before_one_that_is_spelled_alike():
    held = bring(plan(), "a.cml", "BoundedContext order_taking { }\nBoundedContext OrderTaking { }")
    for text in ("BoundedContext order_taking { }", "BoundedContext OrderTaking { }"):
        preview = compare(held, read("b.cml", text))
        assert (preview.additions, preview.contested) == ((), ())


def test_two_of_a_draft_that_are_spelled_alike_stay_two():
    held = bring(plan(), "a.cml", "BoundedContext OrderTaking { }")
    both = "BoundedContext order_taking { }\nBoundedContext OrderTaking { }"
    preview = compare(held, read("b.cml", both))
    assert [(each.kind, each.values["name"]) for each in preview.additions] == [
        ("BoundedContext", "order_taking")
    ]


def test_schemas_of_one_name_in_two_scripts_stay_two():
    script = "CREATE TABLE {} (id int PRIMARY KEY);"
    held = bring(plan(), "a.sql", script.format("books"))
    draft = read("b.sql", script.format("loans"))
    named = replace(held.of(BoundedContext)[0], name="b")
    held = replace(
        held, elements=tuple(named if e.code == named.code else e for e in held.elements)
    )
    assert [e.kind for e in compare(held, draft).additions].count("BoundedContext") == 1
