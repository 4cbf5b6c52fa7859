"""Is the published format enough? `docs/reference/verify.py` knows the page alone; here the two must agree."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from netral.evidence import merkle, note
from netral.evidence.bundle.write import members, zipped
from netral.evidence.vault import Vault
from netral.evidence.verify import receipt
from netral.evidence.verify.path import verify
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import SUCCESSOR, bundle, repack, told
from tests.evidence.test_bundle import BAGS, CHEATS
from tests.evidence.work import ORIGIN, PRIVATE

SCRIPT = Path(__file__).parents[2] / "docs" / "reference" / "verify.py"
spec = spec_from_file_location("stranger", SCRIPT)
assert spec
assert spec.loader
stranger = module_from_spec(spec)
spec.loader.exec_module(stranger)
FILED, SALT = b"laporan rahasia", b"g" * 32


def theirs(path: Path, key: str | None = None) -> set[str]:
    """The codes that the stranger's verifier names."""
    return {code for code, _ in stranger.judge(path, key).faults}


def ours(path: Path) -> set[str]:
    """The codes that `netral verify` names."""
    return {fault.code for fault in verify(path).faults}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of everything: a ledger folder wholly sealed, a bundle, its ZIP, a receipt."""
    root = tmp_path_factory.mktemp("made")
    vault = told(root / "vault")
    folder = bundle(vault, root / "P-1")
    zipped(folder, root / "P-1.zip")
    (root / "receipt.json").write_bytes(receipted(vault))
    (root / "ledger" / "seals").mkdir(parents=True)
    for name in ("ledger.json", "keys.txt"):
        shutil.copy(root / "vault" / name, root / "ledger" / name)
    for path in (root / "vault" / "seals").iterdir():
        shutil.copy(path, root / "ledger" / "seals" / path.name)
    whole = (root / "vault" / "ledger.ndjson").read_bytes().splitlines(keepends=True)
    (root / "ledger" / "ledger.ndjson").write_bytes(b"".join(whole[:10]))
    return {"bundle": folder, "zip": root / "P-1.zip", "ledger": root / "ledger", "receipt": root / "receipt.json"}


def receipted(vault: Vault) -> bytes:
    """A receipt of the first event, whose content is what was filed with an empty salt."""
    whole, seal = list(vault.lines()), vault.seals()[0]
    return receipt.make(whole[0], lines=whole[:3], seal=seal, key=note.public(PRIVATE, ORIGIN), salt=b"")


def run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", SCRIPT, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


# What is promised of the file itself.


def test_it_needs_nothing_but_python() -> None:
    nodes = list(ast.walk(ast.parse(SCRIPT.read_text(), feature_version=(3, 9))))
    assert not [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level]
    imported = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert imported <= sys.stdlib_module_names
    assert {"argparse", "pathlib"} <= imported
    assert len(SCRIPT.read_text().splitlines()) <= 575


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_says_item_by_item_what_holds(made: dict[str, Path], language: str) -> None:
    key = note.public(PRIVATE, ORIGIN)
    for what, path in made.items():
        done = run(path, "--key", key.written(), "--lang", language)
        assert (done.returncode, done.stderr) == (0, ""), what
        assert key.fingerprint.replace(" ", "") in done.stdout
    words = {"id": "sudah ada pada", "en": "was there by"}[language]
    assert [
        line.split(" ")[0] for line in run(made["bundle"], "--lang", language).stdout.splitlines() if words in line
    ] == [*("B-001", "B-002", "B-003", "B-004")]


def test_its_exit_status_is_that_of_netral(made: dict[str, Path], tmp_path: Path) -> None:
    other = note.public(SUCCESSOR, ORIGIN).written()
    (tmp_path / "x.txt").write_text("halo")
    told_ = [
        run(made["bundle"], "--key", other),
        run(tmp_path),
        run(tmp_path / "x.txt"),
        run(tmp_path / "tiada"),
        run(),
    ]
    assert [done.returncode for done in told_] == [5, 4, 4, 2, 2]
    assert not any("Traceback" in done.stderr for done in told_)


# Where the two must agree.


@pytest.mark.parametrize("what", CHEATS)
def test_who_cheats_and_packs_anew_is_named_by_both(made: dict[str, Path], tmp_path: Path, what: str) -> None:
    cheat, _ = CHEATS[what]
    copy = Path(shutil.copytree(made["bundle"], tmp_path / "P-1"))
    cheat(copy)
    repack(copy)
    assert ours(copy)
    assert theirs(copy)


@pytest.mark.parametrize("what", BAGS)
def test_a_bag_that_is_not_as_packed_is_named_alike(made: dict[str, Path], tmp_path: Path, what: str) -> None:
    cheat, (code, _) = BAGS[what]
    copy = Path(shutil.copytree(made["bundle"], tmp_path / "P-1"))
    cheat(copy)
    assert code in ours(copy)
    assert code in theirs(copy)


def changed(root: Path, name: str, at: int, bit: int, judge: Callable[[Path], Any]) -> Any:
    """What `judge` says of the folder with one bit of one file turned."""
    path = root / name if name else root
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        return judge(root)
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("what", ["bundle", "ledger"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_is_named_by_both(made: dict[str, Path], what: str, data: st.DataObject) -> None:
    root = made[what]
    name = data.draw(st.sampled_from(members(root)))
    at, bit = data.draw(st.integers(0, (root / name).stat().st_size - 1)), data.draw(st.integers(0, 7))
    assert changed(root, name, at, bit, lambda path: bool(ours(path)) and bool(theirs(path))), (name, at, bit)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 5000), bit=st.integers(0, 7))
@example(at=0, bit=0)
def test_the_zip_and_the_receipt_are_as_strict(made: dict[str, Path], at: int, bit: int) -> None:
    for what in ("zip", "receipt"):
        assert changed(made[what], "", at % made[what].stat().st_size, bit, theirs), (what, at, bit)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(lambda rest: b"PK\x03\x04" + rest)))
@example(raw=b"[" * 100_000)
@example(raw=b'{"format":"netral-receipt/1"}')
@example(raw=b"\x1f" * 3)
def test_no_file_brings_it_down(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(raw)
    assert theirs(path)


def test_a_timestamp_of_other_bytes_is_named(tmp_path: Path) -> None:
    (tmp_path / "authority").mkdir()
    vault = told(tmp_path / "vault", authority_in(tmp_path / "authority"))
    good, seals = bundle(vault, tmp_path / "P-1"), tmp_path / "P-1" / "data" / "custody" / "seals"
    # The authority's clock is today's, the ledger's a day in 2024.
    assert theirs(good) == ours(good) | {"ledger.back_dated"} == {"ledger.back_dated"}
    assert "openssl ts -verify -data data/custody/seals/0000000003.note" in run(good).stdout
    first, second = sorted(seals.glob("*.tsr"))[:2]
    whole = first.read_bytes()
    for raw in (second.read_bytes(), b"", b"\x30\x03\x02\x01\x02", whole[:40], whole[1:], b"\x30\x80" + whole[2:]):
        first.write_bytes(raw)
        repack(good)
        assert "seal.timestamp" in theirs(good) & ours(good)


# A bundle that a stranger made, from the page alone.


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def by_hand(root: Path) -> Path:
    """One item, two events, a seal of each."""
    key, origin, item = (
        Ed25519PrivateKey.from_private_bytes(b"h" * 32),
        "orang.contoh.example/buku",
        "buah tangan é".encode(),
    )
    facts = {"title": "surat", "kind": "file", "media_type": "text/plain", "size": len(item), "of": None}
    event: dict[str, Any] = {
        "format": "netral-event/1",
        "seq": 0,
        "prev": None,
        "case": "K-1",
        "case_seq": 0,
        "case_prev": None,
    }
    event |= {"item": "B-1", "at": "2026-02-03T04:05:06Z", "clock": "system", "kind": "received", "why": "diserahkan"}
    event |= {"who": {"role": "tamu", "id": "T"}, "before": None, "after": f"sha256:{sha(item)}", "facts": facts}
    first = canonical(event)
    link = f"sha256:{sha(first)} sha512:{hashlib.sha512(first).hexdigest()}"
    second = canonical(event | {"seq": 1, "prev": link, "case_seq": 1, "case_prev": link, "kind": "noted", "facts": {}})
    one, two = (hashlib.sha256(b"\0" + line).digest() for line in (first, second))
    both = hashlib.sha256(b"\1" + one + two).digest()
    typed = b"\1" + key.public_key().public_bytes_raw()
    hashed = hashlib.sha256(f"{origin}\n".encode() + typed).digest()[:4]
    inclusion = [{"seq": 0, "path": [two.hex()]}, {"seq": 1, "path": [one.hex()]}]
    consistency = [{"from": 1, "to": 2, "path": [two.hex()]}]
    proofs = {"format": "netral-proofs/1", "size": 2, "inclusion": inclusion, "consistency": consistency}
    about: dict[str, Any] = {"format": "netral-bundle/1", "case": "K-1", "origin": origin, "size": 2, "rulebook": None}
    about |= {"items": [facts | {"item": "B-1", "object": event["after"], "state": "here"}]}
    files = {
        "data/custody/ledger.ndjson": first + b"\n" + second + b"\n",
        "data/custody/keys.txt": f"{origin}+{hashed.hex()}+{b64encode(typed).decode()}\n".encode(),
        "data/custody/proofs.json": canonical(proofs),
        "data/bundle.json": canonical(about),
        f"data/objects/{sha(item)}": item,
        "data/acts.json": canonical({"type": "Collection", "items": []}),
        "data/index.html": b"<!doctype html>",
        "data/index.pdf": b"%PDF-1.7",
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": b"Source-Organization: orang\n",
    }
    for size, root_ in ((1, one), (2, both)):
        text = f"{origin}\n{size}\n{b64encode(root_).decode()}\n"
        signature = b64encode(hashed + key.sign(text.encode())).decode()
        files[f"data/custody/seals/{size:010}.note"] = f"{text}\n— {origin} {signature}\n".encode()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    repack(root)
    return root


def test_a_bundle_that_a_stranger_made_is_accepted(tmp_path: Path) -> None:
    made_by_hand = by_hand(tmp_path / "K-1")
    assert (ours(made_by_hand), theirs(made_by_hand)) == (set(), set())


def test_signatures_are_checked_as_strictly_as_elsewhere() -> None:
    """Only the one encoding of S: what OpenSSL refuses is refused here, too."""
    public, signature = PRIVATE.public_key().public_bytes_raw(), PRIVATE.sign(b"pesan")
    assert stranger.signed(public, signature, b"pesan")
    larger = int.from_bytes(signature[32:], "little") + stranger.ORDER
    for other in (signature[:32] + larger.to_bytes(32, "little"), bytes(64), signature[:63] + b"\xff"):
        assert not stranger.signed(public, other, b"pesan")
    assert not stranger.signed(b"\xff" * 32, signature, b"pesan")


@given(sizes=st.lists(st.integers(1, 70), min_size=2, max_size=2, unique=True).map(sorted))
def test_trees_are_those_of_the_project(sizes: list[int]) -> None:
    lines = [b"%d" % number for number in range(sizes[1])]
    tree = merkle.Tree(merkle.leaf_hash(line) for line in lines)
    small, large = ({"size": size, "root": stranger.root_of(lines[:size])} for size in sizes)
    assert (small["root"], large["root"]) == (tree.root(sizes[0]), tree.root())
    assert stranger.consistent(small, large, [one.hex() for one in tree.consistency(*sizes)])
    for seq, line in enumerate(lines):
        path = [one.hex() for one in tree.inclusion(seq)]
        assert stranger.included(line, seq, large, path)
        assert not stranger.included(line, seq + 1, large, path)
        assert not stranger.included(line, seq, large, [*path, "00" * 32])
