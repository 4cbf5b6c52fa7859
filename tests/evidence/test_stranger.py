"""A stranger's verifier, written from the published page alone, sees what ours sees: good bundles and every cheat."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from netral.evidence import note
from netral.evidence.bundle.write import members
from netral.evidence.verify.path import verify
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import SUCCESSOR, bundle, repack, told
from tests.evidence.test_bundle import BAGS, CHEATS
from tests.evidence.work import ORIGIN, PRIVATE

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
