"""What notes hold in CML, as its reader left it there: ``- CML: `owner = Team` ``, one a line."""

import re
from collections.abc import Callable, Iterator

_LINE = re.compile(r"- CML: `(.*)`")
_TOKEN = re.compile(
    r'( ?)("(?:[^"\\\n\t]|\\["\\nt])*+"|\^?[^\W\d]\w*+|\d++|<->|->|<-|=>|::|/(?![/*])'
    r"""|[^\s\w"'`\\/#])"""
)
_STEP = frozenset({"command", "operation", "event"})
STRING = r'"(?:[^"\\\n\t]|\\["\\nt])*+"'
ID = r"\^?[A-Za-z_]\w*+"
DOTTED = rf"{ID}(?:\.{ID})*+"
VALUE = rf"(?:{STRING}|{DOTTED}|\d++)"
_SETTING = re.compile(rf"(\w+) ?=? ?{VALUE}(?: ?, ?{VALUE})*+")
_TYPE = rf"@?{DOTTED}(?:<@?{DOTTED}(?:<@?{DOTTED}>)?(?:, ?@?{DOTTED})*+>)?"
TYPE = re.compile(rf"{DOTTED}(?:<@?{DOTTED}(?:, ?@?{DOTTED})*+>|\[\])?")
_STATES = rf"\[(?:{ID}(?: ?, ?{ID})*+)? ?-> ?{ID}\*?(?: ?[Xx,] ?{ID}\*?)*+\]"
_TAIL = (
    "throws|hint|publish|delegates|query|condition|select|groupBy|orderBy|construct|build|map|cache"
    "|gap|nogap|path|return|GET|POST|PUT|DELETE"
)
SIGNATURE = re.compile(
    rf"((?:(?:public|protected|private|package) )?(?:{_TYPE} )?)({ID})"
    rf"( ?\((?:{_TYPE} {ID}(?:, ?{_TYPE} {ID})*+)?\))?"
    rf'((?: (?:{_TAIL})\b| ?=>| ?:)(?:{STRING}|[^;{{}}\[\]"])*+(?:{_STATES})?)?'
)
_HEAD = re.compile(rf"(\w+)( {ID})?")
_NAMELESS = ("ContextMap", "Stakeholders")

Accepts = Callable[[str], bool]


def divided(notes: str, accepts: Accepts, *places: str) -> tuple[str, list[str]]:
    """The notes without what stands there in CML, and that; only what may stand at this place.

    ``places`` are words before the name of what the element stands in, whatever that name is.
    """
    prose: list[str] = []
    kept: dict[str, None] = {}
    for line in notes.split("\n"):
        match = _LINE.fullmatch(line)
        text = match[1] if match else ""
        if text.split(" ")[0] in places or (is_spelled(text) and accepts(text)):
            kept[text] = None
        else:
            prose.append(line)
    return "\n".join(prose).strip(), list(kept)


def is_spelled(text: str) -> bool:
    """Whether the reader would spell the text just so."""
    return bool(text) and _respelled(text) == text


def _respelled(text: str) -> str:
    """The text as the reader spells it; blank for what is no CML, or leaves a bracket open."""
    parts: list[str] = []
    previous, open_ = "", []
    for gap, token in _tokens(text):
        apart = gap or token in "{}" or previous in ("{", "}", ";")
        parts.append(f" {token}" if parts and apart and token != ";" else token)
        previous = token
        if token in "{[(":
            open_.append({"{": "}", "[": "]", "(": ")"}[token])
        elif token in "}])" and (not open_ or open_.pop() != token):
            return ""
    return "" if open_ else "".join(parts)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            # What cannot be CML; it makes the text differ from itself.
            yield "", "\0"
            return
        yield match[1], match[2]
        at = match.end()


def setting_of(*keys: str) -> Accepts:
    """Accepts ``key = value, value`` for these keys."""
    return lambda text: bool((match := _SETTING.fullmatch(text)) and match[1] in keys)


def block_of(*words: str) -> Accepts:
    """Accepts a construct that one of these words opens, to the end of its one block."""

    def accepts(text: str) -> bool:
        head, brace, rest = text.partition("{")
        match = _HEAD.match(head)
        if match is None or match[1] not in words or ";" in head:
            return False
        if match[1] not in _NAMELESS and not match[2]:
            return False
        return not brace or _closes_last(rest)

    return accepts


def _closes_last(rest: str) -> bool:
    depth, count = 1, 0
    tokens = [token for _, token in _tokens(rest)]
    for token in tokens:
        depth += {"{": 1, "}": -1}.get(token, 0)
        count += 1
        if not depth:
            break
    return not depth and count == len(tokens)


def one_of(*accepting: Accepts) -> Accepts:
    return lambda text: any(accepts(text) for accepts in accepting)


def shape(pattern: str) -> Accepts:
    """Accepts what the pattern matches as a whole."""
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def laid_out(text: str) -> list[str]:
    """A construct over several lines: braces, semicolons and the steps of a flow end one."""
    lines, line, depth, previous = [], "", 0, ""

    def end() -> None:
        nonlocal line
        if line:
            lines.append("    " * depth + line)
        line = ""

    for gap, token in _tokens(text):
        if token == "}":
            end()
            depth -= 1
        elif token in _STEP and previous not in ("emits", "triggers") and gap:
            end()
        line += (" " if line and gap else "") + token
        if token == "{":
            end()
            depth += 1
        elif token in (";", "}"):
            end()
        previous = token
    end()
    return lines
