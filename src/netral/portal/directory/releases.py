"""What is asked by whoever wants an own conflict of interest to end, and what a second person decided, for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from netral.portal.directory.models import User

TOLD_FOR = timedelta(days=30)


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Reads that compose."""

    def waiting(self) -> ReleaseQuerySet:
        """Those that a second person can still decide; who has no account any more asks for nothing."""
        return self.filter(decided_at=None, asked_by__is_active=True, conflict__valid_to=None)

    def told(self, user: User, *, now: datetime) -> ReleaseQuerySet:
        """What was decided for this person in the last month."""
        return self.filter(asked_by=user, decided_at__gt=now - TOLD_FOR).select_related(
            "decided_by", "conflict__official", "conflict__unit"
        )


class Release(models.Model):
    """A request that a conflict end; the conflict binds until somebody else has followed it.

    `word`: what the second person said to it; a refusal has one.
    """

    conflict = models.ForeignKey("directory.Conflict", models.PROTECT, related_name="releases")
    why = models.CharField(max_length=300)
    asked_by = models.ForeignKey("directory.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("directory.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False)
    word = models.CharField(max_length=300, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("conflict",), condition=Q(decided_at=None), name="one_release_waits"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="two_people_end_a_conflict",
            ),
            models.CheckConstraint(
                condition=Q(refused=False) | Q(decided_at__isnull=False) & ~Q(word=""), name="a_refusal_says_why"
            ),
        )
