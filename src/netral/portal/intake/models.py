"""Reports, their messages and attachments; and drafts, which only the cookie of whoever writes them can open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from netral.portal.directory.models import Agency, Mandate, Unit, User, covered
from netral.portal.directory.reach import Reach, apart, places_of
from netral.portal.intake.states import OPEN, REASONS, STATES
from netral.portal.sealed.models import Box

ROLE = "pemeriksa"
CHANNELS = ("portal", "telepon", "sms", "whatsapp", "langsung")


class Draft(models.Model):
    """What somebody is writing: ciphertext under a key that only a cookie holds, gone an hour after the last touch.

    Its `id` comes from that key too, so that a row cannot be told to belong to a browser.
    """

    id = models.CharField(max_length=64, primary_key=True)
    cipher = models.BinaryField()
    touched_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("touched_at",), name="drafts_by_touch"),)


class DraftFile(models.Model):
    """An attachment of a draft, under the draft's key: the original, and the copy to look at if there is one."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    original = models.BinaryField()
    view = models.BinaryField(null=True)


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads that compose."""

    def visible_to(self, user: User, *, on: date, held: Iterable[Mandate] | None = None) -> ReportQuerySet:
        """Reports whose examiner this person is that day: not those about the own unit, the own head or a conflict.

        Nor those whose reporter asked that this person should not read it. `held`: as in `User.holds`.
        """
        return self.reach(user, on=on, held=held).seen

    def reach(self, user: User, *, on: date, held: Iterable[Mandate] | None = None) -> Reach[ReportQuerySet]:
        """The two parts that `visible_to` is made of."""
        found = apart(user, on=on)
        # By a list that is read once: asked of each report, it would cost more than counting them.
        near = Q(pk__in=Report.avoided.through.objects.filter(user=user).values("report"))
        # A report names nobody whom the directory knows: where an official of a conflict works, it may be about them.
        if units := found.units | places_of(found.officials - {user.official_id}):
            near |= _about(units)
        for began, ended, line in (*found.once, *found.named_once):
            near |= _about(line) & received(began, ended)
        return Reach(self.filter(covered(user.holds(ROLE, on=on, held=held))), near)

    def waiting(self) -> ReportQuerySet:
        """Those at which somebody has still something to do."""
        return self.filter(state__in=OPEN)


def _about(units: set[int]) -> Q:
    # Of no unit it would be unknown whether it is one of them, and `NOT` of that unknown too.
    return Q(unit__isnull=False, unit__in=units)


def received(began: datetime | None, ended: datetime) -> Q:
    """Reports of that time; the minute in which a tree changed belongs to both."""
    until = Q(received_at__lt=ended)
    return until & Q(received_at__gt=began - timedelta(minutes=1)) if began else until


class Report(models.Model):
    """A report as it was filed; what comes later is a message or a step.

    `code`: the keyed hash of the receipt's code. `identity`: sealed to named people before it was written. `receipt`:
    what proves offline that it was filed; `salt` is in it and nowhere else.
    """

    number = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=64, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True)
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=20, default="portal", choices=[(one, one) for one in CHANNELS])
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sbt = models.CharField(max_length=60, blank=True)
    lapor = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, default="diterima", choices=[(one, one) for one in STATES])
    contest = models.CharField(max_length=60, blank=True)
    story = models.TextField()
    happened_on = models.DateField()
    happened_at = models.CharField(max_length=20, blank=True)
    known_on = models.DateField()
    place = models.CharField(max_length=500, blank=True)
    whom = models.CharField(max_length=300)
    where_works = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=2000, blank=True)
    named = models.BooleanField()
    colleague = models.CharField(max_length=10, default="diam")
    identity = models.OneToOneField(Box, models.PROTECT, null=True)
    avoided = models.ManyToManyField(User, related_name="+")
    alike = models.ForeignKey("self", models.SET_NULL, null=True, related_name="group")
    receipt = models.BinaryField()

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("received_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(named=False, identity=None) | Q(named=True, identity__isnull=False),
                name="a_name_is_sealed_or_not_there",
            ),
        )
        indexes = (
            # With all that is read to count them, `id` where the list is sorted by it.
            models.Index(fields=("agency", "state", "received_at", "id", "unit"), name="reports_of_the_desk"),
        )

    def __str__(self) -> str:
        return self.number


class Step(models.Model):
    """A report came to a state: why, and by whom; a reporter who withdraws is nobody's account."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=[(one, one) for one in STATES])
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, blank=True, choices=[(one, one) for one in REASONS])
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        # As they came: a clock that goes back puts nothing before what it followed.
        ordering = ("pk",)


class Message(models.Model):
    """What one side wrote to the other; `by` is None for the reporter, who says `pressure` when in fear."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    pressure = models.BooleanField(default=False)
    # Of the form it came with: sent twice, it is one message. Forms of other reports may have the same.
    token = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("report", "token"), condition=~Q(token=""), name="one_message_a_form"),
        )


class Attachment(models.Model):
    """A file that came with a report or a message. The original is sealed; `view` is the copy that may be looked at.

    `sha256`: of the original as it came. `view`: the digest of the copy in the store, empty where none could be made.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    report = models.ForeignKey(Report, models.CASCADE, related_name="attachments")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="attachments")
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=80)
    box = models.OneToOneField(Box, models.PROTECT)
    view = models.CharField(max_length=80, blank=True)
    view_type = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("pk",)


class Band(models.Model):
    """A piece of a report's fingerprint, by which nearly the same one is found."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="bands")
    band = models.CharField(max_length=40)

    class Meta:
        indexes = (models.Index(fields=("band",), name="reports_alike"),)


def moment(at: datetime) -> datetime:
    """A moment as it is stored: to the minute, so that no log of another program can be laid beside it."""
    return at.replace(second=0, microsecond=0)
