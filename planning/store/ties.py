"""Links of one plan within one open write."""

from collections.abc import Iterable, Iterator

from planning import models
from planning.plan import canonical, links
from planning.plan.choices import words
from planning.plan.elements import Element
from planning.plan.rights import Actor
from planning.store import rows
from planning.store.batch import Batch
from planning.store.ends import Ends, spoken
from planning.store.errors import Missing, Rejected
from planning.store.permission import allow_link

Tie = tuple[str, str, str, str | None]
"""Type, source, target and the digest of the target that was confirmed, None for that of today."""


class Ties:
    """Makes, confirms and ends links, with rights and history."""

    def __init__(self, row: models.Plan, actor: Actor, ends: Ends, batch: Batch) -> None:
        self._row = row
        self._actor = actor
        self._ends = ends
        self._batch = batch

    def link(self, said: Iterable[Tie]) -> None:
        """Tie elements; what is tied already stays as it is.

        Raises ``Rejected`` where no link of a type runs between the kinds, and ``Missing``.
        """
        wanted = {(type_, source, target): digest for type_, source, target, digest in said}
        self._ends.learn({end for _, *ends in wanted for end in ends})
        self._allow({source for _, source, _ in wanted})
        there = self._of({self._ends.id(source)[0] for _, source, _ in wanted})
        fresh = []
        for (type_, source, target), digest in wanted.items():
            row = self._new(type_, source, target)
            if (type_, row.source_id, row.target_id) in there:
                continue
            row.target_digest = self._digest(target) if digest is None else digest
            fresh.append(row)
            self._batch.add("link", "Link", source, None, _value(row, source, target))
        models.Link.objects.bulk_create(fresh)

    def unlink(self, said: Iterable[tuple[str, str, str]]) -> None:
        """Untie elements; raises ``Missing`` where two of them are not tied."""
        wanted = list(dict.fromkeys(said))
        self._allow({source for _, source, _ in wanted})
        from_ = self._ends.ids(source for _, source, _ in wanted)
        held = {
            (link.type, link.source.code, link.target.code): link
            for link in self._touching("source", from_)
        }
        for type_, source, target in wanted:
            if (type_, source, target) not in held:
                raise Missing(f"{source} {type_} {target} is not there")
        self._drop([held[ends] for ends in wanted])

    def confirm(self, type_: str, source: str, target: str, digest: str | None) -> None:
        """Say that a link still holds for its target as it is now, or as an older ``digest`` says.

        Raises ``Missing`` where the two are not tied.
        """
        row = self._found(type_, source, target)
        before = _value(row, source, target)
        row.target_digest = self._digest(target) if digest is None else digest
        if row.target_digest != before.target_digest:
            allow_link(self._actor, self._element(source))
            row.save(update_fields=["target_digest"])
            self._batch.add("link", "Link", source, before, _value(row, source, target))

    def end(self, keys: Iterable[int]) -> None:
        """End every link of elements that go; whoever may delete them may end these."""
        held = list(keys)
        # By key: a link from one that goes to another is found at either end.
        ending = {
            link.pk: link for end in ("source", "target") for link in self._touching(end, held)
        }
        self._drop([ending[key] for key in sorted(ending)])

    def _drop(self, ending: list[models.Link]) -> None:
        for chunk in rows.chunks(link.pk for link in ending):
            models.Link.objects.filter(pk__in=chunk).delete()
        for row in ending:
            link = _value(row, row.source.code, row.target.code)
            self._batch.add("unlink", "Link", link.source, link, None)

    def _touching(self, end: str, keys: Iterable[int]) -> Iterator[models.Link]:
        for chunk in rows.chunks(keys):
            found = models.Link.objects.filter(**{f"{end}_id__in": chunk})
            yield from found.select_related("source", "target")

    def _allow(self, sources: Iterable[str]) -> None:
        for element in self._ends.elements(sources).values():
            allow_link(self._actor, element)

    def _found(self, type_: str, source: str, target: str) -> models.Link:
        row = models.Link.objects.filter(
            plan=self._row, type=type_, source__code=source, target__code=target
        ).first()
        if row is None:
            raise Missing(f"{source} {type_} {target} is not there")
        return row

    def _new(self, type_: str, source: str, target: str) -> models.Link:
        (source_id, source_kind), (target_id, target_kind) = map(self._ends.id, (source, target))
        if not links.allowed(type_, source_kind, target_kind):
            ends = f"from {spoken(source_kind)} to {spoken(target_kind)}"
            raise Rejected({"": f"no link “{words(type_)}” runs {ends}"})
        return models.Link(plan=self._row, type=type_, source_id=source_id, target_id=target_id)

    def _of(self, sources: set[int]) -> set[tuple[str, int, int]]:
        rows = models.Link.objects.filter(plan=self._row, source_id__in=sources)
        return set(rows.values_list("type", "source_id", "target_id"))

    def _element(self, code: str) -> Element:
        kind, row = self._ends.row(code)
        return rows.element_value(row, kind)

    def _digest(self, target: str) -> str:
        return canonical.normative_digest(self._element(target))


def _value(row: models.Link, source: str, target: str) -> links.Link:
    return links.Link(type=row.type, source=source, target=target, target_digest=row.target_digest)
