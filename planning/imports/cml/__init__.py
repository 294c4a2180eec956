"""The Context Mapper DSL: ``.cml`` files to a draft, by a recursive-descent reader of our own."""

import re

from planning.imports.cml.building import Building
from planning.imports.cml.counting import tallies
from planning.imports.cml.lexer import tokens
from planning.imports.cml.parser import parse
from planning.imports.cml.strategic import take
from planning.imports.cml.stream import Stream
from planning.imports.draft import Draft
from planning.imports.report import Report
from planning.imports.source import Source, decoded

__all__ = ["FORMAT", "OF_PLAN", "WRITTEN", "looks_like_cml", "read_cml"]

FORMAT = "cml"
WRITTEN = "// Written by Groundplan"
"""How a file of our own writer begins: it is read to the letter, mojibake and all."""

OF_PLAN = "// Codes are those of the plan "
"""What stands before the slug of the plan that a file of our own was written from."""

_SAMPLE = 200_000
_OPENING = 2_000
_OF_PLAN = re.compile(rf"^{OF_PLAN}([\w-]{{1,200}})$", re.MULTILINE)
_NAME = r"\^?[^\W\d]\w*+"
_NAMES = rf"{_NAME}(?:[ \t]*+,[ \t]*+{_NAME})*+"
_OPENS = re.compile(
    r"(BoundedContext|ContextMap|Domain|UseCase|UserStory|ValueRegister|Stakeholders)\b"
    rf"(?:[ \t]++(?!of\b|implements\b|realizes\b|refines\b|for\b|split\b|type\b|state\b){_NAME})?+"
    rf"(?:[ \t]++(?:implements|realizes|refines|of|for|split[ \t]++by)[ \t]++{_NAMES})*+"
    r"(?:[ \t]++(?:type|state)[ \t]*+=?[ \t]*+[A-Z_]++)*+"
    r"[ \t]*+(\{|$)"
)
_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/")
_PLAIN_WORDS = ("Domain", "Stakeholders")


def looks_like_cml(text: str) -> bool:
    """Whether the first line that is no comment, import or blank opens a construct of CML.

    A file of our own is known even if a plan has nothing that CML has words for.
    """
    if text.lstrip().startswith(WRITTEN):
        return True
    in_comment = False
    for line in text[:_SAMPLE].split("\n"):
        line = line.strip().lstrip("\ufeff")
        if in_comment:
            in_comment = "*/" not in line
            line = line.partition("*/")[2].strip()
        if line.startswith("/*"):
            in_comment = "*/" not in line
            line = line.partition("*/")[2].strip()
        if line and not in_comment and not line.startswith(("//", 'import "', "import '")):
            return _opens(line, "{" in text)
    return False


def _opens(line: str, has_braces: bool) -> bool:
    """Whether a construct begins here; a plain English word has to have a block."""
    code = _COMMENT.sub("", line[:1000]).partition("//")[0]
    found = _OPENS.match(code.strip())
    return found is not None and (has_braces or found[1] not in _PLAIN_WORDS)


def read_cml(file: str, content: str | bytes) -> Draft:
    """What a CML file says, as far as a plan has a place for it; the rest goes into notes.

    What is not understood is passed over to its end, with a warning. Imports are not followed.
    Raises ``Unreadable`` for what is no text.
    """
    source = _text(file, content)
    report = Report(file)
    report.extend(source.diagnostics)
    stream = Stream(tokens(source.text, report), report)
    model = parse(stream)
    building = Building(report)
    take(model, building)
    building.finish()
    counted = tallies(stream, model)
    if not building.elements and not source.text.lstrip().startswith(WRITTEN):
        report.warning("nothing of the Context Mapper DSL found", remedy="is it a .cml file?")
    return Draft(
        file=file,
        format=FORMAT,
        elements=tuple(building.elements.values()),
        links=tuple(building.links),
        diagnostics=report.diagnostics,
        tallies=counted,
        of_plan=_of_plan(source.text),
    )


def _of_plan(text: str) -> str:
    """The plan that a file of our own was written from."""
    match = _OF_PLAN.search(text[:_OPENING])
    return match[1] if match else ""


def _text(file: str, content: str | bytes) -> Source:
    source = decoded(file, content, exact=True)
    if source.text.lstrip().startswith(WRITTEN):
        return source
    source = decoded(file, content)
    _ = source.lines  # refuses an endless one
    return source
