"""Everything that one export of a plan consists of, as text; nothing is written here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from planning.exports.signing import signed
from planning.plan.artifacts import Frame, Profile, frame, log_entry, write_all
from planning.plan.artifacts.catalogue import MANIFEST
from planning.plan.signatures import NOT_ASKED, Review
from planning.plan.value import Plan

DEFAULT_LOG = "docs/Test_Result_Analysis.md"


class UnsafePath(ValueError):
    """A path of the plan that leads, or could lead, out of the repository's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """``files`` holds texts by their path below ``folder``; both paths lie below the root.

    ``log_entry`` stands between ``log_markers``, its first and its last line; ``log_tag`` is the
    tag as it may stand in a file name.
    """

    folder: str
    files: Mapping[str, str]
    log_path: str
    log_entry: str
    log_markers: tuple[str, str]
    log_tag: str


def bundle(
    plan: Plan,
    on: date,
    review: Review = NOT_ASKED,
    profile: Profile = "full",
    baseline: str = "",
    key: bytes | None = None,
) -> Bundle:
    """The export of a plan on a date; the same arguments give the same texts.

    ``baseline`` names the baseline that the plan is; a live plan is a draft. ``key`` is the private
    key that signs the manifest. Raises ``UnsafePath``, and ``NoKey`` where ``key`` is none.
    """
    return bundled(frame(plan, on, review, profile, baseline), key)


def bundled(made: Frame, key: bytes | None = None) -> Bundle:
    """As ``bundle``, of a frame that was made already."""
    plan = made.plan
    folder = confined(plan.output_folder or default_folder(plan))
    log_path = confined(plan.log_path or DEFAULT_LOG)
    files = texts(made, key)
    return Bundle(
        folder=folder,
        files=files,
        log_path=log_path,
        log_entry=log_entry.write(made, files, folder, log_path),
        log_markers=log_entry.markers(made),
        log_tag=re.sub(r"[^\w-]+", "-", log_entry.tag(made)).strip("-") or "plan",
    )


def texts(made: Frame, key: bytes | None = None) -> dict[str, str]:
    """The text of every file by name; the manifest, the last of them, is signed by the key."""
    files = write_all(made)
    if key is not None:
        files[MANIFEST.name] = signed(files[MANIFEST.name], key)
    return files


def default_folder(plan: Plan) -> str:
    """Where the files go when the directive does not say."""
    phase = f"phase-{plan.phase}" if plan.phase is not None else "plan"
    return f"{plan.track or 'backend'}/outputs/{phase}"


def confined(path: str) -> str:
    """The path in plain form; raises ``UnsafePath`` unless it stays below the root it is read from."""
    parts = PurePosixPath(path).parts
    unsafe = re.search(r'[\x00-\x1f\x7f\\:*?"<>|]', path) or path.startswith(("/", "~"))
    if unsafe or not parts or ".." in parts or parts[0].casefold() == ".git":
        raise UnsafePath(f"“{path}” is no path below the root of the repository")
    return "/".join(parts)
