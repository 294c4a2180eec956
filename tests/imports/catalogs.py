"""Small catalogs, written by hand: one a format, with something of each construct."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

CONTEXTURE: dict[str, Any] = {
    "version": 2,
    "domains": [{"id": "d1", "key": "HAR", "name": "Harbour", "vision": "Ships come in"}],
    "boundedContexts": [
        {
            "id": "c1",
            "domainId": "d1",
            "name": "Booking",
            "key": "BOO",
            "description": "Sells crossings",
            "classification": {
                "domainType": "Core",
                "businessModel": ["Revenue", "Engagement"],
                "evolution": "CustomBuilt",
            },
            "businessDecisions": [{"name": "Fare", "description": "By tide"}, {"name": "Refund"}],
            "ubiquitousLanguage": {"berth": {"term": "Berth", "description": "A place"}},
            "messages": {
                "commandsHandled": ["Book"],
                "eventsPublished": ["Booked"],
                "queriesInvoked": ["Tide"],
            },
            "domainRoles": [{"name": "Gateway", "description": "Speaks to others"}],
            "namespaces": [
                {"name": "Team", "labels": [{"name": "Page", "value": "wiki.example/boo"}]}
            ],
        },
        {
            "id": "c2",
            "domainId": "d1",
            "name": "Mooring",
            "messages": {"eventsHandled": ["Booked", "Storm"], "commandsSent": ["Book"]},
        },
    ],
    "collaborations": [],
    "namespaceTemplates": [{"id": "t"}],
}
CONTEXTURE_JSON = json.dumps(CONTEXTURE, indent=2)

BACKSTAGE = """\
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: {name: harbour, title: Harbour, description: Ships come in}
spec: {owner: crew}
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: booking
  description: Sells crossings
  tags: [ferry]
  annotations: {example.org/level: '2'}
spec: {owner: 'group:default/crew', domain: harbour}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: desk, description: Takes bookings}
spec:
  type: service
  lifecycle: production
  owner: user:alice
  system: booking
  providesApis: [fares]
  consumesApis: ['api:Tides', elsewhere]
  dependsOn: ['resource:ledger', 'component:clerk', resource:ghost]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: clerk, namespace: default}
spec: {type: worker, lifecycle: production, owner: crew, system: default/booking}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: fares}
spec:
  type: openapi
  lifecycle: production
  owner: crew
  system: booking
  definition: |
    openapi: 3.0.0
    info: {title: Fares}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: tides}
spec: {type: grpc, lifecycle: production, owner: crew, definition: {$text: 'file:///etc/passwd'}}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: ledger, description: Who paid}
spec: {type: postgres-database, owner: crew, system: booking}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: crew
  links: [{url: 'https://chat.example/crew'}]
spec: {type: team, children: [], profile: {email: crew@example.org}}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: alice}
spec: {memberOf: [crew]}
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: {name: more}
spec: {targets: [./other.yaml]}
---
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: {name: new-service}
spec: {steps: [{input: {values: {name: '${{ parameters.name }}'}}}]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: '${{ values.name }}'}
spec: {type: service, lifecycle: production, owner: crew}
"""


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


EVENTCATALOG: dict[str, str] = {
    "c/eventcatalog.config.js": "export default {}",
    "c/teams/crew.mdx": """\
---
id: crew
name: Crew
summary: Sails
email: crew@example.org
slackDirectMessageUrl: https://chat.example/crew
members: [alice]
---
""",
    "c/users/alice.mdx": "---\nid: alice\nname: Alice\n---\n",
    "c/docs/guide.mdx": "---\ntitle: Guide\n---\n",
    "c/domains/Harbour/index.mdx": """\
---
id: harbour
name: Harbour
version: 1.0.0
summary: Ships come in
owners: [crew]
systems: [{id: booking, version: 1.0.0}, {id: tide-office}, {id: ghost}]
badges: [{content: Core domain}, {content: Busy}]
receives: [{id: book}]
x-risk: {level: high, since: 2024-01-01}
---
# Prose
""",
    "c/domains/Harbour/ubiquitous-language.mdx": """\
---
dictionary:
  - {id: Berth, name: Berth, summary: A place to lie, description: Longer.}
  - {id: Fare, name: Fare, description: What it costs}
  - {summary: nameless}
---
""",
    "c/domains/Harbour/systems/booking/index.mdx": """\
---
id: booking
name: Booking
summary: Sells crossings
owners: [bob, crew]
services: [{id: desk}]
containers: [{id: ledger}]
relationships: [{id: tide-office, label: asks}, {id: nowhere}]
---
""",
    "c/domains/Harbour/systems/tide-office/index.mdx": """\
---
id: tide-office
name: Tide Office
scope: external
relationships: [{id: booking, label: informs}]
---
""",
    "c/domains/Harbour/systems/booking/services/Desk/index.mdx": """\
---
id: desk
name: Desk
version: 1.2.0
summary: Takes bookings
owners: [crew]
sends:
  - {id: booked, version: 1.0.0, to: [{id: bookings}]}
receives:
  - id: book
    triggers: [{id: booked, condition: when there is room}]
  - {id: storm}
  - {id: price}
writesTo: [{id: ledger}]
readsFrom: [{id: ledger}]
---
""",
    "c/domains/Harbour/systems/booking/services/Desk/events/Booked/index.mdx": """\
---
id: booked
name: Booked
version: 1.0.0
summary: A crossing was sold
schemaPath: schema.json
---
""",
    "c/domains/Harbour/systems/booking/services/Desk/events/Booked/schema.json": '{"type": "object"}',
    "c/domains/Harbour/systems/booking/services/Desk/events/Booked/versioned/0.1/index.mdx": """\
---
id: booked
name: Booked
---
""",
    "c/domains/Harbour/systems/booking/services/Desk/commands/Book/index.mdx": """\
---
id: book
name: Book
schemaPath: ../../../../../../../../../../etc/passwd
operation: {method: POST, path: /bookings}
---
""",
    "c/domains/Harbour/systems/booking/services/Desk/queries/Price/index.mdx": """\
---
id: price
name: Price
---
""",
    "c/channels/bookings/index.mdx": """\
---
id: bookings
name: Bookings
address: harbour.bookings
deliveryGuarantee: at-least-once
---
""",
    "c/domains/Harbour/systems/booking/containers/ledger/index.mdx": """\
---
id: ledger
name: Ledger
summary: Who paid
container_type: database
technology: postgres@16
access_mode: readWrite
authoritative: true
classification: confidential
retention: 7y
residency: eu-west-1
---
""",
    "c/domains/Harbour/systems/booking/containers/ledger/schema.sql": "CREATE TABLE a (b INT);",
    "c/domains/Harbour/entities/crossing/index.mdx": """\
---
id: crossing
name: Crossing
identifier: crossingId
aggregateRoot: true
summary: A trip
properties:
  - {name: crossingId, type: UUID, required: true, description: Number.}
  - {name: state, type: string, enum: [open, sold]}
  - name: stops
    type: array
    items: {type: object, properties: [{name: port, type: string}]}
  - {name: crossingId, type: int}
---
""",
    "c/domains/Harbour/entities/seat/index.mdx": """\
---
id: seat
name: Seat
identifier: seatId
summary: A place on board
properties:
  - {name: crossing, type: UUID, references: crossing, relationType: belongsTo}
  - {name: guest, type: UUID, references: passenger}
---
""",
    "c/domains/Harbour/systems/booking/adrs/adr-1/index.mdx": """\
---
id: adr-1
name: Use a ledger
summary: One ledger for all
status: accepted
date: 2026-02-10
decisionMakers: [crew]
appliesTo: [{type: container, id: ledger}]
---
""",
    "c/domains/Harbour/flows/sale/index.mdx": "---\nid: sale\nname: Sale\n---\n",
    "c/domains/Harbour/entities/broken/index.mdx": "---\nid: [\n---\n",
    "c/domains/Harbour/entities/plain/index.mdx": "no front matter",
}
EVENTCATALOG_ZIP = zipped(EVENTCATALOG)
