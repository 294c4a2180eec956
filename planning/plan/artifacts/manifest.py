"""``manifest.json``: what was exported, digest by digest, and who signed it."""

import json
from collections.abc import Mapping
from typing import Any

from planning.plan import canonical
from planning.plan.artifacts.frame import Frame
from planning.plan.people import without_address
from planning.plan.signatures import Signature

LAYOUT = 1
"""Counts up whenever a file of an export is written otherwise of the same plan and rule set."""


def write(frame: Frame, files: Mapping[str, str]) -> str:
    """The manifest of these other files, by name."""
    content: dict[str, Any] = {
        "format": canonical.FORMAT,
        "layout": LAYOUT,
        "rule_set": frame.rule_set,
        "on": frame.on.isoformat(),
        "revised_at": frame.plan.revised_at,
        "profile": frame.profile,
        **_which(frame),
        "verdict": frame.readiness.verdict,
        "review": frame.review.state,
        **_rounds(frame),
        "files": {name: canonical.digest(text) for name, text in files.items()},
        "scopes": dict(frame.digests),
        "signatures": [_signature(s) for s in frame.review.signatures],
        "signature": None,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _which(frame: Frame) -> dict[str, Any]:
    if frame.baseline:
        return {"baseline": frame.baseline, "baseline_at": frame.review.baseline_at}
    return {"revision": frame.plan.revision}


def _rounds(frame: Frame) -> dict[str, Any]:
    """The baselines, which the change log of each file lists; nothing before the first."""
    rounds = [
        {**canonical.stated(each), "by": without_address(each.by)} for each in frame.review.rounds
    ]
    return {"baselines": rounds} if rounds else {}


def _signature(signature: Signature) -> dict[str, Any]:
    said = canonical.stated(signature)
    people = {"person": signature.person, "accepted_by": signature.accepted_by}
    named = {name: without_address(person) for name, person in people.items() if person}
    return {**said, **named}
