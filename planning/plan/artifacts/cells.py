"""What people stated, as it stands in a cell: codes and rules as links, text escaped."""

from collections.abc import Iterable
from datetime import date

from planning.plan import choices
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.frame import Frame
from planning.plan.artifacts.markdown import Inline
from planning.plan.elements import Element
from planning.plan.order import natural
from planning.plan.people import without_address


def said(frame: Frame, text: str) -> Inline:
    """Text of people; codes in it link to their definition, rules to the readiness report."""
    return md.inline(text, frame.linked)


def prose(frame: Frame, text: str) -> str:
    """Text of people as a block, or the sign for what is not said."""
    return md.prose(text, frame.linked) or md.BLANK


def code(frame: Frame, code_: str) -> Inline:
    """A code that links to its definition; nothing for a blank one."""
    target = frame.anchors.get(code_)
    label = md.inline(code_)
    return md.link(label, target) if target else label


def codes(frame: Frame, codes_: Iterable[str]) -> Inline:
    """Codes in natural order, each once."""
    return joined(code(frame, each) for each in sorted({*codes_} - {""}, key=natural))


def named(frame: Frame, code_: str) -> Inline:
    """A code that links, with the name it stands for."""
    element = frame.plan.by_code.get(code_)
    name = md.inline(element.name) if element else ""
    return Inline(f"{code(frame, code_)} {name}".strip())


def defined(frame: Frame, element: Element) -> Inline:
    """The place where links to the element arrive: its anchor, code and name."""
    return Inline(f"{defined_code(frame, element)} {md.inline(element.name)}".strip())


def defined_code(frame: Frame, element: Element) -> Inline:
    """As ``defined``, for tables whose next column is the name."""
    _, _, name = frame.anchors[element.code].partition("#")
    return Inline(f"{md.anchor(name)}{md.inline(element.code)}")


def requirements(frame: Frame, *codes_: str) -> Inline:
    """The requirements that these elements satisfy."""
    return codes(frame, (r for each in codes_ for r in frame.plan.targets(each, "satisfies")))


def standards(frame: Frame, code_: str) -> Inline:
    """What the element cites."""
    return codes(frame, frame.plan.targets(code_, "cites"))


def word(value: str) -> Inline:
    """A choice as a person reads it."""
    return md.inline(choices.words(value))


def words(values: Iterable[str]) -> Inline:
    return joined(word(value) for value in values)


def flag(value: bool) -> Inline:
    return Inline("yes" if value else "no")


def day(value: date | None) -> Inline:
    return Inline(value.isoformat() if value else "")


def days(first: date | None, last: date | None) -> Inline:
    """From and to; a missing end stays blank."""
    if first is None and last is None:
        return Inline("")
    return Inline(f"{day(first) or md.BLANK} to {day(last) or md.BLANK}")


def number(value: int | None, unit: str = "") -> Inline:
    return Inline("" if value is None else f"{value} {unit}".strip())


def effort(minutes: int | None) -> Inline:
    """Minutes as hours and minutes, since that is how people estimate."""
    if minutes is None:
        return Inline("")
    hours, rest = divmod(minutes, 60)
    return Inline(
        " ".join(([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else []))
    )


def person(frame: Frame, name: str) -> Inline:
    """Who somebody is; of an e-mail address, only the part that names them."""
    return said(frame, without_address(name))


def joined(parts: Iterable[str], separator: str = ", ") -> Inline:
    """The parts that say something."""
    return Inline(separator.join(part for part in parts if part))


def labelled(label: str, value: Inline) -> Inline:
    """``timeout: PT2S``, or nothing where there is no value."""
    return Inline(f"{label}: {value}" if value else "")
