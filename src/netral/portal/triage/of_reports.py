"""The reports' rows of the desk: what waits to be weighed, and who waits for an answer."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from netral.portal.directory.models import User
from netral.portal.intake.inbox import ANSWER_WITHIN
from netral.portal.intake.models import Report
from netral.portal.triage.task import MOST, Task, Tasks


def of_reports(user: User, today: date) -> Tasks:
    """Reports that nobody has weighed: today those whose reporter was promised an answer by now, this week the rest."""
    waiting = Report.objects.visible_to(user, on=today).waiting()
    promised = today - ANSWER_WITHIN + timedelta(days=1)
    late, soon = waiting.filter(received_at__date__lt=promised), waiting.filter(received_at__date__gte=promised)
    tasks = Tasks([_task(one, urgent=True) for one in late[:MOST]], [_task(one) for one in soon[:MOST]])
    for rows, count in ((tasks.today, late.count()), (tasks.week, soon.count())):
        if count > MOST:
            words = _("{count} laporan lain").format(count=count - MOST)
            rows.append(Task(words, _("Semua ada di daftar laporan"), "", reverse("reports")))
    return tasks


def _task(report: Report, *, urgent: bool = False) -> Task:
    what = _("{number} · timbang laporan").format(number=report.number)
    return Task(what, _("Pelapor: dikunci"), "", reverse("report-one", args=(report.number,)), urgent=urgent)
