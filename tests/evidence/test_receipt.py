"""A ledger that anybody can check, and a receipt that proves alone."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import merkle, note
from netral.evidence.bundle.write import members
from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import Happening
from netral.evidence.ledger import Head
from netral.evidence.seal import Seal
from netral.evidence.vault import Vault
from netral.evidence.verify import receipt
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.path import verify
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import SUCCESSOR, bundle, told
from tests.evidence.work import NOW, ORIGIN, PRIVATE, WHO, receive


@pytest.fixture(scope="session")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    return told(tmp_path_factory.mktemp("vault"))


def codes(path: Path) -> set[tuple[str, str]]:
    return {(fault.code, fault.at) for fault in verify(path, Trust()).faults}


def test_a_vault_is_a_ledger_that_anybody_can_check(vault: Vault, tmp_path: Path) -> None:
    report = verify(vault.door.root)
    assert (report.kind, report.faults, report.unsealed) == ("ledger", [], 2)
    cut = Path(shutil.copytree(vault.door.root, tmp_path / "cut"))
    whole = (cut / "ledger.ndjson").read_bytes().splitlines(keepends=True)
    (cut / "ledger.ndjson").write_bytes(b"".join(whole[:8]))
    assert ("ledger.truncated", "8–9") in codes(cut)
    (cut / "ledger.ndjson").write_bytes(b"".join([*whole[:4], *whole[5:]]))
    assert {("ledger.missing", "4"), ("seal.root", "8")} <= codes(cut)


def test_a_seal_or_timestamp_that_was_taken_out_is_named_by_the_ledger_itself(tmp_path: Path) -> None:
    dated = told(tmp_path / "vault", authority_in(tmp_path / "authority")).door.root
    assert codes(dated) == set()
    (dated / "seals/0000000003.tsr").unlink()
    assert codes(dated) == {("seal.timestamp", "3")}
    (dated / "seals/0000000003.note").unlink()
    assert codes(dated) == {("seal.missing", "3")}


def test_a_receipt_proves_alone_and_reveals_nothing(vault: Vault) -> None:
    filed, salt = b"laporan rahasia", b"g" * 32
    head, told_ = Head(), []
    for number in range(5):
        name = receipt.fingerprint(salt, filed) if number == 3 else None
        event = head.chained(
            Happening("portal.report_received", WHO, "", after=name), now=NOW + timedelta(minutes=number)
        )
        told_.append(event.line())
    tree = merkle.Tree(merkle.leaf_hash(line) for line in told_)
    sealed = Seal(note.sign(note.Checkpoint(ORIGIN, 5, tree.root()), PRIVATE))
    key = note.public(PRIVATE, ORIGIN)
    made = receipt.make(told_[3], path=tree.inclusion(3), seal=sealed, keys=[key], salt=salt)
    report = receipt.verify(made, Trust(key=key))
    assert (report.faults, report.held[0].holds) == ([], True)
    assert b"rahasia" not in made
    assert receipt.proves(made, filed)
    assert not receipt.proves(made, filed + b"!")
    for at in range(len(made)):
        changed = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
        # The salt alone proves nothing about the ledger; with what was filed at hand it is named as well.
        assert receipt.verify(changed, Trust(key=key)).faults or not receipt.proves(changed, filed), at


def test_a_receipt_after_a_change_of_keys_proves_alone_by_the_published_key(vault: Vault) -> None:
    """Sealed by the successor, whom the published key handed the signing to: the receipt tells that, too."""
    filed, salt = b"laporan", b"g" * 32
    later = Vault(vault.door.root)
    lines, keys, handed = list(later.lines()), later.keys(), later.seals()[1].note
    event = Head(seq=10).chained(Happening("noted", WHO, "", after=receipt.fingerprint(salt, filed)), now=NOW)
    tree = merkle.Tree(merkle.leaf_hash(line) for line in [*lines[:10], event.line()])
    sealed = Seal(note.sign(note.Checkpoint(ORIGIN, 11, tree.root()), SUCCESSOR))
    about = {"path": tree.inclusion(10), "seal": sealed, "salt": salt}
    made = receipt.make(event.line(), keys=keys, handed=[handed], **about)
    assert b'"netral-receipt/2"' in made
    assert receipt.verify(made, Trust(key=keys[0])).faults == []
    assert receipt.proves(made, filed)
    named = {(one.code, one.at) for one in receipt.verify(made, Trust(key=keys[1])).faults}
    assert named == {("seal.signature", "key")}
    for at in range(len(made)):
        changed = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
        assert receipt.verify(changed, Trust(key=keys[0])).faults or not receipt.proves(changed, filed), at
    # A successor of one's own, and one that was named by a seal of another ledger, or of more events.
    stranger = note.public(Ed25519PrivateKey.from_private_bytes(b"s" * 32), ORIGIN)
    other = note.sign(note.Checkpoint("lain", 8, b"r" * 32), PRIVATE, SUCCESSOR)
    longer = note.sign(note.Checkpoint(ORIGIN, 12, b"r" * 32), PRIVATE, SUCCESSOR)
    for followed, by in (([keys[0], stranger], handed), (keys, other), (keys, longer), (keys, later.seals()[0].note)):
        assert receipt.verify(
            receipt.make(event.line(), keys=followed, handed=[by], **about), Trust(key=keys[0])
        ).faults


def test_what_is_nothing_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("halo")
    for path in (tmp_path, tmp_path / "x.txt", tmp_path / "tidak-ada"):
        with pytest.raises(EvidenceRefused, match=r"bukan bundel|tidak ada; periksa"):
            verify(path)


def test_receiving_goes_on_while_a_bundle_is_made(vault: Vault, tmp_path: Path) -> None:
    """A bundle tells of the events before its seal, whatever came afterwards."""
    later = Vault(Path(shutil.copytree(vault.door.root, tmp_path / "vault")))
    before = bundle(later, tmp_path / "before")
    receive(later, b"sesudahnya")
    after = bundle(later, tmp_path / "after")
    assert all((after / name).read_bytes() == (before / name).read_bytes() for name in members(before))
