"""Coming to an export again from its files alone, and saying where they differ.

``manifest.json`` says when and how the files were made, ``plan.json`` is what they are made of. What
no file can vouch for (who signed, and whether a signature was current) is taken as the manifest says
it, and has to stand in the other files alike.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar, get_args

from planning.exports import signing
from planning.plan import canonical, plan_json
from planning.plan.artifacts import Profile, frame, manifest, write_all
from planning.plan.artifacts.catalogue import MANIFEST, PLAN_JSON
from planning.plan.artifacts.frame import Frame
from planning.plan.readiness import Verdict
from planning.plan.rules import RULE_SET
from planning.plan.scopes import NAMES
from planning.plan.signatures import Review, Round, Signature, State
from planning.plan.value import Plan

VERSIONS: Mapping[str, tuple[str, int]] = {
    "format": ("format", canonical.FORMAT),
    "layout": ("layout", manifest.LAYOUT),
    "rule_set": ("rules", RULE_SET),
}
"""What a manifest says of the tool that made it: the word for it, and what it is here today."""

_SET_ASIDE = re.compile(r"(?P<name>.+)\.[0-9a-f]{12}\.orig")


class NoExport(ValueError):
    """The files are no export, or the file is no plan; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A file that is not as it was exported, or does not follow from the plan.

    ``line`` counts from 1 and is the first that differs, ``None`` where no line is meant; ``held``
    is what stands there, ``expected`` what comes out.
    """

    file: str
    what: str
    line: int | None = None
    held: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of it; ``verdict`` and ``on`` are as computed, ``None`` where nothing was.

    ``remarks`` are no differences: that another edition of the tool made the files, so that digests
    are compared and nothing is computed; or what could not be computed anew.
    """

    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
    compared: int = 0
    verdict: Verdict | None = None
    on: date | None = None

    @property
    def holds(self) -> bool:
        """Whether all was computed anew, and came out as it stands."""
        return self.verdict is not None and not self.differences


class _Unreadable(ValueError):
    """A file that nothing can be computed from."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(what)
        self.difference = Difference(file=file, what=what)


def verify(files: Mapping[str, bytes], key: str | None = None) -> Verification:
    """Compare an exported folder, given by name and content, with what comes out of it.

    ``key`` is the public key, in PEM, that has to have signed the manifest; without one a signature
    is held against the manifest alone. Raises ``NoExport``, and ``NoKey`` where ``key`` is none.
    """
    if MANIFEST.name not in files and PLAN_JSON.name not in files:
        raise NoExport(f"there is neither {MANIFEST.name} nor {PLAN_JSON.name}")
    try:
        said = _manifest(files)
    except _Unreadable as error:
        return Verification(differences=(error.difference,))
    listed, versions = said["files"], tuple(_versions(said))
    unproved, signed_by = _signed(said, files[MANIFEST.name].decode(), key)
    astray = (*unproved, *_astray(files, listed))
    try:
        made = None if versions or PLAN_JSON.name not in files else _frame(said, files)
    except _Unreadable as error:
        made, astray = None, (*astray, error.difference)
    if made is None:
        differences = (*astray, *_changed(files, listed))
        return Verification(
            differences=differences, remarks=(*versions, *signed_by), compared=len(listed)
        )
    texts = write_all(made)
    return Verification(
        differences=(*astray, *_claims(said, made), *_contents(_unsigned(files), listed, texts)),
        remarks=(*_taken(made), *signed_by),
        compared=len(texts),
        verdict=made.readiness.verdict,
        on=made.on,
    )


def verify_plan(content: bytes, on: date) -> Verification:
    """As ``verify``, for a ``plan.json`` alone: that it is as it was written, and its verdict.

    No signature is known, so that the verdict ends at *ready for review*. Raises ``NoExport``.
    """
    try:
        plan = _plan({PLAN_JSON.name: content})
    except _Unreadable as error:
        raise NoExport(str(error)) from None
    texts = {PLAN_JSON.name: plan_json.write(plan)}
    return Verification(
        differences=tuple(_contents({PLAN_JSON.name: content}, {}, texts)),
        compared=1,
        verdict=frame(plan, on).readiness.verdict,
        on=on,
    )


def _manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What the manifest says; its files are digests by name."""
    if MANIFEST.name not in files:
        raise _Unreadable(MANIFEST.name, "is missing")
    try:
        said = json.loads(files[MANIFEST.name].decode())
    except (ValueError, RecursionError) as error:
        raise _Unreadable(MANIFEST.name, f"is not JSON: {error}") from None
    listed = said.get("files") if isinstance(said, dict) else None
    if not isinstance(listed, dict):
        raise _Unreadable(MANIFEST.name, "lists no files with their digests")
    return {**said, "files": listed}


def _versions(said: Mapping[str, Any]) -> Iterator[str]:
    for key, (word, today) in VERSIONS.items():
        made = json.dumps(said.get(key))
        if made != str(today):
            yield f"made under {word} {made}, checked under {word} {today}"


def _signed(
    said: Mapping[str, Any], text: str, key: str | None
) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """What is wrong with the signature of the manifest, and the remark on whose it is."""
    if key is None and said.get("signature") is None:
        return (), ("the manifest is not signed: nothing says who made these files",)
    try:
        signer = signing.check(text, key)
    except signing.Unproved as error:
        return (Difference(file=MANIFEST.name, what=str(error)),), ()
    return (), (f"signed with key {signer}" + ("; --key checks it" if key is None else ""),)


def _unsigned(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files as they come out of a plan, which knows no key."""
    return {**files, MANIFEST.name: signing.unsigned(files[MANIFEST.name].decode()).encode()}


def _astray(files: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[Difference]:
    for name in listed:
        if name not in files:
            yield Difference(file=name, what="is missing")
    for name in sorted(files.keys() - listed.keys() - {MANIFEST.name}):
        # An export leaves what people had changed beside the file that took its place.
        kept = _SET_ASIDE.fullmatch(name)
        if not kept or kept["name"] not in listed:
            yield Difference(file=name, what="is not of this export")


def _changed(files: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[Difference]:
    for name, digest in listed.items():
        if name in files and _digest(files[name]) != digest:
            yield Difference(file=name, what="was changed after the export")


def _taken(made: Frame) -> Iterator[str]:
    """What stands in the files and cannot come out of them."""
    if made.profile == "redacted":
        yield "redacted: waivers of security findings are left out, so the verdict is the manifest's"
    if made.review.signatures:
        yield "who signed, when, and whether it was current is as the manifest says it"


def _claims(said: Mapping[str, Any], made: Frame) -> Iterator[Difference]:
    """Where the manifest says of the plan what does not come out of it."""
    scopes = said.get("scopes")
    digests = scopes if isinstance(scopes, dict) else {}
    pairs: list[tuple[str, Any, str]]
    pairs = [("another verdict", said.get("verdict"), made.readiness.verdict)]
    pairs += [(f"another digest of {s}", digests.get(s), made.digests[s]) for s in NAMES]
    for what, held, expected in pairs:
        if held != expected:
            what = f"says {what} than comes out of the plan"
            yield Difference(file=MANIFEST.name, what=what, held=str(held), expected=expected)


def _contents(
    files: Mapping[str, bytes], listed: Mapping[str, str], texts: Mapping[str, str]
) -> Iterator[Difference]:
    """Where a file is not what comes out of the plan, or is listed with another digest."""
    for name, text in texts.items():
        held = files.get(name)
        changed = name in listed and held is not None and _digest(held) != listed[name]
        if held is None and name not in listed:
            yield Difference(file=name, what="is missing, and the manifest does not list it")
        elif held is not None and held != text.encode():
            what = "was changed after the export" if changed else "does not follow from the plan"
            yield _first_difference(name, what, held, text.encode())
        elif changed:
            yield Difference(file=name, what="differs from its digest in the manifest")


def _first_difference(name: str, what: str, held: bytes, expected: bytes) -> Difference:
    mine, theirs = held.split(b"\n"), expected.split(b"\n")
    pairs = enumerate(zip(mine, theirs, strict=False))
    number = next((n for n, (one, other) in pairs if one != other), min(len(mine), len(theirs)))
    return Difference(
        file=name,
        what=what,
        line=number + 1,
        held=_line(mine, number),
        expected=_line(theirs, number),
    )


def _line(lines: list[bytes], number: int) -> str:
    return lines[number].decode(errors="backslashreplace") if number < len(lines) else ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _frame(said: Mapping[str, Any], files: Mapping[str, bytes]) -> Frame:
    """The frame that the files were written from, as far as the manifest says it."""
    verdict, profile = _one_of(Verdict, said, "verdict"), _one_of(Profile, said, "profile")
    try:
        on = date.fromisoformat(str(said.get("on")))
    except ValueError:
        raise _Unreadable(MANIFEST.name, f"says no day: {said.get('on')!r}") from None
    made = frame(_plan(files), on, _review(said), profile, str(said.get("baseline", "")))
    if profile == "redacted":
        return replace(made, readiness=replace(made.readiness, verdict=verdict))
    return made


def _one_of(options: Any, said: Mapping[str, Any], key: str) -> Any:
    held = said.get(key)
    if held not in get_args(options):
        raise _Unreadable(MANIFEST.name, f"says no {key} that there is: {held!r}")
    return held


def _plan(files: Mapping[str, bytes]) -> Plan:
    try:
        plan, _ = plan_json.read(files[PLAN_JSON.name].decode())
    except (UnicodeDecodeError, plan_json.Unreadable) as error:
        raise _Unreadable(PLAN_JSON.name, f"cannot be read: {error}") from None
    return plan


def _review(said: Mapping[str, Any]) -> Review:
    return Review(
        state=_one_of(State, said, "review"),
        baseline=str(said.get("baseline", "")),
        baseline_at=str(said.get("baseline_at", "")),
        signatures=_records(Signature, said.get("signatures")),
        rounds=_records(Round, said.get("baselines")),
    )


_R = TypeVar("_R", Signature, Round)


def _records(kind: type[_R], rows: Any) -> tuple[_R, ...]:
    """Signatures or baselines as the manifest has them, which leaves out what is blank."""
    return tuple(_record(kind, row) for row in (rows if isinstance(rows, list) else ()))


def _record(kind: type[_R], row: Any) -> _R:
    said = row if isinstance(row, dict) else {}
    held = {f.name: said.get(f.name, f.default) for f in fields(kind)}
    flags = {f.name for f in fields(kind) if f.type is bool}
    typed = all(isinstance(v, bool if name in flags else str) for name, v in held.items())
    if not typed or held.get("scope", NAMES[0]) not in NAMES:
        what = kind.__name__.lower()
        raise _Unreadable(MANIFEST.name, f"holds a {what} that is none: {row!r}")
    return kind(**held)
