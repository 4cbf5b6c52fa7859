"""People outside the register leave no trace: in no output, no temporary file, no log, killed or not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from tests.patrol import exports


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exports and registers in one folder; runs write elsewhere."""
    folder = tmp_path_factory.mktemp("masuk")
    exports.all_three(folder)
    exports.registers(folder)
    return folder


def command(place: Path, work: Path, *more: Path) -> list[str]:
    words = [sys.executable, "-m", "netral", "patrol"]
    words += [str(place / name) for name in ("tweets.csv", "bluesky.ndjson", "outbox.json")] + list(map(str, more))
    words += ["--officials", str(place / "pegawai.csv"), "--contestants", str(place / "peserta.csv")]
    return [*words, "--out", str(work / "hasil")]


def start(place: Path, work: Path, *more: Path) -> subprocess.Popen[bytes]:
    """A run whose every temporary file and log lies in `work`."""
    (work / "tmp").mkdir(exist_ok=True)
    with (work / "log").open("wb") as log:
        return subprocess.Popen(
            command(place, work, *more),
            cwd=work,
            stdout=log,
            stderr=log,
            env={**os.environ, "TMPDIR": str(work / "tmp")},
        )


def traces(work: Path) -> list[str]:
    """Files below `work` that hold a bystander; Parquet is read, not only searched."""
    found = []
    for path in work.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".parquet" and content[-4:] == b"PAR1":
                content += str(pq.read_table(path).to_pylist()).encode()
            if exports.CANARY.encode() in content:
                found.append(str(path))
    return found


def test_a_whole_run_finds_the_declared_acts_and_nobody_else(place: Path, tmp_path: Path) -> None:
    with start(place, tmp_path) as running:
        assert running.wait(timeout=120) == 0, (tmp_path / "log").read_text()
    findings = pq.read_table(tmp_path / "hasil" / "findings.parquet").to_pylist()
    assert sorted(finding["platform"] for finding in findings) == ["bluesky", "mastodon", "x"]
    assert {finding["official_id"] for finding in findings} == {"0000-1"}
    manifest = json.loads((tmp_path / "hasil" / "manifest.json").read_bytes())
    assert manifest["counts"]["records"] == 3 * (exports.CROWD + 1)
    assert traces(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hasil", "log", "tmp"]
    assert list((tmp_path / "tmp").iterdir()) == []


def killed(place: Path, work: Path, *, times: int) -> None:
    """Kill at moments spread over a whole run's length, then look everywhere."""
    begun = time.monotonic()
    with start(place, work) as running:
        running.wait(timeout=120)
    length = time.monotonic() - begun
    random = Random(times)
    for _ in range(times):
        with start(place, work) as running:
            time.sleep(random.uniform(0.2, 1.0) * length)
            running.send_signal(signal.SIGKILL)
            running.wait(timeout=60)
        assert traces(work) == []
    with start(place, work) as running:
        assert running.wait(timeout=120) == 0
    assert [path.name for path in work.iterdir() if path.name.startswith(".")] == []


def test_a_killed_run_leaves_no_bystander_and_the_next_run_sweeps(place: Path, tmp_path: Path) -> None:
    killed(place, tmp_path, times=8)


@pytest.mark.slow
def test_fifty_killed_runs_leave_no_bystander(place: Path, tmp_path: Path) -> None:
    killed(place, tmp_path, times=50)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_leaves_nothing_at_all(place: Path, tmp_path: Path, number: signal.Signals) -> None:
    """Stopped while it waits for the rest of an export, which comes through a pipe and never ends."""
    pipe = place / f"pipa-{number}.csv"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)
    os.write(held, (place / "tweets.csv").read_bytes()[:4096])
    with start(place, tmp_path, pipe) as running:
        while pipe.name not in (tmp_path / "log").read_text() and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(number)
        assert running.wait(timeout=60) == 130, (tmp_path / "log").read_text()
    os.close(held)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "tmp"]
    assert list((tmp_path / "tmp").iterdir()) == []
    assert traces(tmp_path) == []
    assert "Traceback" not in (tmp_path / "log").read_text()
