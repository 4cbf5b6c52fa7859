"""What a vault promises: bytes are there and right, or it is said; nothing happens without a record, nothing half."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.evidence import note, retention, seal
from netral.evidence.digests import digest
from netral.evidence.errors import Broken, EvidenceRefused
from netral.evidence.event import Happening, read
from netral.evidence.limits import Room
from netral.evidence.media import media_type
from netral.evidence.merkle import Tree, leaf_hash
from netral.evidence.vault import Vault
from tests.evidence.authority import found as authority_in
from tests.evidence.work import NOW, ORIGIN, PRIVATE, WHO, faults, found, identity, receive

SOURCE = Path(__file__).parents[2] / "src" / "netral" / "evidence"
WORK = Path(__file__).parent / "work.py"
OTHER = {"role": "ppk", "id": "P-09"}


def content(vault: Vault, name: str) -> bytes:
    with vault.store.read(name) as file:
        return file.read()


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    return found(tmp_path / "vault", *([identity()] if request.param else []))


def test_bytes_come_back_and_each_look_is_on_record(vault: Vault) -> None:
    item = receive(vault, b"isi")
    with vault.view(item, who=WHO, why="klarifikasi", now=NOW) as shown:
        assert shown.read() == b"isi"
    assert [read(line).kind for line in vault.lines()] == ["received", "viewed"]
    assert (item.item, item.object, item.size) == ("B-001", digest(b"isi"), 3)
    assert faults(vault) == []


def test_an_original_opens_only_with_a_reason(vault: Vault) -> None:
    item = receive(vault, b"isi")
    with pytest.raises(EvidenceRefused, match="alasan"):
        vault.view(item, who=WHO, why=" ", now=NOW)
    assert len(list(vault.lines())) == 1


def test_the_same_bytes_are_kept_once_and_live_as_long_as_one_item_needs_them(vault: Vault) -> None:
    first, second = receive(vault, b"isi"), receive(vault, b"isi", case="P-2")
    assert vault.store.names() == [first.object]
    vault.destroy(first, who=WHO, why="habis", now=NOW)
    assert content(vault, second.object) == b"isi"
    vault.destroy(second, who=WHO, why="habis", now=NOW)
    assert vault.store.names() == []


def test_no_plain_byte_of_an_encrypted_vault_lies_on_disk(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault", identity())
    item = receive(vault, b"canary-of-the-reporter" * 500)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"canary-of" in path.read_bytes()]
    (key,) = (tmp_path / "vault" / "keys").rglob("*.age")
    key.unlink()
    # Without its key the object is noise, for the agency's own identity, too.
    with pytest.raises(Broken, match="kuncinya"):
        vault.store.read(item.object)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    item = receive(found(tmp_path / "vault", identity()), b"isi")
    for identities in ([identity()], []):
        with pytest.raises(EvidenceRefused, match="kunci"):
            Vault(tmp_path / "vault", identities).store.read(item.object)


def test_a_hold_that_came_before_the_destruction_was_written_stops_it(vault: Vault) -> None:
    seen = receive(vault, b"isi")
    vault.record(Happening("held", OTHER, "gugatan PTUN", case="P-1"), now=NOW)
    with pytest.raises(EvidenceRefused, match="ditahan"):
        vault.destroy(seen, who=WHO, why="habis", now=NOW)
    vault.record(Happening("released", OTHER, "inkrah", case="P-1"), now=NOW)
    vault.destroy(seen, who=WHO, why="habis", now=NOW)
    with pytest.raises(EvidenceRefused, match="dimusnahkan"):
        vault.destroy(seen, who=WHO, why="habis", now=NOW)
    assert [read(line).kind for line in vault.lines()] == ["received", "held", "released", "destroyed"]


def test_items_of_a_case_are_the_same_whatever_other_cases_tell(vault: Vault) -> None:
    first = receive(vault, b"isi", case="P-1")
    receive(vault, b"isi", case="P-10", facts={"case": "P-1"}, item="B-001")
    receive(vault, b"lain", case="P-1", event="copied", of=first, kind="view")
    vault.record(Happening("held", OTHER, 'tentang "case":"P-1"', case="P-10"), now=NOW)
    for opened in (vault, Vault(vault.door.root)):
        assert [(one.item, one.of, one.held) for one in opened.items("P-1")] == [
            ("B-001", None, False),
            ("B-002", "B-001", False),
        ]
        assert [one.held for one in opened.items("P-10")] == [True]
        assert opened.items() == [*opened.items("P-1"), *opened.items("P-10")]
    assert receive(vault, b"baru", case="P-10").item == "B-002"


def test_who_adds_needs_no_secret_and_a_second_agency_opens_it_too(tmp_path: Path) -> None:
    own, second = identity(), identity()
    item = receive(found(tmp_path / "vault", own, second), b"isi")
    added = receive(Vault(tmp_path / "vault"), b"isi lain")
    for one in (own, second):
        assert content(Vault(tmp_path / "vault", [one]), item.object) == b"isi"
        assert content(Vault(tmp_path / "vault", [one]), added.object) == b"isi lain"


@pytest.mark.parametrize("name", ["", "../x", "a b", "x" * 61, ".sembunyi"])
def test_names_that_could_be_no_file_are_refused(tmp_path: Path, name: str) -> None:
    vault = found(tmp_path / "vault")
    for more in ({"case": name}, {"item": name}):
        with pytest.raises(EvidenceRefused, match="nama perkara"):
            receive(vault, b"isi", **more)
    assert list(vault.lines()) == []


def test_a_changed_byte_is_never_handed_out(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    item = receive(vault, b"isi")
    (path,) = (tmp_path / "vault" / "objects").rglob("*/*")
    path.write_bytes(b"isu")
    with pytest.raises(Broken, match="bukan lagi"):
        vault.view(item, who=WHO, why="periksa", now=NOW)
    path.unlink()
    with pytest.raises(Broken, match="tidak ada"):
        vault.store.read(item.object)


def test_what_is_being_written_is_no_leftover(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    with vault.store.taking() as taking:
        taken = taking.add(BytesIO(b"isi"), Room(3, "file"))
        assert vault.sweep(now=NOW) == {"unnamed": 0, "orphans": []}
        taking.flush()
        taking.keep(taken)
    assert content(vault, digest(b"isi")) == b"isi"


def test_a_full_disk_leaves_a_vault_that_can_be_read(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    item = receive(vault, b"isi")
    code = (
        "import sys, resource; from tests.evidence.work import *; vault = Vault(Path(sys.argv[1]));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY)); receive(vault, b'x' * 200_000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, f"{vault.door.root}"], capture_output=True, text=True, check=False
    )
    assert "OSError" in done.stderr
    assert content(vault, item.object) == b"isi"
    assert (len(list(vault.lines())), faults(vault)) == (1, [])
    assert vault.sweep(now=NOW) == {"unnamed": 0, "orphans": []}


@pytest.mark.parametrize(
    ("true", "lie"),
    [
        (rb"(?s).*", b"{}"),
        (rb"(?s).*", b"["),
        (rb"(?s).*", b"\xff"),
        (rb'"seq": 1', b'"seq": 7'),
        (rb'"P-1": \[1', b'"P-1": [2'),
        (rb'"at": "2024', b'"at": "2023'),
        (rb"}}$", b""),
    ],
)
def test_a_shortcut_that_lies_is_not_believed(tmp_path: Path, true: bytes, lie: bytes) -> None:
    vault = found(tmp_path / "vault")
    receive(vault, b"isi")
    head = vault.door.root / "head.json"
    told = re.sub(true, lambda _: lie, head.read_bytes(), count=1)
    assert told != head.read_bytes()
    head.write_bytes(told)
    Vault(vault.door.root).record(Happening("noted", WHO, "lanjut", case="P-1"), now=NOW - timedelta(hours=1))
    assert faults(vault) == []
    assert read(list(vault.lines())[-1]).clock == "behind"


def test_a_shortcut_that_is_behind_is_followed_to_the_end_of_the_ledger(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    receive(vault, b"isi")
    head = (vault.door.root / "head.json").read_bytes()
    for number in range(5):
        writer = Vault(vault.door.root) if number % 2 else vault
        writer.record(Happening("noted", WHO, "lanjut", case=f"P-{number % 3}"), now=NOW)
    assert (vault.door.root / "head.json").read_bytes() == head
    assert (len(list(vault.lines())), faults(vault)) == (6, [])
    path = vault.door.root / "ledger.ndjson"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    with pytest.raises(Broken, match=r"ledger\.missing 2"):
        Vault(vault.door.root).record(Happening("noted", WHO, "lagi"), now=NOW)


def test_nothing_is_appended_to_a_ledger_that_was_altered(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    receive(vault, b"isi")
    vault.record(Happening("noted", WHO, "lanjut"), now=NOW)
    path = vault.door.root / "ledger.ndjson"
    path.write_bytes(path.read_bytes().replace(b"diserahkan", b"diambilkan"))
    (vault.door.root / "head.json").unlink()
    with pytest.raises(Broken, match=r"ledger\.chain 1"):
        Vault(vault.door.root).record(Happening("noted", WHO, "lagi"), now=NOW)


@pytest.mark.parametrize("name", ["../keluar", "a/../../keluar", "/etc/passwd", "link/isi"])
def test_the_door_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    vault = found(tmp_path / "vault")
    (tmp_path / "vault" / "link").symlink_to(tmp_path)
    with pytest.raises(EvidenceRefused):
        vault.door.path(*name.split("/")) if not name.startswith("/") else vault.door.path(name)


def test_only_the_door_writes() -> None:
    """No other module of this core opens a file for writing, renames or removes one."""
    writing = {"write_bytes", "write_text", "mkdir", "rename", "replace", "unlink", "rmdir", "touch"}
    for path in SOURCE.rglob("*.py"):
        if path.name == "door.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writing:
                allowed = node.func.attr == "replace" or ast.unparse(node.func) == "root.mkdir"
                assert allowed, f"{path.name}:{node.lineno}: {ast.unparse(node)}"
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("open", "os.open", "os.replace", "os.unlink"):
                raise AssertionError(f"{path.name}:{node.lineno}")


# Seals.


def test_a_vault_is_sealed_dated_and_its_key_handed_on(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    authority, vault = authority_in(tmp_path / "authority"), found(tmp_path / "vault")
    receive(vault, b"isi")
    vault.seal(PRIVATE, who=WHO, now=NOW, ask=authority.answer)
    new = Ed25519PrivateKey.from_private_bytes(b"n" * 32)
    vault.seal(PRIVATE, new, who=WHO, now=NOW)
    vault.seal(new, who=WHO, now=NOW)
    opened = list(seal.open_seals(vault.seals(), vault.keys(), roots=authority.roots()))
    assert [told for _, told in opened] == [[], [], []]
    assert [one.checkpoint.size for one, _ in opened if one] == [1, 2, 3]
    tree = Tree(leaf_hash(line) for line in vault.lines())
    assert [seal.of_tree(one, size=4, root=tree.root(one.checkpoint.size)) for one, _ in opened if one] == [[], [], []]
    assert vault.keys() == [note.public(PRIVATE, ORIGIN), note.public(new, ORIGIN)]
    with pytest.raises(EvidenceRefused, match="kunci"):
        vault.seal(Ed25519PrivateKey.from_private_bytes(b"z" * 32), who=WHO, now=NOW)


def test_an_authority_that_answers_about_something_else_is_not_kept(tmp_path: Path) -> None:
    authority, vault = authority_in(tmp_path / "authority"), found(tmp_path / "vault")
    receive(vault, b"isi")
    other = authority.answer(__import__("netral.evidence.timestamp", fromlist=["request"]).request(b"lain"))
    with pytest.raises(ValueError, match="other bytes"):
        vault.seal(PRIVATE, who=WHO, now=NOW, ask=lambda _query: other)
    assert vault.seals() == []


# Retention.


def close(vault: Vault, how: str = "tidak_terbukti") -> None:
    vault.record(Happening("noted", WHO, "perkara ditutup", case="P-1", facts={"retention": how}), now=NOW)


def test_what_expires_is_approved_by_one_and_destroyed_by_another(tmp_path: Path) -> None:
    vault, known = found(tmp_path / "vault"), retention.classes()
    receive(vault, b"isi")
    much_later = date(2025, 10, 18)

    def stands(by: str = "P-02", on: date = much_later) -> str | None:
        denial = retention.against(vault.item("P-1", "B-001"), known, by=by, on=on)
        return denial.reason if denial else None

    assert stands() == "not_expired"
    close(vault)
    assert [stands(on=much_later - timedelta(days=1)), stands()] == ["not_expired", "not_approved"]
    assert [one.item for one in retention.expired(vault.items(), known, on=much_later)] == ["B-001"]
    vault.record(Happening("approved", OTHER, "JRA", case="P-1", item="B-001"), now=NOW)
    assert [stands("P-09"), stands()] == ["same_person", None]
    vault.record(Happening("held", OTHER, "gugatan PTUN", case="P-1"), now=NOW)
    assert stands() == "held"
    assert retention.expired(vault.items(), known, on=much_later) == []
    vault.record(Happening("released", OTHER, "putusan inkrah", case="P-1"), now=NOW)
    vault.destroy(vault.item("P-1", "B-001"), who=WHO, why="masa simpan habis", now=NOW)
    assert stands() == "gone"
    assert vault.store.names() == []
    # The bytes are gone, their hash stays, and the chain holds.
    assert read(list(vault.lines())[-1]).before == digest(b"isi")
    assert faults(vault) == []


def test_a_period_ends_on_the_same_day_of_a_month_or_its_last(tmp_path: Path) -> None:
    from dataclasses import replace

    known = retention.classes()
    item = receive(found(tmp_path / "vault"), b"isi")
    closed = [("2024-02-29", "tidak_terbukti"), ("2024-08-31", "informasi_awal"), ("2024-12-15", "terbukti")]
    until = [retention.kept_until(replace(item, retention=how, since=f"{day}T00:00:00Z"), known) for day, how in closed]
    assert until == [date(2025, 2, 28), date(2025, 2, 28), date(2029, 12, 15)]


@given(st.dates(date(1999, 1, 1), date(2100, 1, 1)), st.integers(0, 150))
def test_what_was_closed_by_a_day_is_over_and_what_was_closed_later_is_not(on: date, months: int) -> None:
    closed = retention.closed_by(on, months)
    assert retention.until(closed, months) <= on < retention.until(closed + timedelta(days=1), months)


def test_an_agency_sets_its_own_periods_but_none_in_which_somebody_could_still_object() -> None:
    known = retention.of_agency({"terbukti": 120})
    assert [known["terbukti"].months, known["informasi_awal"].months] == [120, 6]
    for months in ({"informasi_awal": 5}, {"semua": 12}):
        with pytest.raises(ValueError):
            retention.of_agency(months)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "image/svg+xml"),
        (b'{"a": 1}', "application/json"),
        ("id;teks\n1;halo é\n".encode(), "text/plain"),
        (b"", "application/octet-stream"),
        (b"\x00\x01\x02\x03" * 20, "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_bytes_say(head: bytes, kind: str) -> None:
    assert media_type(head) == kind
