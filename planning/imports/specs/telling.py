"""Whether a text is a specification, told from its top level alone."""

import re

_JSON = '(?<=[{,\\s])"(?:%s)"\\s{0,20}:\\s{0,20}"%s'
_YAML = "(?m)^[\"']?(?:%s)[\"']?[ \\t]{0,20}:[ \\t]{1,20}[\"']?%s"
_YAML_KEY = re.compile(r"[\"']?[\w.$-]{1,100}[\"']?[ \t]{0,20}:(?:\s|$)")
_PASSED_OVER = ("#", "---", "%YAML")
# One that does not end is taken to the end, so that no part of it is looked at twice.
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)


def opens_as(text: str, words: str, version: str, others: str) -> bool:
    """Whether YAML or JSON names one of ``words`` with a ``version``, and one of ``others``.

    All three are patterns. In JSON the version has to stand in the outermost object, in YAML the keys
    at the margin of a text that is no Markdown, so that a document with a specification in it stays
    a document.
    """
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        is_stated = _is_outermost(text, re.compile(_JSON % (words, version)))
        return is_stated and bool(re.search(rf'"(?:{others})"\s{{0,20}}:', text))
    if not re.search(_YAML % (words, version), text) or _is_markdown(text):
        return False
    return bool(re.search(rf"(?m)^[\"']?(?:{others})[\"']?[ \t]{{0,20}}:(?:\s|$)", text))


def _is_outermost(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether JSON has in its outermost object what a pattern finds."""
    depth = at = 0
    for found in pattern.finditer(text):
        between = _STRING.sub("", text[at : found.start()])
        depth += between.count("{") - between.count("}") + between.count("[") - between.count("]")
        if depth == 1:
            return True
        at = found.start()
    return False


def _is_markdown(text: str) -> bool:
    first = next((line for line in text.splitlines() if _says_something(line)), "")
    return not _YAML_KEY.match(first) or "\n```" in text


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(_PASSED_OVER)
