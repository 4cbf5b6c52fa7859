"""Passkeys of one's own: added with a name, and taken away."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.readable import number
from netral.portal.signin import factors, passkey
from netral.portal.signin.begin import next_of, second_proof
from netral.portal.signin.door import TWICE, before_second_proof, has_factor, person, recently_proved, to_second_proof
from netral.portal.signin.figures import codes_page
from netral.portal.signin.login import at


@before_second_proof
@never_cache
@csp_replace({"script-src": [SELF]})  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
@recently_proved
def add(request: HttpRequest) -> HttpResponse:
    """With the first proof alone only where there is nothing yet to give a second one with."""
    user = person(request)
    if not request.session.get(TWICE) and has_factor(user):
        return to_second_proof(request)
    if request.method != "POST":
        return _form(request, user, "")
    made = passkey.added(request, request.POST.get("jawaban", ""))
    if made is None:
        return _form(request, user, _("Kunci sandi ini tidak dapat dibaca. Coba lagi, atau pakai enam angka."))
    name = request.POST.get("nama", "").strip()[:60] or _("Kunci sandi")
    codes = factors.add_passkey(user, credential=made[0], public=made[1], name=name, now=clock.running())
    second_proof(request, user, "passkey")
    return codes_page(request, codes)


@require_POST
@recently_proved
def remove(request: HttpRequest) -> HttpResponse:
    """Refused where it is the last factor of a role that needs one."""
    key = number(request.POST.get("kunci", ""))
    removed = key is None or factors.remove_passkey(person(request), key)
    return redirect("security" if removed else "/saya/keamanan?tetap=1")


def _form(request: HttpRequest, user: User, problem: str) -> HttpResponse:
    key = passkey.ask_to_add(request, user) if passkey.possible(request) else ""
    context = {"problem": problem, "problems": at("nama", problem), "key": key, "next": next_of(request)}
    return render(request, "signin/key.html", context, status=422 if problem else 200)
