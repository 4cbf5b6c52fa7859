"""The message box of a report: two ways, without an identity. Whoever has the code is in for twenty minutes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.intake import actions, codes, cookies, draft, files, flood
from netral.portal.intake.forms import Reply
from netral.portal.intake.models import Report
from netral.portal.intake.states import STATES, WITHDRAWABLE
from netral.portal.intake.uploads import in_memory

COOKIE = cookies.named("kotak")
OPEN_FOR, WRITE_FOR = timedelta(minutes=20), timedelta(hours=2)
"""How long the box can be looked at after the code was given, and how long something written in it is still taken."""
ANSWER_WITHIN = timedelta(days=3)
"""Until when the desk writes first; our own promise, no term of the law."""
_SALT = "netral.intake.inbox"


def enter(response: HttpResponse, report: Report) -> HttpResponse:
    """From here on this browser may open the box, for twenty minutes."""
    return cookies.keep(response, COOKIE, signing.dumps(report.number, salt=_SALT), WRITE_FOR)


def report_of(request: HttpRequest) -> Report | None:
    """The report whose box this browser may open."""
    age = WRITE_FOR if request.method == "POST" else OPEN_FOR
    try:
        number = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=age)
    except signing.BadSignature:
        return None
    return Report.objects.filter(number=number).first()


def found(typed: str) -> Report | None:
    """The report of this code; the same work whether there is one or not."""
    code = codes.read(typed) or "0" * codes.LENGTH
    return Report.objects.filter(code__in=codes.sought(code)).first()


@login_not_required
@never_cache
@require_POST
def typed(request: HttpRequest) -> HttpResponse:
    """The code as somebody typed it on `/lapor`."""
    return _opened(request, request.POST.get("kode", ""))


@login_not_required
@never_cache
@require_GET
def by_address(request: HttpRequest, code: str) -> HttpResponse:
    """The code in an address: taken out of it at once, so that it does not stay in sight."""
    response = _opened(request, code)
    # Not even to ourselves: the next page's log must not have it.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _opened(request: HttpRequest, typed: str) -> HttpResponse:
    # Counted as one that does not fit until it does: of many at once no more are tried than the limit lets.
    room = flood.take("code", request)
    report = found(typed) if room or flood.spare("code", request) else None
    if report is None and not room:
        return _no(request, _("Terlalu banyak kode yang tidak cocok. Coba lagi 15 menit lagi."), 429)
    if report is None:
        return _no(request, _("Kode tidak cocok. Periksa lagi hurufnya."), 404)
    if room:
        flood.give_back("code", request)
    response = enter(redirect("report-box"), report)
    response.status_code = 303
    return response


def _no(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "intake/no_code.html", {"problem": sentence}, status=status)


@in_memory
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def box(request: HttpRequest) -> HttpResponse:
    """Where the report stands, what was written, and room for an answer."""
    report = report_of(request)
    if report is None:
        return redirect("report")
    if request.method != "POST":
        return render(request, "intake/box.html", _told(report, Reply()))
    if elsewhere := _of_another(request, report):
        return elsewhere
    form = Reply(request.POST)
    # Before files are looked at: that is what costs.
    if not flood.take("message", request):
        words = _("Terlalu banyak kiriman dari jaringan ini. Coba lagi 15 menit lagi.")
        return render(request, "intake/box.html", _told(report, form, [words]), status=429)
    taken, problems = _files(request)
    if form.is_valid() and not problems:
        given = form.cleaned_data
        said = actions.answer(
            report,
            given["words"],
            taken,
            pressure=given["pressure"],
            token=request.POST.get("sekali", ""),
            now=clock.now(),
        )
        if not isinstance(said, Denial):
            return enter(redirect("report-box"), report)
        problems = [str(said.reason)]
    return render(request, "intake/box.html", _told(report, form, problems), status=422)


def _of_another(request: HttpRequest, report: Report) -> HttpResponse | None:
    """A page that was opened for another report than the box that is open by now.

    A browser holds one box: a link with somebody else's code would bring what is written here to them.
    """
    if request.POST.get("laporan", report.number) == report.number:
        return None
    words = _("Di peramban ini kotak laporan lain sudah dibuka. Belum ada yang dikirim. Masukkan lagi kode Anda.")
    return render(request, "fault.html", {"sentence": words}, status=409)


def _files(request: HttpRequest) -> tuple[list[files.Taken], list[str]]:
    came = request.FILES.getlist("berkas")
    if len(came) > files.MOST:
        return [], [_("Paling banyak 5 berkas dalam satu pesan.")]
    until = files.deadline()
    looked = [files.taken(one.name or "?", one.read(), until=until) for one in came]
    wrong = [str(one.reason) for one in looked if isinstance(one, Denial)]
    return [one for one in looked if not isinstance(one, Denial)], wrong


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """What withdrawing means, and then withdrawing."""
    report = report_of(request)
    if report is None:
        return redirect("report")
    if request.method == "POST":
        if elsewhere := _of_another(request, report):
            return elsewhere
        actions.withdraw(report, now=clock.now())
        return redirect("report-box")
    return render(request, "intake/withdraw.html", {"report": report})


@login_not_required
@never_cache
@require_POST
def close(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Leave the box on this device; the draft's cookie goes too."""
    response = redirect("start")
    response.delete_cookie(COOKIE)
    response.delete_cookie(draft.COOKIE)
    return response


def _told(report: Report, form: Reply, problems: Sequence[str] = ()) -> dict[str, Any]:
    """What the box shows: steps with their reason, messages without a name of anybody."""
    now = clock.now()
    return {
        "report": report,
        "state": STATES[report.state],
        "steps": [(STATES[one.state], one) for one in report.steps.all()],
        "messages": [(one, _staff(report, one.by_id)) for one in report.messages.prefetch_related("attachments")],
        "form": form,
        "once": secrets.token_urlsafe(24),
        "withdrawable": report.state in WITHDRAWABLE,
        "until": report.received_at.astimezone(clock.WIB) + ANSWER_WITHIN,
        "ready": bool(actions.receivers_of(report, now).keys),
        "problems": [("berkas", one) for one in problems],
    }


def _staff(report: Report, user_id: int | None) -> str:
    """“Petugas A”: the same letter for the same person within a report, and never a name."""
    if user_id is None:
        return ""
    people = list(dict.fromkeys(report.messages.exclude(by=None).values_list("by", flat=True)))
    return _("Petugas {letter}").format(letter=chr(ord("A") + people.index(user_id) % 26))
