"""Signing in with the agency's account, against a real provider: who has no account here stays out."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client

from netral.portal.audit.models import Event
from netral.portal.directory.models import User
from netral.portal.env import BadSetting, read
from netral.portal.env_oidc import Oidc
from netral.portal.signin.door import TWICE
from tests.portal.cast import Cast

NIP = "000000000000000001"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", f"{port}", "--require-nonce", "1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    for _ in range(200):
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=5)
            break
        except requests.ConnectionError:
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(30)


@pytest.fixture
def oidc(provider: str, settings) -> Oidc:  # type: ignore[no-untyped-def]
    made = Oidc(issuer=provider, client="netral", secret="rahasia", claim="nip", twice=frozenset({"mfa"}))
    settings.NETRAL = replace(settings.NETRAL, oidc=made)
    return made


def come_back(oidc: Oidc, claims: dict[str, object], client: Client, wanted: str = "/saya"):  # type: ignore[no-untyped-def]
    """The whole way: to the provider, log in there, back."""
    requests.put(f"{oidc.issuer}/users/seseorang", json=claims, timeout=5).raise_for_status()
    there = client.get(f"/masuk/instansi?next={wanted}").headers["Location"]
    answer = requests.post(there, data={"sub": "seseorang"}, allow_redirects=False, timeout=5)
    found = urlsplit(answer.headers["Location"])
    assert found.path == "/masuk/instansi/kembali"
    return client.get(f"{found.path}?{found.query}")


def test_who_has_an_account_is_in_and_comes_where_they_wanted(cast: Cast, oidc: Oidc) -> None:
    User.objects.create_user(NIP)
    client = Client()
    assert 'href="/masuk/instansi' in client.get("/masuk").content.decode()
    answer = come_back(oidc, {"nip": NIP}, client, "/saya/keamanan")
    assert answer.headers["Location"] == "/saya/keamanan"
    assert client.get("/saya").status_code == 200
    assert Event.objects.get(kind="signin.in").who == f"{User.objects.get(login=NIP).pk}"


def test_a_fresh_proof_is_asked_for_and_not_remembered_by_the_provider(cast: Cast, oidc: Oidc) -> None:
    User.objects.create_user(NIP)
    client = Client()
    assert "prompt=" not in client.get("/masuk/instansi").headers["Location"]
    come_back(oidc, {"nip": NIP}, client)
    assert "prompt=login" in client.get("/masuk/instansi").headers["Location"]


@pytest.mark.parametrize("claims", [{"nip": "000000000000000002"}, {}, {"nip": 1}, {"nip": ["a"]}])
def test_who_has_none_gets_none(cast: Cast, oidc: Oidc, claims: dict[str, object]) -> None:
    User.objects.create_user(NIP)
    people, client = User.objects.count(), Client()
    answer = come_back(oidc, claims, client)
    assert answer.status_code == 403
    assert "belum terdaftar" in answer.content.decode()
    assert User.objects.count() == people
    assert client.get("/saya").status_code == 302


def test_a_closed_account_stays_closed(cast: Cast, oidc: Oidc) -> None:
    User.objects.create_user(NIP, is_active=False)
    assert come_back(oidc, {"nip": NIP}, Client()).status_code == 403


@pytest.mark.parametrize(("verified", "status"), [(True, 302), (False, 403), (None, 403)])
def test_an_address_counts_only_if_the_provider_checked_it(
    cast: Cast,
    oidc: Oidc,
    settings,  # type: ignore[no-untyped-def]
    verified: bool | None,
    status: int,
) -> None:
    settings.NETRAL = replace(settings.NETRAL, oidc=replace(oidc, claim="email"))
    User.objects.create_user("sari@contoh.example")
    claims: dict[str, object] = {"email": "Sari@Contoh.example"}
    if verified is not None:
        claims["email_verified"] = verified
    assert come_back(oidc, claims, Client()).status_code == status


@pytest.mark.parametrize(
    ("said", "twice"), [({"amr": ["pwd", "mfa"]}, True), ({"acr": "mfa"}, True), ({"amr": ["pwd"]}, False), ({}, False)]
)
def test_two_proofs_are_what_the_settings_call_so(cast: Cast, oidc: Oidc, said: dict[str, object], twice: bool) -> None:
    examiner = cast.holder("pemeriksa")
    client = Client()
    answer = come_back(oidc, {"nip": examiner.login, **said}, client)
    assert client.session[TWICE] is twice
    assert answer.headers["Location"] == ("/saya" if twice else "/masuk/kode?next=%2Fsaya")
    assert client.get("/saya").status_code == (200 if twice else 302)


def test_an_answer_to_somebody_else_s_question_is_none(cast: Cast, oidc: Oidc) -> None:
    User.objects.create_user(NIP)
    attacker, victim = Client(), Client()
    requests.put(f"{oidc.issuer}/users/seseorang", json={"nip": NIP}, timeout=5)
    there = attacker.get("/masuk/instansi").headers["Location"]
    found = requests.post(there, data={"sub": "seseorang"}, allow_redirects=False, timeout=5).headers["Location"]
    query = urlsplit(found).query
    assert victim.get(f"/masuk/instansi/kembali?{query}").status_code == 502
    assert victim.get("/saya").status_code == 302
    assert attacker.get(f"/masuk/instansi/kembali?{query}").status_code == 302
    assert attacker.get(f"/masuk/instansi/kembali?{query}").status_code == 502


def test_a_refusal_there_is_said_here(cast: Cast, oidc: Oidc) -> None:
    client = Client()
    there = client.get("/masuk/instansi").headers["Location"]
    back = requests.post(there, data={"action": "deny"}, allow_redirects=False, timeout=5).headers["Location"]
    found = urlsplit(back)
    assert client.get(f"{found.path}?{found.query}").status_code == 502


def test_a_provider_that_is_away_is_no_fault_of_ours(cast: Cast, oidc: Oidc, settings) -> None:  # type: ignore[no-untyped-def]
    settings.NETRAL = replace(settings.NETRAL, oidc=replace(oidc, issuer="http://localhost:9"))
    answer = Client().get("/masuk/instansi")
    assert answer.status_code == 502
    assert "masuk dengan kata sandi" in answer.content.decode()


def test_without_a_provider_there_is_no_such_page(cast: Cast) -> None:
    assert Client().get("/masuk/instansi").status_code == 404
    assert "akun instansi" not in Client().get("/masuk").content.decode()


WHOLE = {
    "NETRAL_OIDC_ISSUER": "https://sso.contoh.example/realms/a",
    "NETRAL_OIDC_CLIENT": "netral",
    "NETRAL_OIDC_SECRET": "rahasia",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"NETRAL_OIDC_ISSUER": "http://sso.contoh.example"},
        {"NETRAL_OIDC_ISSUER": "sso"},
        {"NETRAL_OIDC_CLIENT": ""},
        {"NETRAL_OIDC_SECRET": ""},
        {"NETRAL_OIDC_CLAIM": "dua kata"},
    ],
)
def test_half_a_provider_stops_the_start(tmp_path: Path, wrong: dict[str, str]) -> None:
    assert read({"NETRAL_DATA": f"{tmp_path}", **WHOLE}).oidc is not None
    with pytest.raises(BadSetting, match=next(iter(wrong))) as refused:
        read({"NETRAL_DATA": f"{tmp_path}", **WHOLE, **wrong})
    assert "rahasia" not in f"{refused.value}"
