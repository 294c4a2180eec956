"""What an import did to a plan, or would do: for people, and as JSON for a program."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from planning.imports.draft import Tally
from planning.imports.outcome import Addition, Change, FieldChange, LinkAddition, Preview, Ref
from planning.imports.report import short
from planning.plan import canonical

_TELLING = ("name", "statement", "text", "path", "purpose", "what")


@dataclass(frozen=True, slots=True)
class Done:
    """A preview that was applied; ``codes`` are those of its additions, by key."""

    preview: Preview
    codes: Mapping[str, str]

    def of(self, ref: Ref) -> str:
        """The code of an end; its key where it has none."""
        return ref.code or self.codes.get(ref.key, ref.key)


def described(done: Done) -> str:
    """What is added, changed and left alone, a line each, and a summary first."""
    preview = done.preview
    summary = (
        f"{preview.file} ({preview.format}): {len(preview.additions)} to add, "
        f"{len(preview.changes)} to change, {len(preview.same)} the same, "
        f"{len(preview.skipped)} skipped, {len(preview.links)} links to add"
    )
    lines = [
        *map(_counted, preview.tallies),
        *(f"plan: {_changed(field)}" for field in preview.about),
        *(_added(done, addition) for addition in preview.additions),
        *(f"change {_changes(change)}" for change in preview.changes),
        *(f"keep {_changes(change)} ({_why_kept(change)})" for change in preview.contested),
        *(f"not in the file any more: {each.code}" for each in preview.vanished),
        *(f"skip {item.key}: {item.why}" for item in preview.skipped),
    ]
    return "\n".join([summary, *(f"  {line}" for line in lines)])


def _counted(tally: Tally) -> str:
    return (
        f"{tally.what}: {tally.found} found, {tally.read} read, {tally.skipped} skipped, "
        f"{tally.failed} not understood"
    )


def _added(done: Done, addition: Addition) -> str:
    told = next((addition.values[name] for name in _TELLING if addition.values.get(name)), "")
    return f"add {addition.kind} {_code(done, addition)} {short(str(told))}".rstrip()


def _changes(change: Change) -> str:
    return f"{change.code}: {'; '.join(_changed(field) for field in change.fields)}"


def _why_kept(change: Change) -> str:
    if change.disputed:
        return "changed here and in the file"
    edited = any(field.is_edited for field in change.fields)
    return "changed here" if edited else "the plan says otherwise"


def _changed(field: FieldChange) -> str:
    return f"{field.name} {_short(field.before)} → {_short(field.after)}"


def _short(value: Any) -> str:
    said = value.code or value.key if isinstance(value, Ref) else value
    text = repr(said)
    return text if len(text) <= 60 else text[:59] + "…"


def as_json(done: Done) -> dict[str, Any]:
    """The same for a program: values as ``plan.json`` has them, references as codes."""
    preview = done.preview
    return {
        "file": preview.file,
        "format": preview.format,
        "tallies": [asdict(tally) for tally in preview.tallies],
        "about": [_field(done, field) for field in preview.about],
        "added": [_addition(done, addition) for addition in preview.additions],
        "changed": [_change(done, change) for change in preview.changes],
        "kept": [{**_change(done, c), "disputed": c.disputed} for c in preview.contested],
        "vanished": [each.code for each in preview.vanished],
        "same": len(preview.same),
        "links": [_link(done, link) for link in preview.links],
        "skipped": [asdict(each) for each in preview.skipped],
        "diagnostics": [asdict(each) for each in preview.diagnostics],
    }


def _addition(done: Done, addition: Addition) -> dict[str, Any]:
    values = {name: _plain(done, value) for name, value in addition.values.items()}
    return {
        "kind": addition.kind,
        "key": addition.key,
        "code": _code(done, addition),
        "name": values.get("name", ""),
        "values": values,
        "line": addition.line,
    }


def _change(done: Done, change: Change) -> dict[str, Any]:
    return {"code": change.code, "fields": [_field(done, field) for field in change.fields]}


def _field(done: Done, field: FieldChange) -> dict[str, Any]:
    before, after = _plain(done, field.before), _plain(done, field.after)
    return {"name": field.name, "before": before, "after": after}


def _link(done: Done, link: LinkAddition) -> dict[str, str]:
    return {"type": link.type, "source": done.of(link.source), "target": done.of(link.target)}


def _code(done: Done, addition: Addition) -> str:
    return done.codes.get(addition.key) or addition.code or addition.key


def _plain(done: Done, value: Any) -> Any:
    return done.of(value) if isinstance(value, Ref) else canonical.plain(value)
