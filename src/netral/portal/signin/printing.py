"""The clerk's page of slips: for whom, then a sheet to print and cut."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from netral.portal import clock
from netral.portal.directory.models import Official
from netral.portal.signin import slips
from netral.portal.signin.door import needs, person
from netral.portal.signin.login import at

MOST = 40


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("pengelola")
def page(request: HttpRequest) -> HttpResponse:
    """All or none: where one of the NIPs is not that of an official in the clerk's scope, no slip is made."""
    user, typed = person(request), request.POST.get("nip", "")
    if request.method != "POST":
        return _form(request, "", "")
    wanted = list(dict.fromkeys(typed.replace(",", " ").split()))
    if not 0 < len(wanted) <= MOST:
        return _form(request, typed, _("Tulis satu sampai 40 NIP, satu NIP per baris, tanpa spasi di dalamnya."))
    seen = Official.objects.visible_to(user, on=clock.now().date()).filter(nip__in=wanted).select_related("unit")
    people = {one.nip: one for one in seen}
    if missing := [nip for nip in wanted if nip not in people]:
        words = _("Tidak ada di daftar pegawai Anda: {nips}. Belum ada slip yang dibuat.")
        return _form(request, typed, words.format(nips=", ".join(missing)))
    now = clock.running()
    made = [(people[nip], slips.make(people[nip], by=user, now=now)) for nip in wanted]
    context = {"made": made, "until": now + slips.GOOD_FOR, "address": request.build_absolute_uri("/masuk/aktivasi")}
    return render(request, "signin/slips.html", {**context, "agency": settings.NETRAL.agency})


def _form(request: HttpRequest, typed: str, problem: str) -> HttpResponse:
    context = {"typed": typed, "problem": problem, "problems": at("nip", problem)}
    return render(request, "signin/slips_form.html", context, status=422 if problem else 200)
