"""All threads of a plan: narrowed by the words of an address, newest first, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from planning import models
from planning.store import threads
from planning.web import talk
from planning.web.access import Access
from planning.web.listing import page_number
from planning.web.templatetags.elements import Page

PAGE = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list was asked for. Whoever looks for what calls them wants what is resolved too."""

    text: str = ""
    state: str = ""
    mentions: bool = False
    blocking: bool = False
    page: int = 1

    @property
    def open_only(self) -> bool:
        return self.state == "open" or not (self.state or self.mentions)

    @property
    def narrows(self) -> bool:
        return bool(self.text or self.mentions or self.blocking)

    def address(self, **changes: Any) -> str:
        """The part of an address after ``?`` that asks for the same with these changes."""
        asked = replace(self, **changes)
        said = {
            "q": asked.text,
            "state": asked.state,
            "mentions": "1" if asked.mentions else "",
            "blocking": "1" if asked.blocking else "",
            "page": "" if asked.page == 1 else str(asked.page),
        }
        return urlencode({name: held for name, held in said.items() if held})


@dataclass(frozen=True, slots=True)
class Listing:
    asked: Asked
    matching: int
    threads: tuple[talk.Shown, ...]
    pages: tuple[Page, ...]


def asked(said: Mapping[str, str]) -> Asked:
    """What an address asks for; what it does not know it leaves out."""
    state = said.get("state", "")
    return Asked(
        text=" ".join(said.get("q", "").replace("\x00", "").split()),
        state=state if state in ("open", "all") else "",
        mentions=said.get("mentions") == "1",
        blocking=said.get("blocking") == "1",
        page=page_number(said.get("page", "")),
    )


def listing(access: Access, asked: Asked) -> Listing:
    """The page that was asked for; one beyond the end is the last."""
    found = threads.listed(
        access.row.pk,
        open_only=asked.open_only,
        blocking=asked.blocking,
        calls=access.actor.id if asked.mentions else "",
    )
    cut = Paginator(_containing(access, found, asked.text), PAGE).get_page(asked.page)
    asked = replace(asked, page=cut.number)
    pages = (Page(n, asked.address(page=n), n == cut.number) for n in cut.paginator.page_range)
    shown = talk.read(access, cut.object_list)
    return Listing(asked, cut.paginator.count, shown, tuple(pages))


def _containing(
    access: Access, found: QuerySet[models.Thread], text: str
) -> QuerySet[models.Thread]:
    """Threads on elements with this in their code or name, or with this said in them."""
    if not text:
        return found
    held = models.Thread.objects.filter(plan_id=access.row.pk)
    codes = held.order_by().values_list("code", flat=True).distinct()
    named = [code for code in codes if text.casefold() in _label(access, code).casefold()]
    said = models.Comment.objects.filter(thread__plan_id=access.row.pk, text__icontains=text)
    return found.filter(Q(code__in=named) | Q(pk__in=said.values("thread")))


def _label(access: Access, code: str) -> str:
    element = access.plan.by_code.get(code)
    return element.label if element else code
