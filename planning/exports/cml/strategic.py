"""The strategic part of a CML file: the map, teams, domains, and what users require."""

import re
from collections.abc import Collection, Iterator

from planning.exports.cml import unsaid
from planning.exports.cml.ids import called, comment
from planning.exports.cml.kept import (
    ID,
    STRING,
    Accepts,
    block_of,
    divided,
    is_spelled,
    one_of,
    setting_of,
    shape,
)
from planning.exports.cml.lines import block, constructs, string
from planning.exports.cml.sheet import IN_DOMAIN, Sheet
from planning.exports.cml.words import CLAUSE, IN_MAP
from planning.plan.elements import (
    ContextRelation,
    Question,
    Requirement,
    Subdomain,
    Team,
)
from planning.plan.value import Plan

_CLASSES = {
    "core": "CORE_DOMAIN",
    "supporting": "SUPPORTING_DOMAIN",
    "generic": "GENERIC_SUBDOMAIN",
}
RIGHTS = ("INFLUENCER", "OPINION_LEADER", "VETO_RIGHT", "DECISION_MAKER", "MONOPOLIST")
_MARKS = r"(?: ?\[\w+(?: ?, ?\w+)*+\])?"
_ARROW = r"(?:<->|->|<-|Partnership|\w+-\w+)"
_RELATION = re.compile(
    rf"{_MARKS} ?({ID}){_MARKS} ?{_ARROW}{_MARKS} ?({ID}){_MARKS}(?: ?: ?{ID})?(?: \{{.*\}})?"
)
TEAM_SETTING = setting_of(
    "domainVisionStatement",
    "responsibilities",
    "implementationTechnology",
    "knowledgeLevel",
    "businessModel",
    "evolution",
)
_CASE_KEYS = ("actor", "secondaryActors", "interactions", "benefit", "scope", "level")
_STORY = re.compile(rf"As an? {STRING} I want to [^{{}};]*so that {STRING}[^{{}};]*")
_CLAUSE = re.compile(rf"({'|'.join(_CASE_KEYS)}) ((?:(?:{STRING}|[a-z]+)(?: |, ?|$))+)")


# The map


def map_(sheet: Sheet) -> list[str]:
    """The context map: all contexts, and the relations that CML has words for."""
    head, first = _head(sheet)
    contexts = [inside.context.code for inside in sheet.contexts]
    teams, between = _between_teams(sheet)
    names = [*sorted(contexts, key=lambda code: code != first), *teams]
    if not names:
        return []
    settings = re.fullmatch(r"([^{]*) \{ (.*) \}", head)
    return block(
        settings[1] if settings else head,
        [settings[2]] if settings else [],
        [f"contains {sheet.named([code])}" for code in names],
        *(_relation(relation, sheet) for relation in sheet.plan.of(ContextRelation)),
        constructs(between),
    )


def _head(sheet: Sheet) -> tuple[str, str]:
    """What notes say of the map, and the code of what says so."""
    contexts = [inside.context for inside in sheet.contexts]
    for element in (*contexts, *sheet.teams):
        _, kept = divided(element.notes, IN_MAP)
        if kept:
            return kept[0], element.code
    return "ContextMap", ""


def _between_teams(sheet: Sheet) -> tuple[list[str], list[str]]:
    """The teams that are related, and the relations, from their notes."""
    by_id = {sheet.ids[team.code]: team.code for team in sheet.teams}
    related: dict[str, None] = {}
    found = []
    for team in sheet.teams:
        _, kept = divided(team.notes, _between(by_id))
        for text in kept:
            found.append(text)
            for name in _ends(text):
                if name in by_id:
                    related[by_id[name]] = None
    return sorted(related, key=sheet.order.__getitem__), found


def _ends(text: str) -> tuple[str, str]:
    match = _RELATION.fullmatch(text)
    return (match[1].lstrip("^"), match[2].lstrip("^")) if match else ("", "")


def _between(by_id: Collection[str]) -> Accepts:
    return lambda text: any(name in by_id for name in _ends(text))


def _relation(relation: ContextRelation, sheet: Sheet) -> list[str]:
    line = _line(relation, sheet)
    if not line:
        return []
    sheet.order[relation.code] = len(sheet.order)
    said = {"name", "pattern", "upstream", "downstream", "technology"}
    settings = string("implementationTechnology", relation.technology)
    if relation.pattern in ("customer_supplier", "upstream_downstream"):
        said |= {"upstream_roles", "downstream_roles"}
        exposed = _exposed(relation, sheet)
        settings += [f"exposedAggregates = {sheet.named(exposed)}"] if exposed else []
        if relation.downstream_rights in RIGHTS:
            settings.append(f"downstreamRights = {relation.downstream_rights}")
            said.add("downstream_rights")
    if relation.name:
        name = sheet.given.take("relation", relation.name)
        line += f" : {called(name, relation.name)}"
    line += sheet.code_of(relation)
    return [*unsaid.fields(relation, said), *block(line, settings)]


def _exposed(relation: ContextRelation, sheet: Sheet) -> list[str]:
    targets = [sheet.plan.by_code[c] for c in sheet.plan.targets(relation.code, "exposes")]
    aggregates = {t.code for t in targets if t.element_kind == "Aggregate"} & sheet.order.keys()
    return sheet.linked(relation.code, "exposes", only=aggregates)


def _line(relation: ContextRelation, sheet: Sheet) -> str:
    """``A [U]->[D] B``; blank where CML has no words for it."""
    if not {relation.upstream, relation.downstream} <= sheet.order.keys():
        return ""
    upstream, downstream = sheet.named([relation.upstream]), sheet.named([relation.downstream])
    theirs, ours = relation.upstream_roles, relation.downstream_roles
    if relation.pattern in ("partnership", "shared_kernel"):
        mark = "P" if relation.pattern == "partnership" else "SK"
        return "" if theirs or ours else f"{upstream} [{mark}]<->[{mark}] {downstream}"
    if relation.pattern not in ("customer_supplier", "upstream_downstream"):
        return ""
    if not set(theirs) <= {"OHS", "PL"} or not set(ours) <= {"ACL", "CF"}:
        return ""
    supplied = relation.pattern == "customer_supplier"
    before = ",".join(["U", *["S"] * supplied, *theirs])
    after = ",".join(["D", *["C"] * supplied, *ours])
    return f"{upstream} [{before}]->[{after}] {downstream}"


# Teams


def team(team: Team, sheet: Sheet) -> list[str]:
    """A team: a context of the type TEAM, which realises what it owns."""
    by_id = {sheet.ids[other.code] for other in sheet.teams}
    prose, kept = divided(team.notes, one_of(IN_MAP, CLAUSE, TEAM_SETTING, _between(by_id)))
    own = [i.context.code for i in sheet.contexts if i.context.owner == team.code]
    clauses: dict[str, list[str]] = {"implements": [], "realizes": [], "refines": []}
    clauses["realizes"] += [sheet.named([code]) for code in own]
    settings = []
    for text in kept:
        word, _, rest = text.partition(" ")
        if word in clauses:
            clauses[word].append(rest)
        elif TEAM_SETTING(text):
            settings.append(text)
    head = f"BoundedContext {sheet.defined(team)}"
    head += "".join(f" {word} {', '.join(names)}" for word, names in clauses.items() if names)
    said = {"name"} if prose else {"name", "notes"}
    return [*unsaid.fields(team, said), *block(head, ["type = TEAM"], settings)]


# Domains


def domains(sheet: Sheet) -> Iterator[list[str]]:
    """Subdomains below their domains; one without a name holds what the plan puts nowhere."""
    for line, subdomains in sheet.domains.values():
        if line == "Domain":
            yield _alone(subdomains[0], sheet)
            continue
        match = re.fullmatch(r"([^{]*?)(?: \{ (.*) \})?", line, re.DOTALL)
        head, vision = (match[1], match[2]) if match and line else ("", "")
        parts = (_subdomain(subdomain, sheet) for subdomain in subdomains)
        if not head:
            head = f"Domain {sheet.given.take('domain', 'Whole_domain')} {comment('name', '')}"
        yield block(head, [vision] if vision else [], *parts)


def _alone(subdomain: Subdomain, sheet: Sheet) -> list[str]:
    prose, _ = divided(subdomain.notes, IN_DOMAIN)
    said = {"name", "vision"} if prose else {"name", "vision", "notes"}
    head = f"Domain {sheet.defined(subdomain)}"
    vision = string("domainVisionStatement", subdomain.vision)
    return [*unsaid.fields(subdomain, said), *block(head, vision)]


def _subdomain(subdomain: Subdomain, sheet: Sheet) -> list[str]:
    models = block_of("Entity", "ValueObject", "DomainEvent", "CommandEvent", "Service", "abstract")
    prose, kept = divided(subdomain.notes, one_of(IN_DOMAIN, setting_of("type"), models))
    said = {"name", "vision", "classification"} | (set() if prose else {"notes"})
    stories = sheet.linked(subdomain.code, "satisfies", only=sheet.stories)
    head = f"Subdomain {sheet.defined(subdomain)}"
    head += f" supports {sheet.named(stories)}" if stories else ""
    type_ = _CLASSES.get(subdomain.classification)
    return [
        *unsaid.fields(subdomain, said),
        *block(
            head,
            [f"type = {type_}"] if type_ else [t for t in kept if t.startswith("type")][:1],
            string("domainVisionStatement", subdomain.vision),
            constructs(t for t in kept if models(t)),
        ),
    ]


# What users require


def stories(plan: Plan) -> list[Requirement]:
    """The requirements that are told as a user story or use case."""
    return [requirement for requirement in plan.of(Requirement) if word_of(requirement)]


def word_of(requirement: Requirement) -> str:
    """``UserStory`` or ``UseCase``; blank for what is neither."""
    statement = requirement.statement
    if not statement:
        _, kept = divided(requirement.notes, shape("UserStory|UseCase"))
        return kept[0] if kept else ""
    if _STORY.fullmatch(statement) and is_spelled(statement):
        return "UserStory"
    clauses = [_CLAUSE.fullmatch(line) for line in statement.split("\n")]
    if not all(match and is_spelled(match[2]) for match in clauses):
        return ""
    inner = re.sub(STRING, "", " ".join(match[2] for match in clauses if match)).split()
    return "" if set(inner) & set(_CASE_KEYS) else "UseCase"


def requirement(requirement: Requirement, sheet: Sheet) -> list[str]:
    word, id_ = word_of(requirement), sheet.ids[requirement.code]
    prose, _ = divided(requirement.notes, shape("UserStory|UseCase"))
    said = {"name", "statement"} | (set() if prose else {"notes"})
    said |= {"type"} if requirement.type == "functional" else set()
    said |= {"source"} if requirement.source == _role(requirement.statement) else set()
    head = f"{word} {called(id_, requirement.code, what='code')}"
    head += f" {comment('name', requirement.name)}" if requirement.name else ""
    parts = [r for r in sheet.plan.sources(requirement.code, "refines") if r in sheet.order]
    parts = sorted((r for r in parts if r != requirement.code), key=sheet.order.__getitem__)[:1]
    if parts and word == "UserStory":
        sheet.links.add(("refines", parts[0], requirement.code))
        head += f" split by {sheet.named(parts)}"
    body = requirement.statement.split("\n") if requirement.statement else []
    return [*unsaid.fields(requirement, said), *block(head, body)]


def _role(statement: str) -> str:
    """Who asks, as the reader finds it in a story or use case."""
    match = re.search(rf"(?:^|\n)(?:actor|As an?) ({STRING})", statement)
    return match[1][1:-1] if match else ""


def question(question: Question, sheet: Sheet) -> list[str]:
    """What a question keeps of stakeholders and values: one construct, since the reader asks of each."""
    prose, kept = divided(question.notes, block_of("Stakeholders", "ValueRegister"))
    if not kept:
        return []
    sheet.order[question.code] = len(sheet.order)
    said = {"notes"} if not prose and len(kept) == 1 else set()
    return [*unsaid.fields(question, said), *constructs(kept[:1])]
