"""What became of a unit, kept for good, and a move that waits for its second person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "added": _("ditambah"),
    "renamed": _("berganti nama"),
    "moved": _("dipindahkan"),
    "carried": _("ikut pindah"),
    "ended": _("diakhiri"),
    "reopened": _("dibuka lagi"),
}
"""`carried`: its code is another one, since a unit above it was moved."""


class Change(models.Model):
    """A change of a unit, never altered; `path` and `name` are those before it, empty where there was none before.

    What a unit was at a moment is what its first change after that moment tells, or else the unit itself. `second`: who
    confirmed a move. `token`: of the form it came with, so that a form sent twice is one change.
    """

    unit = models.ForeignKey("directory.Unit", models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20, choices=[(one, one) for one in KINDS])
    path = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("directory.User", models.PROTECT, related_name="+")
    second = models.ForeignKey("directory.User", models.PROTECT, null=True, related_name="+")
    token = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind__in=("moved", "carried")) | Q(second__isnull=False) & ~Q(by=F("second")),
                name="two_people_move_a_unit",
            ),
        )

    @property
    def word(self) -> Promise:
        """The kind in words."""
        return KINDS[self.kind]


class Move(models.Model):
    """A unit that one person wants to put under another, or under the agency itself where `parent` is None.

    `code`: the last part of its path there. Gone once it is decided.
    """

    unit = models.OneToOneField("directory.Unit", models.PROTECT, related_name="move")
    parent = models.ForeignKey("directory.Unit", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=10)
    why = models.CharField(max_length=300)
    proposed_by = models.ForeignKey("directory.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ("proposed_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("unit")), name="nothing_under_itself"),
        )

    @property
    def path(self) -> str:
        """Where it will stand, by the tree of this moment."""
        return f"{self.parent.path if self.parent else ''}{self.code}."
