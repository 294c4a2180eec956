"""Any mangled file under any name, with nobody saying what it is or with the wrong reader."""

import gzip
import os
from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from planning.imports.draft import Unreadable
from planning.imports.options import How
from planning.imports.preview import compare
from planning.imports.recognise import READERS, read, unpacked
from planning.imports.sequence import in_order
from planning.plan import plan_json
from planning.plan.value import plan
from tests.conftest import ROOT
from tests.drawn import fuzzed
from tests.imports import catalogs, requirement_samples, samples
from tests.imports.asyncapi.samples import TIDES
from tests.imports.cml_samples import ALL as CML
from tests.imports.mangled import mangled, take
from tests.imports.openapi.samples import FERRY, OLDER
from tests.imports.projected import SARIF
from tests.imports.samples import applied
from tests.imports.sql.scripts import SCRIPTS
from tests.plan.artifacts.plans import SMALL

CORPUS = Path(os.environ.get("GROUNDPLAN_CORPUS", ROOT.parent / "shared" / "corpus"))
NAMES = ("file", "plan.json", "requirements.csv", "terms.csv", "links.csv", "REQ1.yml", "a.md.gz")
JIRA = "h1. Harbour\n\n|| ID || Requirement ||\n| FR-1 | see [there|http://x.y] |\n"
SEPARATED = "sep=;\nid;text\nFR-1;Berth ships\n"
TEXTS = (
    *(samples.DIRECTIVE, samples.OLDER_DIRECTIVE, samples.INTERFACES, samples.REQUIREMENTS_CSV),
    *(samples.REQUIREMENTS_MARKDOWN, requirement_samples.SDOC, requirement_samples.REQIF),
    *(
        SARIF,
        JIRA,
        SEPARATED,
        requirement_samples.DOORSTOP_ITEM,
        requirement_samples.DOORSTOP_CSV,
        plan_json.write(SMALL),
    ),
    *(catalogs.CONTEXTURE_JSON, catalogs.BACKSTAGE, FERRY, OLDER, TIDES, *CML.values()),
    *(
        *SCRIPTS.values(),
        "Term code,name\r\nTE-1,Fare\r\n",
        "type,source,target\nrefines,A-1,A-2\n",
    ),
)
SMALL_ZIP = catalogs.zipped({"a.csv": samples.REQUIREMENTS_CSV, "b/c.md": samples.DIRECTIVE})


def _content() -> list[bytes]:
    """The samples of all formats, the corpus where it is there, and some of it packed."""
    real = [path.read_bytes() for path in sorted(CORPUS.glob("*/*.*")) if path.suffix != ".zip"]
    packed = [SMALL_ZIP, catalogs.EVENTCATALOG_ZIP, gzip.compress(TEXTS[0].encode(), mtime=0)]
    return [*(text.encode() for text in TEXTS), *real, *packed]


CONTENT = _content()


@fuzzed
@given(content=mangled(CONTENT), name=st.sampled_from(NAMES))
def test_any_mangled_file_is_read_or_refused(content: bytes, name: str) -> None:
    complaint, held = name, []
    try:
        held = unpacked(name, content)
    except Unreadable as refusal:
        complaint = str(refusal)
    assert complaint.startswith(name)
    for each, data in held:
        take(read, data, each)


@fuzzed
@given(content=mangled(CONTENT), expect=st.sampled_from(sorted(READERS)))
def test_the_wrong_reader_reads_or_refuses(content: bytes, expect: str) -> None:
    take(lambda name, data: read(name, data, How(format=expect)), content)


@fuzzed
@given(contents=st.lists(mangled([t.encode() for t in TEXTS]), min_size=2, max_size=3))
def test_several_mangled_files_have_an_order(contents: list[bytes]) -> None:
    drafts = []
    for number, content in enumerate(contents):
        with suppress(Unreadable):
            drafts.append(read(f"file{number}", content))
    held = plan()
    for draft in in_order(drafts):
        held = applied(held, compare(held, draft))
