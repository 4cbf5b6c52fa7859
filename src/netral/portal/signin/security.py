"""One's own security: what proves that I am I, and in which browsers I am signed in."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netral.portal import clock
from netral.portal.did import leads
from netral.portal.directory.models import User
from netral.portal.signin import factors, passkey, password, resets
from netral.portal.signin.blocks import block_of
from netral.portal.signin.door import person, recently_proved, role_asks_twice
from netral.portal.signin.login import at, waiting
from netral.portal.signin.models import Session, Totp
from netral.portal.signin.password import Refused
from netral.portal.signin.sessions import stored
from netral.portal.signin.told import tell


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Factors, codes that are left, sessions."""
    user = person(request)
    context = {
        "totp": Totp.objects.filter(user=user).first(),
        "passkeys": user.passkeys.order_by("pk"),
        "codes_left": factors.codes_left(user),
        "passkeys_possible": passkey.possible(request),
        "needed": role_asks_twice(user),
        "kept": "tetap" in request.GET,
        "sessions": Session.objects.filter(user=user, expire_date__gt=clock.running()).order_by("-began_at"),
        "this": stored(request.session.session_key),
    }
    return render(request, "signin/security.html", context)


@require_POST
@recently_proved
def end_sessions(request: HttpRequest) -> HttpResponse:
    """One session, or all but this; a session of somebody else is none of this account's, and stays."""
    user, this = person(request), stored(request.session.session_key)
    ended = Session.objects.filter(user=user).exclude(session_key=this)
    if "semua" not in request.POST:
        ended = ended.filter(session_key=request.POST.get("sesi", ""))
    with transaction.atomic():
        for _number in range(ended.delete()[0]):
            tell("session_ended", user, how="revoked")
    return redirect("security")


@require_POST
def object_to_reset(request: HttpRequest) -> HttpResponse:
    """The person whose proofs two others want to give up has not lost them: the proposal is dropped."""
    user, now = person(request), clock.running()
    for one in resets.waiting(now).filter(user=user):
        resets.drop(one, by=user, now=now)
    return redirect("me")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """With the present one; every other session ends."""
    user = person(request)
    if request.method != "POST":
        return render(request, "signin/password.html")
    new = request.POST.get("baru", "")
    problem, status = _problem(request, user, new)
    if problem:
        context = {"problem": problem, "problems": at("sandi", problem)}
        return render(request, "signin/password.html", context, status=status)
    with transaction.atomic():
        user.set_password(new)
        user.save(update_fields=("password",))
        Session.objects.filter(user=user).exclude(session_key=stored(request.session.session_key)).delete()
        update_session_auth_hash(request, user)
        tell("password_changed", user)
    return leads("security", did="sandi-diganti")


def refused_password(new: str, again: str, user: User) -> str:
    """What is wrong with a new password, in a sentence; empty: nothing."""
    if new != again:
        return _("Kedua kata sandi baru tidak sama.")
    try:
        validate_password(new, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _problem(request: HttpRequest, user: User, new: str) -> tuple[str, int]:
    present = password.check(user.login, request.POST.get("sandi", ""), block=block_of(request), now=clock.running())
    if present is Refused.WAIT:
        return waiting(), 429
    if not isinstance(present, User):
        return _("Kata sandi sekarang tidak cocok."), 422
    return refused_password(new, request.POST.get("lagi", ""), user), 422
