"""Hand over the only key: shown until it was typed back or downloaded, within the hour in which it can be shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from netral.evidence import canonical
from netral.portal import clock
from netral.portal.intake import codes, draft, inbox, paper
from netral.portal.intake.draft import Writing
from netral.portal.intake.models import Report
from netral.portal.signin.keyed import typed as meant


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """The code, and what happens next; two groups typed back open the message box."""
    writing = _sent(request)
    if writing is None:
        return redirect("report")
    assert writing.sent is not None
    sent, problem = writing.sent, ""
    if request.method == "POST":
        typed = meant(request.POST.get("kelompok", ""))
        if (sent["kept"] and not typed) or (typed and _begins(sent["code"], typed)):
            return _let_go(writing)
        problem = _("Belum cocok. Lihat lagi kode di atas.")
    at = datetime.fromisoformat(sent["at"]).astimezone(clock.WIB)
    told: dict[str, Any] = {"groups": codes.grouped(sent["code"]), "number": sent["number"], "at": at}
    told |= {"kept": sent["kept"], "problem": problem, "until": at + inbox.ANSWER_WITHIN, "desk": writing.desk}
    return render(request, "intake/receipt.html", told, status=422 if problem else 200)


def _begins(code: str, typed: str) -> bool:
    """The first two groups, or all of it."""
    return len(typed) >= 2 * codes.GROUP and code.startswith(typed)


def _let_go(writing: Writing) -> HttpResponse:
    assert writing.sent is not None
    draft.kept(writing, clock.now())
    report = Report.objects.get(number=writing.sent["number"])
    return inbox.enter(redirect("report-box"), report)


@login_not_required
@never_cache
@require_GET
def code_file(request: HttpRequest) -> HttpResponse:
    """The code as a text file: downloaded, it counts as kept."""
    writing = _sent(request)
    if writing is None:
        return redirect("report")
    assert writing.sent is not None
    draft.kept(writing, clock.now())
    code = " ".join(codes.grouped(writing.sent["code"]))
    words = _("Kode laporan: {code}\nKode ini satu-satunya kunci. Simpan di tempat yang hanya Anda buka.\n")
    return download(words.format(code=code).encode(), "kode.txt", "text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_GET
def sealed(request: HttpRequest, kind: str) -> HttpResponse:
    """The receipt that `netral verify` checks offline, or the same on paper; neither holds the code or the text."""
    writing = _sent(request)
    report = (
        Report.objects.get(number=writing.sent["number"])
        if writing is not None and writing.sent is not None
        else inbox.report_of(request)
    )
    if report is None:
        return redirect("report")
    return of_report(report, kind)


def of_report(report: Report, kind: str) -> HttpResponse:
    """The sealed receipt as a file of this kind, `json` or `pdf`."""
    told = bytes(report.receipt)
    if kind == "json":
        return download(told, f"{report.number}.json", "application/json")
    fingerprint = str(canonical.decode(told)["content"])
    made = paper.receipt(report.number, report.received_at.astimezone(clock.WIB), fingerprint)
    return download(made, f"{report.number}.pdf", "application/pdf")


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep, never shown as a page of ours."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)


def _sent(request: HttpRequest) -> Writing | None:
    writing = draft.of(request, clock.now())
    return writing if writing is not None and writing.sent is not None else None
