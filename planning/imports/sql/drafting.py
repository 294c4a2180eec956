"""From the tables of a script to the elements of a draft."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from planning.imports.draft import DraftElement
from planning.imports.keys import key
from planning.imports.report import Report, short
from planning.imports.sql.dialects import PRODUCTS
from planning.imports.sql.script import Script
from planning.imports.sql.tables import Column, ForeignKey, Table, uniqueness

_PROPOSED = (
    "Proposed from a database schema. Whether that is one bounded context is for people to say."
)


@dataclass
class Drafting:
    """Makes elements of a script; ``used`` are the names of types that some column has."""

    script: Script
    file: str
    report: Report
    used: set[str] = field(default_factory=set)

    def elements(self) -> Iterator[DraftElement]:
        tables = list(self.script.tables.values())
        firsts: dict[str, Table] = {}
        for table in tables:
            firsts.setdefault(table.name.schema.casefold(), table)
        for first in firsts.values():
            yield from self._schema(first.name.schema, first)
        for table in tables:
            yield from self._table(table)

    def _schema(self, schema: str, first: Table) -> Iterator[DraftElement]:
        """The store of a schema, and the context that it may belong to."""
        name = schema or self.script.in_use.database or PurePosixPath(self.file).stem
        yield DraftElement(
            kind="BoundedContext",
            key=_key("context", schema),
            values={"name": name, "notes": _PROPOSED},
            line=first.line,
        )
        yield DraftElement(
            kind="DataStore",
            key=_key("store", schema),
            values={
                "name": name,
                "context": _key("context", schema),
                "type": "relational",
                "technology": PRODUCTS.get(self.script.dialect, ""),
            },
            line=first.line,
        )

    def _table(self, table: Table) -> Iterator[DraftElement]:
        entity = _of_table("entity", table)
        yield DraftElement(
            kind="Entity",
            key=entity,
            values={
                "name": table.name.table,
                "identity": ", ".join(table.key),
                "notes": _notes(table),
            },
            line=table.line,
        )
        yield self._mapping(table, entity)
        references = self._references(table)
        for column in table.columns.values():
            yield self._attribute(table, column, entity, references.get(column.name.casefold(), []))
        if not table.key:
            self.report.warning(
                f"{short(str(table.name))} has no primary key",
                line=table.line,
                remedy="its identity is left blank",
            )

    def _mapping(self, table: Table, entity: str) -> DraftElement:
        options = f"Table options: {table.options}" if table.options else ""
        return DraftElement(
            kind="EntityMapping",
            key=_of_table("mapping", table),
            values={
                "name": f"{table.name.table} table",
                "entity": entity,
                "store": _key("store", table.name.schema),
                "table": str(table.name),
                "keys": ", ".join(table.key),
                "notes": options,
            },
            line=table.line,
        )

    def _attribute(
        self, table: Table, column: Column, entity: str, references: list[ForeignKey]
    ) -> DraftElement:
        notes = [*column.notes, *self._type_notes(column)]
        values: dict[str, Any] = {
            "name": column.name,
            "entity": entity,
            "type": column.type,
            "key": column.key,
            "required": column.required,
            "collection": column.type.endswith("[]") or column.type.upper().endswith(" ARRAY"),
        }
        for reference in references:
            notes.append(_said(reference))
            target = self.script.known(reference.target)
            if target is not None and "refers_to" not in values:
                values |= {"refers_to": _of_table("entity", target), "by_identity": True}
        values["notes"] = "\n".join(dict.fromkeys(notes))
        return DraftElement(
            kind="Attribute",
            key=key("attribute", str(table.name).casefold(), column.name.casefold()),
            values=values,
            line=column.line,
        )

    def _type_notes(self, column: Column) -> Iterator[str]:
        name = column.type.rpartition(".")[2].strip('"[]').casefold()
        if name in self.script.types:
            self.used.add(name)
            yield f"{column.type}: {self.script.types[name]}"

    def _references(self, table: Table) -> dict[str, list[ForeignKey]]:
        """The foreign keys of each column; what cannot be followed is reported."""
        found: dict[str, list[ForeignKey]] = {}
        for held in table.foreign_keys:
            self._judge(table, held)
            for name in held.columns:
                if table.column(name) is None:
                    self._complain(table, held, f"has no column {short(name)}")
                found.setdefault(name.casefold(), []).append(held)
        for name, references in found.items():
            targets = {held.target.folded for held in references}
            if len(targets) > 1 and (column := table.column(name)):
                what = f"{short(column.name)} refers to {len(targets)} tables"
                self._complain(table, references[1], what)
        return found

    def _judge(self, table: Table, held: ForeignKey) -> None:
        target = self.script.known(held.target)
        if target is None:
            what = f"refers to {short(str(held.target))}, which the script does not make"
            self._complain(table, held, what)
        elif target.name.schema.casefold() != table.name.schema.casefold():
            self.report.warning(
                f"{short(str(table.name))} refers to {short(str(target.name))} in another schema",
                line=held.line,
                remedy="kept; two contexts that share a foreign key share their model",
            )

    def _complain(self, table: Table, held: ForeignKey, what: str) -> None:
        self.report.warning(
            f"{short(str(table.name))} {what}", line=held.line, remedy="kept in the notes"
        )


def _key(what: str, schema: str) -> str:
    return key(what, schema.casefold())


def _of_table(what: str, table: Table) -> str:
    return key(what, str(table.name).casefold())


def _notes(table: Table) -> str:
    parts = list(table.notes)
    # What keeps the primary key unique says no more than the key.
    said = [rule for rule in dict.fromkeys(table.rules) if rule != uniqueness(table.key)]
    if said:
        rules = "\n".join(f"- {rule}" for rule in said)
        parts.append(f"Candidates for invariants, once it has an aggregate:\n{rules}")
    lost = [
        _said(held)
        for held in table.foreign_keys
        if any(table.column(name) is None for name in held.columns)
    ]
    return "\n\n".join([*parts, *lost])


def _said(reference: ForeignKey) -> str:
    """The reference in the file's own words."""
    target = str(reference.target)
    if reference.target_columns:
        target += f" ({', '.join(reference.target_columns)})"
    if len(reference.columns) > 1:
        target = f"({', '.join(reference.columns)}) {target}"
        return f"References: {target} {reference.rest}".rstrip()
    return f"References {target} {reference.rest}".rstrip()
