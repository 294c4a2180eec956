"""What is written from a plan and holds none: findings, pictures, layers and what an export consists of.

Nothing of it is read.
"""

import re

from planning.imports.draft import Draft, Tally, Unreadable
from planning.imports.report import Report
from planning.imports.source import decoded

FORMAT = "projection"

_HEAD = 20_000
_SARIF_SCHEMA = re.compile(r'"\$schema"\s{0,9}:\s{0,9}"[^"\n]{0,300}sarif', re.IGNORECASE)
_SARIF_RUNS = re.compile(r'"runs"\s{0,9}:\s{0,9}\[')
_SARIF_VERSION = re.compile(r'"version"\s{0,9}:\s{0,9}"2\.')
_PICTURE = re.compile(r"%% A picture of [^\n]*, revision \d+, drawn by Groundplan\.\n")
_CONTRACT = re.compile(r"# The layers of [^\n]*, revision \d+\.\n(?:#[^\n]*\n)*\s*\[importlinter\]")
# A plan.json says there what the plan is, and not only how it is called.
_EDGES = re.compile(r'\{\s*"format"\s*:\s*\d+\s*,\s*"plan"\s*:\s*"')
# All that we always write, in our order: any single key may stand in the front matter of others.
_ARTIFACT = re.compile(
    r'---\n(?:plan: "[^\n]*"\n)?(?:project: "[^\n]*"\n)?file: "\w+\.md"\n'
    r'revision: \d+\n(?:baseline: "[^\n]*"\n)?state: "(?:DRAFT|SIGNED)"\nrule_set: \d+\n'
    r'on: "[\d-]+"\nprofile: "\w+"\n\w+_digest: "[0-9a-f]{64}"\n'
)
_LOG_ENTRY = re.compile(
    r"<!-- groundplan:[\w.-]*:[\w.-]+ -->\n\n"
    r"## [^\n]*: planning readiness, (?:draft\n|baseline )"
)
_MANIFEST = re.compile(
    r'\{\s*"format"\s*:\s*\d+\s*,\s*"layout"\s*:\s*\d+\s*,\s*"rule_set"\s*:\s*\d+\s*,'
    r'\s*"on"\s*:\s*"'
)
_EXPORTED = (
    ("an artifact in Markdown", _ARTIFACT),
    ("an entry of the log", _LOG_ENTRY),
    ("the manifest of an export", _MANIFEST),
)


def looks_like_projection(text: str) -> bool:
    """Whether a text is SARIF, of whatever tool, or what we write from a plan and do not read."""
    return _what(text) != ""


def read_projection(file: str, text: str | bytes) -> Draft:
    """No elements, and a note that says why. Raises ``Unreadable`` for what is none of these."""
    source = decoded(file, text)
    what = _what(source.text.lstrip())
    if not what:
        raise Unreadable(f"{file}: neither SARIF nor a picture, layers or an artifact of a plan")
    report = Report(file)
    report.extend(source.diagnostics)
    said = "lists findings" if what == "SARIF" else "is written from a plan"
    report.note(f"{what} {said} and holds no plan; nothing is read")
    return Draft(
        file=file,
        format=FORMAT,
        diagnostics=report.diagnostics,
        tallies=(Tally(what=what, found=1, read=0, skipped=1),),
    )


def _what(text: str) -> str:
    if text.startswith("{") and _is_sarif(text[:_HEAD], text):
        return "SARIF"
    if _PICTURE.match(text):
        return "a picture in Mermaid"
    if _CONTRACT.match(text) or _is_edges(text):
        return "a layer contract"
    return next((what for what, opens in _EXPORTED if opens.match(text, 0, _HEAD)), "")


def _is_sarif(head: str, text: str) -> bool:
    runs = _SARIF_RUNS.search(head)
    # Some tools write no schema, and some write it last.
    return runs is not None and (
        _SARIF_SCHEMA.search(head) is not None
        or (_SARIF_VERSION.search(head) is not None and '"driver"' in text)
    )


def _is_edges(text: str) -> bool:
    return _EDGES.match(text) is not None and '"edges"' in text
