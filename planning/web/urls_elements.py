"""The addresses of everything about elements."""

from django.urls import path, register_converter

from planning.kinds import BY_SLUG, SECTIONS, Kind, Section
from planning.web.views import (
    bulk,
    children,
    elements,
    history,
    impact,
    links,
    paste,
    sections,
    suspects,
)

_SECTIONS = {section.slug: section for section in SECTIONS}


class SectionConverter:
    regex = "|".join(_SECTIONS)

    def to_python(self, value: str) -> Section:
        return _SECTIONS[value]

    def to_url(self, value: str) -> str:
        return value


class KindConverter:
    regex = "|".join(sorted(BY_SLUG, key=len, reverse=True))

    def to_python(self, value: str) -> Kind:
        return BY_SLUG[value]

    def to_url(self, value: str) -> str:
        return value


class CodeConverter:
    regex = r"[A-Za-z0-9][A-Za-z0-9_.:\-]{0,79}\*?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SectionConverter, "section")
register_converter(KindConverter, "kind")
register_converter(CodeConverter, "code")

_PLAN = "plans/<slug:slug>"
_LIST = f"{_PLAN}/<section:section>/<kind:kind>"
_ELEMENT = f"{_PLAN}/e/<code:code>"

urlpatterns = [
    path(f"{_PLAN}/<section:section>/", sections.section, name="section"),
    path(f"{_LIST}/", sections.elements, name="elements"),
    path(f"{_LIST}/add/", elements.add, name="element_add"),
    path(f"{_LIST}/paste/", paste.paste, name="element_paste"),
    path(f"{_LIST}/set/", bulk.set_field, name="element_set"),
    path(f"{_ELEMENT}/", elements.show, name="element"),
    path(f"{_ELEMENT}/referrers/", elements.referrers, name="element_referrers"),
    path(f"{_ELEMENT}/edit/", elements.edit, name="element_edit"),
    path(f"{_ELEMENT}/delete/", elements.delete, name="element_delete"),
    path(f"{_ELEMENT}/links/add/", links.add, name="link_add"),
    path(f"{_ELEMENT}/links/remove/", links.remove, name="link_remove"),
    path(f"{_ELEMENT}/links/confirm/", suspects.confirm_link, name="link_confirm"),
    path(f"{_ELEMENT}/children/<kind:kind>/add/", children.add, name="child_add"),
    path(f"{_ELEMENT}/impact/", impact.show, name="element_impact"),
    path(f"{_ELEMENT}/history/", history.history, name="element_history"),
]
