"""A session begins, gains a second proof, and goes on: what it remembers of that, and where the person goes next."""

from __future__ import annotations

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.signin.blocks import device_of
from netral.portal.signin.door import PROVED, TWICE, must_prove_twice
from netral.portal.signin.sessions import BEGAN, DEVICE, HOW, SessionStore
from netral.portal.signin.told import tell

HOME = "/saya"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@transaction.atomic
def first_proof(request: HttpRequest, user: User, how: str, *, twice: bool = False) -> None:
    """A new session, with a new key, of a person who gave one proof (`twice`: one that holds two)."""
    # Whoever was here before leaves nothing behind.
    request.session.flush()
    login(request, user, backend=_BACKEND)
    now = clock.running()
    request.session.update({HOW: how, DEVICE: device_of(request), BEGAN: now.isoformat()})
    request.session[TWICE], request.session[PROVED] = twice, now.timestamp()
    SessionStore.clear_expired()
    tell("in", user, how=how)


@transaction.atomic
def second_proof(request: HttpRequest, user: User, how: str) -> None:
    """The session is that of a person who proved twice who it is; its key is new again."""
    request.session.cycle_key()
    request.session[TWICE], request.session[PROVED] = True, clock.running().timestamp()
    request.session[HOW] = f"{request.session.get(HOW, '').partition('+')[0]}+{how}"
    tell("in", user, how=how)


def onward(request: HttpRequest, wanted: str) -> HttpResponseRedirect:
    """To the second proof if it is due, else to where the person wanted to go; never out of this site."""
    if isinstance(request.user, User) and not request.session.get(TWICE) and must_prove_twice(request.user):
        return redirect(f"/masuk/kode?{urlencode({'next': wanted})}")
    return redirect(wanted)


def next_of(request: HttpRequest) -> str:
    """The page that was asked for before the login, or one's own."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # No host is allowed: nothing but a path of our own.
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None) else HOME
