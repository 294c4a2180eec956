"""The small plan without its flaws: nothing blocks it, so that it can be reviewed and signed."""

from dataclasses import replace

from planning.plan import elements as e
from planning.plan.links import Link
from planning.plan.value import changed
from tests.plan.artifacts.plans import SMALL

_SAID = {
    "BC-2": {"layers": ("domain",)},
    "BC-3": {"purpose": "Knows who is a member"},
    "DK-2": {"status": "not_applicable", "reason": "Drawn by the architecture track"},
    "SV-2": {"responsibilities": "Decides what is charged"},
    "EN-3": {"not_persisted_reason": "Computed when it is asked for"},
    "PT-3": {"consistency_need": "eventual"},
    "AT-3": {"confidentiality": "internal", "categories": ("none",)},
    "AT-4": {"confidentiality": "internal", "categories": ("none",)},
    "AT-5": {"confidentiality": "internal", "categories": ("none",)},
    "DS-1": {"residency": ("eu-west",)},
    "PC-1": {"document": "IN-3"},
    "ST-2": {"done_condition": "It answers", "owner": "Dana"},
    "ST-3": {"done_condition": "It is green", "owner": "Dana"},
    "QU-1": {"status": "answered", "answer": "Yes"},
}
_ADDED = (
    e.InputDocument(
        code="IN-3",
        name="Security brief",
        path="security/brief.md",
        kind="security_brief",
        track="security",
        status="received",
        sha256="b" * 64,
    ),
    e.ChecklistItem(code="QC-4", theme="coding_standard", statement="Types are checked"),
)
_TIED = (
    Link(type="cites", source="EP-1", target="SEC-API"),
    Link(type="satisfies", source="ST-1", target="NFR-1"),
    Link(type="verifies", source="TH-1", target="NFR-1"),
)


def _told(element):
    return replace(element, **_SAID.get(element.code, {}))


SOUND = replace(
    changed(
        SMALL,
        elements=[*(_told(each) for each in SMALL.elements if each.code != "AG-3"), *_ADDED],
        links=[*(k for k in SMALL.links if k.type != "exposes"), *_TIED],
    ),
    severities=(),
    disabled_rules=(),
    waivers=(),
)
