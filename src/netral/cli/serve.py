"""`netral serve`: the portal on this machine, its database made and brought up to date."""

from __future__ import annotations

import os
import socket
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from netral.cli.errors import UserError
from netral.cli.portal import make_ready, refuse_missing

DEMO_DAY = date(2024, 10, 5)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(*, demo: bool = False, host: str = "127.0.0.1", port: int = 8000, data: Path | None = None) -> int:
    """Portal di mesin ini: http://127.0.0.1:8000, SQLite, siap dipakai. Untuk instansi: lihat docs/how-to.

    Contoh:

        netral serve --demo
        NETRAL_DATABASE=postgresql:///netral netral serve --port 8100

    Parameters
    ----------
    demo
        Peragaan pada 5 Oktober 2024 dengan data karangan.
    host
        Alamat untuk mendengarkan; biarkan bila di depannya ada proksi di mesin yang sama.
    port
        Nomor porta.
    data
        Folder basis data dan rahasia portal.
    """
    refuse_missing("gunicorn")
    _environment(demo=demo, data=data, host=host)
    _refuse_open_demo(host)
    _refuse_taken(host, port)
    make_ready()
    sys.stdout.write(_table(import_module("netral.portal.ready").logins()))
    sys.stdout.write(f"Netral siap di http://{host}:{port} (Ctrl-C untuk berhenti)\n")
    sys.stdout.flush()
    _run(f"{host}:{port}")
    return 0


def _table(logins: list[tuple[str, str, str]]) -> str:
    """The logins of a demonstration in three columns; nothing where there are none."""
    rows = [("peran", "masuk sebagai", "sandi"), *logins] if logins else []
    return "".join(f"{role:<13}{login:<15}{password}\n" for role, login, password in rows)


def _environment(*, demo: bool, data: Path | None, host: str) -> None:
    """What the person did not set: plain HTTP on this machine, and the demonstration's own folder and day."""
    os.environ.setdefault("NETRAL_HTTPS", "0")
    if data is not None:
        os.environ["NETRAL_DATA"] = f"{data.absolute()}"
    if host not in LOOPBACK:
        os.environ.setdefault("NETRAL_HOSTS", f"{host},127.0.0.1,localhost")
    if demo:
        os.environ["NETRAL_DEMO"] = "1"
        os.environ.setdefault("NETRAL_TODAY", DEMO_DAY.isoformat())
        os.environ.setdefault("NETRAL_DATA", str(Path.home() / ".local" / "share" / "netral-demo"))


def _refuse_open_demo(host: str) -> None:
    """Everybody knows the passwords of a demonstration: only its own machine reaches it, unless somebody says so."""
    if os.environ.get("NETRAL_DEMO") == "1" and host not in LOOPBACK and os.environ.get("NETRAL_DEMO_OPEN") != "1":
        raise UserError(
            f"peragaan tidak mendengarkan di {host}: sandinya diketahui semua orang. Hapus --host, atau nyatakan "
            "NETRAL_DEMO_OPEN=1 bila jaringannya memang tertutup."
        )


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UserError(
                f"{host}:{port} tidak dapat dipakai ({error.strerror}); pilih lain dengan --port."
            ) from None


def _run(bind: str) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            # No access log: whoever asks or reports leaves no address here.
            settings = {"bind": bind, "workers": 2, "threads": 4, "worker_class": "gthread", "loglevel": "warning"}
            settings["control_socket_disable"] = True
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return import_module("netral.portal.wsgi").application

    Server().run()
