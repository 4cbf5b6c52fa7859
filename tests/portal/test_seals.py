"""What is filed is sealed at once, and its receipt proves alone; all three are there, or none."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from netral.cli.main import main
from netral.evidence import merkle
from netral.evidence.event import Happening, read
from netral.evidence.ledger import check
from netral.evidence.verify import receipt
from netral.evidence.verify.custody import Trust
from netral.portal.audit import actions, export, keys, rotation, seals
from netral.portal.audit.models import Event, Head, Key, Seal
from tests.evidence.authority import found

NOW = datetime(2024, 10, 5, 3, 0, tzinfo=UTC)
WHO = {"role": "netral", "id": "lapor"}
SALT = b"g" * 32


def tell(number: int = 0) -> None:
    with transaction.atomic():
        actions.record(Happening("noted", WHO, f"alasan {number}"), now=NOW)


def file(what: bytes, *, fail_after: str = "") -> bytes:
    """As the report room does it; `fail_after` names the step behind which the machine dies."""
    with transaction.atomic():
        named = receipt.fingerprint(SALT, what)
        event = actions.record(Happening("report.received", WHO, "", after=named), now=NOW)
        _die(fail_after == "record")
        seals.seal(NOW)
        _die(fail_after == "seal")
        made = seals.receipt_of(event.seq, SALT)
        _die(fail_after == "receipt")
    return made


def _die(now: bool) -> None:
    if now:
        raise KeyboardInterrupt


def verified(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(["verify", f"{path}"])
    return int(left.value.code or 0), capsys.readouterr().out


@pytest.mark.django_db
def test_a_receipt_is_accepted_and_a_changed_byte_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(5):
        tell(number)
    made = file(b"laporan")
    (tmp_path / "receipt.json").write_bytes(made)
    status, said = verified(tmp_path / "receipt.json", capsys)
    assert (status, "UTUH" in said) == (0, True)
    assert receipt.proves(made, b"laporan")
    assert not receipt.proves(made, b"laporan lain")
    assert b"laporan" not in made
    (tmp_path / "receipt.json").write_bytes(made.replace(b"2024-10-05", b"2024-10-06"))
    assert verified(tmp_path / "receipt.json", capsys)[0] == 5


@pytest.mark.django_db
def test_every_receipt_holds_in_whatever_tree_it_was_made() -> None:
    for number in range(1, 20):
        tell(number)
        report = receipt.verify(file(b"%d" % number), seals_trust())
        assert (report.faults, report.seals) == ([], 1)


def seals_trust() -> Trust:
    return Trust(key=keys.published()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["record", "seal", "receipt"])
def test_a_crash_leaves_event_and_seal_or_neither(step: str) -> None:
    tell()
    with pytest.raises(KeyboardInterrupt):
        file(b"laporan", fail_after=step)
    assert (Event.objects.count(), Seal.objects.count()) == (1, 0)
    file(b"laporan")
    assert (Event.objects.count(), Seal.objects.count()) == (2, 1)
    assert receipt.verify(seals.receipt_of(1, SALT), seals_trust()).holds


@pytest.mark.django_db(transaction=True)
def test_eight_who_file_at_once_all_get_a_receipt_that_holds() -> None:
    def work(worker: int) -> list[bytes]:
        try:
            return [file(f"{worker}/{number}".encode()) for number in range(6)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        made = [one for several in pool.map(work, range(8)) for one in several]
    assert (Event.objects.count(), Seal.objects.count(), Key.objects.count()) == (48, 48, 1)
    assert all(receipt.verify(one, seals_trust()).holds for one in made)
    assert [fault for _, faults in check(actions.lines()) for fault in faults] == []


@pytest.mark.django_db
def test_sealing_reads_nothing_of_the_ledger_but_its_head(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    file(b"laporan")
    for number in range(70):
        tell(number)
    with transaction.atomic(), django_assert_num_queries(4):
        # The head, the seal that may be there, the keys, the new seal.
        seals.seal(NOW)
    assert seals.seal(NOW).size == 71
    assert Seal.objects.count() == 2


@pytest.mark.django_db
def test_a_seal_is_dated_by_an_authority_and_its_receipt_says_so(tmp_path: Path) -> None:
    authority = found(tmp_path / "tsa")
    made = file(b"laporan")
    stamp = seals.date(Seal.objects.get(size=1), authority.answer)
    dated = receipt.verify(seals.receipt_of(0, SALT), Trust(roots=authority.roots()))
    assert receipt.verify(made, seals_trust()).held[0].since is None
    assert dated.held[0].since == stamp.at


@pytest.mark.django_db
def test_the_key_is_its_owner_s_alone_and_no_other_takes_its_place(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    file(b"laporan")
    assert stat.S_IMODE(settings.NETRAL.seal_key.stat().st_mode) == 0o600
    keys.make(tmp_path / "lain.pem")
    for path in (tmp_path / "lain.pem", tmp_path / "tidak-ada.pem"):
        monkeypatch.setattr(settings, "NETRAL", _with_key(path))
        with pytest.raises(keys.NoSealKey, match=path.name):
            file(b"laporan lagi")
    assert not (tmp_path / "tidak-ada.pem").exists()


def _with_key(path: Path):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(settings.NETRAL, seal_key=path)


SECOND, WHY = {"role": "pimpinan", "id": "K-01"}, "pergantian tahunan"


@pytest.fixture
def own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key that this test alone changes."""
    path = tmp_path / "kunci" / "seal.pem"
    path.parent.mkdir()
    monkeypatch.setattr(settings, "NETRAL", _with_key(path))
    return path


@pytest.mark.django_db(transaction=True)
def test_receipts_before_and_after_a_change_of_the_key_prove_alone_by_the_published_one(
    own_key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, trust = file(b"sebelum"), seals_trust()
    first = own_key.read_bytes()
    changed = rotation.change(WHO, SECOND, WHY, now=NOW)
    after = file(b"sesudah")
    assert (own_key.read_bytes() != first, changed.former.read_bytes()) == (True, first)
    assert stat.S_IMODE(own_key.stat().st_mode) == 0o600
    rotation.change(WHO, SECOND, WHY, now=NOW)
    last = file(b"terakhir")
    assert [receipt.verify(one, trust).faults for one in (before, after, last)] == [[], [], []]
    assert [receipt.proves(one, what) for one, what in ((before, b"sebelum"), (last, b"terakhir"))] == [True, True]
    assert keys.published()[0] == trust.key
    told_ = Event.objects.filter(kind="audit.key_changed").order_by("seq")
    facts = [read(bytes(one.line)).facts for one in told_]
    assert [one["witness"] for one in facts] == [SECOND, SECOND]
    assert [one["key"] for one in facts] == [one.written() for one in keys.published()[1:]]
    export.write(tmp_path / "buku", export.begun(WHO, now=NOW))
    (tmp_path / "kunci.txt").write_text(f"{trust.key.written()}\n" if trust.key else "")
    with pytest.raises(SystemExit) as left:
        main(["verify", f"{tmp_path / 'buku'}", "--key", f"{tmp_path / 'kunci.txt'}"])
    assert (left.value.code, "UTUH" in capsys.readouterr().out) == (0, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["make", "settle"])
def test_a_change_that_is_cut_off_leaves_the_portal_sealing(
    own_key: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before its record the old key goes on, after it the new one, whatever names the files have by then."""
    file(b"sebelum")
    owner, name = {"make": (seals, "seal"), "settle": (rotation, "_former")}[step]
    with monkeypatch.context() as patched:
        # A kill, where no other can be placed.
        patched.setattr(owner, name, lambda *_: _die(True))
        with pytest.raises(KeyboardInterrupt):
            rotation.change(WHO, SECOND, WHY, now=NOW)
    assert keys.waiting(own_key).exists()
    assert Key.objects.count() == {"make": 1, "settle": 2}[step]
    assert receipt.verify(file(b"sesudah"), seals_trust()).faults == []
    rotation.change(WHO, SECOND, WHY, now=NOW)
    assert not keys.waiting(own_key).exists()
    assert Key.objects.count() == {"make": 2, "settle": 3}[step]
    assert receipt.verify(file(b"terakhir"), seals_trust()).faults == []


@pytest.mark.django_db(transaction=True)
def test_the_key_is_changed_while_others_file(own_key: Path) -> None:
    def work(worker: int) -> list[bytes]:
        try:
            if worker == 0:
                rotation.change(WHO, SECOND, WHY, now=NOW)
            return [file(f"{worker}/{number}".encode()) for number in range(6)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = [one for several in pool.map(work, range(4)) for one in several]
    assert (Key.objects.count(), keys.waiting(own_key).exists()) == (2, False)
    assert [receipt.verify(one, seals_trust()).faults for one in made] == [[]] * 24


@pytest.mark.django_db(transaction=True)
def test_two_people_are_named_when_the_key_is_changed(own_key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["audit", "rotate-key", "--who", "pengelola:A-07", "--why", WHY, "--witness"]
    for witness, status in (("pimpinan:A-07", 2), ("pimpinan", 2), ("pimpinan:K-01", 0)):
        with pytest.raises(SystemExit) as left:
            main([*words, witness])
        assert left.value.code == status
    told_ = capsys.readouterr()
    assert "dua orang yang berbeda" in told_.err
    assert keys.published()[1].fingerprint in told_.out
    assert [own_key.read_bytes() in told_.out.encode(), Key.objects.count()] == [False, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 21])
def test_a_ledger_that_was_begun_without_a_frontier_gets_the_same_one(size: int) -> None:
    for number in range(size):
        tell(number)
    with transaction.atomic():
        kept = actions.locked_head()
    Head.objects.update(frontier=b"", path=b"")
    import_module("netral.portal.audit.migrations.0003_frontier_of_old_events").fill(apps, None)
    filled = Head.objects.get()
    assert (bytes(filled.frontier), bytes(filled.path)) == (bytes(kept.frontier), bytes(kept.path))
    tree = merkle.Tree(merkle.leaf_hash(line) for line in actions.lines())
    assert actions.frontier_of(filled).root() == tree.root()
