"""The second proof: six figures, a recovery code, or a passkey; whoever has none of them makes one first."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.signin import code, keyed, passkey, totp
from netral.portal.signin.begin import next_of, second_proof
from netral.portal.signin.blocks import block_of
from netral.portal.signin.door import before_second_proof, has_factor, person
from netral.portal.signin.login import at, waiting
from netral.portal.signin.models import Totp
from netral.portal.signin.password import Refused


@sensitive_post_parameters()
@before_second_proof
@never_cache
@csp_replace({"script-src": [SELF]})  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Also for somebody who has proved twice already, and is asked once more before a change of proofs."""
    user = person(request)
    if not has_factor(user):
        return redirect(f"/saya/keamanan/angka?{urlencode({'next': next_of(request)})}")
    if request.method != "POST":
        return _form(request, user)
    proved = _proved(request, user)
    if isinstance(proved, Refused):
        return _form(request, user, proved)
    second_proof(request, user, proved)
    return redirect(next_of(request))


def _proved(request: HttpRequest, user: User) -> str | Refused:
    now = clock.running()
    if signed := request.POST.get("jawaban"):
        return "passkey" if passkey.proved(request, user, signed, now=now) else Refused.WRONG
    return code.check(user, request.POST.get("kode", ""), block=block_of(request), now=now)


def _form(request: HttpRequest, user: User, refused: Refused | None = None) -> HttpResponse:
    mine = Totp.objects.filter(user=user).first()
    has_keys = passkey.possible(request) and user.passkeys.exists()
    problem = _words(refused) if refused else ""
    context = {
        "problem": problem,
        "problems": at("kode", problem),
        "next": next_of(request),
        "key": passkey.ask(request, user) if has_keys else "",
        "figures": bool(mine),
        "shown": _shown(mine),
    }
    status = {None: 200, Refused.WRONG: 422}.get(refused, 429)
    return render(request, "signin/code.html", context, status=status)


def _words(refused: Refused) -> str:
    if refused is Refused.WAIT:
        return waiting()
    if refused is Refused.FIGURES:
        return _("Enam angka ditutup satu jam karena terlalu banyak percobaan. Pakai kunci sandi atau kode pemulihan.")
    return _("Bukti kedua ini tidak cocok. Lihat lagi angkanya, atau tunggu angka berikutnya.")


def _shown(mine: Totp | None) -> str:
    """A demonstration has no phones: it shows the figures itself. Nothing else ever does."""
    if mine is None or not settings.NETRAL.demo:
        return ""
    return totp.figures(keyed.unseal(mine.secret), totp.step_at(clock.running()))
