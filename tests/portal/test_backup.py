"""The drill: make a backup, destroy everything, bring it back with one command, and find the audit whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.apps import apps

from netral.evidence.note import public
from netral.portal.backup import form
from netral.portal.backup.form import PASSING, About
from netral.portal.backup.write import file_of
from tests.portal.machines import POSTGRES, Machine, rewritten

GROWS = ("tables/audit.event.jsonl", "tables/audit.head.jsonl", "tables/audit.seal.jsonl")
"""That something was brought back is an event too, and the next backup seals it."""


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
    events = int(filled.python("from netral.portal.audit.models import Event; print(Event.objects.count())"))
    assert events > 20
    shutil.rmtree(filled.data)
    second = machine("second")
    back = second.run("restore", file)
    assert (back.returncode, f"Rantai audit UTUH: {events} catatan" in back.stdout) == (0, True), (
        back.stdout + back.stderr
    )
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
def test_a_disk_that_is_full_midway_leaves_nothing_behind(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path, blocks: int
) -> None:
    if POSTGRES and blocks == 1:
        pytest.skip("the server's own disk")
    (filled.data / "copies" / "ab" / "large").write_bytes(os.urandom(6 << 20))
    file = tmp_path / "cadangan.zip"
    assert filled.run("backup", "--out", file).returncode == 0
    second = machine("second")
    stopped = second.run("restore", file, blocks=blocks)
    assert (stopped.returncode, "dibuang lagi" in stopped.stderr) == (2, True), stopped.stderr
    assert "bukan cadangan" not in stopped.stderr
    assert {path.name for path in second.data.iterdir()} == {"secret"}
    # The same machine, once there is room.
    assert second.run("restore", file).returncode == 0


def test_a_restore_that_was_killed_opens_to_nobody_and_is_begun_again(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    file = tmp_path / "cadangan.zip"
    filled.run("backup", "--out", file)
    second = machine("second")
    killed = second.python(KILLED.replace("FILE", repr(f"{file}")), restores=True)
    assert "tertulis" in killed
    assert (second.data / "copies" / "ab" / "abcd").exists()
    for words in (("backup", "--out", tmp_path / "b.zip"), ("audit", "check"), ("serve", "--port", "8999")):
        refused = second.run(*words)
        assert (refused.returncode, "ulangi netral restore" in refused.stderr) == (2, True), refused.stderr
    again = second.run("restore", file)
    assert (again.returncode, "UTUH" in again.stdout) == (0, True), again.stdout + again.stderr


KILLED = """
import os, sys
from pathlib import Path
from netral.portal import clock
from netral.portal.backup import restore
def killed(*_args, **_more):
    sys.stdout.write("tertulis")
    sys.stdout.flush()
    os._exit(0)
restore.checked = killed
restore.restore(Path(FILE), now=clock.now())
"""


def test_a_key_that_stays_another_is_told(filled: Machine, machine: Callable[..., Machine], tmp_path: Path) -> None:
    file = tmp_path / "cadangan.zip"
    filled.run("backup", "--out", file, "--with-keys")
    other, same = machine("other"), machine("same")
    other.environment["NETRAL_SECRET"] = "rahasia-lain-yang-cukup-panjang-dan-acak-0123456789-abcdefg"
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


def test_a_restore_after_a_rotation_has_the_former_secrets_too(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    kept = "from netral.portal.signin.keyed import mark, marks; "
    before = filled.python(kept + "print(mark('code', 'ABC'))")
    (filled.data / "secret").rename(filled.data / "secret-former")
    assert before in filled.python(kept + "print(*marks('code', 'ABC'), sep='\\n')")
    for name, words in (("with", ("--with-keys",)), ("without", ())):
        assert filled.run("backup", "--out", tmp_path / f"{name}.zip", *words).returncode == 0
    whole = machine("whole")
    back = whole.run("restore", tmp_path / "with.zip")
    assert (back.returncode, "belum kembali" in back.stdout) == (0, False), back.stdout
    assert stat.S_IMODE((whole.data / "secret-former").stat().st_mode) == 0o600
    assert before in whole.python(kept + "print(*marks('code', 'ABC'), sep='\\n')")
    # Without keys in it a backup still tells which are missing, and that none is once they are there.
    bare, given = machine("bare"), machine("given")
    bare.environment["NETRAL_SECRET"] = (filled.data / "secret").read_text()
    told = bare.run("restore", tmp_path / "without.zip").stdout
    assert ("NETRAL_SECRET_FALLBACKS" in told, "Rahasia portal belum" in told) == (True, False), told
    given.environment["NETRAL_SECRET_FILE"] = f"{filled.data / 'secret'}"
    given.environment["NETRAL_SECRET_FALLBACKS_FILE"] = f"{filled.data / 'secret-former'}"
    given.environment["NETRAL_SEAL_KEY"] = f"{filled.data / 'seal.pem'}"
    assert "belum kembali" not in given.run("restore", tmp_path / "without.zip").stdout


def test_nothing_but_records_goes_into_a_backup(filled: Machine, tmp_path: Path) -> None:
    """A database that is no longer in use, a key beside it, what somebody laid there: they would live on in each."""
    for name in ("netral.sqlite3.old", "old.pem", "before.zip", "cards/x.svg", "static/x.css"):
        path = filled.data / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("canary-left")
    if POSTGRES:
        (filled.data / "netral.sqlite3").write_text("canary-left")
    assert filled.run("backup", "--out", tmp_path / "c.zip").returncode == 0
    with zipfile.ZipFile(tmp_path / "c.zip") as archive:
        assert [name for name in archive.namelist() if name.startswith("files/")] == ["files/copies/ab/abcd"]


def test_every_folder_of_the_data_is_a_record_or_made_anew() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(form.__file__).parents[1].rglob("*.py"))
    named = set(re.findall(r"NETRAL\.data / \"(\w+)\"", sources))
    assert named - {"static", "cards"} == {*form.STORED}


def test_a_backup_that_was_changed_with_its_digests_is_refused(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    file, forged, bare = (tmp_path / f"{name}.zip" for name in ("c", "forged", "bare"))
    filled.run("backup", "--out", file)
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(forged, "w") as target, zipfile.ZipFile(bare, "w") as old:
        users = source.read("tables/directory.user.jsonl").replace(b"orang", b"orank")
        about = json.loads(source.read("backup.json"))
        about["digests"]["tables/directory.user.jsonl"] = sha256(users).hexdigest()
        for name in source.namelist():
            content = {"tables/directory.user.jsonl": users, "backup.json": json.dumps(about).encode()}.get(name)
            target.writestr(name, source.read(name) if content is None else content)
            if name not in ("backup.json", "backup.note"):
                old.writestr(name, source.read(name))
        old.writestr("backup.json", json.dumps(json.loads(source.read("backup.json")) | {"format": form.UNSIGNED}))
    key, other = filled.run("audit", "key").stdout.strip(), tmp_path / "kunci.txt"
    other.write_text(public(Ed25519PrivateKey.generate(), "lain").written())
    second = machine("second")
    for path, words in ((forged, ()), (bare, ("--key", key)), (file, ("--key", other))):
        refused = second.run("restore", path, *words)
        assert refused.returncode == 4, refused.stderr
        assert {path.name for path in second.data.iterdir()} <= {"secret"}
    assert second.run("restore", file, "--key", key).returncode == 0


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
