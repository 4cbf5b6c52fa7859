"""What stops a record's end, who approved it, and what is left of one that is gone. Records are known by number."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from netral.portal.directory.models import Agency, User

ROLE = "pemeriksa"


class Hold(models.Model):
    """A person keeps this record for a legal process, for a reason; gone once somebody releases it, on record."""

    number = models.CharField(max_length=20, unique=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=300)


class Approval(models.Model):
    """The first of two people; `last`: when somebody last had a word on the record, as that person saw it.

    A record on which anything happened since is another one to approve.
    """

    number = models.CharField(max_length=20, unique=True)
    last = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=300)


class DestroyedQuerySet(models.QuerySet["Destroyed"]):
    """Reads that compose."""

    def visible_to(self, user: User, *, on: date) -> DestroyedQuerySet:
        """Those that this person could have read while they were there, and whose agency they examine still."""
        held = user.mandates.on(on).filter(role=ROLE)
        return self.filter(readers=user, agency__in=held.values("agency"))


class Destroyed(models.Model):
    """What is left of a record: its number, class and day, and the accounts that could have read it: they are told.

    `rinsed`: what the deletion left in free pages of the database is overwritten too.
    """

    number = models.CharField(max_length=20, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    retention = models.CharField(max_length=40)
    on = models.DateField()
    readers = models.ManyToManyField(User, related_name="+")
    rinsed = models.BooleanField(default=False)

    objects: ClassVar[DestroyedQuerySet] = DestroyedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-on", "-pk")
