"""Security schemes: how an operation knows its callers, and who has to provide for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.imports.report import short
from planning.imports.specs.drafting import Drafting, name_of, text_of
from planning.imports.specs.tree import LOOKED_AT, line_of

SECURITY_SCHEME = frozenset(
    ("$ref", "type", "description", "summary", "name", "in", "scheme", "bearerFormat", "flows")
    + ("openIdConnectUrl", "flow", "authorizationUrl", "tokenUrl", "scopes", "oauth2MetadataUrl")
    + ("deprecated",)
)
_BY_TYPE = {
    "oauth2": "oauth2",
    "openidconnect": "oidc",
    "mutualtls": "mtls",
    "apikey": "api_key",
    # AsyncAPI has these as well; what else it has, such as passwords, the plan knows no word for.
    "httpapikey": "api_key",
    "x509": "mtls",
}
_BY_SCHEME = {"bearer": "token", "signature": "signature", "dpop": "token", "mutual": "mtls"}


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to know a caller; ``type`` is the specification's word, ``authentication`` ours."""

    type: str
    authentication: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Callers:
    """Who may call an operation, as its endpoint says it."""

    authentication: str = ""
    authorisation: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class Schemes:
    """The schemes of a file by name."""

    draft: Drafting
    by_name: Mapping[str, Scheme] = field(default_factory=dict)

    def callers(self, stated: Any, line: int) -> Callers:
        """What a list of alternatives comes to; without a list nothing is said."""
        if not isinstance(stated, list):
            return Callers()
        self.draft.tree.spend(LOOKED_AT * len(stated))
        ways = [way for way in stated if isinstance(way, dict)]
        named = [way for way in ways if way]
        if not named:
            return Callers(authentication="anonymous")
        notes = [f"Or with {self._said(way)}" for way in named[1:]]
        if len(named[0]) > 1:
            notes.append(f"Needs all of {self._said(named[0])}")
        if len(named) < len(ways):
            notes.append("May also be called without")
        first = next(iter(named[0]))
        scopes = [text_of(scope) for held in named[0].values() for scope in _list(held)]
        kind = self._scheme(first, line_of(named[0], first, line)).authentication
        return Callers(kind, ", ".join(filter(None, scopes)), tuple(notes))

    def _scheme(self, name: str, line: int) -> Scheme:
        known = self.by_name.get(name)
        if known is None:
            self.draft.tree.report.warning(
                f"there is no security scheme “{short(text_of(name))}”",
                line=line,
                remedy="the authentication is left blank",
            )
        return known or Scheme("", "", "", line)

    def _said(self, way: Mapping[str, Any]) -> str:
        return " and ".join(
            " ".join([name_of(name), *map(text_of, _list(scopes))]) for name, scopes in way.items()
        )

    def depend(self) -> Iterator[str]:
        """A dependency for each type, on whoever provides it; yields their keys."""
        types = dict.fromkeys(scheme.type for scheme in self.by_name.values())
        for type_ in types:
            held = {n: s for n, s in self.by_name.items() if s.type == type_}
            yield self.draft.add(
                "Dependency",
                f"dependency/authentication/{type_}",
                next(iter(held.values())).line,
                name=f"Auth provider: {type_}",
                track="security",
                direction="needs",
                topic="authentication_provider",
                what="\n".join(f"{name_of(name)}: {scheme.words}" for name, scheme in held.items()),
                status="open",
            )


def schemes(draft: Drafting, *held: Mapping[str, Any]) -> Schemes:
    """The security schemes that a file defines, by name; of one name the first counts."""
    found: dict[str, Scheme] = {}
    for part in held:
        for name in part:
            scheme = _scheme(draft, part, name)
            if scheme is not None:
                found.setdefault(name, scheme)
    return Schemes(draft, found)


def _scheme(draft: Drafting, held: Mapping[str, Any], name: str) -> Scheme | None:
    line = line_of(held, name, 0)
    said = draft.tree.mapping(held[name])
    type_ = text_of(said.get("type"))
    if not type_:
        draft.tree.report.warning(
            f"the security scheme “{short(name)}” has no type", line=line, remedy="left out"
        )
        return None
    draft.check(said, SECURITY_SCHEME, "a security scheme", line)
    draft.read["securityScheme"] += 1
    return Scheme(name_of(type_), _authentication(said), _words(said), line)


def _authentication(scheme: Mapping[str, Any]) -> str:
    type_ = text_of(scheme.get("type")).casefold()
    if type_ == "apikey" and text_of(scheme.get("in")).casefold() == "cookie":
        return "session"
    if type_ == "http":
        return _BY_SCHEME.get(text_of(scheme.get("scheme")).casefold(), "other")
    return _BY_TYPE.get(type_, "other")


def _words(scheme: Mapping[str, Any]) -> str:
    """What the provider has to know, in a line."""
    said = [text_of(scheme.get("scheme")), text_of(scheme.get("bearerFormat"))]
    if scheme.get("in"):
        said.append(f"{text_of(scheme.get('name'))} in {text_of(scheme.get('in'))}")
    said += [text_of(scheme.get(key)) for key in ("openIdConnectUrl", "oauth2MetadataUrl")]
    flows = scheme.get("flows")
    held = flows if isinstance(flows, dict) else {text_of(scheme.get("flow")): scheme}
    for name, flow in held.items():
        if name and isinstance(flow, dict):
            said += _flow(name, flow)
    said.append(" ".join(text_of(scheme.get("description")).split()))
    return "; ".join(part for part in said if part) or text_of(scheme.get("type"))


def _flow(name: str, flow: Mapping[str, Any]) -> Iterator[str]:
    yield text_of(name)
    for key in ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl"):
        yield text_of(flow.get(key))
    scopes = flow.get("scopes")
    if isinstance(scopes, dict) and scopes:
        yield "scopes " + ", ".join(text_of(scope) for scope in scopes)


def _list(held: Any) -> list[Any]:
    return held if isinstance(held, list) else []
