"""What every answer of the portal says to the browser, and what it refuses to believe of what the browser says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.portal.access import OUTSIDER
from tests.portal.cast import Cast, signed_in
from tests.portal.test_access import TABLE, nowhere

SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
WITHOUT_TOKEN = {"tanya", "undangan", "verifikasi"}
"""Forms that change nothing and know nobody: they need no cookie, and no token."""
ELSEWHERE = (
    "https://jahat.example/",
    "//jahat.example/",
    "///jahat.example",
    "/\\jahat.example",
    "\\\\jahat.example",
    "http:jahat.example",
    "javascript:alert(1)",
    "/%0d%0aSet-Cookie: x=1\r\nSet-Cookie: y=1",
)


def policy_of(answer: HttpResponse) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("who", ["outsider", "pegawai", "pemeriksa", "admin"])
def test_every_address_says_the_same_to_the_browser(cast: Cast, who: str) -> None:
    client = Client() if who == "outsider" else signed_in(cast.holder(who))
    for address in TABLE:
        answer = client.get(nowhere(address))
        policy = policy_of(answer)
        scripts = policy.pop("script-src")
        assert {name: answer.headers.get(name) for name in SAID} == SAID, address
        assert policy == POLICY, address
        # Public pages run nothing; what runs for those who signed in is a file of ours.
        assert scripts in (["'none'"], ["'self'"]) if who != "outsider" else scripts == ["'none'"], address


@pytest.mark.parametrize("who", ["pegawai", "pengelola", "pemeriksa", "ppk", "auditor", "admin"])
def test_no_browser_stores_a_page_of_somebody_s_own(cast: Cast, who: str) -> None:
    client = signed_in(cast.holder(who))
    own = [address for address, row in TABLE.items() if row[OUTSIDER] == 302]
    answers = {address: client.get(nowhere(address)) for address in own}
    pages = {address: told.headers.get("Cache-Control", "") for address, told in answers.items() if told.content}
    assert "saya/benturan" in pages
    assert not [address for address, said in pages.items() if "no-store" not in said]


def test_a_form_without_its_token_changes_nothing(cast: Cast) -> None:
    client = signed_in(cast.holder("admin"))
    client.handler.enforce_csrf_checks = True
    # The API knows no cookie: there is nothing to forge (`test_api`).
    pages = [address for address in TABLE if not address.startswith("api/")]
    taken = {address for address in pages if client.post(nowhere(address), {}).status_code not in (403, 404, 405)}
    assert taken <= WITHOUT_TOKEN


@pytest.mark.parametrize("host", ["jahat.example", "testserver.jahat.example", "testserver@jahat.example", "te st"])
def test_a_name_that_is_not_ours_is_not_answered_to(cast: Cast, host: str) -> None:
    for address in ("/", "/masuk", "/healthz", "/tidak-ada"):
        answer = Client().get(address, headers={"host": host})
        assert answer.status_code == 400
        assert "jahat" not in answer.content.decode() + str(answer.headers)
    forwarded = Client().get("/masuk", headers={"x-forwarded-host": "jahat.example"})
    assert "jahat" not in forwarded.content.decode() + str(forwarded.headers)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_after_signing_in_nobody_is_led_elsewhere(cast: Cast, wanted: str) -> None:
    user = cast.holder("pegawai")
    user.set_password("sandi-karangan-panjang")
    user.save()
    typed = {"akun": user.login, "sandi": "sandi-karangan-panjang"}
    for answer in (
        Client().post("/masuk", {**typed, "next": wanted}),
        Client().post("/masuk", typed, query_params={"next": wanted}),
    ):
        assert answer.status_code == 302
        place = answer.headers["Location"]
        assert place.startswith("/")
        assert not place.startswith(("//", "/\\"))
        assert "Set-Cookie: y" not in str(answer.headers)


AS_AN_AGENCY = """
from netral.portal import ready
ready.make_ready()
from django.test import Client
plain = Client(headers={"host": "netral.contoh.example"}).get("/masuk")
print(plain.status_code, plain.headers["Location"])
behind = Client(headers={"host": "netral.contoh.example", "x-forwarded-proto": "https"}).get("/masuk")
print(behind.status_code, behind.headers["Strict-Transport-Security"])
for cookie in behind.cookies.values():
    print(cookie.OutputString())
from django.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY)
"""


def test_an_agency_s_cookies_are_bound_to_its_host_and_to_https(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NETRAL_", "DJANGO_"))}
    given = {"NETRAL_DATA": f"{tmp_path}", "NETRAL_HOSTS": "netral.contoh.example", "NETRAL_HTTPS": "1"}
    command = [sys.executable, "-c", AS_AN_AGENCY]
    done = subprocess.run(command, env={**kept, **given}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    plain, behind, cookie, session = done.stdout.splitlines()
    assert plain == "301 https://netral.contoh.example/masuk"
    assert behind == "200 max-age=31536000; includeSubDomains; preload"
    assert cookie.startswith("__Host-csrf=")
    assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert session == "__Host-sesi True True"


@pytest.mark.parametrize(
    "address", ["/masuk", "/lapor", "/lapor/pihak", "/lapor/kotak", "/verifikasi", "/kerja/patroli"]
)
def test_a_form_that_is_too_large_is_refused_before_any_of_it_is_read(cast: Cast, address: str) -> None:
    """A stranger could fill the disk with one; whoever chose too many photos was told of a fault of ours."""
    client = signed_in(cast.holder("pemeriksa"))
    client.raise_request_exception = False
    client.handler.enforce_csrf_checks = True
    client.cookies["csrf"] = "a" * 32
    told = {"content_type": "multipart/form-data; boundary=x", "CONTENT_LENGTH": f"{60 << 20}"}
    answer = client.generic("POST", address, b"--x--", **told)
    assert (answer.status_code, "terlalu besar" in answer.content.decode()) == (413, True)
