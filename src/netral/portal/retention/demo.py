"""Of the demonstration's old reports one is approved for its end by another examiner, and one is held."""

from __future__ import annotations

from netral.portal import clock
from netral.portal.directory.models import Agency, User
from netral.portal.intake.models import Report
from netral.portal.retention import actions


def fill(agency: Agency, examiner: User) -> None:
    """What `examiner` then finds: one to confirm, one that is due, one that is kept."""
    now = clock.now()
    others = User.objects.filter(mandates__role="pemeriksa", mandates__agency=agency).exclude(pk=examiner.pk)
    second, (approved, held) = others.earliest("pk"), Report.objects.filter(agency=agency).order_by("pk")[:2]
    actions.approve([approved.number], second, "JRA Kepegawaian 3.2", now=now)
    actions.hold(held.number, second, "Sengketa informasi yang masih berjalan", now=now)
