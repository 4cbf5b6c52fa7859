"""For my region and election: today's phase, and what changes on which day; picture, list and calendar file."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from netral.law.contests import UnknownContest, zone_of
from netral.portal import clock
from netral.portal.guidance import strip
from netral.portal.guidance.rulebook import table


@login_not_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Which contest and region stand in the address, so that the page can be kept as a bookmark; nowhere else."""
    contest, region = request.GET.get("pemilihan", ""), request.GET.get("daerah", "").strip()
    shown, problem = None, ""
    asked = _asked(contest, region)
    if asked:
        try:
            shown = strip.of(asked, clock.now().date())
            problem = "" if shown else _("Jadwal pemilihan ini belum ditetapkan.")
        except UnknownContest as error:
            problem = error.problem.en if translation.get_language() == "en" else error.problem.id
    else:
        shown = strip.running(clock.now().date())
    context = {
        "contests": [one for one in table().rulebook.contests.values() if not one.placeholder],
        "contest": contest or (shown.contest.id if shown else ""),
        "region": region,
        "strip": shown,
        "problem": problem,
        "zone": zone_of(table().rulebook, contest=asked or None),
    }
    return render(request, "guidance/calendar.html", context)


@login_not_required
@require_GET
def file(request: HttpRequest) -> HttpResponse:
    """The same days as iCalendar (RFC 5545), for the calendar of a phone."""
    asked = _asked(request.GET.get("pemilihan", ""), request.GET.get("daerah", "").strip())
    try:
        shown = strip.of(asked or None, clock.now().date())
    except UnknownContest:
        shown = None
    if shown is None:
        raise Http404
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Netral//Kalender//ID", "CALSCALE:GREGORIAN"]
    for span in shown.spans:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{shown.contest.id.replace('/', '-')}-{span.starts.isoformat()}@netral",
            f"DTSTAMP:{shown.spans[0].starts:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{span.starts:%Y%m%d}",
            f"DTEND;VALUE=DATE:{span.ends + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{span.name}')}",
            f"DESCRIPTION:{_escaped(f'{span.meaning}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    text = "\r\n".join(_folded(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n"
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="netral-kalender.ics"'
    return response


def _asked(contest: str, region: str) -> str:
    return f"{contest}/{region}" if contest and region else contest


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets (RFC 5545 §3.1)."""
    parts: list[str] = []
    part = ""
    for sign in line:
        if len((part + sign).encode()) > (75 if not parts else 74):
            parts, part = [*parts, part], ""
        part += sign
    return "\r\n ".join([*parts, part])
