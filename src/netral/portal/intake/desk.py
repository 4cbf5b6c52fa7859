"""The reports' desk: what came, how long is left, and weighing it without knowing whom it helps."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.law.deadlines import report_due
from netral.portal import clock, readable, table
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.intake import actions, draft, files, masking
from netral.portal.intake.models import Message, Report, Step
from netral.portal.intake.queue import Queue
from netral.portal.intake.states import OPEN, REASONS, STATES, TRIAGED
from netral.portal.options import options
from netral.portal.sealed import actions as sealed
from netral.portal.signin.door import needs, person
from netral.portal.spoken import day

CAME_BY: dict[str, Promise | str] = {
    "telepon": gettext_lazy("Telepon"),
    "sms": "SMS",
    "whatsapp": "WhatsApp",
    "langsung": gettext_lazy("Datang sendiri"),
}
"""How a report came that a clerk takes."""
PER_PAGE = 25


@needs("pemeriksa")
@never_cache
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """All reports of this person's scope, those that wait first, the oldest first."""
    user, today = person(request), clock.now().date()
    state = request.GET.get("keadaan", "")
    reach = Report.objects.reach(user, on=today, held=request.mandates)  # type: ignore[attr-defined]
    queue = Queue(reach, [state] if state in STATES else OPEN)
    page = Paginator(range(queue.count()), PER_PAGE).get_page(request.GET.get("halaman"))
    reports = queue.rows(page.start_index() - 1, PER_PAGE) if page else []
    around = {
        "page": page,
        "rows": _rows(reports),
        "states": options(((name, one.word) for name, one in STATES.items()), state),
    }
    return render(request, "intake/reports.html", around)


def _rows(reports: Iterable[Report]) -> SafeString:
    place, unknown = reverse("reports"), _("tidak diketahui")
    columns = (_("Diterima"), _("Keadaan"), _("Batas laporan resmi"), _("Yang serupa"))
    return table.body(columns, (_row(one, place, unknown) for one in reports))


def _row(report: Any, place: str, unknown: str) -> tuple[object, ...]:
    state, deadline = STATES[report.state], report_due(report.contest, report.known_on)
    alike = _("serupa %(number)s") % {"number": report.first} if report.first else report.others or _("tidak ada")
    return (
        table.link(f"{place}/{report.number}", report.number),
        day(report.received_at.astimezone(clock.WIB).date()),
        table.label(state.word, state.style),
        day(deadline.last) if deadline else unknown,
        alike,
    )


@needs("pemeriksa")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: str) -> HttpResponse:
    """A report, masked until it was weighed; a POST weighs it, writes, or keeps a number."""
    user, now = person(request), clock.now()
    report = _report(request, number)
    if request.method != "POST":
        actions.looked(report, user, now=now)
        return render(request, "intake/report.html", _told(report, user, None))
    done = _done(request, report, user)
    if not isinstance(done, Denial | actions.Overtaken):
        return redirect("report-one", number=number)
    # As it is now: somebody may have moved it, and names may be masked again.
    report = _report(request, number)
    actions.looked(report, user, now=now)
    if isinstance(done, Denial):
        told = _told(report, user, done, sent=request.POST)
        return render(request, "intake/report.html", told, status=422)
    who = done.by.by or _("pelapor")
    problem = Denial(_("Laporan ini baru saja diubah {who}. Bandingkan, lalu pilih.").format(who=who))
    told = _told(report, user, problem, sent=request.POST) | {"beside": _beside(request.POST, done.by)}
    return render(request, "intake/report.html", told, status=409)


def _beside(sent: QueryDict, by: Step) -> list[tuple[str | Promise, str | Promise, str | Promise]]:
    """Label, what this person chose, what stands there now."""
    chosen, reason = STATES.get(sent.get("keputusan", "")), REASONS.get(sent.get("alasan", ""), "")
    return [
        (_("Keadaan"), chosen.word if chosen else "", STATES[by.state].word),
        (_("Alasan"), reason, REASONS.get(by.reason, "")),
        (_("Satu kalimat untuk pelapor"), sent.get("catatan", ""), by.words),
    ]


def _done(request: HttpRequest, report: Report, user: User) -> Report | Message | actions.Overtaken | Denial | None:
    sent, now = request.POST, clock.now()
    if sent.get("apa") == "pesan":
        return actions.write(report, user, sent.get("pesan", ""), token=sent.get("sekali", ""), now=now)
    if sent.get("apa") == "rujukan":
        return actions.refer(report, user, sbt=sent.get("sbt", ""), lapor=sent.get("lapor", ""), now=now)
    seen = sent.get("terlihat", "")
    if seen not in STATES:
        return Denial(_("Pilih satu keputusan dan satu alasan."))
    chosen, reason, words = (sent.get(name, "") for name in ("keputusan", "alasan", "catatan"))
    steps = readable.number(sent.get("langkah", ""))
    return actions.weigh(report, user, state=chosen, reason=reason, words=words, seen=seen, steps=steps, now=now)


@needs("pemeriksa")
@never_cache
@require_POST
def opened(request: HttpRequest, number: str) -> HttpResponse:
    """The reporter's identity, or an original, with the own passphrase and a reason; shown once, kept nowhere."""
    report, user, now = _report(request, number), person(request), clock.now()
    chosen = request.POST.get("berkas", "")
    attachment = next((one for one in report.attachments.all() if str(one.pk) == chosen), None)
    if chosen and attachment is None:
        raise Http404
    box = attachment.box if attachment is not None else report.identity
    if box is None:
        raise Http404
    reason, passphrase = request.POST.get("alasan", "").strip(), request.POST.get("frasa", "")
    unreasoned = Denial(_("Tulis alasan membuka."))
    found = sealed.read([box], user, passphrase, why=reason, case=report.number, now=now) if reason else unreasoned
    if isinstance(found, Denial):
        actions.looked(report, user, now=now)
        return render(request, "intake/report.html", _told(report, user, found), status=422)
    if attachment is not None:
        headers = {"Content-Disposition": f'attachment; filename="{report.number}-{attachment.pk}.bin"'}
        return HttpResponse(found[0], content_type="application/octet-stream", headers=headers)
    return render(request, "intake/identity.html", {"report": report, "identity": _identity(found[0])})


@needs("pemeriksa")
@never_cache
@require_GET
def picture(request: HttpRequest, number: str, attachment_id: str) -> HttpResponse:
    """The copy of an attachment: pixels made anew, and told to be nothing else."""
    report = _report(request, number)
    attachment = actions.view_of(report, str(attachment_id))
    if attachment is None:
        raise Http404
    actions.looked(report, person(request), now=clock.now(), what="attachment")
    with files.view(attachment.view) as file:
        response = HttpResponse(file.read(), content_type=attachment.view_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@needs("pengelola", "pemeriksa")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def taken(request: HttpRequest) -> HttpResponse:
    """A clerk takes a report for somebody: the same four pages, the same receipt to hand out."""
    if request.method != "POST":
        return render(request, "intake/taken.html", {"channels": CAME_BY})
    channel = request.POST.get("cara", "")
    if channel not in CAME_BY:
        words = _("Pilih dengan cara apa laporan ini datang.")
        return render(request, "intake/taken.html", {"channels": CAME_BY, "problem": words}, status=422)
    writing = draft.begun()
    numbers = {name: request.POST.get(name, "").strip()[:60] for name in ("sbt", "lapor")}
    writing.desk = {"channel": channel, "by": person(request).pk, **numbers}
    writing.save(clock.now())
    return draft.keep_cookie(redirect("report"), writing)


def _told(
    report: Report, user: User, problem: Denial | None, *, sent: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """What the page shows; `sent`: what was typed into it already."""
    hidden = report.state not in TRIAGED
    named = (report.whom, report.where_works, report.place)
    story, hour = report.story, report.happened_at
    if hidden:
        story, hour = masking.masked(story, named), masking.masked(hour, named)
    first = report.alike_id or report.pk
    today, deadline = clock.now().date(), report_due(report.contest, report.known_on)
    return {
        "report": report,
        "hidden": hidden,
        "story": story.split(masking.MASK),
        "hour": hour.split(masking.MASK),
        "state": STATES[report.state],
        "choices": [(name, STATES[name].word) for name in STATES[report.state].leads_to],
        "reasons": REASONS.items(),
        "steps": [(STATES[one.state], one, REASONS.get(one.reason, "")) for one in report.steps.select_related("by")],
        "messages": report.messages.select_related("by"),
        "attachments": report.attachments.all(),
        "alike": Report.objects.visible_to(user, on=today).filter(Q(pk=first) | Q(alike=first)).exclude(pk=report.pk),
        "deadline": deadline,
        "left": deadline.left(today) if deadline and not deadline.passed(today) else None,
        "working": deadline is not None and deadline.term.unit == "hari_kerja",
        "once": secrets.token_urlsafe(24),
        "problem": problem,
        "sent": sent,
    }


def _identity(found: bytes) -> dict[str, str]:
    import orjson

    told: dict[str, str] = orjson.loads(found)
    return told


def _report(request: HttpRequest, number: str) -> Report:
    """One answer for a report that is not there and one that is not this person's."""
    found = Report.objects.visible_to(person(request), on=clock.now().date()).filter(number=number).first()
    if found is None:
        raise Http404
    return found
