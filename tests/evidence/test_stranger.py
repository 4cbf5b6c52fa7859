"""A stranger's verifier, written from the published page alone, sees what ours sees: good bundles and every cheat."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from netral.evidence import canonical, note
from netral.evidence.bundle.contents import Contents
from netral.evidence.bundle.write import members, write
from netral.evidence.vault import Vault
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.path import verify
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import SUCCESSOR, bundle, repack, told
from tests.evidence.cheats import BAGS, CHEATS
from tests.evidence.work import ORIGIN, PRIVATE, WHO, found, receive

PROGRAM = Path(__file__).parents[2] / "docs" / "reference" / "verify.py"


def asked(*words: object) -> tuple[int, list[str]]:
    command = [sys.executable, "-I", f"{PROGRAM}", *(f"{word}" for word in words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout.splitlines()


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stranger")
    return bundle(told(folder / "vault"), folder / "P-1")


def test_it_is_short_and_stands_on_python_alone() -> None:
    text = PROGRAM.read_text("utf-8")
    assert len(text.splitlines()) <= 300
    nodes = list(ast.walk(ast.parse(text, feature_version=(3, 9))))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    assert named <= sys.stdlib_module_names
    assert "netral" not in named


def test_it_finds_a_good_bundle_good(good: Path) -> None:
    status, said = asked(good, note.public(PRIVATE, ORIGIN).written())
    assert (status, said[-1]) == (0, "HOLDS")
    assert sum(line.startswith("B-00") for line in said) == 4


def test_it_reads_a_timestamp_and_says_who_checks_its_signature(tmp_path: Path) -> None:
    authority = authority_in(tmp_path / "authority")
    root = bundle(told(tmp_path / "vault", authority), tmp_path / "P-1")
    _, said = asked(root)
    assert sum(line.startswith("openssl ts -verify") for line in said) == 3
    assert "seal.timestamp" not in "".join(said)
    assert any(", dated by 20" in line for line in said)
    seal = max((root / "data/custody/seals").glob("*.tsr"))
    seal.write_bytes(min((root / "data/custody/seals").glob("*.tsr")).read_bytes())
    repack(root)
    status, said = asked(root)
    assert status == 5
    assert "seal.timestamp 10" in said


def test_it_does_not_believe_another_key(good: Path) -> None:
    status, said = asked(good, note.public(SUCCESSOR, ORIGIN).written())
    assert (status, "seal.signature keys.txt" in said) == (5, True)


@pytest.mark.parametrize("what", [*CHEATS, *BAGS])
def test_it_names_every_cheat_that_ours_names(good: Path, tmp_path: Path, what: str) -> None:
    copy = Path(shutil.copytree(good, tmp_path / "P-1"))
    if what in CHEATS:
        CHEATS[what][0](copy)
        repack(copy)
    else:
        BAGS[what][0](copy)
    status, said = asked(copy)
    assert (status, verify(copy).holds) == (5, False)
    ours = {fault.code for fault in verify(copy).faults}
    assert {line.split(" ")[0] for line in said} & ours


def _record(root: Path, **changes: object) -> None:
    path = root / "data/captures/B-001.json"
    path.write_bytes(canonical.encode({**json.loads(path.read_bytes()), **changes}))


def _twice(root: Path, what: str) -> None:
    path = root / "data/custody/proofs.json"
    proofs = json.loads(path.read_bytes())
    path.write_bytes(canonical.encode({**proofs, what: [*proofs[what], proofs[what][0]]}))


@pytest.mark.parametrize(
    ("cheat", "named"),
    {
        "a file of nobody's": (
            lambda root: (root / "data/lain.txt").write_text("x"),
            "object.unaccounted data/lain.txt",
        ),
        "no page": (lambda root: (root / "data/index.html").unlink(), "bundle.description data/index.html"),
        "another name": (lambda root: _record(root, name="b.txt"), "bundle.description captures/B-001.json"),
        "another view": (
            lambda root: _record(root, views=[{"item": "B-009"}]),
            "bundle.description captures/B-001.json",
        ),
        "a proof twice": (lambda root: _twice(root, "inclusion"), "bundle.description proofs.json"),
        "a step twice": (lambda root: _twice(root, "consistency"), "bundle.description proofs.json"),
    }.values(),
)
def test_both_name_what_only_the_deeper_layers_can_see(
    good: Path, tmp_path: Path, cheat: Callable[[Path], object], named: str
) -> None:
    copy = Path(shutil.copytree(good, tmp_path / "P-1"))
    cheat(copy)
    repack(copy)
    status, said = asked(copy)
    assert (status, named in said) == (5, True)
    assert named in {f"{fault.code} {fault.at}" for fault in verify(copy).faults}


def test_both_believe_a_timestamp_that_was_carried_and_what_was_recorded_meanwhile(tmp_path: Path) -> None:
    """Asked for three days ago, answered today: what came in meanwhile is not dated back."""
    authority, vault = authority_in(tmp_path / "authority"), found(tmp_path / "vault")
    begun = datetime.now(UTC) - timedelta(days=3)
    receive(vault, b"isi satu", now=begun)
    event, query = vault.ask_later(PRIVATE, who=WHO, now=begun)
    receive(vault, b"isi dua", now=begun + timedelta(days=1))
    vault.seal(PRIVATE, who=WHO, now=begun + timedelta(days=1))
    told = vault.answered(authority.answer(query), who=WHO, now=datetime.now(UTC))
    assert (event.facts["size"], told.facts["size"], "authority" in told.facts) == (1, 1, True)
    vault.seal(PRIVATE, who=WHO, now=datetime.now(UTC), ask=authority.answer)
    assert verify(vault.door.root).faults == []
    lines, seals, keys = list(vault.lines()), vault.seals(), vault.keys()
    write(tmp_path / "P-1", Contents("P-1", vault.origin, lines, seals, keys, vault.store.read))
    report = verify(tmp_path / "P-1", Trust(roots=authority.roots()))
    assert (report.faults, [(one.code, one.at) for one in report.told]) == (
        [],
        [("seal.late", "1"), ("bundle.unsigned", "bundle.note")],
    )
    status, said = asked(tmp_path / "P-1")
    assert (status, said[-1]) == (0, "HOLDS")
    # OpenSSL reads it with nothing of ours.
    seal = tmp_path / "P-1/data/custody/seals/0000000001"
    words = ["-data", f"{seal}.note", "-in", f"{seal}.tsr", "-CAfile", authority.root_file]
    assert subprocess.run(["openssl", "ts", "-verify", *words], capture_output=True, check=False).returncode == 0


def test_both_name_what_is_older_than_the_moment_at_which_a_carried_timestamp_was_asked_for(tmp_path: Path) -> None:
    authority, vault = authority_in(tmp_path / "authority"), found(tmp_path / "vault")
    now = datetime.now(UTC)
    receive(vault, b"isi satu", now=now - timedelta(days=9))
    _, query = vault.ask_later(PRIVATE, who=WHO, now=now - timedelta(days=3))
    # The clock's own order would tell of this at once: the cheat leaves the event before it out of that.
    path = vault.door.root / "ledger.ndjson"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    receive(Vault(vault.door.root), b"isi dua", now=now - timedelta(days=5))
    vault = Vault(vault.door.root)
    vault.answered(authority.answer(query), who=WHO, now=now)
    vault.seal(PRIVATE, who=WHO, now=now)
    lines, seals, keys = list(vault.lines()), vault.seals(), vault.keys()
    write(tmp_path / "P-1", Contents("P-1", vault.origin, lines, seals, keys, vault.store.read))
    assert "ledger.back_dated 1" in asked(tmp_path / "P-1")[1]
    assert ("ledger.back_dated", "1") in {(one.code, one.at) for one in verify(tmp_path / "P-1").faults}


def test_it_says_what_is_no_bundle(tmp_path: Path) -> None:
    assert asked(tmp_path)[0] == 4
    assert asked()[0] == 2


def test_the_files_of_a_bundle_are_all_read_by_both(good: Path, tmp_path: Path) -> None:
    """One changed byte in each file, at its middle: both name it."""
    for name in members(good):
        copy = Path(shutil.copytree(good, tmp_path / name.replace("/", "-")))
        path = copy / name
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1 :])
        assert asked(copy)[0] in (4, 5), name
        assert not verify(copy).holds, name
