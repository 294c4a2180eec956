"""What a browser would post: the forms of a page, read from its HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import QueryDict

_BUTTONS = ("submit", "button", "reset", "image", "file")


@dataclass
class Form:
    """A form with the pairs that it would post as it stands; a text area posts CRLF."""

    attrs: dict[str, str]
    pairs: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    @property
    def action(self) -> str:
        return self.attrs.get("action", "")

    def data(self, **changes: str | list[str] | None) -> dict[str, list[str]]:
        """The pairs as Django's client takes them, with other values for some names."""
        posted = QueryDict(mutable=True)
        for name, value in self.pairs:
            posted.appendlist(name, value)
        for name, said in changes.items():
            posted.setlist(name, said if isinstance(said, list) else [said] if said else [])
        return {name: values for name, values in posted.lists() if values}


def _posts(attrs: dict[str, str]) -> bool:
    type_ = attrs.get("type", "text")
    return type_ not in _BUTTONS and (type_ not in ("checkbox", "radio") or "checked" in attrs)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.area: tuple[str, list[str]] | None = None
        self.select: tuple[str, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in given}
        if tag == "form":
            self.open = Form(attrs)
            self.forms.append(self.open)
        if self.open is None:
            return
        name = attrs.get("name", "")
        if name:
            self.open.names.add(name)
        if tag == "textarea":
            self.area = (name, [])
        elif tag == "select":
            self.select = (name, [])
        elif tag == "option" and self.select:
            self.select[1].append((attrs.get("value", ""), "selected" in attrs))
        elif tag == "input" and name and _posts(attrs):
            self.open.pairs.append((name, attrs.get("value", "on" if "checked" in attrs else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif self.open and tag == "textarea" and self.area:
            text = "".join(self.area[1]).removeprefix("\n")
            self.open.pairs.append((self.area[0], text.replace("\n", "\r\n")))
            self.area = None
        elif self.open and tag == "select" and self.select:
            name, options = self.select
            chosen = [value for value, selected in options if selected] or [options[0][0]]
            self.open.pairs.append((name, chosen[-1]))
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)


def forms(html: bytes | str) -> list[Form]:
    """Every form of a page."""
    reader = _Reader()
    reader.feed(html.decode() if isinstance(html, bytes) else html)
    return reader.forms


def form(html: bytes | str, ending: str) -> Form:
    """The one form that posts to an address with this ending, whatever stands after ``?``."""
    (found,) = (
        f
        for f in forms(html)
        if f.attrs.get("method") == "post" and f.action.split("?")[0].endswith(ending)
    )
    return found
