"""The register of contestants' accounts and all that it ever was, uploads that wait, rulebooks that were in use."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.db import models
from django.db.models import Q

from netral.law.facts import ROLES, TARGET_STATUSES
from netral.portal.directory.dated import in_order
from netral.portal.directory.models import Agency, Mandate, User


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads that compose."""

    def within(self, mandates: Iterable[Mandate]) -> EditionQuerySet:
        """Those of the agencies that these mandates are over as a whole."""
        return self.filter(agency__in={one.agency_id for one in mandates if one.unit_id is None})


class Edition(models.Model):
    """One state of an agency's register: `sha256` is that of its download, `was` that of the one before."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    was = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("agency", "number"), name="one_edition_a_number"),)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads that compose."""

    def current(self) -> EntryQuerySet:
        """Rows of the register as it is."""
        return self.filter(until=None)

    def of(self, edition: Edition) -> EntryQuerySet:
        """Rows of the register as it was in this edition."""
        stood = Q(until=None) | Q(until__number__gt=edition.number)
        return self.filter(stood, agency=edition.agency_id, since__number__lte=edition.number)


class Entry(models.Model):
    """A row of the register: an account of a contestant in one period and status (empty: by the calendar).

    `since` and `until` are the editions in which it came and went; it is never changed and never deleted. The days of
    the period are half-open and may be open on either side.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    contest = models.CharField(max_length=200)
    contestant_id = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=[(one, one) for one in ROLES])
    platform = models.CharField(max_length=20)
    platform_user_id = models.CharField(max_length=200, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=20, blank=True, choices=[(one, one) for one in TARGET_STATUSES])
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    since = models.ForeignKey(Edition, models.PROTECT, related_name="came")
    until = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="went")

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("contest", "contestant_id", "role", "platform", "platform_user_id", "handle", "valid_from", "pk")
        constraints = (
            in_order("entry_in_order"),
            models.CheckConstraint(condition=~Q(platform_user_id="", handle=""), name="an_entry_names_an_account"),
        )
        indexes = (models.Index(fields=("agency", "until", "contest", "contestant_id"), name="the_register_as_it_is"),)


class Upload(models.Model):
    """An uploaded register that waits for who uploaded it, who alone sees it; emptied once it is taken over."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.BinaryField()
    made = models.DateTimeField()
    done = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-made",)


class Book(models.Model):
    """A rulebook from the moment in which this portal first answered by it, whole: what it was can be read again."""

    sha256 = models.CharField(max_length=64)
    version = models.CharField(max_length=80)
    since = models.DateTimeField()
    content = models.BinaryField()

    class Meta:
        ordering = ("-pk",)
