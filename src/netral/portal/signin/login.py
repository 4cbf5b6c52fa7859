"""Signing in with a password, and leaving."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.signin import kept, password
from netral.portal.signin.begin import first_proof, next_of, onward
from netral.portal.signin.blocks import block_of
from netral.portal.signin.door import KEPT, before_second_proof, person
from netral.portal.signin.password import Refused
from netral.portal.signin.told import tell


@sensitive_post_parameters()
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Also for somebody who has signed in already: to be somebody else, or to prove it once more."""
    if request.method != "POST":
        return form(request, "", 200)
    typed = request.POST.get("akun", "")
    found = password.check(typed, request.POST.get("sandi", ""), block=block_of(request), now=clock.running())
    if found is Refused.WAIT:
        return form(request, waiting(), 429)
    if not isinstance(found, User):
        return form(request, _("NIP, surel, atau kata sandi tidak cocok."), 422)
    first_proof(request, found, "password")
    return onward(request, next_of(request))


@before_second_proof
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End this session, here and in the database."""
    with transaction.atomic():
        tell("session_ended", person(request), how="left")
        logout(request)
    answer = redirect("start")
    answer.delete_cookie(kept.cookie())
    return answer


def waiting() -> str:
    """What somebody reads who tried too often."""
    return _("Terlalu banyak percobaan. Coba lagi 15 menit lagi, atau minta slip baru ke bagian kepegawaian.")


def at(field: str, problem: str) -> list[tuple[str, str]]:
    """What the summary of problems lists."""
    return [(field, problem)] if problem else []


def form(request: HttpRequest, problem: str, status: int) -> HttpResponse:
    """The page to sign in, with what was wrong."""
    context = {
        "problem": problem,
        "problems": at("akun", problem),
        "typed": request.POST.get("akun", "")[:150],
        "next": next_of(request),
        "kept": next_of(request) == KEPT,
        "oidc": settings.NETRAL.oidc is not None,
    }
    return render(request, "signin/login.html", context, status=status)
