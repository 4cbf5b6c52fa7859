"""In which unit did an official work before? Kept for good: a transfer takes nobody nearer to what was before."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from netral.portal.directory.dated import in_order


class WorkedQuerySet(models.QuerySet["Worked"]):
    """Reads that compose."""

    def on(self, day: date) -> WorkedQuerySet:
        """On this day; the one of a transfer belongs to both units."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), valid_to__gte=day)


class Worked(models.Model):
    """A unit in which an official worked, until a list put them into another; never altered.

    `valid_from` is empty where nobody has said since when. Where they work now stands in `Official.unit`, since the
    last of these ended.
    """

    official = models.ForeignKey("directory.Official", models.CASCADE, related_name="worked")
    unit = models.ForeignKey("directory.Unit", models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField()

    objects = WorkedQuerySet.as_manager()

    class Meta:
        ordering = ("-valid_to", "-pk")
        # Two transfers may be of one day.
        constraints = (in_order("worked_in_order", may_be_empty=True),)
