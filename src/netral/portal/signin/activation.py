"""Opening an account with a printed slip: who one is, the slip, and a password of one's own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from netral.portal import clock
from netral.portal.signin import slips, throttle
from netral.portal.signin.begin import HOME, first_proof, onward
from netral.portal.signin.blocks import block_of
from netral.portal.signin.limits import SLIP_BLOCK
from netral.portal.signin.login import at, waiting
from netral.portal.signin.security import refused_password


@sensitive_post_parameters()
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """A slip that is wrong, used, too old or somebody else's gets one answer."""
    if request.method != "POST":
        return _form(request, "", "", 200)
    now, block = clock.running(), block_of(request)
    tried = throttle.count((SLIP_BLOCK, block), now=now)
    if throttle.full(SLIP_BLOCK, block, now=now):
        tried.take_back()
        return _form(request, "slip", waiting(), 429)
    new = request.POST.get("baru", "")
    slip = slips.found(request.POST.get("akun", ""), request.POST.get("slip", ""), now=now)
    if slip is None:
        return _form(request, "slip", _refused(), 422)
    tried.take_back()
    if problem := refused_password(new, request.POST.get("lagi", ""), slip.user):
        return _form(request, "baru", problem, 422)
    if not slips.use(slip, new, now=now):
        return _form(request, "slip", _refused(), 422)
    first_proof(request, slip.user, "slip")
    return onward(request, HOME)


def _refused() -> str:
    return _("Slip ini tidak cocok, sudah dipakai, atau lewat 14 hari. Minta yang baru ke bagian kepegawaian.")


def _form(request: HttpRequest, field: str, problem: str, status: int) -> HttpResponse:
    context = {
        "problem": problem,
        "problems": at(field, problem),
        "field": field,
        "typed": request.POST.get("akun", "")[:150],
        "slip": request.POST.get("slip", "")[:40],
    }
    return render(request, "signin/activation.html", context, status=status)
