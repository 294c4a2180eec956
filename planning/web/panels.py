"""The small panels that everybody watches: verdict and navigation, on each page of a plan."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from planning.kinds import BY_NAME, SECTIONS, in_section
from planning.plan.findings import Finding
from planning.plan.needs import UNANSWERED, needed
from planning.plan.value import Plan
from planning.web.access import Access


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation; ``count`` is None where there is nothing to count."""

    slug: str
    title: str
    url: str
    count: int | None = None
    missing: int = 0
    contradictions: int = 0
    opens_group: bool = False
    counts: str = "elements"


def panels(access: Access, here: str = "") -> SafeString:
    """Verdict and navigation to be swapped in wherever they stand, beside any answer to a write.

    ``here`` is the slug of the section on the screen. The ``<template>`` keeps them out of the way
    of table rows.
    """
    context = {"access": access, "nav": nav(access), "here": here, "oob": True}
    small = (render_to_string(name, context) for name in ("_verdict.html", "_nav.html"))
    return mark_safe(f"<template>{''.join(small)}</template>")


def nav(access: Access) -> tuple[Entry, ...]:
    """The navigation of a plan as this person may use it."""
    home = f"/plans/{access.row.slug}/"
    open_ = Counter((section_of(access.plan, f), f.nature) for f in counted(access.findings))
    sections = (
        Entry(
            slug=section.slug,
            title=section.title,
            url=f"{home}{section.slug}/",
            count=sum(len(access.plan.of(kind.element)) for kind in in_section(section.slug)),
            missing=open_[section.slug, "missing"],
            contradictions=open_[section.slug, "contradiction"],
        )
        for section in SECTIONS
        if section.slug != "directive"
    )
    found = Entry(
        "findings",
        "Findings",
        f"{home}findings/",
        count=sum(open_.values()),
        counts="findings",
    )
    return (Entry("overview", "Overview", home), found, *sections, *_tools(access, home))


def _tools(access: Access, home: str) -> Iterable[Entry]:
    yield Entry("review", "Review", f"{home}review/", opens_group=True)
    yield Entry("traceability", "Traceability", f"{home}traceability/")
    yield Entry(
        "comments",
        "Comments",
        f"{home}comments/",
        count=sum(access.open_threads.values()),
        counts="open threads",
    )
    waiting = sum(each.status in UNANSWERED for each in needed(access.plan))
    yield Entry("needs", "Needs from tracks", f"{home}needs/", waiting, counts="unanswered")
    if access.may("import"):
        yield Entry("import", "Import", f"{home}import/", opens_group=True)
    yield Entry("export", "Export", f"{home}export/", opens_group=not access.may("import"))
    yield Entry("settings", "Plan facts", f"{home}settings/")
    yield Entry("rules", "Rules", f"{home}rules/")
    yield Entry("waivers", "Waivers", f"{home}waivers/")
    yield Entry("members", "Members", f"{home}members/")


def counted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that somebody still has to look at."""
    return tuple(finding for finding in findings if not finding.waived)


LACKING: Mapping[str, str] = {
    "DE-03": "Dependency",
    "DE-05": "Dependency",
    "HX-05": "ChecklistItem",
    "PL-06": "BuildStep",
    "QC-01": "ChecklistItem",
    "SE-08": "Dependency",
    "SE-10": "PrivacyConstraint",
    "SV-05": "Decision",
}
"""The kind of which the plan has too few, where a rule's finding names no element."""


def section_of(plan: Plan, finding: Finding) -> str:
    """The slug of the section where a finding is mended; ``directive`` for the plan as a whole."""
    element = plan.by_code.get(finding.element)
    kind = element.element_kind if element else LACKING.get(finding.rule, "")
    return BY_NAME[kind].section if kind else "directive"
