"""The page of one's own key: make it, replace it, try the passphrase."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.did import leads
from netral.portal.directory.models import User
from netral.portal.sealed.actions import SHORTEST, make_key
from netral.portal.sealed.boxes import unlock
from netral.portal.sealed.models import Key
from netral.portal.signin.door import needs, person, stale


@sensitive_post_parameters("frasa", "ulang")
@never_cache
@require_http_methods(["GET", "POST"])
@needs("pemeriksa")
def page(request: HttpRequest) -> HttpResponse:
    """A POST with `coba` tries the passphrase of the key in force; any other makes a new one."""
    user = person(request)
    key = Key.objects.on(clock.now().date()).filter(user=user).first()
    if request.method != "POST":
        return _shown(request, key)
    if "coba" in request.POST:
        return _tried(request, key)
    # Whoever finds a browser open must not have names of reporters sealed to themselves from now on.
    if asked := stale(request):
        return asked
    refused = _made(request, user)
    return leads("my-key", did="kunci-dibuat") if refused is None else _shown(request, key, refused=refused)


def _made(request: HttpRequest, user: User) -> Denial | None:
    passphrase = request.POST.get("frasa", "")
    if passphrase != request.POST.get("ulang", ""):
        return Denial(_("Kedua isian tidak sama. Ketik frasa sandi yang sama dua kali."))
    made = make_key(user, passphrase, now=clock.now())
    return made if isinstance(made, Denial) else None


def _tried(request: HttpRequest, key: Key | None) -> HttpResponse:
    if key is None:
        return redirect("my-key")
    secret = unlock(key, request.POST.get("frasa", ""))
    if isinstance(secret, Denial):
        return _shown(request, key, refused=secret, tried=True)
    return _shown(request, key, fits=True)


def _shown(
    request: HttpRequest, key: Key | None, *, refused: Denial | None = None, tried: bool = False, fits: bool = False
) -> HttpResponse:
    before = Key.objects.filter(user=person(request)).exclude(valid_to=None)
    context = {
        "key": key,
        "before": [one for one in before if one.boxes.exists()],
        "shortest": SHORTEST,
        "refused": refused,
        "problems": [("coba" if tried else "frasa", refused.reason)] if refused else [],
        "tried": tried,
        "fits": fits,
    }
    return render(request, "sealed/my_key.html", context, status=422 if refused else 200)
