"""One's own tokens: make one, see it once, end it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from netral.portal import clock
from netral.portal.api import tokens
from netral.portal.api.models import Token
from netral.portal.api.tokens import SCOPES
from netral.portal.denial import Denial
from netral.portal.did import leads
from netral.portal.signin.door import needs, person, stale

ROLES = tuple(sorted({role for scope in SCOPES.values() for role in scope.roles}))


@needs(*ROLES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The list, and a form for a new one."""
    user, now, made = person(request), clock.now(), None
    if request.method == "POST":
        # It lives longer than the session in which it is made.
        if asked := stale(request):
            return asked
        days = request.POST.get("hari", "")
        made = tokens.make(
            user,
            name=request.POST.get("nama", ""),
            scopes=request.POST.getlist("boleh"),
            days=int(days) if days.isdecimal() and len(days) < 5 else 0,
            now=now,
        )
    refused = made if isinstance(made, Denial) else None
    around = {
        "tokens": [
            (one, [SCOPES[name].word for name in one.scopes.split()]) for one in Token.objects.filter(user=user)
        ],
        "offered": [(name, SCOPES[name].word) for name in tokens.offered(user, now=now)],
        "secret": None if refused else made,
        "problem": refused,
        "today": now.date(),
    }
    return render(request, "api/tokens.html", around, status=422 if refused else 200)


@needs(*ROLES)
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """A token ends; one of somebody else stays as it is, and nothing tells that it is there."""
    tokens.end(person(request), number, now=clock.now())
    return leads("tokens", did="token-diakhiri")
