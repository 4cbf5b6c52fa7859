"""An app of six figures: set up by picture or by typing, and taken away again."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.signin import factors, keyed, totp
from netral.portal.signin.begin import next_of, second_proof
from netral.portal.signin.door import TWICE, before_second_proof, has_factor, person, recently_proved, to_second_proof
from netral.portal.signin.login import at

PENDING = "angka_baru"
"""The session's sealed copy of a secret that no app has confirmed yet."""


@before_second_proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@recently_proved
def add(request: HttpRequest) -> HttpResponse:
    """With the first proof alone only where there is nothing yet to give a second one with."""
    user = person(request)
    if not request.session.get(TWICE) and has_factor(user):
        return to_second_proof(request)
    secret = _pending(request)
    if request.method != "POST":
        return _form(request, user, secret, "")
    now, typed = clock.running(), "".join(request.POST.get("kode", "").split())
    step = totp.step_of(secret, typed, now=now)
    if step is None:
        return _form(request, user, secret, _("Angka ini tidak cocok. Lihat lagi aplikasinya, lalu coba lagi."))
    del request.session[PENDING]
    codes = factors.add_totp(user, secret, step=step, now=now)
    second_proof(request, user, "totp")
    return codes_page(request, codes)


@require_POST
@recently_proved
def remove(request: HttpRequest) -> HttpResponse:
    """Refused where it is the last factor of a role that needs one."""
    removed = factors.remove_totp(person(request))
    return redirect("security" if removed else "/saya/keamanan?tetap=1")


@never_cache
@require_POST
@recently_proved
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes; the old ones are void."""
    user = person(request)
    if not has_factor(user):
        return redirect("security")
    return codes_page(request, factors.new_codes(user))


def codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The codes, this once; straight on where there are none to show."""
    wanted = next_of(request)
    return render(request, "signin/codes.html", {"codes": codes, "next": wanted}) if codes else redirect(wanted)


def _pending(request: HttpRequest) -> str:
    sealed = request.session.get(PENDING)
    secret = keyed.unseal(sealed) if sealed else totp.new_secret()
    request.session[PENDING] = keyed.seal(secret)
    return secret


def _form(request: HttpRequest, user: User, secret: str, problem: str) -> HttpResponse:
    content = totp.address(secret, login=user.login, agency=settings.NETRAL.agency)
    now = totp.step_at(clock.running())
    context = {
        "problem": problem,
        "problems": at("kode", problem),
        "next": next_of(request),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        # Written by segno from our own text.
        "picture": mark_safe(totp.picture(content, title=_("Gambar untuk aplikasi enam angka"))),
        "shown": totp.figures(secret, now) if settings.NETRAL.demo else "",
    }
    return render(request, "signin/figures.html", context, status=422 if problem else 200)
