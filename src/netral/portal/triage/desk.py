"""What waits for me today, this week, and at somebody else's? Each room adds its own rows here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.signin.door import needs, person
from netral.portal.triage import told
from netral.portal.triage.models import Finding
from netral.portal.triage.of_reports import of_reports
from netral.portal.triage.of_units import of_units
from netral.portal.triage.states import LACKING
from netral.portal.triage.task import MOST, Task, Tasks

WEEK = timedelta(days=7)


def of_findings(user: User, today: date) -> Tasks:
    """Findings to weigh, and those that wait for more data; of many, the first of each list and how many they are."""
    mine = Finding.objects.visible_to(user, on=today)
    waiting = mine.waiting()
    now, soon = waiting.filter(due_on__lte=today), waiting.filter(due_on__gt=today, due_on__lte=today + WEEK)
    tasks = Tasks([_task(one, today) for one in now[:MOST]], [_task(one, today) for one in soon[:MOST]])
    for rows, count in ((tasks.today, now.count()), (tasks.week, soon.count())):
        if count > MOST:
            words = _("{count} temuan lain").format(count=count - MOST)
            rows.append(Task(words, _("Semua ada di daftar temuan"), "", reverse("findings")))
    lacking = mine.filter(state=LACKING).count()
    if lacking:
        words = _("{count} temuan menunggu data").format(count=lacking)
        tasks.others.append(Task(words, _("Kembali sendiri bila patroli berikutnya membawa hal baru"), "", ""))
    return tasks


def _task(finding: Finding, today: date) -> Task:
    line = told.line(finding, today)
    what = _("{number} · timbang temuan").format(number=line.number)
    late = finding.due_on is not None and finding.due_on <= today
    return Task(what, line.act, line.left, reverse("finding", args=(finding.number,)), urgent=late)


ROOMS: tuple[Callable[[User, date], Tasks], ...] = (of_findings, of_reports, of_units)
"""Where a room adds its rows: a function of the person and the day that gives the three lists."""


@needs("pengelola", "pemeriksa")
@never_cache
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """All rooms' rows, list by list."""
    today = clock.now().date()
    found = [room(person(request), today) for room in ROOMS]
    lists = [
        (_("Hari ini"), [task for one in found for task in one.today], _("Semua tugas hari ini selesai.")),
        (_("Minggu ini"), [task for one in found for task in one.week], _("Tidak ada tugas lain minggu ini.")),
        (
            _("Menunggu orang lain"),
            [task for one in found for task in one.others],
            _("Tidak ada. Yang menunggu tindakan orang lain muncul di sini."),
        ),
    ]
    return render(request, "triage/desk.html", {"lists": lists})
