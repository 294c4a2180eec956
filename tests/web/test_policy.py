"""The content security policy: on every page, and nothing in a page that it would forbid."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from tests.factory import make_element

PAGES = [
    "/",
    "/guardrails/",
    "/plans/new/",
    "/plans/bookshop/",
    "/plans/bookshop/settings/",
    "/plans/bookshop/members/",
    "/plans/bookshop/findings/",
    "/plans/bookshop/fixes/?rule=DE-03&about=database&fix=not-needed",
    "/plans/bookshop/waivers/",
    "/plans/bookshop/waivers/ask/?rule=DE-03&about=database",
    "/plans/bookshop/rules/",
    "/plans/bookshop/rules/DE-03/",
    "/plans/bookshop/needs/",
    "/plans/bookshop/needs/DP-1/?status=declined",
    "/plans/bookshop/import/",
    "/plans/bookshop/export/",
    "/plans/bookshop/export/README.md/",
    "/plans/bookshop/export/README.md/?as=raw",
    "/plans/bookshop/export/plan.json/",
    "/plans/bookshop/steps/DK-1/",
    "/plans/bookshop/nothing-here/",
    "/plans/bookshop/domain/",
    "/plans/bookshop/domain/bounded-contexts/",
    "/plans/bookshop/e/BC-1/",
    "/plans/bookshop/comments/",
    "/plans/bookshop/comments/begin/?code=BC-1",
    "/plans/bookshop/traceability/",
    "/plans/bookshop/traceability/requirements/",
    "/plans/bookshop/traceability/elements/",
    "/plans/bookshop/traceability/standards/",
    "/plans/bookshop/traceability/suspects/",
]
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
FORBIDDEN = re.compile(
    r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|\shx-on|javascript:|\bjs:"
    r"|hx-trigger=\"[^\"]*\[",
    re.IGNORECASE,
)


class Offences(HTMLParser):
    """What a page holds that the policy forbids, as ``tag attribute``."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "style" or (tag == "script" and "src" not in said):
            self.found.append(tag)
        for name, value in said.items():
            evaluated = value.strip().lower().startswith(("javascript:", "js:"))
            filtered = name == "hx-trigger" and "[" in value
            if name == "style" or name.startswith(("on", "hx-on")) or evaluated or filtered:
                self.found.append(f"{tag} {name}")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_policy_and_nothing_inline(alice, plan, step, path):
    make_element(plan, "BoundedContext", name="<script>alert(1)</script>", notes="<b style='x'>b")
    make_element(plan, "Dependency", what="<b style='x'>b", answer="<script>alert(1)</script>")
    response = alice.get(path)
    page = response.content.decode()
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "style-src 'self'" in response["Content-Security-Policy"]
    assert not Offences(page).found
    assert "</html>" in page


def test_the_sign_in_page_has_the_policy_and_nothing_inline(client, plan):
    response = client.get("/sign-in/")
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert not Offences(response.content.decode()).found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_anything_inline(template):
    assert not FORBIDDEN.search(template.read_text())


def test_htmx_swaps_what_has_to_be_read_and_writes_no_styles(alice):
    page = alice.get("/").content.decode()
    assert '"includeIndicatorStyles": false' in page
    assert '"allowEval": false' in page
    assert "413|422" in page
