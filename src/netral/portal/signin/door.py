"""Who may open this page? A mandate of today, and for every role above `pegawai` two proofs of who it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from csp.constants import SELF
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from netral.portal import clock
from netral.portal.directory.models import Mandate, User
from netral.portal.directory.roles import ROLES, SECOND_FACTOR
from netral.portal.signin import kept
from netral.portal.signin.models import Passkey, Totp
from netral.portal.signin.sessions import BEGAN

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]
TWICE = "dua_bukti"
"""The session's mark that this person proved twice who it is."""
PROVED = "bukti_pada"
"""When the last proof was given, in seconds: what changes proofs asks for one of the last minutes."""
SEEN = "dilihat"
KEPT = "/saya/isian"
_FRESH, _EVERY = 600, 60
LONGEST = timedelta(hours=12)
"""After this a session ends however busy it is: a stolen one does not live on by being used."""


def needs(*roles: str) -> Callable[[View[Rest]], View[Rest]]:
    """Open to those who hold one of these roles today; `request.mandates` are the mandates that opened it.

    Whoever holds none is refused (403), and whoever has proved only once who it is is asked for the second proof.
    Which record a mandate covers is the business of its table's `visible_to`.
    """
    assert set(roles) <= set(ROLES), roles

    def guard(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
            held = mandates(request, *roles)
            if not held:
                raise PermissionDenied
            if any(one.role in SECOND_FACTOR for one in held) and not request.session.get(TWICE):
                return to_second_proof(request)
            request.mandates = held  # type: ignore[attr-defined]
            return view(request, *rest, **named)

        guarded.roles = roles  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def person(request: HttpRequest) -> User:
    """Who has signed in; behind `needs` somebody has."""
    assert isinstance(request.user, User)
    return request.user


def mandates(request: HttpRequest, *roles: str) -> list[Mandate]:
    """Those of these roles that the person holds today, with their agency and unit."""
    if not isinstance(request.user, User):
        return []
    if not hasattr(request, "held"):
        # Read once for a page: its guard, its list and its menu ask for them.
        found = request.user.mandates.on(clock.now().date())
        request.held = list(found.select_related("agency", "unit"))  # type: ignore[attr-defined]
    return [one for one in request.held if one.role in roles]  # type: ignore[attr-defined]


class closed(LoginRequiredMiddleware):  # noqa: N801
    """Django's, but what somebody wrote is kept where their session ended before it came."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        if request.method == "POST" and kept.keep(request):
            return redirect(f"/masuk?{urlencode({'next': KEPT})}")
        return super().handle_no_permission(request, view_func)


class middleware:  # noqa: N801
    """Beside the door that roles open: whoever owes a second proof gets no page of their own before it.

    A view that is `before_second_proof` is the exception, as are the public pages.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session, now = request.session, clock.running()
        if BEGAN in session and now - datetime.fromisoformat(session[BEGAN]) > LONGEST:
            logout(request)
        elif SESSION_KEY in session and now.timestamp() - session.get(SEEN, 0) > _EVERY:
            # Writing it moves the end of the session: half an hour from here.
            session[SEEN] = now.timestamp()
        answer = self.answer(request)
        if getattr(request, "stays", False):
            # Whoever comes to this browser next finds none of it.
            add_never_cache_headers(answer)
            answer._csp_replace = {"script-src": [SELF], **getattr(answer, "_csp_replace", {})}  # type: ignore[attr-defined]
        return kept.remembered(request, answer)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or getattr(view, "before_second_proof", False):
            return None
        if kept.SENT in request.POST:
            kept.done(request)
        user = request.user
        # Pages of somebody's own tell when their session is about to end; public pages run nothing, whoever looks.
        request.stays = isinstance(user, User)  # type: ignore[attr-defined]
        if request.session.get(TWICE) or not isinstance(user, User) or not must_prove_twice(user):
            return None
        return to_second_proof(request)


def before_second_proof(view: View[Rest]) -> View[Rest]:
    """Open to whoever has given one proof: the second itself, and leaving."""
    view.before_second_proof = True  # type: ignore[attr-defined]
    return view


def recently_proved(view: View[Rest]) -> View[Rest]:
    """For what changes proofs: asks again for one when the last is more than ten minutes old."""

    @wraps(view)
    def guarded(request: HttpRequest, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        return stale(request) or view(request, *rest, **named)

    return guarded  # type: ignore[return-value]


def stale(request: HttpRequest) -> HttpResponse | None:
    """To a proof, and back, when the last is more than ten minutes old: also for what outlives the session."""
    if clock.running().timestamp() - request.session.get(PROVED, 0) <= _FRESH:
        return None
    # Of two proofs the second is asked again; whoever gave both elsewhere signs in again.
    again = request.session.get(TWICE) and has_factor(person(request))
    return to_second_proof(request) if again else _asked("/masuk", request)


def to_second_proof(request: HttpRequest) -> HttpResponse:
    """Led there, and back afterwards."""
    return _asked("/masuk/kode", request)


def has_factor(user: User) -> bool:
    """Whether this account has a factor here to prove itself with."""
    return Totp.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()


def must_prove_twice(user: User) -> bool:
    """Whether a role of today asks for it, or a second factor of one's own choice stands ready."""
    mine = OuterRef("pk")
    factor = Q(Exists(Totp.objects.filter(user=mine))) | Q(Exists(Passkey.objects.filter(user=mine)))
    return User.objects.filter(factor | Q(Exists(_high_roles().filter(user=mine))), pk=user.pk).exists()


def role_asks_twice(user: User) -> bool:
    """Whether a role of today asks for a second factor."""
    return _high_roles().filter(user=user).exists()


def _high_roles() -> QuerySet[Mandate]:
    return Mandate.objects.on(clock.now().date()).filter(role__in=SECOND_FACTOR)


def _asked(where: str, request: HttpRequest) -> HttpResponse:
    written = request.method == "POST" and kept.keep(request)
    back = KEPT if written else request.get_full_path() if request.method == "GET" else "/saya/keamanan"
    return redirect(f"{where}?{urlencode({'next': back})}")
