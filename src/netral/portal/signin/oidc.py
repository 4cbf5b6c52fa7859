"""Signing in with the agency's own account (OpenID Connect): asked for there, and let in here if the account exists."""

from __future__ import annotations

from functools import cache
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.integrations.django_client import OAuth  # type: ignore[import-untyped]
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from joserfc.errors import JoseError

from netral.portal.directory.models import User
from netral.portal.env_oidc import Oidc
from netral.portal.signin import keyed
from netral.portal.signin.begin import HOME, first_proof, next_of, onward
from netral.portal.signin.login import form
from netral.portal.signin.password import meant
from netral.portal.signin.told import tell_refused

_NEXT = "sesudah_instansi"
# Whatever the provider, the line to it or its answer may be: to the person it is one thing, no proof.
_NO_PROOF = (AuthlibBaseError, JoseError, requests.RequestException, RuntimeError, KeyError, ValueError)


@login_not_required
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the provider, with a state, a nonce and a code verifier (PKCE) that this session keeps."""
    provider = _provider(_wanted())
    request.session[_NEXT] = next_of(request)
    back = request.build_absolute_uri(reverse("agency-login-back"))
    try:
        # Whoever is signed in comes for a fresh proof: the provider has to ask, not to remember.
        again = {"prompt": "login"} if request.user.is_authenticated else {}
        answer: HttpResponse = provider.authorize_redirect(request, back, **again)
    except _NO_PROOF:
        return form(request, _unreachable(), 502)
    return answer


@login_not_required
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """From the provider: its signed word about who this is."""
    oidc = _wanted()
    try:
        claims: dict[str, Any] = _provider(oidc).authorize_access_token(request)["userinfo"]
    except _NO_PROOF:
        return form(request, _unreachable(), 502)
    user = _account(claims, oidc.claim)
    if user is None:
        with transaction.atomic():
            tell_refused(keyed.mark("account", f"oidc {claims.get('sub')}"))
        return form(request, _("Akun instansi ini belum terdaftar di sini. Hubungi bagian kepegawaian."), 403)
    wanted = request.session.get(_NEXT, HOME)
    first_proof(request, user, "oidc", twice=_twice(claims, oidc.twice))
    return onward(request, wanted)


def _account(claims: dict[str, Any], claim: str) -> User | None:
    """The account that the claim names, if there is one; nobody is made here."""
    value = claims.get(claim)
    # An address that the provider did not check may be anybody's.
    if not isinstance(value, str) or (claim == "email" and claims.get("email_verified") is not True):
        return None
    return User.objects.filter(login=meant(value), is_active=True).first()


def _twice(claims: dict[str, Any], words: frozenset[str]) -> bool:
    """Whether the provider says, in words that our settings know, that it saw two proofs (RFC 8176)."""
    methods = claims.get("amr")
    said = {claims.get("acr"), *(methods if isinstance(methods, list) else ())}
    return bool(said & words)


def _wanted() -> Oidc:
    oidc: Oidc | None = settings.NETRAL.oidc
    if oidc is None:
        raise Http404
    return oidc


@cache
def _provider(oidc: Oidc) -> Any:
    return OAuth().register(
        "agency",
        client_id=oidc.client,
        client_secret=oidc.secret,
        server_metadata_url=f"{oidc.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "timeout": 10},
    )


def _unreachable() -> str:
    return _("Akun instansi tidak dapat dipakai sekarang. Coba lagi, atau masuk dengan kata sandi.")
