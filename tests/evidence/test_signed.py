"""A bundle that was signed as a whole: not even its pages can be exchanged, and that a signature is gone is told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from netral.evidence.bundle.signature import FILE
from netral.evidence.bundle.write import members, zipped
from netral.evidence.errors import EvidenceRefused, Fault
from netral.evidence.verify.path import verify
from tests.evidence.bundles import SUCCESSOR, UNTOLD, bundle, repack, told
from tests.evidence.test_stranger import asked
from tests.evidence.work import PRIVATE


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signed")
    return bundle(told(folder / "vault"), folder / "P-1", key=SUCCESSOR)


@pytest.fixture
def copy(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "P-1"))


def told_of(root: Path) -> tuple[list[Fault], list[str]]:
    """What is wrong with the bundle, and what a reader should know of it."""
    report = verify(root)
    return report.faults, [one.code for one in report.told if one.code.startswith("bundle.")]


def named(root: Path) -> set[str]:
    return {fault.code for fault in verify(root).faults}


def test_both_verifiers_and_bagit_find_it_good(good: Path) -> None:
    assert told_of(good) == ([], [])
    assert verify(good).signed
    status, said = asked(good)
    assert (status, "signed as a whole" in said) == (0, True)
    subprocess.run([sys.executable, "-m", "bagit", "--validate", good], check=True, capture_output=True)


def test_the_same_key_gives_the_same_bytes(copy: Path, tmp_path: Path) -> None:
    again = bundle(told(tmp_path / "vault"), tmp_path / "again" / "P-1", key=SUCCESSOR)
    for root in (copy, again):
        zipped(root, root.with_suffix(".zip"))
    assert copy.with_suffix(".zip").read_bytes() == again.with_suffix(".zip").read_bytes()


def test_only_the_key_in_force_signs(tmp_path: Path) -> None:
    with pytest.raises(EvidenceRefused, match="sudah diganti"):
        bundle(told(tmp_path / "vault"), tmp_path / "P-1", key=PRIVATE)
    assert not (tmp_path / "P-1").exists()


@pytest.mark.parametrize("name", ["data/index.html", "data/index.pdf", "bag-info.txt", "data/custody/keys.txt", FILE])
def test_whatever_is_exchanged_is_named_by_both(copy: Path, name: str) -> None:
    path = copy / name
    path.write_bytes(path.read_bytes() + b"\n")
    repack(copy)
    assert "bundle.signature" in named(copy)
    status, said = asked(copy)
    assert (status, "bundle.signature bundle.note" in said) == (5, True)


def test_a_file_put_in_or_taken_out_breaks_it(copy: Path) -> None:
    (copy / "data/captures/B-001.json").unlink()
    repack(copy)
    assert named(copy) == {"bundle.signature"}
    assert "bundle.signature bundle.note" in asked(copy)[1]


def test_that_a_signature_was_taken_away_is_told_by_both(copy: Path) -> None:
    (copy / FILE).unlink()
    assert told_of(copy) == ([], ["bundle.unsigned"])
    assert not verify(copy).signed
    status, said = asked(copy)
    assert (status, any(line.startswith("NOT SIGNED as a whole") for line in said)) == (0, True)


def test_a_link_in_its_place_is_no_signature(copy: Path) -> None:
    (copy / FILE).unlink()
    (copy / FILE).symlink_to("/nowhere")
    assert "bundle.signature" in named(copy)
    assert "bundle.signature bundle.note" in asked(copy)[1]


def test_acts_on_record_that_are_not_handed_over_are_told_by_both(tmp_path: Path) -> None:
    root = bundle(told(tmp_path / "vault"), tmp_path / "P-1", key=SUCCESSOR, **UNTOLD)
    assert told_of(root) == ([], ["bundle.unsaid"])
    status, said = asked(root)
    assert (status, "0 of the 1 acts on record are told of here" in said) == (0, True)
    assert "data/acts.json" not in members(root)
