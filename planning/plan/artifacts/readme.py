"""``README.md``: what is here, what the verdict is, who signed, how to read and to verify."""

from collections.abc import Iterator

from planning.plan.artifacts import markdown as md
from planning.plan.artifacts import signatures
from planning.plan.artifacts.catalogue import ALL, README
from planning.plan.artifacts.document import document
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.artifacts.readiness_report import verdict

_READING = (
    "Codes such as `AG-3` lead to the place where the thing is defined; `rule AG-03` leads to the "
    "rule in the readiness report.",
    "A dash (–) means that nobody has said it yet, which differs from “none” and “no”.",
    "Durations are ISO 8601: `P7Y` is seven years, `PT15M` a quarter of an hour.",
    "Empty sections say what is missing and which rule asks for it.",
    "`plan.json` holds all of it for programs.",
)
_VERIFYING = (
    "Run `manage.py verify_export` with this folder: it compares the SHA-256 of each file with "
    "`manifest.json`, recomputes findings, verdict and digests from `plan.json`, writes every file "
    "again and says where they differ.",
    "By hand: `manage.py check_plan plan.json --on` with the date below “Verdict” comes to the "
    "findings of the readiness report.",
    "A signature holds for the digest beside it; `manifest.json` has the digest of each scope as "
    "exported.",
)


def write(frame: Frame) -> str:
    return document(frame, README, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    yield from verdict(frame)
    yield md.heading(2, Inline("Files"))
    yield md.table(("file", "what it says"), (_entry(f.name, f.line) for f in ALL))
    yield md.heading(2, Inline("Signatures"))
    yield signatures.table(frame)
    yield md.heading(2, Inline("How to read"))
    yield md.bullets(Inline(line) for line in _READING)
    yield md.heading(2, Inline("How to verify"))
    yield md.bullets(Inline(line) for line in _VERIFYING)


def _entry(name: str, line: str) -> tuple[Inline, Inline]:
    return md.link(md.inline(name), name), md.inline(line)
