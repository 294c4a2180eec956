"""The arrows between the parts of planning/ point inward.

A part is a package or module directly under planning/, with one exception: of the
imports, `apply` writes to the database and stands apart from the readers, which are pure.
"""

import sys
from functools import cache

import grimp
import pytest

READ = {"plan", "models", "kinds", "store"}

# Part → the other parts that it may import.
ARROWS: dict[str, set[str]] = {
    "plan": set(),
    "exports": {"plan"},
    "imports": {"plan"},
    "models": {"plan"},
    "kinds": {"plan", "models"},
    "store": {"plan", "models", "kinds"},
    "imports.apply": READ | {"imports"},
    "instance_key": {"exports", "kept"},
    "web": READ | {"imports", "imports.apply", "exports", "instance_key"},
    "api": READ | {"imports", "imports.apply", "exports"},
    "management": READ | {"imports", "imports.apply", "exports", "demo", "instance_key"},
    "urls": {"web", "api"},
    "migrations": {"plan", "models"},
    "apps": set(),
    "demo": set(),
    "asgi": {"instance_key"},
    "kept": set(),
    "settings": {"kept"},
    "sqlite": set(),
    "wsgi": set(),
}

# Parts that compute and therefore run anywhere → the libraries they may use.
PURE: dict[str, set[str]] = {
    "plan": {"networkx"},
    "exports": {"cryptography", "markdown", "networkx", "nh3", "yaml"},
    "imports": {"defusedxml", "markdown", "sqlglot", "yaml"},
}


ROOT = "planning"  # the package itself is empty: whoever names it imports nothing


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(ROOT, include_external_packages=True, cache_dir=None)


def is_ours(module: str) -> bool:
    return module == ROOT or module.startswith(f"{ROOT}.")


def part(module: str) -> str:
    name = module.removeprefix(f"{ROOT}.")
    if f"{name}.".startswith("imports.apply."):
        return "imports.apply"
    return name.split(".")[0]


def imports_of(name: str) -> set[tuple[str, str]]:
    """(importer, imported) for each import in the part, also of outside libraries."""
    return {
        (importer, imported)
        for importer in graph().modules
        if is_ours(importer) and part(importer) == name
        for imported in graph().find_modules_directly_imported_by(importer)
    }


@pytest.mark.parametrize("name", ARROWS)
def test_arrows_point_inward(name):
    allowed = ARROWS[name] | {name, ROOT}

    assert {
        f"{importer} imports {imported}"
        for importer, imported in imports_of(name)
        if is_ours(imported) and part(imported) not in allowed
    } == set()


def test_every_part_has_its_arrows():
    parts = {part(module) for module in graph().modules if is_ours(module)}

    assert parts - {ROOT} <= ARROWS.keys()


@pytest.mark.parametrize("name", PURE)
def test_what_computes_needs_no_framework(name):
    allowed = PURE[name] | sys.stdlib_module_names

    assert {
        f"{importer} imports {imported}"
        for importer, imported in imports_of(name)
        if not is_ours(imported) and imported not in allowed
    } == set()


@pytest.mark.parametrize("name", ["kinds", "models", "store"])
def test_nothing_behind_the_browser_knows_a_form(name):
    lines = [
        f"{importer}: {detail['line_contents']}"
        for importer, imported in imports_of(name)
        if imported == "django"
        for detail in graph().get_import_details(importer=importer, imported=imported)
    ]

    assert [line for line in lines if "forms" in line] == []
