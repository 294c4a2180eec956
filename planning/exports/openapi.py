"""An OpenAPI 3.1 skeleton of each service that is reached by HTTP, to build and mock against."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from planning.exports.openapi_schemas import Components
from planning.plan.elements import Endpoint, Operation, Schema, Service
from planning.plan.value import Plan

VERSION = "3.1.0"
EXTENSION = "x-groundplan"
"""What OpenAPI has no word for; our own reader takes it back."""
FIELDS = (
    "anonymous_because",
    "authorisation",
    "object_rule",
    "exposure",
    "limits",
    "latency_target_ms",
    "idempotency",
    "consumer_tracks",
    "other_consumers",
)
"""The fields of an endpoint that stand in the extension."""

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_BODILESS = ("get", "head", "options", "trace")
_PARAMETER = re.compile(r"\{([^{}:!]+)\}")
_ERROR = re.compile(r"([45]\d\d|[45]XX|default)\b[:\s]*(.*)")
_UNFIT = re.compile(r"\W+")
_NOWHERE = "https://provider.example/.well-known/openid-configuration"
_SCHEMES: Mapping[str, Mapping[str, Any]] = {
    "session": {"type": "apiKey", "in": "cookie", "name": "session"},
    "token": {"type": "http", "scheme": "bearer"},
    "oauth2": {"type": "oauth2", "flows": {}},
    "oidc": {"type": "openIdConnect", "openIdConnectUrl": _NOWHERE},
    "mtls": {"type": "mutualTLS"},
    "api_key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "signature": {"type": "http", "scheme": "signature"},
    "other": {"type": "http", "scheme": "other"},
}


def write_all(plan: Plan) -> dict[str, str]:
    """The skeletons by code of their service, for services with at least one endpoint by HTTP."""
    return {
        service.code: write(plan, service)
        for service in plan.of(Service)
        if any(map(is_http, plan.children(service.code, Endpoint)))
    }


def write(plan: Plan, service: Service) -> str:
    """The skeleton of one service as JSON, which is YAML as well.

    What the plan does not say yet is left open: a body without schema, an operation without
    security. Endpoints that a file cannot hold beside the others are named in its description.
    """
    taken, left = _placed(plan.children(service.code, Endpoint))
    components, schemes, ids = Components(plan), set[str](), set[str]()
    paths: dict[str, dict[str, Any]] = {}
    for (path, method), endpoint in sorted(taken.items()):
        said = _operation(plan, endpoint, components, ids)
        paths.setdefault(path, {})[method] = said
        schemes.update(name for way in said.get("security", ()) for name in way)
    held = {
        "schemas": components.written(),
        "securitySchemes": {name: _SCHEMES[name] for name in sorted(schemes)},
    }
    document = {
        "openapi": VERSION,
        "info": _info(plan, service, left),
        "paths": paths,
        "components": {name: said for name, said in held.items() if said},
        EXTENSION: _left(plan, service, components),
    }
    document = {key: said for key, said in document.items() if said or key == "paths"}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _left(plan: Plan, service: Service, components: Components) -> dict[str, Any]:
    """What tells our reader which plan this came from, and which of its schemas are here."""
    schemas = {
        name: code for code, name in components.named.items() if plan.get(code, Schema) is not None
    }
    said = {"plan": plan.slug, "service": service.code, "schemas": dict(sorted(schemas.items()))}
    return {name: held for name, held in said.items() if held}


def is_http(endpoint: Endpoint) -> bool:
    """Whether an endpoint is reached by HTTP; a method and a path without protocol are."""
    protocol = endpoint.protocol.casefold()
    return (
        endpoint.direction in ("", "serves")
        and (not protocol or protocol.startswith("http"))
        and endpoint.method.casefold() in _METHODS
        and endpoint.path.startswith("/")
    )


def _placed(
    endpoints: tuple[Endpoint, ...],
) -> tuple[dict[tuple[str, str], Endpoint], list[Endpoint]]:
    """Endpoints by path and method, and those that have no place."""
    taken: dict[tuple[str, str], Endpoint] = {}
    left = []
    for endpoint in filter(is_http, endpoints):
        place = (endpoint.path, endpoint.method.casefold())
        if place in taken or re.search(r"[{}]", _PARAMETER.sub("", endpoint.path)):
            left.append(endpoint)
        else:
            taken[place] = endpoint
    return taken, left


def _info(plan: Plan, service: Service, left: list[Endpoint]) -> dict[str, str]:
    about = [service.responsibilities]
    about += [f"Left out: {e.label}, {e.method} {e.path}" for e in left]
    info = {
        "title": service.name or service.code,
        "version": plan.version or "0",
        "description": "\n".join(filter(None, about)),
    }
    return {key: said for key, said in info.items() if said}


def _operation(
    plan: Plan, endpoint: Endpoint, components: Components, ids: set[str]
) -> dict[str, Any]:
    behind = plan.get(endpoint.operation, Operation)
    id_ = _id(endpoint, behind, ids)
    said: dict[str, Any] = {"operationId": id_, "summary": endpoint.name or id_}
    names = dict.fromkeys(_PARAMETER.findall(endpoint.path))
    if names:
        said["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in names
        ]
    said |= _request(endpoint, components)
    said["responses"] = {**_success(endpoint, components), **dict(_errors(behind))}
    if endpoint.deprecated:
        said["deprecated"] = True
    if endpoint.authentication:
        said["security"] = _security(endpoint)
    more = {name: getattr(endpoint, name) for name in FIELDS}
    if said.get("security"):
        del more["authorisation"]  # stands there as the scopes
    told = {name: held for name, held in more.items() if held not in ("", None, ())}
    codes = {"code": endpoint.code} | ({"operation": behind.code} if behind else {})
    return said | {EXTENSION: codes | told}


def _id(endpoint: Endpoint, behind: Operation | None, ids: set[str]) -> str:
    """A name that no other operation of the file has: of the use case, else of the endpoint."""
    said = (behind.name if behind else "") or endpoint.name
    said = said or f"{endpoint.method} {endpoint.path}"
    base = _UNFIT.sub("_", said).strip("_") or endpoint.method.casefold()
    free, number = base, 2
    while free in ids:
        free, number = f"{base}_{number}", number + 1
    ids.add(free)
    return free


def _request(endpoint: Endpoint, components: Components) -> dict[str, Any]:
    stated = endpoint.request_schema
    unsaid = "request" not in endpoint.no_body and endpoint.method.casefold() not in _BODILESS
    if not stated and not unsaid:
        return {}
    return {"requestBody": {"required": True, "content": _content(stated, components)}}


def _success(endpoint: Endpoint, components: Components) -> dict[str, Any]:
    stated = endpoint.response_schema
    if not stated and "response" in endpoint.no_body:
        return {"204": {"description": "Done; no body"}}
    return {"200": {"description": "Done", "content": _content(stated, components)}}


def _content(schema: str, components: Components) -> dict[str, Any]:
    return {"application/json": {"schema": components.reference(schema)} if schema else {}}


def _errors(behind: Operation | None) -> Iterator[tuple[str, dict[str, str]]]:
    for line in behind.errors.splitlines() if behind else ():
        found = _ERROR.match(line.strip())
        if found:
            yield found[1], {"description": found[2] or "Failed"}


def _security(endpoint: Endpoint) -> list[dict[str, list[str]]]:
    if endpoint.authentication == "anonymous":
        return []
    scopes = [endpoint.authorisation] if endpoint.authorisation else []
    return [{endpoint.authentication: scopes}]
