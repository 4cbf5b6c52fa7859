"""The ledger of `netral.evidence` in the database: one row per event, its canonical line beside what is searched."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One line of the ledger, never changed; `line` is what is hashed, the other columns are copies to search by."""

    seq = models.BigIntegerField(primary_key=True)
    line = models.BinaryField()
    at = models.CharField(max_length=20)
    kind = models.CharField(max_length=80)
    role = models.CharField(max_length=40)
    who = models.CharField(max_length=80)
    case = models.CharField(max_length=80, null=True)
    case_seq = models.BigIntegerField(null=True)
    item = models.CharField(max_length=120, null=True)

    class Meta:
        ordering = ("-seq",)
        constraints = (
            models.CheckConstraint(condition=models.Q(seq__gte=0), name="seq_counts_from_zero"),
            # Two events can never claim the same place in a case.
            models.UniqueConstraint(fields=("case", "case_seq"), name="one_event_a_place_in_a_case"),
        )
        indexes = (
            models.Index(fields=("kind", "seq"), name="events_of_a_kind"),
            models.Index(fields=("role", "seq"), name="events_of_a_role"),
            models.Index(fields=("at",), name="events_of_a_day"),
        )


class Head(models.Model):
    """Where the chain ends: one row, locked by whoever appends, so that appends come one after the other.

    `frontier` and `path` are hashes of 32 bytes, one behind the other: the frontier of the tree of all events, and the
    audit path of the last one in it. With them a seal and a receipt cost the same however many events there are.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    prev = models.CharField(max_length=200, null=True)
    at = models.CharField(max_length=20, default="")
    frontier = models.BinaryField(default=b"")
    path = models.BinaryField(default=b"")

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_head"),)


class Seal(models.Model):
    """A signed head of the first `size` events, and the answer of a timestamp authority over it.

    `at`: by our own clock; `path`: the audit path of the last of those events, for a receipt of it.
    """

    size = models.BigIntegerField(primary_key=True)
    note = models.BinaryField()
    answer = models.BinaryField(null=True)
    at = models.CharField(max_length=20)
    path = models.BinaryField()


class Key(models.Model):
    """A public key that seals were signed with, as notes write it. The first is the one that the agency publishes.

    `since`: the size of the seal that it signed together with the key before it; none of the first.
    """

    number = models.SmallIntegerField(primary_key=True)
    written = models.CharField(max_length=400)
    since = models.BigIntegerField(null=True)


class Check(models.Model):
    """What a full check found: events and seals read, faults counted, and the first of them with their words."""

    at = models.CharField(max_length=20)
    events = models.BigIntegerField()
    seals = models.BigIntegerField()
    count = models.IntegerField()
    faults = models.JSONField()

    class Meta:
        ordering = ("-pk",)
