"""Where do an agency's own accounts live? The settings of its OpenID Connect provider; all of them, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from netral.portal.variables import BadSetting, secret


@dataclass(frozen=True, slots=True)
class Oidc:
    """`claim` holds what `User.login` holds; `twice`: the words of `acr` or `amr` that mean two proofs."""

    issuer: str
    client: str
    secret: str
    claim: str
    twice: frozenset[str]


def read(environ: Mapping[str, str]) -> Oidc | None:
    """None where there is no provider; raises BadSetting where there is half of one."""
    issuer, client = environ.get("NETRAL_OIDC_ISSUER", ""), environ.get("NETRAL_OIDC_CLIENT", "")
    word = secret(environ, "NETRAL_OIDC_SECRET") or ""
    named = {"NETRAL_OIDC_ISSUER": issuer, "NETRAL_OIDC_CLIENT": client, "NETRAL_OIDC_SECRET": word}
    claim, twice = _words(environ)
    if not any(named.values()):
        return None
    if missing := [name for name, value in named.items() if not value]:
        raise BadSetting(missing[0], "", f"isi juga; masuk dengan akun instansi butuh {', '.join(named)}")
    # Whoever listens on a plain line could be the provider.
    if not re.fullmatch(r"https://[^/\s?#@]+(/[^\s?#]*)?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?/?", issuer):
        raise BadSetting("NETRAL_OIDC_ISSUER", issuer, "tulis alamat https penyedia, tanpa tanda tanya")
    return Oidc(issuer=issuer, client=client, secret=word, claim=claim, twice=twice)


def _words(environ: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """The claim, and the words that mean two proofs; asked of whoever has no provider yet, too."""
    claim = environ.get("NETRAL_OIDC_CLAIM") or "preferred_username"
    if not re.fullmatch(r"[A-Za-z0-9_.:/\-]+", claim):
        raise BadSetting("NETRAL_OIDC_CLAIM", claim, "tulis nama satu klaim, misalnya nip")
    twice = environ.get("NETRAL_OIDC_TWICE", "mfa")
    if any(not re.fullmatch(r"[!-~]+", one) for one in twice.split()):
        raise BadSetting("NETRAL_OIDC_TWICE", twice, "tulis kata acr atau amr, dipisah spasi, misalnya mfa")
    return claim, frozenset(twice.split())
