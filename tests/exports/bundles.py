"""Bundles small enough to see through, for the tests of the ways out."""

from planning.exports.bundle import Bundle
from planning.plan.canonical import digest

MARKERS = ("<!-- groundplan:BACK-PH1:draft -->", "<!-- /groundplan:BACK-PH1:draft -->")


def made(said: str = "one", **changes: object) -> Bundle:
    """A bundle of two files, a manifest that lists them, and a log entry, all of which say it."""
    texts = {"README.md": f"# {said}\n", "plan.json": f'"{said}"\n'}
    listed = ", ".join(f'"{name}": "{digest(text)}"' for name, text in texts.items())
    held: dict[str, object] = {
        "folder": "backend/outputs/phase-1",
        "files": {**texts, "manifest.json": f'{{"files": {{{listed}}}}}\n'},
        "log_path": "docs/Log.md",
        "log_entry": f"{MARKERS[0]}\n\n{said}\n\n{MARKERS[1]}\n",
        "log_markers": MARKERS,
        "log_tag": "BACK-PH1",
    }
    return Bundle(**{**held, **changes})  # type: ignore[arg-type]
