"""The layer contract: what the plan allows is kept, what it does not is broken."""

import configparser
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from planning.exports import import_linter, layer_contract
from planning.exports.import_linter import NoModules, package
from planning.exports.layer_contract import Edge, edges, modules
from planning.plan import plan_json
from planning.plan.elements import BoundedContext, ContextRelation, Element, Service
from planning.plan.value import Plan, plan

ALL = ("application", "domain", "infrastructure")
DEMO = plan_json.read(
    (Path(__file__).parents[2] / "planning" / "demo" / "plan.json").read_text(encoding="utf-8")
)[0]


def context(number: int, path: str, **facts: Any) -> BoundedContext:
    held = {"name": path.title(), "layers": ALL, "module_path": path, **facts}
    return BoundedContext(code=f"BC-{number}", **held)


def relation(upstream: int, downstream: int, pattern: str, **facts: Any) -> ContextRelation:
    return ContextRelation(
        code=f"CR-{upstream}{downstream}",
        pattern=pattern,
        upstream=f"BC-{upstream}",
        downstream=f"BC-{downstream}",
        **facts,
    )


def shop(*more: Element) -> Plan:
    contexts = (context(1, "sales"), context(2, "stock"), context(3, "post-office"))
    return plan([*contexts, *more], name="Shop 100 %", source_root="backend/src/shop")


SHOP = shop(relation(2, 1, "upstream_downstream"))


def allowed(whole: Plan) -> set[tuple[str, str]]:
    root = f"{whole.source_root}/"
    return {(e.source.removeprefix(root), e.target.removeprefix(root)) for e in edges(whole)}


def between(whole: Plan, source: str, target: str) -> list[Edge]:
    ends = (f"{whole.source_root}/{source}", f"{whole.source_root}/{target}")
    return [edge for edge in edges(whole) if (edge.source, edge.target) == ends]


def contracts(whole: Plan) -> list[dict[str, str]]:
    parser = configparser.ConfigParser()
    parser.read_string(import_linter.write(whole))
    return [dict(parser[name]) for name in parser.sections() if ":" in name]


def test_layers_point_inward() -> None:
    assert allowed(plan([context(1, "sales")])) == {
        ("sales/application", "sales/domain"),
        ("sales/infrastructure", "sales/application"),
        ("sales/infrastructure", "sales/domain"),
    }


OUTER = {"sales/application", "sales/infrastructure"}
WHOLE = {*OUTER, "sales/domain"}


@pytest.mark.parametrize(
    ("pattern", "roles", "reaching", "back"),
    [
        ("upstream_downstream", (), OUTER, False),
        ("customer_supplier", (), OUTER, False),
        ("unknown", (), OUTER, False),
        ("", (), OUTER, False),
        ("upstream_downstream", ("ACL",), {"sales/infrastructure"}, False),
        ("upstream_downstream", ("CF",), WHOLE, False),
        ("shared_kernel", (), WHOLE, True),
        ("partnership", (), OUTER, True),
        ("separate_ways", (), set(), False),
    ],
)
def test_the_map_says_who_may_reach_whom(
    pattern: str, roles: tuple[str, ...], reaching: set[str], back: bool
) -> None:
    found = allowed(shop(relation(2, 1, pattern, downstream_roles=roles)))
    crossing = {pair for pair in found if pair[0].split("/")[0] != pair[1].split("/")[0]}
    assert {one for one, other in crossing if other == "stock/domain"} == reaching
    assert any(other == "sales/domain" for _, other in crossing) == back


@pytest.mark.parametrize("pattern", ["upstream_downstream", "partnership", "shared_kernel"])
def test_the_adapters_of_a_context_are_nobody_else_s(pattern: str) -> None:
    found = allowed(shop(relation(2, 1, pattern)))
    assert "stock/infrastructure" not in {other for _, other in found}


def test_a_domain_meets_another_domain_alone() -> None:
    found = allowed(shop(relation(2, 1, "shared_kernel")))
    assert {other for one, other in found if one == "sales/domain"} == {"stock/domain"}


def test_contexts_without_a_relation_have_no_edge() -> None:
    assert not any("post-office" in (one, other) for one, other in allowed(SHOP))


def test_an_external_context_has_no_module() -> None:
    whole = shop(context(4, "bank", external=True), relation(4, 1, "upstream_downstream"))
    assert allowed(whole) == allowed(shop())
    assert "backend/src/shop/bank" not in {module.path for module in modules(whole)}


def test_a_context_without_layers_reaches_as_a_whole() -> None:
    whole = plan(
        [context(1, "a", layers=()), context(2, "b"), relation(2, 1, "upstream_downstream")]
    )
    assert ("a", "b/application") in allowed(whole)


def test_a_service_outside_the_folder_of_its_context_has_its_layer() -> None:
    pricing = Service(code="SV-1", context="BC-1", layer="domain", module_path="pricing")
    found = allowed(shop(pricing))
    assert ("sales/application", "pricing") in found
    assert ("pricing", "sales/domain") in found
    assert ("pricing", "sales/application") not in found


def test_a_service_within_a_layer_adds_no_edge() -> None:
    orders = Service(code="SV-1", context="BC-1", layer="domain", module_path="sales/domain/orders")
    assert allowed(shop(orders)) == allowed(shop())
    assert "SV-1" in {module.element for module in modules(shop(orders))}


def test_an_edge_says_why() -> None:
    (edge,) = between(SHOP, "sales/application", "stock/domain")
    assert edge.because == "CR-21: upstream downstream"


def test_two_relations_of_a_pair_are_one_edge() -> None:
    whole = shop(relation(2, 1, "upstream_downstream"), relation(1, 2, "partnership"))
    (edge,) = between(whole, "sales/application", "stock/domain")
    assert edge.because == "CR-12: partnership; CR-21: upstream downstream"


def test_the_json_names_every_end_of_an_edge() -> None:
    said = json.loads(layer_contract.write(DEMO))
    paths = {module["path"] for module in said["modules"]}
    assert said["layers"]["domain"] == []
    assert {end for edge in said["edges"] for end in (edge["from"], edge["to"])} <= paths


def test_the_json_of_an_empty_plan_is_empty() -> None:
    said = json.loads(layer_contract.write(plan()))
    assert (said["modules"], said["edges"]) == ([], [])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("src/shop/post-office", "shop.post_office"),
        ("backend/src/shop/sales", "shop.sales"),
        ("rondo/backend/care", "rondo.backend.care"),
        ("src/2nd", ""),
        ("src/class", ""),
        ("../x", ""),
        ("src", ""),
    ],
)
def test_a_path_is_a_package_where_python_has_such_a_name(path: str, name: str) -> None:
    assert package(path) == name


def test_a_contract_lists_layers_from_the_outside_to_the_inside() -> None:
    first = contracts(SHOP)[0]
    assert (first["name"], first["type"]) == ("Layers of BC-1 Sales", "layers")
    assert first["layers"].split() == [
        "(shop.sales.infrastructure)",
        "(shop.sales.application)",
        "(shop.sales.domain)",
    ]


def test_a_contract_forbids_what_has_no_edge() -> None:
    reach = {c["name"]: c for c in contracts(SHOP) if c["type"] == "forbidden"}
    assert reach["Reach of BC-1 Sales"]["forbidden_modules"].split() == ["shop.post_office"]
    assert reach["Reach of application of BC-1 Sales"]["forbidden_modules"].split() == [
        "shop.stock.infrastructure"
    ]
    assert reach["Reach of domain of BC-1 Sales"]["forbidden_modules"].split() == ["shop.stock"]


@pytest.mark.parametrize("name", ["100 % [x]", "%(name)s", "a\nb = c", "; #", "]"])
def test_a_name_stays_within_its_line(name: str) -> None:
    whole = plan([context(1, "sales", name=name)], name=name)
    assert contracts(whole)[0]["name"] == f"Layers of BC-1 {' '.join(name.split())}"


def test_what_python_cannot_import_is_left_out_aloud() -> None:
    text = import_linter.write(plan([context(1, "sales"), context(2, "2nd")]))
    assert "# Left out, since Python has no such name or another has it: BC-2 2nd\n" in text


def test_two_paths_of_one_package_are_one_module() -> None:
    text = import_linter.write(plan([context(1, "a-b"), context(2, "a_b")]))
    assert text.count("(a_b.domain)") == 1


@pytest.mark.parametrize("whole", [plan(), plan([context(1, "2nd")]), plan([context(1, "")])])
def test_a_plan_without_modules_has_no_contract(whole: Plan) -> None:
    with pytest.raises(NoModules):
        import_linter.write(whole)


PRESENTING = shop(
    relation(2, 1, "upstream_downstream", downstream_roles=("ACL",)),
    relation(1, 3, "shared_kernel"),
    context(4, "desk", layers=("presentation", *ALL)),
    Service(code="SV-1", context="BC-2", layer="domain", module_path="stock/counting"),
)
PLACES = [m.path.removeprefix("backend/src/shop/") for m in modules(PRESENTING) if m.layer]


def within(path: str, other: str) -> bool:
    return path == other or PurePosixPath(other) in PurePosixPath(path).parents


def legal(source: str, target: str) -> bool:
    """Whether the JSON allows the import, as its reader would find out."""
    found = allowed(PRESENTING)
    return any(within(source, one) and within(target, other) for one, other in found)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages without imports, beside the contract of their plan."""
    root = tmp_path_factory.mktemp("tree")
    for module in modules(PRESENTING):
        path = root / module.path.replace("-", "_")
        path.mkdir(parents=True, exist_ok=True)
        for folder in (path, *path.parents):
            if (root / "backend" / "src") in folder.parents:
                (folder / "__init__.py").touch()
    (root / ".importlinter").write_text(import_linter.write(PRESENTING), encoding="utf-8")
    return root


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the packages below ``root``."""
    if not importlib.util.find_spec("importlinter"):
        pytest.skip("import-linter is not installed")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    known = {**os.environ, "PYTHONPATH": str(root / "backend" / "src")}
    return subprocess.run(command, cwd=root, env=known, capture_output=True, text=True, check=False)


def test_import_linter_takes_the_contract(tree: Path) -> None:
    done = lint(tree)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_import_linter_keeps_what_has_an_edge(tree: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(tree, tmp_path / "tree"))
    import_all(copy, [pair for pair in product(PLACES, PLACES) if legal(*pair)])
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("sales/domain", "sales/infrastructure"),
        ("sales/domain", "sales/application"),
        ("sales/application", "sales/infrastructure"),
        ("sales/application", "stock/application"),
        ("sales/domain", "stock/domain"),
        ("sales/infrastructure", "stock/infrastructure"),
        ("sales/domain", "post-office/application"),
        ("post-office/application", "sales/infrastructure"),
        ("stock/infrastructure", "sales/application"),
        ("stock/domain", "post-office/domain"),
        ("stock/counting", "stock/application"),
        ("desk/infrastructure", "desk/presentation"),
        ("desk/presentation", "desk/domain"),
        ("desk/application", "desk/presentation"),
    ],
)
def test_import_linter_breaks_what_has_none(
    tree: Path, tmp_path: Path, source: str, target: str
) -> None:
    assert not legal(source, target)
    copy = Path(shutil.copytree(tree, tmp_path / "tree"))
    import_all(copy, [(source, target)])
    done = lint(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 broken" in done.stdout


def import_all(root: Path, pairs: list[tuple[str, str]]) -> None:
    """Let the first package of each pair import the second."""
    for source, target in pairs:
        path = root / "backend" / "src" / "shop" / source.replace("-", "_") / "__init__.py"
        with path.open("a") as file:
            file.write(f"import {package(f'src/shop/{target}')}\n")
