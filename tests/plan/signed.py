"""What a scope's projection says of a plan, and a plan made of nothing else."""

import json
from dataclasses import replace

from planning.plan.elements import facts
from planning.plan.scopes import definition, project_by
from planning.plan.value import plan


def lines(plan_, scope):
    """The lines of a projection, as JSON has them."""
    return lines_by(plan_, definition(scope))


def lines_by(plan_, definition_):
    # Not splitlines: people's text may hold other characters that end a line in Unicode.
    return [json.loads(line) for line in project_by(plan_, definition_).split("\n") if line]


def signed_alone(plan_, scope):
    """The plan with nothing in it but what the scope's projection says, and its overrides."""
    said = lines(plan_, scope)
    rows = {line["code"]: line for line in said if "element" in line}
    links = {(k["link"], k["source"], k["target"]): k for k in said if "link" in k}
    named = (*said[0]["plan"], "severities", "disabled_rules", "waivers")
    return plan(
        [_with_only(e, rows[e.code]) for e in plan_.elements if e.code in rows],
        [
            replace(k, target_digest=links[k.key].get("target_digest", ""))
            for k in plan_.links
            if k.key in links
        ],
        **{name: getattr(plan_, name) for name in named},
    )


def _with_only(element, line):
    kind = type(element)
    stated = {name: getattr(element, name) for name in line.keys() & facts(kind).keys()}
    return kind(code=element.code, **stated)
