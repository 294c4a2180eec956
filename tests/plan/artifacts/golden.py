"""Golden files: what a text has to be, byte for byte.

``GROUNDPLAN_UPDATE_GOLDEN=1 pytest tests/plan/artifacts`` writes them anew; read the difference
before you commit it.
"""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"


def same_as_golden(path: str, text: str, folder: Path = FOLDER) -> None:
    """Fail unless the text is that of the golden file; write the file when asked to."""
    golden = folder / path
    if os.environ.get("GROUNDPLAN_UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="")
    if not golden.exists():
        pytest.fail(f"no golden file {path}; write it with GROUNDPLAN_UPDATE_GOLDEN=1")
    assert text == golden.read_bytes().decode(), f"{path} is no longer what is written"
