"""From codes to rows, within one plan and one open write."""

from collections.abc import Iterable

from planning import models
from planning.kinds import BY_NAME, Kind
from planning.plan.elements import Element
from planning.plan.nearest import suggestion
from planning.store import rows
from planning.store.errors import Missing, Rejected


def spoken(kind: str) -> str:
    """The name of a kind as people read it: ``BoundedContext`` → ``bounded context``."""
    return BY_NAME[kind].title.lower()


class Ends:
    """Looks rows up by code, each once; what the write makes or drops it is told."""

    def __init__(self, row: models.Plan) -> None:
        self._row = row
        self._ids: dict[str, tuple[int, str]] = {}

    def made(self, row: models.Kind) -> None:
        self._ids[row.code] = (row.pk, row.element_kind)

    def learn(self, codes: Iterable[str]) -> None:
        """Look up many codes at once; those that are not there stay unknown."""
        for chunk in rows.chunks(code for code in codes if code not in self._ids):
            found = models.Element.objects.filter(plan=self._row, code__in=chunk)
            for code, pk, kind in found.values_list("code", "pk", "element_kind"):
                self._ids[code] = (pk, kind)

    def dropped(self, code: str) -> None:
        self._ids.pop(code, None)

    def id(self, code: str) -> tuple[int, str]:
        """Primary key and name of kind; raises ``Missing``."""
        if code not in self._ids:
            found = models.Element.objects.filter(plan=self._row, code=code)
            held = found.values_list("pk", "element_kind").first()
            if held is None:
                raise Missing(f"{code} is not in this plan (any more){self._meant(code)}")
            self._ids[code] = held
        return self._ids[code]

    def ids(self, codes: Iterable[str]) -> dict[int, str]:
        """Name of kind by primary key of many, looked up at once; raises ``Missing``."""
        held = list(codes)
        self.learn(held)
        return dict(self.id(code) for code in held)

    def present(self, codes: Iterable[str]) -> list[str]:
        """Those of the codes that are there, in their order."""
        held = list(codes)
        self.learn(held)
        return [code for code in held if code in self._ids]

    def elements(self, codes: Iterable[str]) -> dict[str, Element]:
        """Many elements as they stand, by code; raises ``Missing``."""
        return {element.code: element for element in rows.elements(self.ids(codes)).values()}

    def row(self, code: str) -> tuple[Kind, models.Kind]:
        """The kind of an element and its row as it stands; raises ``Missing``."""
        kind = BY_NAME[self.id(code)[1]]
        return kind, kind.model.objects.get(plan=self._row, code=code)

    def target(self, kind: Kind, name: str, code: str, key: str) -> int:
        """The primary key that a reference field stores; raises ``Rejected``."""
        wanted = kind.facts[name].target
        try:
            pk, found = self.id(code)
        except Missing:
            said = f"no {spoken(wanted)} {code} in this plan{self._meant(code, wanted)}"
            raise Rejected({name: said}, key) from None
        if found != wanted:
            said = f"this has to be a {spoken(wanted)}; {code} is of the kind {spoken(found)}"
            raise Rejected({name: said}, key)
        return pk

    def _meant(self, code: str, kind: str = "") -> str:
        """The code that was probably meant, to follow a message."""
        known = models.Element.objects.filter(plan=self._row)
        if kind:
            known = known.filter(element_kind=kind)
        return suggestion(code, known.order_by("pk").values_list("code", flat=True))
