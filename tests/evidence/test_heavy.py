"""Whoever checks a stranger's bundle is not brought down by it: little memory, an answer, and no false accusation."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from netral.evidence import canonical
from netral.evidence.bundle import said
from netral.evidence.bundle.write import zipped
from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import LINE, Happening
from netral.evidence.verify import caps
from netral.evidence.verify.path import verify
from tests.evidence.bundles import ASSESSMENT, bundle, told
from tests.evidence.work import NOW, WHO, found

Make = Callable[[Path], Path]
MEGABYTES = 300


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("heavy")
    return bundle(told(folder / "vault"), folder / "P-1")


_WATCH = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "netral", "verify", sys.argv[1]], capture_output=True)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10)
"""
"""A small program between: a child counts as its own what its parent had when they parted."""


def checked(path: Path) -> tuple[int, int]:
    """Exit status, and megabytes at most, of the command as a judge runs it."""
    done = subprocess.run([sys.executable, "-c", _WATCH, f"{path}"], capture_output=True, text=True, check=True)
    status, megabytes = done.stdout.split()
    return int(status), int(megabytes)


def put(name: str, data: bytes) -> Make:
    def do(root: Path) -> Path:
        (root / name).write_bytes(data)
        return root

    return do


def holes(name: str) -> Make:
    def do(root: Path) -> Path:
        with (root / name).open("r+b") as file:
            file.truncate(2 << 30)
        return root

    return do


def lists(count: int) -> bytes:
    return b"[" + b",".join([b"[]"] * count) + b"]"


def as_ledger(data: bytes) -> Make:
    def do(root: Path) -> Path:
        folder = root.parent / "ledger"
        shutil.copytree(root / "data/custody", folder)
        (folder / "ledger.json").write_bytes(canonical.encode({"format": "netral-ledger/1", "origin": "x"}))
        (folder / "ledger.ndjson").write_bytes(data)
        return folder

    return do


def directory(count: int, *, second: bool) -> Make:
    """A ZIP whose directory has this many members; `second`: that of ZIP64, and a small one in the usual place."""

    def do(root: Path) -> Path:
        file = root.with_suffix(".zip")
        member = struct.pack("<4s6H3L5H2L", b"PK\1\2", 788, 20, 0, 0, 0, 33, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0) + b"a/bc"
        zipped(root, file)
        with file.open("r+b") as out:
            out.seek(-22, os.SEEK_END)
            last = out.read()
            out.seek(-22, os.SEEK_END)
            begin = out.tell()
            out.write(member * count)
            end = out.tell()
            large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, end - begin, begin)
            out.write(large + struct.pack("<4sLQL", b"PK\6\7", 0, end, 1))
            whole = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
            out.write(last if second else whole)
        return file

    return do


BOMBS: dict[str, tuple[Make, int]] = {
    "very many lists": (put("data/acts.json", lists(4_000_000)), 4),
    "very many lists in what describes it": (put("data/bundle.json", lists(4_000_000)), 4),
    "very deep": (put("data/assessments.json", b"[" * 3_000_000), 4),
    "a large hole": (holes("data/bundle.json"), 4),
    "a large hole in a seal": (holes("data/custody/seals/0000000010.note"), 4),
    "very many keys": (put("data/custody/keys.txt", b"x+00000000+AQ==\n" * 300_000), 4),
    "a long manifest": (put("manifest-sha256.txt", b"%064d  data/x\n" % 0 * 600_000), 4),
    "a manifest of nothing": (
        put("manifest-sha256.txt", b"".join(b"%064d  data/%d\n" % (0, n) for n in range(2**18))),
        5,
    ),
    "very many lines in a case": (put("data/custody/ledger.ndjson", b"\n" * 4_000_000), 5),
    "very many lines": (as_ledger(b"\n" * 4_000_000), 5),
    "a line without an end": (as_ledger(b"x" * (400 << 20)), 4),
    "a million members": (directory(1_000_000, second=False), 5),
    "a million members in a second directory": (directory(1_000_000, second=True), 5),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_answered_with_little_memory(good: Path, tmp_path: Path, what: str) -> None:
    copy = Path(shutil.copytree(good, tmp_path / "P-1"))
    make, expected = BOMBS[what]
    status, megabytes = checked(make(copy))
    assert (status, megabytes < MEGABYTES) == (expected, True), megabytes


def test_of_very_many_faults_some_are_told_and_the_rest_is_counted(good: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(good, tmp_path / "P-1"))
    for number in range(caps.TOLD + 7):
        (copy / f"data/{number}").write_bytes(b"")
    unlisted = [one for one in verify(copy).faults if one.code == "bag.unlisted"]
    assert len(unlisted) == caps.TOLD + 1
    assert "dan 7 lagi" in unlisted[-1].words["id"]


def test_what_its_reader_would_refuse_is_not_packed(good: Path, tmp_path: Path) -> None:
    """Nobody is handed a bundle that cannot be checked."""
    many = [{"type": "Like"}] * (caps.VALUES // 2)
    acts = canonical.encode(said.collection(many))
    with pytest.raises(EvidenceRefused, match="terlalu besar untuk satu bundel"):
        bundle(told(tmp_path / "vault"), tmp_path / "P-1", acts=acts, assessments=canonical.encode([ASSESSMENT]))
    assert not (tmp_path / "P-1").exists()


def test_what_its_reader_would_refuse_is_not_recorded(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    with pytest.raises(EvidenceRefused, match="terlalu panjang"):
        vault.record(Happening("noted", WHO, "x" * LINE), now=NOW)
    assert list(vault.lines()) == []
    vault.record(Happening("noted", WHO, "pendek"), now=NOW)


@pytest.mark.parametrize("name", [".DS_Store", "data/Thumbs.db", "data/objects/._x"])
def test_what_a_computer_left_there_is_said_to_be_that(good: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(good, tmp_path / "P-1"))
    (copy / name).write_bytes(b"x")
    words = [one.words["en"] for one in verify(copy).faults if one.code == "bag.unlisted"]
    assert len(words) == 1
    assert "delete this file" in words[0]
