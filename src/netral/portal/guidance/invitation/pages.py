"""Check an invitation: six rows on one page, then what they say together. Nothing is stored about who asks."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from netral.portal import clock
from netral.portal.guidance.invitation import law
from netral.portal.guidance.invitation.letter import letter as made
from netral.portal.guidance.invitation.signs import ANSWERS, ROWS, Answers, judged

ASKED: dict[str, Promise] = {
    "peserta": _("Ada nama, foto, atau nomor peserta di undangan?"),
    "pengundang": _("Pengundangnya partai, tim, atau relawan?"),
    "atribut": _("Diminta memakai warna, kaus, atau salam tertentu?"),
    "dinas": _("Pada jam kerja atau di gedung pemerintah?"),
    "surat": _("Ada surat tugas?"),
    "semua": _("Semua peserta pemilihan diundang?"),
}
SAID: dict[str, Promise] = {"ya": _("Ya"), "tidak": _("Tidak"), "tidak-tahu": _("Tidak tahu")}
CHOOSE = _("Pilih satu jawaban pada setiap baris. “Tidak tahu” juga jawaban.")
RESULTS: dict[str, tuple[Promise, Promise]] = {
    "kampanye": (
        _("Ini tampak seperti kampanye"),
        _("Sebaiknya jangan datang. Kalau undangannya dari atasan, minta kejelasan tertulis dulu."),
    ),
    "belum-jelas": (_("Belum jelas, tanyakan dulu"), _("Minta kejelasan tertulis sebelum Anda datang.")),
    "biasa": (
        _("Tampak sebagai acara biasa"),
        _("Kalau di tempat ternyata kampanye, pulanglah, lalu catat jam dan alasannya."),
    ),
}


# It changes nothing and stores nothing, so there is nothing to forge; and it must work without a cookie.
@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """GET shows the six rows; a POST carries all answers and shows what they say, or which row has none."""
    answers = {row: given for row in ROWS if (given := request.POST.get(row, "")) in ANSWERS}
    back = "balik" in request.POST
    missing = [row for row in ROWS if row not in answers]
    carried = {"carried": [*answers.items(), *([("balik", "1")] if back else [])]}
    if request.method != "POST" or back or missing:
        wrong = missing if request.method == "POST" and not back else []
        told = carried | {"rows": _rows(answers, wrong), "problem": CHOOSE if wrong else "", "first": wrong[:1]}
        return render(request, "guidance/invitation.html", told, status=422 if wrong else 200)
    now = clock.now()
    said = law.told(answers, now, translation.get_language() or "id")
    return render(request, "guidance/invitation_result.html", carried | _judged(answers) | {"day": now.date()} | said)


def _rows(answers: Answers, wrong: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "name": row,
            "question": ASKED[row],
            "choices": [(one, SAID[one], answers.get(row) == one) for one in ANSWERS],
            "wrong": row in wrong,
        }
        for row in ROWS
    ]


def _judged(answers: Answers) -> dict[str, Any]:
    found = judged(answers)
    title, lead = RESULTS[found.result]
    signs = [(ASKED[row], SAID[answer]) for row, answer in found.signs]
    return {"result": found.result, "title": title, "lead": lead, "signs": signs}


@login_not_required
@require_GET
def letter(_request: HttpRequest) -> HttpResponse:
    """The letter as a file to keep and to print."""
    headers = {"Content-Disposition": 'attachment; filename="surat-minta-kejelasan.pdf"'}
    return HttpResponse(made(), content_type="application/pdf", headers=headers)
