"""Killed at any step, or written by many at once: a vault is whole, and nothing is kept by half."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from netral.evidence import seal
from netral.evidence.event import Happening, read
from netral.evidence.vault import Vault
from tests.evidence.work import NOW, WHO, faults, found, receive

SOURCE = Path(__file__).parents[2] / "src" / "netral" / "evidence"
WORK = Path(__file__).parent / "work.py"
OTHER = {"role": "ppk", "id": "P-09"}


def test_eight_writers_lose_nothing(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    writers = [subprocess.Popen([sys.executable, WORK, vault.door.root, "many"]) for _ in range(8)]
    assert [writer.wait(120) for writer in writers] == [0] * 8
    assert (len(list(vault.lines())), faults(vault)) == (160, [])


@pytest.mark.parametrize("what", ["add", "add many", "seal", "destroy"])
@pytest.mark.parametrize("call", ["openat", "write", "fsync", "rename", "unlink"])
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_a_kill_at_any_step_leaves_all_or_nothing(tmp_path: Path, what: str, call: str) -> None:
    ready = tmp_path / "ready"
    receive(found(ready), b"isi yang lama")
    begins, steps = _calls(_copy(ready, tmp_path / "counted"), what, call)
    for step in range(begins, begins + steps):
        folder = _copy(ready, tmp_path / f"{step}")
        done = _traced(folder, what, "-e", f"inject={call}:signal=KILL:when={step}")
        assert done.returncode != 0, step
        _is_whole(folder)


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_a_kill_while_many_are_flushed_side_by_side_leaves_all_or_nothing(tmp_path: Path, step: int) -> None:
    """Each thread counts for itself here: the first to come to its `step`th flush ends all of them."""
    folder = tmp_path / "vault"
    receive(found(folder), b"isi yang lama")
    done = _traced(folder, "add twenty", "-f", "-e", f"inject=fsync:signal=KILL:when={step}")
    assert done.returncode != 0
    _is_whole(folder)


def _is_whole(folder: Path) -> None:
    """Of each thing all or nothing, no record without bytes, and it goes on from there."""
    again = Vault(folder)
    again.sweep(now=NOW)
    assert faults(again) == []
    assert set(again.store.names()) == {one.object for one in again.items() if one.state == "here"}
    for one in again.items():
        if one.state == "here":
            again.store.read(one.object).close()
    assert list((again.door.root / "incoming").iterdir()) == []
    assert [told for _, told in seal.open_seals(again.seals(), again.keys()) if told] == []
    receive(again, b"sesudahnya", case="P-9")
    assert faults(again) == []


def _copy(ready: Path, to: Path) -> Path:
    return Path(shutil.copytree(ready, to))


def _traced(folder: Path, what: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["strace", "-qq", "-o", f"{folder}.log", *words, sys.executable, f"{WORK}", f"{folder}", what]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _calls(folder: Path, what: str, call: str) -> tuple[int, int]:
    """The number of the first such call after the work began, and how many there are from there on."""
    done = _traced(folder, what, "-e", f"trace={call},access,faccessat,faccessat2")
    assert done.returncode == 0, done.stderr
    lines = Path(f"{folder}.log").read_text().splitlines()
    (mark,) = [number for number, line in enumerate(lines) if "/work-begins" in line]
    before = sum(line.startswith(f"{call}(") for line in lines[:mark])
    return before + 1, sum(line.startswith(f"{call}(") for line in lines[mark:])


def test_a_torn_last_line_is_cut_off_and_told(tmp_path: Path) -> None:
    vault = found(tmp_path / "vault")
    receive(vault, b"isi")
    with (vault.door.root / "ledger.ndjson").open("ab") as file:
        file.write(b'{"after":null,"at":"2024')
    assert [event.kind for event in map(read, vault.lines())] == ["received"]
    vault.record(Happening("noted", WHO, "lanjut"), now=NOW)
    told = [read(line) for line in vault.lines()]
    assert [event.kind for event in told] == ["received", "noted", "noted"]
    assert told[1].facts == {"bytes": 24}
    assert faults(vault) == []
