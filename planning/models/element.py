"""What all elements share, the links between them, and the codes that were ever given."""

from django.db import models

from planning.models.fields import line, text
from planning.models.plan import Plan
from planning.plan.codes import LONGEST as CODE_LENGTH
from planning.plan.elements import BY_NAME
from planning.plan.links import BY_TYPE


class Element(models.Model):
    """One element of a plan; the fields of its kind stand in the table of the kind."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="elements")
    element_kind = models.CharField(max_length=40, choices=[(name, name) for name in BY_NAME])
    code = models.CharField(max_length=CODE_LENGTH)
    name = line()
    notes = text()
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    origin = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "code"], name="element_code_once_in_a_plan"),
            models.CheckConstraint(condition=~models.Q(code=""), name="element_has_code"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}".rstrip()


class Kind(Element):
    """Base of every kind.

    The parent link has a name of its own: ``Element.aggregate``, which Django would add for the
    kind Aggregate, could not stand beside the field ``Entity.aggregate``.
    """

    element = models.OneToOneField(
        Element,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="as_%(class)s",
    )

    class Meta:
        abstract = True


class Link(models.Model):
    """A link; that both ends are of one plan and of allowed kinds is the writer's check."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="links")
    type = models.CharField(max_length=40, choices=[(name, name) for name in BY_TYPE])
    source = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="links_from")
    target = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="links_to")
    target_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "type", "source", "target"], name="link_said_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.type} {self.target}"


class IssuedCode(models.Model):
    """A code that a plan has given, kept when the element goes, so that it never means another."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=CODE_LENGTH)
    element_kind = models.CharField(max_length=40)
    prefix = models.CharField(max_length=CODE_LENGTH)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="code_issued_once"),)
        indexes = (models.Index(fields=["plan", "prefix", "number"], name="issued_by_prefix"),)

    def __str__(self) -> str:
        return self.code
