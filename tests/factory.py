"""Rows for tests: people, projects, plans and elements, each with only what matters named.

Everybody knows the cast: Alice leads the backend and owns the project, Bob helps, Ada leads
architecture, Sam leads security, Vera looks on, and Charlie is outside.
"""

from typing import Any

from django.utils.text import slugify

from planning import models
from planning.imports.apply import start_from
from planning.imports.options import How
from planning.imports.plan_file import FORMAT
from planning.imports.recognise import read
from planning.plan import plan_json
from planning.plan.rights import Actor, Membership
from planning.store import write
from planning.web import access
from tests.plan.sound import SOUND

PASSWORD = "correct horse"
CAST: dict[str, tuple[str, ...]] = {
    "alice": ("owner", "backend_lead"),
    "bob": ("contributor",),
    "ada": ("architecture_lead",),
    "sam": ("security_lead",),
    "vera": ("viewer",),
    "charlie": (),
}


def make_user(username: str = "alice", **values: Any) -> models.User:
    """The account of this name, made on first use; its password is ``PASSWORD``."""
    known = models.User.objects.filter(username=username).first()
    names = {"display_name": username.capitalize(), **values}
    return known or models.User.objects.create_user(username, password=PASSWORD, **names)


def make_project(name: str = "Bookshop", cast: bool = True) -> models.Project:
    """A project; with ``cast`` everybody of the cast is a member in their roles."""
    project = models.Project.objects.create(name=name)
    for username, roles in CAST.items() if cast else ():
        make_member(project, username, *roles)
    return project


def make_member(
    project: models.Project, username: str, *roles: str, track: str = ""
) -> models.User:
    person = make_user(username)
    for role in roles:
        models.Membership.objects.create(person=person, project=project, role=role, track=track)
    return person


def make_plan(name: str = "Bookshop backend", slug: str = "", **values: Any) -> models.Plan:
    """A plan of a project with the whole cast, unless another ``project`` is given."""
    project = values.pop("project", None) or make_project()
    slug = slug or slugify(name)
    return models.Plan.objects.create(name=name, slug=slug, project=project, **values)


def make_actor(*roles: Any) -> Actor:
    """Somebody who may write; the owner and backend lead unless other roles are named."""
    held = roles or ("owner", "backend_lead")
    memberships = frozenset(Membership(role) for role in held)
    return Actor(id=make_user("alice").pseudonym, name="Alice", memberships=memberships)


def actor_of(plan: models.Plan, username: str) -> Actor:
    """Somebody of the cast as they act in the project of a plan."""
    person = make_user(username)
    return access.actor_of(person, access.memberships_of(person, plan.project_id))


def make_sound_plan(slug: str = "library") -> models.Plan:
    """The library's plan, which nothing blocks, with the whole cast; nobody of them wrote it."""
    content = plan_json.write(SOUND)
    draft = read("plan.json", content.encode(), How(format=FORMAT))
    row = start_from(draft, "Library", None, {}, slug)
    for username, roles in CAST.items():
        make_member(row.project, username, *roles)
    return row


def make_element(plan: models.Plan, element_kind: str, code: str = "", /, **values: Any) -> str:
    """An element written as Alice; returns its code."""
    with write.locked(plan.pk, make_actor()) as writing:
        return writing.create(element_kind, values, code=code)


def make_link(plan: models.Plan, type_: str, source: str, target: str) -> None:
    with write.locked(plan.pk, make_actor()) as writing:
        writing.link(type_, source, target)
