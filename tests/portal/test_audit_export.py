"""What leaves the portal is checked without it; who meddles with the database is named by number, there and here."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from netral.evidence.event import Happening
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.path import verify
from netral.portal.audit import actions, checks, export, keys
from netral.portal.audit.models import Check, Event, Head, Seal

NOW = datetime(2024, 10, 5, 3, 0, tzinfo=UTC)
WHO = {"role": "pemeriksa", "id": "P-02"}


@pytest.fixture
def size(db: None) -> int:
    """A ledger of twelve events, a seal over the first five, and one over all."""
    for number in range(12):
        with transaction.atomic():
            actions.record(Happening("viewed", WHO, f"alasan {number}", case=f"P-{number % 2}"), now=NOW)
        if number == 4:
            checks.sealed_size(NOW)
    return checks.sealed_size(NOW)


def test_a_folder_and_its_zip_are_whole_without_a_database(size: int, tmp_path: Path) -> None:
    export.write(tmp_path / "buku", size)
    (tmp_path / "buku.zip").write_bytes(b"".join(export.zipped(size)))
    trust = Trust(keys.published()[0])
    for path in (tmp_path / "buku", tmp_path / "buku.zip"):
        report = verify(path, trust)
        assert (report.kind, report.faults, report.events, report.unsealed, report.seals) == ("ledger", [], 12, 0, 2)
    with zipfile.ZipFile(tmp_path / "buku.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    assert verify(tmp_path / "unpacked" / export.FOLDER, trust).holds


def test_an_export_tells_of_what_there_was_when_it_began(size: int, tmp_path: Path) -> None:
    with transaction.atomic():
        actions.record(Happening("viewed", WHO, "sesudahnya"), now=NOW)
    export.write(tmp_path / "buku", size)
    assert (verify(tmp_path / "buku").events, verify(tmp_path / "buku").faults) == (12, [])


def rewritten(seq: int, old: bytes, new: bytes) -> None:
    row = Event.objects.get(seq=seq)
    Event.objects.filter(seq=seq).update(line=bytes(row.line).replace(old, new))


def swapped() -> None:
    one, two = (bytes(Event.objects.get(seq=seq).line) for seq in (3, 4))
    Event.objects.filter(seq=3).update(line=two)
    Event.objects.filter(seq=4).update(line=one)


MEDDLED = {
    "changed": (lambda: rewritten(7, b"alasan 7", b"alasan 1"), ("ledger.chain", "8")),
    "no event any more": (lambda: rewritten(7, b'"why"', b'"wei"'), ("ledger.line", "7")),
    "removed": (lambda: Event.objects.filter(seq=7).delete(), ("ledger.missing", "7")),
    "reordered": (swapped, ("ledger.order", "3")),
    "cut off": (lambda: Event.objects.filter(seq__gte=10).delete(), ("ledger.truncated", "10–11")),
    "last one changed": (lambda: rewritten(11, b"alasan 11", b"alasan 12"), ("seal.root", "12")),
    "seal of another": (
        lambda: Seal.objects.filter(size=5).update(note=Seal.objects.get(size=12).note),
        ("seal.note", "5"),
    ),
}
BESIDE = {
    "found under another kind": (lambda: Event.objects.filter(seq=7).update(kind="noted"), ("ledger.columns", "7")),
    "head moved back": (lambda: Head.objects.update(seq=3), ("ledger.head", "3")),
}


@pytest.mark.parametrize("how", MEDDLED)
def test_an_export_names_it_by_number(size: int, tmp_path: Path, how: str) -> None:
    meddle, named = MEDDLED[how]
    meddle()
    export.write(tmp_path / "buku", size)
    assert named in [(fault.code, fault.at) for fault in verify(tmp_path / "buku").faults]


@pytest.mark.parametrize("how", [*MEDDLED, *BESIDE])
def test_the_portal_s_own_check_names_it_by_number(size: int, how: str) -> None:
    meddle, named = {**MEDDLED, **BESIDE}[how]
    meddle()
    assert named in [(fault.code, fault.at) for fault in checks.checked(size).faults]


def test_every_changed_byte_of_the_export_is_named(size: int, tmp_path: Path) -> None:
    whole = b"".join(export.zipped(size))
    for at in range(0, len(whole), 23):
        (tmp_path / "buku.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert verify(tmp_path / "buku.zip").faults, at


def test_a_check_is_kept_and_recorded(size: int) -> None:
    kept = checks.check(WHO, now=NOW)
    assert (kept.events, kept.count, kept.at) == (12, 0, "2024-10-05T03:00:00Z")
    Event.objects.filter(seq=7).delete()
    broken = checks.check(WHO, now=NOW)
    assert (broken.faults[0]["code"], broken.faults[0]["at"]) == ("ledger.missing", "7")
    assert [one.kind for one in Event.objects.all()[:2]] == ["audit.checked"] * 2
    assert Check.objects.count() == 2
