"""Where secrets may stand, how they are rotated, and that they reach neither a sentence nor a log."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client, override_settings

from netral.portal.env import read
from netral.portal.variables import FILE, VARIABLES, BadSetting
from tests.portal.cast import Cast, signed_in

STRONG, FORMER = secrets.token_urlsafe(64), secrets.token_urlsafe(64)
PORTAL = Path(read.__code__.co_filename).parent


def test_a_secret_may_stand_in_a_file_or_in_a_credential_of_systemd(tmp_path: Path) -> None:
    (tmp_path / "kunci").write_text(f"{STRONG}\n")
    (tmp_path / "NETRAL_SECRET").write_text(f"{STRONG}\n")
    (tmp_path / "NETRAL_DATABASE").write_text("postgresql://orang:sandi@mesin/netral\n")
    data = {"NETRAL_DATA": f"{tmp_path}"}
    assert read({**data, "NETRAL_SECRET_FILE": f"{tmp_path / 'kunci'}"}).secret == STRONG
    found = read({**data, "CREDENTIALS_DIRECTORY": f"{tmp_path}"})
    assert (found.secret, found.database["PASSWORD"]) == (STRONG, "sandi")


def test_a_secret_at_two_places_or_in_an_empty_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "kosong").touch()
    data = {"NETRAL_DATA": f"{tmp_path}", "NETRAL_SECRET_FILE": f"{tmp_path / 'kosong'}"}
    for environ in (data, {**data, "NETRAL_SECRET": STRONG}):
        with pytest.raises(BadSetting, match="NETRAL_SECRET") as refused:
            read(environ)
        assert STRONG not in str(refused.value)


def test_a_slip_of_the_pen_is_told_what_was_meant(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="maksud Anda NETRAL_HOSTS"):
        read({"NETRAL_DATA": f"{tmp_path}", "NETRAL_HOST": "netral.contoh.example"})


def test_what_is_declared_is_what_the_program_reads() -> None:
    sources = {*PORTAL.rglob("*.py"), *PORTAL.parent.glob("cli/*.py")} - {PORTAL / "variables.py"}
    named = re.findall(r"\"(NETRAL_[A-Z_]+)\"", "".join(path.read_text("utf-8") for path in sources))
    assert {name.removesuffix(FILE) for name in named} == {one.name for one in VARIABLES}


def test_a_rotated_secret_keeps_what_was_signed_before(cast: Cast) -> None:
    before = signed_in(cast.holder("pegawai"))
    note = signing.dumps("rancangan")
    with override_settings(SECRET_KEY=STRONG, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert signing.loads(note) == "rancangan"
        assert "_auth_user_id" in before.session
        assert before.get("/").wsgi_request.user.is_authenticated
    with override_settings(SECRET_KEY=STRONG, SECRET_KEY_FALLBACKS=[]):
        assert not Client().get("/").wsgi_request.user.is_authenticated
        with pytest.raises(signing.BadSignature):
            signing.loads(note)


@pytest.mark.parametrize("debug", ["0", "1"])
@pytest.mark.parametrize("words", [("serve", "--port", "8999"), ("backup", "--out", "x.zip"), ("serve", "--help")])
def test_no_secret_reaches_the_words_of_a_command(tmp_path: Path, words: tuple[str, ...], debug: str) -> None:
    """Of one that fails, with all details asked for, nor of its help."""
    database = "postgresql://orang:sandi-canary@127.0.0.1:1/netral"
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("NETRAL_", "DJANGO_"))}
    given = {"NETRAL_DATA": f"{tmp_path}", "NETRAL_DATABASE": database, "NETRAL_SECRET": STRONG, "NETRAL_DEBUG": debug}
    given |= {"NETRAL_SECRET_FALLBACKS": FORMER, "NETRAL_OIDC_SECRET": "oidc-canary"}
    given |= {"NETRAL_OIDC_ISSUER": "https://masuk.contoh.example", "NETRAL_OIDC_CLIENT": "netral"}
    command = [sys.executable, "-m", "netral", *words]
    done = subprocess.run(command, env={**environ, **given}, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == (0 if "--help" in words else 2), done.stderr
    assert "--help" in words or "periksa NETRAL_DATABASE" in done.stderr
    for kept in ("sandi-canary", "oidc-canary", STRONG, FORMER):
        assert kept not in done.stdout + done.stderr
