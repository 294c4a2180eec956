"""Small catalogs, written by hand: one a format, with something of each construct."""

import json
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
