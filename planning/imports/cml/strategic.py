"""From the syntax tree to the draft: the map, contexts, teams, domains, and what users require."""

import re
from collections.abc import Iterator

from planning.imports.cml.building import Building, Place, noted, said, texts, value
from planning.imports.cml.tactics import take_aggregates
from planning.imports.cml.tree import (
    Context,
    ContextMap,
    Domain,
    Kept,
    Model,
    Name,
    Relation,
    Subdomain,
    UserRequirement,
)
from planning.plan.codes import is_code

# By the first word: few remember which of them end in DOMAIN and which in SUBDOMAIN.
_CLASSES = {"CORE": "core", "SUPPORTING": "supporting", "GENERIC": "generic"}
_OF = re.compile(r"(?:Stakeholders|ValueRegister \^?\w{1,200}) (?:of|for) ([^{]{1,1000})")
_QUESTIONS = {
    "Stakeholders": "Who speaks for these stakeholders, and where does the plan take them up?",
    "ValueRegister": "Which of these values does the plan promote, and which does it harm?",
}


def take(model: Model, building: Building) -> None:
    """Takes the whole tree into the draft."""
    for requirement in model.requirements:
        _requirement(requirement, building)
    for domain in model.domains:
        _domain(domain, building)
    notes = _map_notes(model.maps, model.contexts)
    teams = [context for context in model.contexts if context.is_team]
    between = _between_teams(model.maps, teams)
    for team in teams:
        of_map = notes.get(team.name.text, []) + between.pop(team.name.text, [])
        _team(team, of_map, building)
    for context in model.contexts:
        if not context.is_team:
            _context(context, notes.get(context.name.text, []), building)
    for map_ in model.maps:
        for name in _mentioned(map_):
            _stand_in(name, notes.get(name.text, []), building)
    for map_ in model.maps:
        for relation in map_.relations:
            _relation(relation, building)
    for kept in model.kept:
        _kept(kept, building)


# What users require


def _requirement(story: UserRequirement, building: Building) -> None:
    code = story.name.code if story.name.code is not None else story.name.text
    if not is_code(code):
        code = ""
    elif code in building.elements:
        building.report.error(
            f"{code} stands twice in the file",
            line=story.name.line,
            remedy="the second is left out",
        )
        return
    values = said(
        statement=story.statement,
        type="functional",
        source=story.role,
        notes=noted("", () if story.statement else (story.word,)),
    )
    # Its name in the file is its code; only a comment of the writer's can tell of another.
    values["name"] = story.name.said or ""
    key = building.add("Requirement", story.name, values, code=code)
    building.register("requirement", story.name, key)
    split_by = story.split_by
    if split_by:
        building.later.append(lambda: _refine(split_by, key, building))


def _refine(split_by: Name, story: str, building: Building) -> None:
    found = building.look_up("requirement", split_by.text)
    if found:
        building.link("refines", found, story)
    else:
        building.missing(split_by, "UserStory", "the split is left out")


# Domains


def _domain(domain: Domain, building: Building) -> None:
    vision = value(domain.body.settings, "domainVisionStatement")
    block = f" {{ {'; '.join(texts(domain.body.settings))} }}" if vision else ""
    line = () if domain.name.said == "" else (f"Domain {domain.name.text}{block}",)
    for subdomain in domain.body.subdomains:
        key = _subdomain(subdomain, line, building)
        building.register("domain", domain.name, key)
    if not domain.body.subdomains:
        values = said(vision=vision, notes=noted("", ("Domain",)))
        key = building.add("Subdomain", domain.name, values)
        building.register("domain", domain.name, key)


def _subdomain(subdomain: Subdomain, line: tuple[str, ...], building: Building) -> str:
    settings = subdomain.body.settings
    kind = _CLASSES.get(value(settings, "type").partition("_")[0], "")
    kept = [*line, *(text for text in texts(settings, "domainVisionStatement") if not kind)]
    kept += [item.text for item in subdomain.body.kept]
    values = said(
        classification=kind,
        vision=value(settings, "domainVisionStatement"),
        notes=noted("", kept),
    )
    key = building.add("Subdomain", subdomain.name, values)
    building.register("subdomain", subdomain.name, key)
    building.later.append(lambda: building.satisfy(key, subdomain.supports))
    return key


# Contexts and teams


def _team(team: Context, of_map: list[str], building: Building) -> None:
    implemented = [f"implements {', '.join(n.text for n in team.implements)}"] * bool(
        team.implements
    )
    refined = [f"refines {name.text}" for name in team.refines]
    values: dict[str, str] = {}
    key = building.add("Team", team.name, values)
    building.register("team", team.name, key)

    def own() -> None:
        kept = [f"realizes {name.text}" for name in team.realizes if not _owns(name, key, building)]
        settings = texts(s for s in team.body.settings if s.values != ("TEAM",))
        values.update(said(notes=noted("", [*implemented, *kept, *refined, *settings, *of_map])))

    building.later.append(own)


def _owns(name: Name, team: str, building: Building) -> bool:
    """Makes the team the owner of the context, unless another realises it already."""
    found = building.look_up("context", name.text)
    if not found or "owner" in building.elements[found].values:
        return False
    building.elements[found].values["owner"] = team  # type: ignore[index]
    return True


def _context(context: Context, notes: list[str], building: Building) -> None:
    settings = context.body.settings
    own = ("domainVisionStatement", "responsibilities", "evolution", "businessModel")
    values = said(
        purpose=value(settings, "domainVisionStatement"),
        responsibilities=value(settings, "responsibilities"),
        evolution=value(settings, "evolution"),
        business_model=value(settings, "businessModel"),
    )
    key = building.add("BoundedContext", context.name, values)
    building.register("context", context.name, key)
    kept = [*notes, *(f"refines {name.text}" for name in context.refines), *texts(settings, *own)]
    kept += [f"realizes {name.text}" for name in context.realizes]
    kept += take_aggregates(context.body, key, context.name, building)

    def implement() -> None:
        unknown = [name for name in context.implements if not _implements(key, name, building)]
        kept.extend(f"implements {name.text}" for name in unknown)
        values.update(said(notes=noted("", kept)))

    building.later.append(implement)


def _implements(context: str, name: Name, building: Building) -> bool:
    parts = building.named.get(("subdomain", name.text), [])[:1]
    parts = parts or building.named.get(("domain", name.text), [])
    if not parts:
        building.missing(name, "Domain or Subdomain", "kept in the notes")
    if not parts or not building.affords(len(parts), "links", name.line):
        return False
    for part in parts:
        building.link("implements", context, part)
    return True


# The map


def _map_notes(maps: tuple[ContextMap, ...], contexts: tuple[Context, ...]) -> dict[str, list[str]]:
    """Name, type and state of a map, for the notes of its first context: a plan is its own map."""
    notes: dict[str, list[str]] = {}
    teams = {context.name.text for context in contexts if context.is_team}
    for map_ in maps:
        # Of teams only: then its first team has to do.
        named = sorted((n.text for n in _mentioned(map_)), key=teams.__contains__)
        settings = " ".join(texts(map_.settings))
        text = " ".join(part for part in ("ContextMap", map_.name) if part)
        if named and text + settings != "ContextMap":
            block = f" {{ {settings} }}" if settings else ""
            notes.setdefault(named[0], []).append(text + block)
    return notes


def _mentioned(map_: ContextMap) -> Iterator[Name]:
    yield from map_.contains
    for relation in map_.relations:
        yield relation.upstream
        yield relation.downstream


def _stand_in(name: Name, notes: list[str], building: Building) -> None:
    """A context that the map speaks of and the file does not define: it is known by name."""
    if building.look_up("context", name.text) or building.look_up("team", name.text):
        return
    building.missing(name, "BoundedContext", "added by its name")
    key = building.add("BoundedContext", name, said(notes=noted("", notes)))
    building.register("context", name, key)


def _between_teams(maps: tuple[ContextMap, ...], teams: list[Context]) -> dict[str, list[str]]:
    """Relations by the first team in them: a plan relates contexts, not teams."""
    known = {team.name.text for team in teams}
    found: dict[str, list[str]] = {}
    for map_ in maps:
        for relation in map_.relations:
            ends = (relation.upstream.text, relation.downstream.text)
            team = next((end for end in ends if end in known), "")
            found.setdefault(team, []).append(relation.text)
    return found


def _relation(relation: Relation, building: Building) -> None:
    ends = [building.look_up("context", n.text) for n in (relation.upstream, relation.downstream)]
    if not all(ends):
        return  # One end is a team, and the relation stands in its notes.
    if ends[0] == ends[1]:
        building.report.warning(
            f"{relation.upstream.text} is related to itself",
            line=relation.upstream.line,
            column=relation.upstream.column,
            remedy="taken as it stands",
        )
    settings = relation.settings
    values = said(
        name=relation.name.full if relation.name else "",
        pattern=relation.pattern,
        upstream=ends[0],
        downstream=ends[1],
        upstream_roles=relation.upstream_roles,
        downstream_roles=relation.downstream_roles,
        technology=value(settings, "implementationTechnology"),
        downstream_rights=value(settings, "downstreamRights"),
    )
    label = f"{relation.upstream.text}->{relation.downstream.text}"
    # The writer leaves the code behind the last name.
    left = (relation.name or relation.downstream).code or ""
    place = Place("", label, relation.upstream.line, left_code=left)
    key = building.put("ContextRelation", values, place)
    exposed = [n for s in settings if s.key == "exposedAggregates" for n in s.names]
    building.later.append(lambda: _expose(key, exposed, (ends[0], ends[1]), building))


def _expose(key: str, names: list[Name], within: tuple[str, ...], building: Building) -> None:
    for name in names:
        found = building.look_up("aggregate", name.text, within)
        if found:
            building.link("exposes", key, found)
        else:
            building.missing(name, "Aggregate", "not exposed")


# What a plan has no place for


def _kept(kept: Kept, building: Building) -> None:
    if kept.word == "import":
        building.report.note(
            f"{kept.text}: another file", line=kept.line, remedy="not opened; import it as well"
        )
        return
    match = _OF.match(kept.text)
    names = [name.strip(" ^") for name in match[1].split(",")] if match else []
    title = kept.word if kept.word == "Stakeholders" else f"{kept.word} {kept.name}".strip()
    if names:
        title = f"{title} of {', '.join(names)}"
    values = {"question": _QUESTIONS[kept.word], "notes": noted("", (kept.text,)), "name": title}
    key = building.add("Question", None, values, label=title, line=kept.line)

    def tie() -> None:
        for name in names:
            if found := building.look_up("context", name):
                building.link("about", key, found)

    building.later.append(tie)
