"""What the agency allows is kept with the vault, and what is there already is paid for once."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import read
from netral.evidence.limits import Budget, Limits
from netral.evidence.vault import Vault
from tests.evidence.work import NOW, WHO, found, identity, receive


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    return found(tmp_path / "vault", *([identity()] if request.param else []))


def test_what_is_too_large_leaves_nothing(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    vault.limit(Limits(file=10, vault=15), who=WHO, why="tempat", now=NOW)
    with pytest.raises(EvidenceRefused, match="lebih besar"):
        receive(vault, b"x" * 11)
    receive(vault, b"x" * 10)
    with pytest.raises(EvidenceRefused, match="5 bita"):
        receive(vault, b"y" * 10)
    assert len(list(vault.lines())) == 2
    assert len(vault.store.names()) == 1
    assert list((tmp_path / "vault" / "incoming").iterdir()) == []


def test_what_the_agency_allows_a_case_and_the_vault_is_kept_with_it_and_recorded_first(vault: Vault) -> None:
    vault.limit(Limits(file=20, case=25, vault=10_000), who=WHO, why="tempat", now=NOW)
    again = Vault(vault.door.root)
    assert again.limits == Limits(file=20, case=25, vault=10_000)
    receive(again, b"x" * 20)
    receive(again, b"y" * 20, case="P-2")
    # The same bytes cost a case nothing more, and what was destroyed makes room.
    with pytest.raises(EvidenceRefused, match="5 bita yang masih boleh disimpan dalam perkara ini"):
        receive(again, b"z" * 20)
    with pytest.raises(EvidenceRefused, match="20 bita yang masih boleh disimpan sebagai satu bukti"):
        receive(again, b"z" * 21, case="P-3")
    again.destroy(again.item("P-1", "B-001"), who=WHO, why="habis", now=NOW)
    assert receive(again, b"z" * 20).item == "B-002"
    assert [read(line).kind for line in again.lines()] == ["noted", "received", "received", "destroyed", "received"]
    assert read(next(again.lines())).facts == {"limits": {"file": 20, "case": 25, "vault": 10_000}}
    (vault.door.root / "limits.json").write_bytes(b'{"case":1}')
    with pytest.raises(EvidenceRefused, match="netral evidence quota"):
        Vault(vault.door.root)


def budget(limits: Limits, *, there: str = "") -> Budget:
    """A case P-1 that holds `a` of 10 bytes, in a vault that holds it and `there`, 10 bytes each."""
    kept, held = {"P-1": {"a": 10}}, {"a", *there}
    return Budget(
        limits, kept=lambda case: kept.get(case, {}), size=lambda: 10 * len(held), holds=lambda name: name in held
    )


@pytest.mark.parametrize(
    ("limits", "there", "case", "name", "fits"),
    [
        # Full: what the case has already costs it nothing, whoever else has a bound.
        (Limits(case=12), "", "P-1", "a", True),
        (Limits(case=12, vault=12), "", "P-1", "a", True),
        (Limits(case=12), "", "P-1", "b", False),
        # What the vault has from another case costs the vault nothing, and this case its size.
        (Limits(vault=21), "b", "P-1", "b", True),
        (Limits(case=20, vault=21), "b", "P-1", "b", True),
        (Limits(case=19, vault=21), "b", "P-1", "b", False),
        (Limits(vault=21), "b", "P-1", "c", False),
        # One file is one file, however often it came.
        (Limits(file=9), "", "P-1", "a", False),
    ],
)
def test_bytes_are_paid_for_once(limits: Limits, there: str, case: str, name: str, fits: bool) -> None:
    with nullcontext() if fits else pytest.raises(EvidenceRefused):
        budget(limits, there=there).spend(case, name, 10)


def test_the_same_bytes_twice_in_one_entry_are_paid_for_once() -> None:
    one = budget(Limits(vault=25))
    for case in ("P-1", "P-2", "P-1"):
        one.spend(case, "b", 10)
    with pytest.raises(EvidenceRefused, match="5 bita"):
        one.spend("P-1", "c", 10)
