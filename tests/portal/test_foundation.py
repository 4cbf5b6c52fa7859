"""The house itself: closed by default, settings that refuse nonsense, logs that keep quiet, a start in one command."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.test import Client

from netral.portal.directory.roles import ROLES
from netral.portal.env import read
from netral.portal.logs import Discreet
from netral.portal.variables import BadSetting


def test_a_page_that_is_not_there_says_one_way_on() -> None:
    response = Client().get("/tidak-ada")
    assert response.status_code == 404
    assert "Mungkin alamatnya berubah" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NETRAL_HTTPS", "ya"),
        ("NETRAL_TODAY", "5 Oktober"),
        ("NETRAL_HOSTS", "*"),
        ("NETRAL_HOSTS", " , "),
        ("NETRAL_HOSTS", "a b"),
        ("NETRAL_DATABASE", "mysql://x"),
        ("NETRAL_DATABASE", "postgresql://orang:sandi-rahasia@mesin/"),
        ("NETRAL_TSA", "ftp://tsa.contoh.example"),
        ("NETRAL_TSA", "tsa.contoh.example/tsr"),
        ("NETRAL_RETENTION", "informasi_awal"),
        ("NETRAL_RETENTION", "informasi_awal=5"),
        ("NETRAL_RETENTION", "semua=12"),
        ("NETRAL_SECRET", "pendek"),
        ("NETRAL_SECRET", "a" * 60),
        ("NETRAL_SECRET_FALLBACKS", "pendek-rahasia"),
        ("NETRAL_SECRET_FILE", "/tidak/ada"),
        ("NETRAL_HOST", "netral.contoh.example"),
    ],
)
def test_nonsense_stops_the_start_with_a_hint(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name) as refused:
        read({"NETRAL_DATA": f"{tmp_path}", name: value})
    assert len(str(refused.value)) > len(name) + 10
    assert "rahasia" not in str(refused.value)


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = read({"NETRAL_DATA": f"{tmp_path / 'data'}"})
    assert read({"NETRAL_DATA": f"{tmp_path / 'data'}"}).secret == first.secret
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600


def test_an_agency_s_postgresql_is_one_setting(tmp_path: Path) -> None:
    found = read({"NETRAL_DATA": f"{tmp_path}", "NETRAL_DATABASE": "postgresql://o%40g:s%2Fandi@mesin:5433/netral"})
    assert found.database["ENGINE"] == "django.db.backends.postgresql"
    assert (found.database["USER"], found.database["PASSWORD"], found.database["PORT"]) == ("o@g", "s/andi", 5433)


def test_logs_cut_the_path_of_a_report_and_drop_the_request() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "Not Found: %s", ("/lapor/7K3Q9F2MXD4T8HBW",), None)
    record.request = "canary"
    Discreet().filter(record)
    assert record.getMessage() == "Not Found: /lapor/…"
    assert not hasattr(record, "request")


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NETRAL_", "DJANGO_"))}
    return {**kept, "NETRAL_DATA": f"{folder}", **more}


def test_production_settings_pass_django_s_own_check(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"]
    settings = {"NETRAL_HOSTS": "netral.contoh.example", "DJANGO_SETTINGS_MODULE": "netral.portal.settings"}
    done = subprocess.run(command, env=environment(tmp_path, **settings), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_models_and_migrations_agree(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"]
    settings = {"DJANGO_SETTINGS_MODULE": "netral.portal.settings", "NETRAL_HTTPS": "0"}
    done = subprocess.run(command, env=environment(tmp_path, **settings), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_command_serves_and_stops_when_it_is_told(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "netral", "serve", "--demo", "--port", f"{port}"]
    service = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    service.bind(f"{tmp_path}/notify")
    service.settimeout(30)
    told = environment(tmp_path, NOTIFY_SOCKET=f"{tmp_path}/notify")
    log = tmp_path / "log"
    with log.open("w") as errors:
        server = subprocess.Popen(command, env=told, stdout=subprocess.PIPE, stderr=errors, text=True, umask=0o022)
    try:
        assert server.stdout is not None
        said = [server.stdout.readline() for _ in range(11)]
        assert [line.split()[0] for line in said[1:-2]] == list(ROLES)
        assert f"http://127.0.0.1:{port}" in said[-1]
        # The service manager is told as well: `systemctl start` waits for it.
        assert "READY=1" in service.recv(4096).decode().splitlines()
        assert stat.S_IMODE((tmp_path / "netral.sqlite3").stat().st_mode) == 0o600
        page = fetched(f"http://127.0.0.1:{port}/")
        assert "5 Oktober 2024" in page
        style = re.search(r'href="(/static/netral[^"]*\.css)"', page)
        assert style
        assert "--tinta" in fetched(f"http://127.0.0.1:{port}{style[1]}")
        for broken in (b"GET /lapor/ABCD EFGH HTTP/1.1", b"\x16\x03\x01", b"GET /lapor/ABCDEFGH HTTP/9.9"):
            with socket.create_connection(("127.0.0.1", port)) as line:
                line.sendall(broken + b"\r\n\r\n")
                assert b" 400 " in line.recv(100)
        again = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False)
        assert (again.returncode, "--port" in again.stderr) == (2, True)
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)
        service.close()
    assert server.returncode == 0
    # Of a request that nobody can read it says that there was one: not from where, and not what.
    assert log.read_text().count("Invalid request") == 3
    assert not re.search(r"127\.0\.0\.1|EFGH", log.read_text())


def fetched(address: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")
