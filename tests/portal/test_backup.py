"""The drill: make a backup, destroy everything, bring it back with one command, and find the audit whole."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps

from netral.portal.backup.form import PASSING, About
from netral.portal.backup.write import file_of

SERVER = os.environ.get("NETRAL_DATABASE", "")
POSTGRES = SERVER if SERVER.startswith("postgres") else ""
Netral = Callable[..., subprocess.CompletedProcess[str]]
GROWS = ("tables/audit.event.jsonl", "tables/audit.head.jsonl", "tables/audit.seal.jsonl")
"""That something was brought back is an event too, and the next backup seals it."""


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

    def python(self, code: str) -> str:
        begin = "from netral.portal.ready import set_up; set_up()\n"
        done = self._done("-c", begin + code)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _done(self, *words: str, blocks: int = 0) -> subprocess.CompletedProcess[str]:
        limited = ["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh"] if blocks else []
        command = [*limited, sys.executable, *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Callable[..., Machine]]:
    """Makes machines: on PostgreSQL where the tests run on it, unless they are to be of SQLite."""
    made: list[str] = []

    def one(name: str, *, sqlite: bool = not POSTGRES) -> Machine:
        if sqlite:
            return Machine(tmp_path / name, "")
        made.append(f"drill_{uuid4().hex}")
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {made[-1]}")
        return Machine(tmp_path / name, POSTGRES.replace("/postgres?", f"/{made[-1]}?"))

    yield one
    for name in made:
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name}")


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


@pytest.fixture
def filled(machine: Callable[..., Machine]) -> Machine:
    one = machine("first")
    one.python(FILLED)
    return one


def tables(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith(("tables/", "files/"))}


def kept(file: Path) -> dict[str, bytes]:
    return {name: content for name, content in tables(file).items() if name not in GROWS}


def test_the_drill(filled: Machine, machine: Callable[..., Machine], tmp_path: Path) -> None:
    file = tmp_path / "cadangan.zip"
    done = filled.run("backup", "--out", file, "--with-keys")
    assert done.returncode == 0, done.stderr
    assert "memuat rahasia" in done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    shutil.rmtree(filled.data)
    second = machine("second")
    back = second.run("restore", file)
    assert (back.returncode, "Rantai audit UTUH: 21 catatan" in back.stdout) == (0, True), back.stdout + back.stderr
    assert (second.data / "copies" / "ab" / "abcd").read_bytes() == bytes(range(256)) * 50
    again = tmp_path / "lagi.zip"
    assert second.run("backup", "--out", again).returncode == 0
    assert kept(again) == kept(file)
    events = tables(again)["tables/audit.event.jsonl"]
    assert events.startswith(tables(file)["tables/audit.event.jsonl"])
    # Work goes on: new rows get new numbers, the chain goes on, its key is there, and outsiders find it whole.
    second.python("from netral.portal.directory.models import User; User.objects.create_user('baru')")
    assert second.run("sweep").stdout == "0 salinan tanpa laporan, 0 kiriman terputus, 0 isian lama dibuang\n"
    assert second.run("audit", "check").returncode == 0
    assert second.run("audit", "export", tmp_path / "buku").returncode == 0
    assert second.run("verify", tmp_path / "buku").returncode == 0


@pytest.mark.skipif(not POSTGRES, reason="on PostgreSQL alone")
def test_a_backup_goes_from_one_kind_of_database_to_the_other(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    filled.run("backup", "--out", tmp_path / "1.zip", "--with-keys")
    small = machine("small", sqlite=True)
    assert small.run("restore", tmp_path / "1.zip").returncode == 0
    small.run("backup", "--out", tmp_path / "2.zip", "--with-keys")
    large = machine("large")
    assert large.run("restore", tmp_path / "2.zip").returncode == 0
    large.run("backup", "--out", tmp_path / "3.zip")
    assert kept(tmp_path / "1.zip") == kept(tmp_path / "2.zip") == kept(tmp_path / "3.zip")


def test_keys_are_in_it_only_when_asked_and_the_audit_is_whole_without(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    file = tmp_path / "cadangan.zip"
    assert filled.run("backup", "--out", file).returncode == 0
    secrets = [(filled.data / name).read_bytes() for name in ("secret", "seal.pem")]
    with zipfile.ZipFile(file) as archive:
        whole = [archive.read(name) for name in archive.namelist()]
    assert not [secret for secret in secrets for content in whole if secret.strip() in content]
    # Nor what was promised to be gone within the hour.
    assert not [content for content in whole if b"canary-draft" in content or b"Y2FuYXJ5LWRyYWZ0" in content]
    second = machine("second")
    back = second.run("restore", file)
    assert (back.returncode, "secret" in back.stdout and "seal.pem" in back.stdout) == (0, True)
    # Nobody else's key takes the place of the one that was published.
    refused = second.run("audit", "check")
    assert (refused.returncode, "seal.pem" in refused.stderr) == (2, True), refused.stderr
    (second.data / "seal.pem").write_bytes(secrets[1])
    assert second.run("audit", "check").returncode == 0


def test_neither_a_former_key_nor_one_to_follow_is_in_a_backup(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    assert filled.run("backup", "--out", tmp_path / "a.zip", "--with-keys").returncode == 0
    third = machine("third")
    assert third.run("restore", tmp_path / "a.zip").returncode == 0
    about = ("--who", "pengelola:A-07", "--witness", "pimpinan:K-01", "--why", "uji")
    done = third.run("audit", "rotate-key", *about)
    assert done.returncode == 0, done.stderr
    (third.data / "seal.pem.next").write_bytes((third.data / "seal.pem").read_bytes())
    keys = [path.read_bytes() for path in third.data.glob("seal.pem*")]
    assert (len(keys), len(set(keys))) == (3, 2)
    for words, expected in (((), 0), (("--with-keys",), 1)):
        file = tmp_path / f"{expected}.zip"
        assert third.run("backup", "--out", file, *words).returncode == 0
        with zipfile.ZipFile(file) as archive:
            whole = [archive.read(name) for name in archive.namelist()]
        # The key in force alone, and that only where it was asked for.
        assert sum(key in content for key in set(keys) for content in whole) == expected
    assert third.run("audit", "check").returncode == 0


def test_what_was_meddled_with_before_the_backup_is_named_by_number(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    filled.python("from netral.portal.audit.models import Event; Event.objects.filter(seq=7).delete()")
    filled.run("backup", "--out", tmp_path / "cadangan.zip")
    back = machine("second").run("restore", tmp_path / "cadangan.zip")
    assert (back.returncode, "ledger.missing 7" in back.stdout) == (5, True)


def test_what_cannot_be_brought_back_whole_changes_nothing(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    file = tmp_path / "cadangan.zip"
    filled.run("backup", "--out", file)
    assert filled.run("backup", "--out", file).returncode == 2
    occupied = filled.run("restore", file)
    assert (occupied.returncode, "tidak kosong" in occupied.stderr) == (4, True)
    damaged, cut, other = (tmp_path / f"{name}.zip" for name in ("damaged", "cut", "other"))
    rewritten(file, damaged, "tables/directory.user.jsonl", b"orang", b"orank")
    cut.write_bytes(file.read_bytes()[:-100])
    other.write_text("halo")
    second = machine("second")
    for path in (damaged, cut, other, tmp_path / "tidak-ada.zip"):
        refused = second.run("restore", path)
        assert (refused.returncode, path.name in refused.stderr) == (4, True), refused.stderr
    climbing = tmp_path / "climbing.zip"
    rewritten(file, climbing, "backup.json", b'"files/copies/ab/abcd"', b'"files/../../ab/abcd"')
    assert second.run("restore", climbing).returncode == 4
    assert second.run("restore", file).returncode == 0


# The limit of a file's size stands for a full disk: of the stored files, and of the database itself.
@pytest.mark.parametrize("blocks", [pytest.param(8192, id="files"), pytest.param(1, id="database")])
def test_a_disk_that_is_full_midway_is_told_as_midway(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path, blocks: int
) -> None:
    if POSTGRES and blocks == 1:
        pytest.skip("the server's own disk")
    (filled.data / "copies" / "ab" / "large").write_bytes(os.urandom(6 << 20))
    file = tmp_path / "cadangan.zip"
    assert filled.run("backup", "--out", file).returncode == 0
    second = machine("second")
    stopped = second.run("restore", file, blocks=blocks)
    assert (stopped.returncode, "berhenti di tengah" in stopped.stderr) == (2, True), stopped.stderr
    assert "bukan cadangan" not in stopped.stderr
    assert machine("third").run("restore", file).returncode == 0


def test_a_key_that_stays_another_is_told(filled: Machine, machine: Callable[..., Machine], tmp_path: Path) -> None:
    file = tmp_path / "cadangan.zip"
    filled.run("backup", "--out", file, "--with-keys")
    other, same = machine("other"), machine("same")
    other.environment["NETRAL_SECRET"] = "rahasia lain yang cukup panjang dan acak 0123456789 abcdefg"
    keyed = machine("keyed")
    make = "from django.conf import settings; from netral.portal.audit.keys import make; make(settings.NETRAL.seal_key)"
    keyed.python(make)
    other.data.mkdir()
    (other.data / "seal.pem").write_bytes((keyed.data / "seal.pem").read_bytes())
    told = other.run("restore", file).stdout
    assert ("Rahasia portal belum kembali" in told, "Kunci segel belum kembali" in told) == (True, True)
    same.environment["NETRAL_SECRET"] = (filled.data / "secret").read_text()
    same.environment["NETRAL_SEAL_KEY"] = f"{filled.data / 'seal.pem'}"
    assert "belum kembali" not in same.run("restore", file).stdout


def test_a_file_that_went_while_it_was_listed_is_passed_over(tmp_path: Path) -> None:
    about = About("", "", [])
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        file_of(archive, about, tmp_path / "hilang", "files/hilang")
        assert (archive.namelist(), about.digests) == ([], {})


def test_an_export_that_was_refused_is_not_in_the_ledger(filled: Machine, tmp_path: Path) -> None:
    (tmp_path / "buku").mkdir()
    count = "from netral.portal.audit.models import Event; print(Event.objects.count())"
    before = filled.python(count)
    assert filled.run("audit", "export", tmp_path / "buku").returncode == 2
    assert filled.python(count) == before


def test_a_backup_that_cannot_be_written_names_its_own_place(filled: Machine, tmp_path: Path) -> None:
    refused = filled.run("backup", "--out", tmp_path / "tidak-ada" / "cadangan.zip")
    assert (refused.returncode, "tidak-ada/cadangan.zip: " in refused.stderr) == (2, True), refused.stderr


def rewritten(file: Path, to: Path, name: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(to, "w") as target:
        for one in source.namelist():
            content = source.read(one)
            target.writestr(one, content.replace(old, new) if one == name else content)


def test_a_backup_is_of_one_moment_while_others_write(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    """Whoever writes meanwhile does not wait for it, and what they write is in it whole or not at all."""
    code = """
import threading
from pathlib import Path
from django.db import connections, transaction
from netral.evidence.event import Happening
from netral.portal import clock
from netral.portal.audit.actions import record
from netral.portal.backup.write import write
stop, told = threading.Event(), []
def work():
    while not stop.is_set():
        with transaction.atomic():
            record(Happening("report.read", {"role": "pemeriksa", "id": "1"}, ""), now=clock.now())
        told.append(1)
    connections.close_all()
threads = [threading.Thread(target=work) for _ in range(3)]
[one.start() for one in threads]
for number in range(3):
    write(Path(FOLDER, f"{number}.zip"), with_keys=True, now=clock.now())
stop.set()
[one.join() for one in threads]
print(len(told))
"""
    assert int(filled.python(code.replace("FOLDER", repr(f"{tmp_path}")))) > 3
    for number in range(3):
        back = machine(f"m{number}").run("restore", tmp_path / f"{number}.zip")
        assert (back.returncode, "UTUH" in back.stdout) == (0, True), back.stdout + back.stderr


def test_the_passing_tables_are_tables() -> None:
    there = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert there >= PASSING - {"sessions.session"}
