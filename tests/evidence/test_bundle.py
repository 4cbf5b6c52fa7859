"""What a bundle promises: the same bytes twice, outsiders' tools agree, and every way to cheat is named."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.evidence import canonical, note
from netral.evidence.bundle.write import members, zipped
from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import Happening, read
from netral.evidence.ledger import Head
from netral.evidence.vault import Vault
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.path import verify
from tests.evidence.authority import Authority
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import SUCCESSOR, bundle, contents, repack, told
from tests.evidence.work import NOW, ORIGIN, PRIVATE, WHO

Cheat = Callable[[Path], object]


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


def edit(name: str, old: str, new: str) -> Cheat:
    def do(root: Path) -> None:
        path = root / "data" / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return do


def lines(root: Path) -> list[bytes]:
    return (root / "data/custody/ledger.ndjson").read_bytes().splitlines()


def rewrite(root: Path, told_: list[bytes]) -> None:
    (root / "data/custody/ledger.ndjson").write_bytes(b"".join(line + b"\n" for line in told_))


def without(number: int) -> Cheat:
    return lambda root: rewrite(root, [line for at, line in enumerate(lines(root)) if at != number])


def swapped(root: Path) -> None:
    first, second, *rest = lines(root)
    rewrite(root, [second, first, *rest])


def inserted(root: Path) -> None:
    before = lines(root)
    head = Head()
    for line in before[:2]:
        head.cases = {
            "P-1": ((read(line).case_seq or 0) + 1, "sha256:" + __import__("hashlib").sha256(line).hexdigest())
        }
    head.seq, head.prev = 2, "sha256:" + "0" * 64
    event = head.chained(Happening("noted", WHO, "disisipkan", case="P-1"), now=NOW)
    rewrite(root, [*before[:2], event.line(), *before[2:]])


def signed_anew(root: Path) -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
    for path in (root / "data/custody/seals").glob("*.note"):
        checkpoint, _ = note.read(path.read_bytes())
        path.write_bytes(note.sign(checkpoint, stranger))
    with (root / "data/custody/keys.txt").open("a") as file:
        file.write(note.public(stranger, ORIGIN).written() + "\n")


def signed_by_a_former_key(root: Path) -> None:
    """Stolen after it was changed for another."""
    last = max((root / "data/custody/seals").glob("*.note"))
    last.write_bytes(note.sign(note.read(last.read_bytes())[0], PRIVATE))


def signed_besides(root: Path) -> None:
    """The true signature, and one that does not hold under the name of a key that is listed."""
    last = max((root / "data/custody/seals").glob("*.note"))
    checkpoint, _ = note.read(last.read_bytes())
    other = note.sign(note.Checkpoint(checkpoint.origin, 1, checkpoint.root), PRIVATE).splitlines()[-1]
    last.write_bytes(last.read_bytes() + other + b"\n")


def forked(root: Path) -> None:
    """A second story, signed with the true key: a seal of the same events with another root."""
    last = max((root / "data/custody/seals").glob("*.note"))
    checkpoint, _ = note.read(last.read_bytes())
    other = note.Checkpoint(checkpoint.origin, checkpoint.size, b"\x07" * 32)
    last.write_bytes(note.sign(other, SUCCESSOR))


def other_object(root: Path) -> None:
    path = next((root / "data/objects").iterdir())
    path.write_bytes(path.read_bytes() + b"!")


def extra_object(root: Path) -> None:
    (root / "data/objects" / ("0" * 64)).write_bytes(b"bukan milik siapa pun")


def gone_object(root: Path) -> None:
    next((root / "data/objects").iterdir()).unlink()


def other_rules(root: Path) -> None:
    (root / "data/rulebook.json").write_bytes(canonical.encode({"norms": ["lain"]}))


def assessed_otherwise(root: Path) -> None:
    (root / "data/assessments.json").write_text(json.dumps([{"rulebook": {"sha256": "0" * 64}}]))


def no_list_of_assessments(root: Path) -> None:
    (root / "data/assessments.json").write_text("{}")


def assessed_twice(root: Path) -> None:
    """Two readers of this JSON believe two different rulebooks."""
    path = root / "data/assessments.json"
    path.write_text(path.read_text().replace('"sha256":', f'"sha256":"{"0" * 64}","sha256":'))


def listed_twice(root: Path) -> None:
    path = root / "data/custody/keys.txt"
    path.write_text(path.read_text() + path.read_text())


def a_twin(root: Path) -> None:
    """One and the same file on a disk that does not tell large letters from small."""
    path = root / "data/captures/B-001.json"
    path.with_name("b-001.json").write_bytes(path.read_bytes())


def no_seals(root: Path) -> None:
    shutil.rmtree(root / "data/custody/seals")


def last_seal_gone(root: Path) -> None:
    max((root / "data/custody/seals").glob("*.note")).unlink()


def renamed_seal(root: Path) -> None:
    last = max((root / "data/custody/seals").glob("*.note"))
    last.rename(last.with_name("0000000099.note"))


def proof_of_nothing(root: Path) -> None:
    path = root / "data/custody/proofs.json"
    told_ = canonical.decode(path.read_bytes())
    told_["inclusion"][0]["path"][0] = "0" * 64
    told_["consistency"][0]["path"] = []
    path.write_bytes(canonical.encode(told_))


CHEATS: dict[str, tuple[Cheat, str]] = {
    "a word of the ledger": (edit("custody/ledger.ndjson", "diserahkan", "dicurikan."), "ledger.case_chain"),
    "a first event removed": (without(0), "ledger.case_missing"),
    "a middle event removed": (without(2), "ledger.case_missing"),
    "the last event removed": (without(6), "bundle.description"),
    "two events swapped": (swapped, "ledger.order"),
    "an event put in": (inserted, "ledger.case_chain"),
    "a line that is none": (edit("custody/ledger.ndjson", '"seq":0', '"seq": 0'), "ledger.line"),
    "a key of one's own": (signed_anew, "seal.signature"),
    "a key that was changed": (signed_by_a_former_key, "seal.signature"),
    "a signature more": (signed_besides, "seal.signature"),
    "a second story": (forked, "proof.inclusion"),
    "no seals": (no_seals, "seal.missing"),
    "the last seal taken out": (last_seal_gone, "seal.missing"),
    "a seal under another size": (renamed_seal, "seal.note"),
    "a seal's origin": (edit("custody/seals/0000000003.note", "contoh.", "contok."), "seal.signature"),
    "proofs made up": (proof_of_nothing, "proof.inclusion"),
    "seals that do not follow": (proof_of_nothing, "proof.consistency"),
    "other bytes of an item": (other_object, "object.changed"),
    "bytes of nobody": (extra_object, "object.unaccounted"),
    "bytes taken out": (gone_object, "object.missing"),
    "called destroyed": (edit("bundle.json", '"state":"here"', '"state":"destroyed"'), "object.state"),
    "called here again": (edit("bundle.json", '"state":"destroyed"', '"state":"here"'), "object.state"),
    "another title": (edit("bundle.json", "tangkapan", "karangan"), "object.state"),
    "another case": (edit("bundle.json", '"case":"P-1"', '"case":"P-7"'), "ledger.case"),
    "another ledger": (edit("bundle.json", "contoh.", "contok."), "seal.note"),
    "another size": (edit("bundle.json", '"size":10}', '"size":9}'), "seal.missing"),
    "a description that is not canonical": (edit("bundle.json", ",", ", "), "bundle.description"),
    "a capture of something else": (edit("captures/B-001.json", "sha256:", "sha256:0"), "bundle.description"),
    "other rules": (other_rules, "rulebook"),
    "assessed by other rules": (assessed_otherwise, "rulebook"),
    "no list of assessments": (no_list_of_assessments, "rulebook"),
    "assessed by two rulebooks": (assessed_twice, "rulebook"),
    "keys listed twice": (listed_twice, "seal.signature"),
    "a copy of another original": (edit("bundle.json", '"of":"B-002"', '"of":"B-001"'), "object.state"),
    "a file that differs by a small letter": (a_twin, "bundle.description"),
    "another spelling of the same name": (
        lambda root: (root / "data/captures/e\u0301.json").write_bytes(b"{}"),
        "bundle.description",
    ),
}


@pytest.mark.parametrize("what", CHEATS)
def test_who_cheats_and_packs_anew_is_named(copy: Path, what: str) -> None:
    cheat, code = CHEATS[what]
    cheat(copy)
    repack(copy)
    named = codes(copy)
    assert code in {one for one, _ in named}
    assert not {one for one, _ in named if one.startswith("bag.")}


BAGS: dict[str, tuple[Cheat, tuple[str, str]]] = {
    "changed": (lambda root: (root / "data/acts.json").write_bytes(b"{}"), ("bag.changed", "data/acts.json")),
    "missing": (lambda root: (root / "data/acts.json").unlink(), ("bag.missing", "data/acts.json")),
    "unlisted": (lambda root: (root / "data/lagi").write_bytes(b""), ("bag.unlisted", "data/lagi")),
    "beside": (lambda root: (root / "fetch.txt").write_bytes(b""), ("bag.unlisted", "fetch.txt")),
    "link": (lambda root: (root / "data/lagi").symlink_to("/etc/passwd"), ("bag.unlisted", "data/lagi")),
    "pipe": (lambda root: os.mkfifo(root / "data/lagi"), ("bag.unlisted", "data/lagi")),
    "declaration": (lambda root: (root / "bagit.txt").write_bytes(b"x"), ("bag.declaration", "bagit.txt")),
    "no manifest": (lambda root: (root / "manifest-sha256.txt").unlink(), ("bag.declaration", "manifest-sha256.txt")),
}


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
