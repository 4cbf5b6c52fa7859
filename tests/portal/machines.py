"""Machines with a portal of their own, to be destroyed and brought back: the command line, as its owner has it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

SERVER = os.environ.get("NETRAL_DATABASE", "")
POSTGRES = SERVER if SERVER.startswith("postgres") else ""
Netral = Callable[..., subprocess.CompletedProcess[str]]


class Machine:
    """A data folder and a database of its own; `run` is the command line on it."""

    def __init__(self, folder: Path, database: str) -> None:
        self.data = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("NETRAL_", "DJANGO_"))}
        self.environment = {**kept, "NETRAL_DATA": f"{folder}", "NETRAL_HTTPS": "0", "NETRAL_TODAY": "2024-10-05"}
        if database:
            self.environment["NETRAL_DATABASE"] = database

    def run(self, *words: object, blocks: int = 0) -> subprocess.CompletedProcess[str]:
        """`blocks`: the largest file that it may write, in blocks of 512 bytes."""
        return self._done("-m", "netral", *(f"{word}" for word in words), blocks=blocks)

    def python(self, code: str, *, restores: bool = False) -> str:
        begin = f"from netral.portal.ready import set_up; set_up(restores={restores})\n"
        done = self._done("-c", begin + code)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _done(self, *words: str, blocks: int = 0) -> subprocess.CompletedProcess[str]:
        limited = ["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh"] if blocks else []
        command = [*limited, sys.executable, *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)


FILLED = """
from netral.portal.ready import make_ready; make_ready()
from datetime import date
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from netral.evidence.event import Happening
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.directory.models import Agency, Official, Unit, User
from netral.portal.intake.models import Draft
from django.conf import settings
agency = Agency.objects.create(code="KAB", name="Kabupaten “Contoh”\\n", region="7399")
unit = Unit.objects.create(agency=agency, path="01.", name="Dinas")
for n in range(700):
    Official.objects.create(agency=agency, unit=unit, nip=f"{n:018}", name=f"Pegawai {n}")
User.objects.create_user("orang", "sandi", official=Official.objects.first())
Draft.objects.create(id="d", cipher=b"canary-draft", touched_at=clock.now())
for n in range(20):
    with transaction.atomic():
        record(Happening("report.read", {"role": "pemeriksa", "id": "1"}, "", case=f"L-{n % 3}"), now=clock.now())
(settings.NETRAL.data / "copies" / "ab").mkdir(parents=True)
(settings.NETRAL.data / "copies" / "ab" / "abcd").write_bytes(bytes(range(256)) * 50)
"""


def rewritten(file: Path, to: Path, name: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(to, "w") as target:
        for one in source.namelist():
            content = source.read(one)
            target.writestr(one, content.replace(old, new) if one == name else content)
