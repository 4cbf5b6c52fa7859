"""What an agency installs: a service that can do little else, proxies that write down no reporter, every setting."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from docs.render.settings import NOT_FOR_AN_AGENCY
from netral.portal.env import read
from netral.portal.variables import VARIABLES

DEPLOY = Path(__file__).parents[2] / "deploy"


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is not installed")


def done(*words: str) -> str:
    """What a tool says that is content."""
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


@needs("systemd-analyze")
def test_the_sandbox_is_tight() -> None:
    """Exposure at most 2.0 of 10; the threshold is in tenths."""
    said = done(
        "systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", f"{DEPLOY}/netral.service"
    )
    assert float(re.search(r"exposure level for netral.service: ([\d.]+)", said)[1]) <= 2.0  # type: ignore[index]


def test_the_service_reaches_nobody_and_dumps_nothing() -> None:
    unit = (DEPLOY / "netral.service").read_text()
    for line in ("IPAddressDeny=any", "IPAddressAllow=localhost", "LimitCORE=0", "UMask=0077", "NoNewPrivileges=yes"):
        assert f"\n{line}\n" in unit
    assert "User=netral" in unit


def test_the_service_is_started_when_it_answers_and_survives_a_picture_that_is_too_large() -> None:
    lines = (DEPLOY / "netral.service").read_text().splitlines()
    assert {"Type=notify", "OOMPolicy=continue"} <= {*lines}


UNIT = """[Service]
User=netral
EnvironmentFile=/etc/netral/netral.env
ExecStart=/usr/local/lib/netral/bin/netral serve
UMask=0077
StateDirectoryMode=0700
LoadCredential=NETRAL_SECRET:/etc/netral/secret
# /etc/systemd/system/netral.service.d/override.conf
[Service]
EnvironmentFile=/etc/netral/more settings.env
LoadCredential=NETRAL_SECRET_FALLBACKS:/etc/netral/secret-former"""


@pytest.mark.parametrize("words", [("audit", "check"), ("audit", "rotate-key", "--why", "tiap * tahun")])
def test_a_command_on_the_machine_has_all_that_the_service_has(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Also what was added to the unit, in its order: a command without the secret would make another one."""
    for name, does in (("systemctl", f"cat <<'END'\n{UNIT}\nEND"), ("systemd-run", "printf '%s\\n' \"$@\"; exit 5")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    way = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    ran = subprocess.run([f"{DEPLOY}/netral", *words], env=way, capture_output=True, text=True, check=False)
    said = ran.stdout.splitlines()
    assert (ran.returncode, ran.stderr) == (5, "")
    options, command = said[: said.index("--")], said[said.index("--") + 1 :]
    given = [value for word, value in pairwise(options) if word == "--property"]
    assert given == [line for line in UNIT.splitlines() if "=" in line and not line.startswith("ExecStart")]
    assert command == ["/usr/local/lib/netral/bin/netral", *words]


def test_the_night_backs_up_seals_and_sweeps_by_that_command() -> None:
    night = (DEPLOY / "netral-nightly.service").read_text()
    assert set(re.findall(r"/usr/local/sbin/netral ([a-z ]*[a-z])", night)) == {"backup", "audit seal", "sweep"}


def test_the_settings_to_fill_in_are_all_settings_and_make_sense(tmp_path: Path) -> None:
    example = (DEPLOY / "netral.env.example").read_text()
    assert set(re.findall(r"^#?(NETRAL_\w+)=", example, re.MULTILINE)) == {
        one.name for one in VARIABLES if one.name not in NOT_FOR_AN_AGENCY
    }
    chosen = dict(re.findall(r'^(NETRAL_\w+)="?([^"\n]*)"?$', example, re.MULTILINE))
    found = read({**chosen, "NETRAL_DATA": f"{tmp_path}"})
    assert (found.https, found.demo) == (True, False)


@needs("nginx")
def test_nginx_takes_its_file(tmp_path: Path) -> None:
    request = (
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=netral.contoh.example",
    )
    done(*request, "-keyout", f"{tmp_path}/privkey.pem", "-out", f"{tmp_path}/fullchain.pem")
    ours = (DEPLOY / "nginx.conf").read_text().replace("/etc/netral/tls", f"{tmp_path}")
    (tmp_path / "netral.conf").write_text(ours.replace("/var/log/nginx", f"{tmp_path}"))
    (tmp_path / "nginx.conf").write_text(
        f"events {{}}\npid {tmp_path}/pid;\nhttp {{ include {tmp_path}/netral.conf; }}\n"
    )
    done("nginx", "-t", "-q", "-c", f"{tmp_path}/nginx.conf", "-g", f"error_log {tmp_path}/log;")


@needs("caddy")
def test_caddy_takes_its_file() -> None:
    done("caddy", "validate", "--adapter", "caddyfile", "--config", f"{DEPLOY}/Caddyfile")


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_proxies_write_down_nobody_and_let_nobody_choose_an_address(name: str) -> None:
    proxy = (DEPLOY / name).read_text()
    assert "max-age=31536000" in proxy
    assert "X-Forwarded-Proto https" in proxy
    if name == "nginx.conf":
        assert re.search(r"location /lapor \{[^}]*access_log off;[^}]*error_log /dev/null", proxy, re.DOTALL)
        assert set(re.findall(r"access_log (\w+)", proxy)) == {"off"}
        assert re.search(r"location /lapor \{[^}]*proxy_read_timeout 300s", proxy), "as long as a body may take"
        assert "X-Forwarded-For $remote_addr" in proxy
    else:
        assert "output" not in proxy
        assert "exclude http.log.error http.log.access" in proxy


def test_the_container_runs_as_nobody_and_installs_what_is_pinned() -> None:
    container = (DEPLOY / "Containerfile").read_text()
    assert "--require-hashes" in container
    assert container.index("USER 10001:10001") < container.index("ENTRYPOINT")
    assert "--read-only" in container
    assert "--format docker" in container, "the other format loses the health check"
    assert "HEALTHCHECK" in container
    assert ("groupadd --gid 10001" in container, "PATH=/netral/bin" in container) == (True, True)


@pytest.mark.parametrize("name", ["install-for-an-agency", "upgrade"])
@pytest.mark.parametrize("language", ["", ".id"])
def test_the_manual_installs_every_file_of_the_service(name: str, language: str) -> None:
    page = (DEPLOY.parent / "docs" / "how-to" / f"{name}{language}.md").read_text()
    for one in ("netral", "netral.service", "netral-nightly.service", "netral-nightly.timer"):
        assert re.search(rf"^ *install .*deploy/{re.escape(one)}\s", page, re.MULTILINE), one
