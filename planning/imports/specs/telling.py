"""Whether a text is a specification, told from its top level alone."""

import re

_JSON = '(?<=[{,\\s])"(?:%s)"\\s{0,20}:\\s{0,20}"%s'
_YAML = "(?m)^[\"']?(?:%s)[\"']?[ \\t]{0,20}:[ \\t]{1,20}[\"']?%s"
_YAML_KEY = re.compile(r"[\"']?[\w.$-]{1,100}[\"']?[ \t]{0,20}:(?:\s|$)")
_PASSED_OVER = ("#", "---", "%YAML")


def opens_as(text: str, words: str, version: str, others: str) -> bool:
    """Whether YAML or JSON names one of ``words`` with a ``version``, and one of ``others``.

    All three are patterns. In YAML the keys have to stand at the margin of a text that is no
    Markdown, so that a document with a specification in it stays a document.
    """
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        known = re.search(_JSON % (words, version), text)
        return bool(known and re.search(rf'"(?:{others})"\s{{0,20}}:', text))
    if not re.search(_YAML % (words, version), text) or _is_markdown(text):
        return False
    return bool(re.search(rf"(?m)^[\"']?(?:{others})[\"']?[ \t]{{0,20}}:(?:\s|$)", text))


def _is_markdown(text: str) -> bool:
    first = next((line for line in text.splitlines() if _says_something(line)), "")
    return not _YAML_KEY.match(first) or "\n```" in text


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(_PASSED_OVER)
