"""Keys of people, boxes that only those keys open, and the handing over of boxes from one key to another."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from netral.portal.directory.dated import DatedQuerySet
from netral.portal.directory.models import Agency, Mandate, User


class Key(models.Model):
    """A person's age key pair: the public half, and the secret one as the person's passphrase locks it (scrypt).

    Half-open days as everywhere; a key that is replaced on the day on which it was made held on no day.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="keys")
    public = models.CharField(max_length=80, unique=True)
    locked = models.BinaryField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Key"].as_manager()

    class Meta:
        ordering = ("-valid_from", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="key_in_order"),
            models.UniqueConstraint(fields=("user",), condition=Q(valid_to=None), name="one_open_key_a_person"),
        )

    @property
    def short(self) -> str:
        """Enough of the public half for two people to compare by voice."""
        return f"{self.public[4:8]} {self.public[8:12]} {self.public[12:16]}"


class Box(models.Model):
    """Bytes under a key of their own, never changed; `barred` are those to whom this box is never handed over."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT)
    cipher = models.BinaryField()
    created = models.DateTimeField()
    barred = models.ManyToManyField(User, related_name="+")


class BoxRecipient(models.Model):
    """The box's own key, wrapped for one key of a person."""

    box = models.ForeignKey(Box, models.CASCADE, related_name="recipients")
    key = models.ForeignKey(Key, models.PROTECT, related_name="boxes")
    wrapped = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("box", "key"), name="one_wrap_a_key"),)


class Handover(models.Model):
    """All boxes of one key in one agency, wrapped anew for a successor; in force once a second person confirms it."""

    agency = models.ForeignKey(Agency, models.PROTECT)
    from_key = models.ForeignKey(Key, models.PROTECT, related_name="+")
    to_key = models.ForeignKey(Key, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name="two_people_hand_over"
            ),
            models.UniqueConstraint(
                fields=("agency", "from_key"), condition=Q(confirmed_at=None), name="one_open_handover_a_key"
            ),
        )


class HandoverWrap(models.Model):
    """A box's own key wrapped for the successor, as long as the second person has not confirmed."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="wraps")
    box = models.ForeignKey(Box, models.CASCADE, related_name="+")
    wrapped = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("handover", "box"), name="one_wrap_a_handover"),)


def examiners(agency: Agency, *, on: date) -> models.QuerySet[User]:
    """Who examines for the whole agency on that day; never somebody who runs the machine as well."""
    held = Mandate.objects.on(on)
    of_all = held.filter(role="pemeriksa", agency=agency, unit=None)
    return User.objects.filter(is_active=True, pk__in=of_all.values("user")).exclude(
        pk__in=held.filter(role="admin").values("user")
    )
