"""Input documents: Markdown and plain text as they are."""

import pytest

from planning.imports.documents import read_document
from planning.imports.draft import Tally, Unreadable
from planning.plan.canonical import digest


def test_a_document_keeps_its_text_and_the_digest_of_it() -> None:
    values = read_document("notes.md", b"\xef\xbb\xbf# Tides\r\n\r\nHigh.  \r\n").elements[0].values
    assert values == {
        "name": "Tides",
        "path": "notes.md",
        "kind": "other",
        "status": "received",
        "text": "# Tides\n\nHigh.",
        "sha256": digest("# Tides\n\nHigh."),
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Intro\n\n## The **Harbour**\n", "The Harbour"),
        ("Harbour\n=======\n", "Harbour"),
        ("**Subject: Phase 1: Harbour**\n", "Phase 1: Harbour"),
        ("---\ntitle: 'Front'\nversion: v0.0.1\n---\n# Back\n", "Front"),
        ("no title at all", "Tidal notes"),
    ],
)
def test_the_title_is_the_name(text: str, name: str) -> None:
    assert read_document("docs/tidal-notes.md", text).elements[0].values["name"] == name


def test_the_version_comes_from_the_front_matter() -> None:
    values = read_document("a.md", "---\nversion: v0.0.1\n---\ntext").elements[0].values
    assert values["document_version"] == "v0.0.1"


@pytest.mark.parametrize(
    ("path", "kind", "track", "phase"),
    [
        ("architecture-design/outputs/phase-1/x_compendium.md", "compendium", "architecture", 1),
        ("layer_specs/business-logic.md", "layer_spec", "architecture", 2),
        ("cross-track-briefs/backend.md", "guardrail_brief", "architecture", 1),
        ("security/outputs/phase-1/matrix.md", "other", "security", 1),
        ("business_requirements.txt", "requirements", None, None),
    ],
)
def test_kind_track_and_phase_are_guessed_from_the_path(
    path: str, kind: str, track: str | None, phase: int | None
) -> None:
    values = read_document(path, "text").elements[0].values
    assert (values["kind"], values.get("track"), values.get("producing_phase")) == (
        kind,
        track,
        phase,
    )


def test_a_document_longer_than_a_plan_holds_is_refused() -> None:
    with pytest.raises(Unreadable, match="a plan holds 2,000,000 of a document"):
        read_document("a.md", "some words\n" * 200_000)


def test_a_document_counts_as_one() -> None:
    assert read_document("a.md", "# A\n").tallies == (Tally(what="document", found=1, read=1),)
