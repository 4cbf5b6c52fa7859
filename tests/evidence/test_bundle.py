"""What a bundle promises: the same bytes twice, outsiders' tools agree, and every way to cheat is named."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.evidence import note
from netral.evidence.bundle.write import members, zipped
from netral.evidence.errors import EvidenceRefused
from netral.evidence.vault import Vault
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.path import verify
from tests.evidence.authority import Authority
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import SUCCESSOR, bundle, contents, repack, told
from tests.evidence.cheats import BAGS, CHEATS
from tests.evidence.work import ORIGIN, PRIVATE


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority_in(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    return told(tmp_path_factory.mktemp("vault"))


@pytest.fixture(scope="session")
def dated(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Vault:
    return told(tmp_path_factory.mktemp("dated"), authority)


@pytest.fixture(scope="session")
def good(vault: Vault, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(vault, tmp_path_factory.mktemp("good") / "P-1")


@pytest.fixture
def copy(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "P-1"))


def codes(path: Path, trust: Trust | None = None) -> set[tuple[str, str]]:
    return {(fault.code, fault.at) for fault in verify(path, trust or Trust()).faults}


# Good ones.


def test_a_good_bundle_holds_item_by_item(good: Path) -> None:
    report = verify(good)
    assert report.faults == []
    assert [(one.name, one.state, one.holds) for one in report.held] == [
        ("B-001", "here", True),
        ("B-002", "withheld", True),
        ("B-003", "here", True),
        ("B-004", "destroyed", True),
    ]
    assert (report.seals, report.events) == (3, 7)


def test_the_same_state_gives_the_same_bytes(vault: Vault, good: Path, tmp_path: Path) -> None:
    again = bundle(vault, tmp_path / "P-1")
    assert members(again) == members(good)
    assert all((again / name).read_bytes() == (good / name).read_bytes() for name in members(good))
    zipped(good, tmp_path / "one.zip")
    zipped(again, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert codes(tmp_path / "one.zip") == set()


def test_nothing_of_another_case_is_in_it(good: Path) -> None:
    assert not [name for name in members(good) if b"P-2" in (good / name).read_bytes()]


def test_what_an_authority_dated_is_told_with_its_name(dated: Vault, authority: Authority, tmp_path: Path) -> None:
    report = verify(bundle(dated, tmp_path / "P-1"), Trust(roots=authority.roots()))
    # The authority's clock is today's, the ledger's is a day in 2024: nothing is dated forward of its seal.
    assert {fault.code for fault in report.faults} <= {"ledger.back_dated"}
    assert report.chained
    assert {one.by for one in report.held} == {"CN=Otoritas Cap Waktu Uji"}


def test_bagit_sha256sum_and_openssl_agree(dated: Vault, authority: Authority, tmp_path: Path) -> None:
    root = bundle(dated, tmp_path / "P-1")
    subprocess.run([sys.executable, "-m", "bagit", "--validate", root], check=True, capture_output=True)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=root, check=True, capture_output=True)
    seals = sorted((root / "data" / "custody" / "seals").glob("*.note"))
    assert len(seals) == 3
    for one in seals:
        given_ = ["-in", one.with_suffix(".tsr"), "-data", one, "-CAfile", authority.root_file]
        # The authority sends its own certificate along; the root is all that a verifier needs.
        subprocess.run(["openssl", "ts", "-verify", *given_], check=True, capture_output=True)


def test_what_somebody_wrote_is_shown_as_text_and_never_run(good: Path) -> None:
    page = (good / "data" / "index.html").read_text()
    assert "&lt;b&gt;berkas&lt;/b&gt;" in page
    assert "<script" not in page
    assert "http" not in re.sub(r"http-equiv", "", page)


def test_a_case_that_no_seal_covers_makes_no_bundle(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(EvidenceRefused, match="segel"):
        bundle_of(vault, tmp_path / "P-9", "P-9")
    assert list(tmp_path.iterdir()) == []


def bundle_of(vault: Vault, folder: Path, case: str) -> Path:
    from dataclasses import replace

    from netral.evidence.bundle.write import write

    write(folder, replace(contents(vault), case=case))
    return folder


def test_a_bundle_is_whole_or_not_there(vault: Vault, tmp_path: Path) -> None:
    def broken(_name: str) -> Any:
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input"):
        bundle(vault, tmp_path / "P-1", open=broken)
    assert list(tmp_path.iterdir()) == []


# Cheats. Each change is followed by new manifests, so that the bag itself looks right.


@pytest.mark.parametrize("what", CHEATS)
def test_who_cheats_and_packs_anew_is_named(copy: Path, what: str) -> None:
    cheat, code = CHEATS[what]
    cheat(copy)
    repack(copy)
    named = codes(copy)
    assert code in {one for one, _ in named}
    assert not {one for one, _ in named if one.startswith("bag.")}


@pytest.mark.parametrize("what", BAGS)
def test_a_bag_that_is_not_as_packed_is_named(copy: Path, what: str) -> None:
    cheat, named = BAGS[what]
    cheat(copy)
    assert named in codes(copy)


def test_the_published_key_is_compared(good: Path) -> None:
    assert codes(good, Trust(key=note.public(PRIVATE, ORIGIN))) == set()
    assert ("seal.signature", "keys.txt") in codes(good, Trust(key=note.public(SUCCESSOR, ORIGIN)))


def test_another_authority_is_not_believed(dated: Vault, tmp_path: Path) -> None:
    other = authority_in(tmp_path / "other", "Palsu")
    named = codes(bundle(dated, tmp_path / "P-1"), Trust(roots=other.roots()))
    assert "seal.timestamp" in {code for code, _ in named}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_of_any_file_is_named(good: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(members(good)))
    path = good / name
    whole = path.read_bytes()
    at, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    try:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        assert codes(good), (name, at)
    finally:
        path.write_bytes(whole)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_of_the_zip_is_named(good: Path, tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "P-1.zip"
    zipped(good, file)
    whole = file.read_bytes()
    at, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
    try:
        assert codes(file), at
    except EvidenceRefused:
        # So damaged that it is no ZIP any more: that is said, too.
        assert not zipfile.is_zipfile(file)
