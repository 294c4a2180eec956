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
