"""Does a stranger's file hold? Checked by a program of its own, which may fail, hang or be killed without harm."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from netral.evidence.errors import EvidenceRefused
from netral.evidence.verify.path import verify
from netral.evidence.verify.report import Report

MEMORY, SECONDS, UNPACKED = 1 << 30, 30, 64 << 20
_PATIENCE = 120
"""Seconds by the clock: the machine may be busy, and SECONDS count the program's own time."""
UNKNOWN, FAILED = 4, 3
SHOWN = 50
"""So many faults, and so many things that were checked, are told; the rest is counted."""
_OURS = (b"netral-bundle/", b"netral-ledger/", b"netral-receipt/")


def asked(path: Path) -> dict[str, Any] | int:
    """What `netral verify --json` would say of this file, cut to SHOWN; UNKNOWN where it is nothing of ours.

    FAILED where that is not known within the limits. What it unpacks lies beside the file, for whoever made that
    folder to remove: a program that was killed removes nothing.
    """
    command = [sys.executable, "-I", "-m", "netral.evidence.verify.apart", str(path)]
    environment = {**os.environ, "TMPDIR": str(path.parent)}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return FAILED
    if done.returncode:
        return UNKNOWN if done.returncode == UNKNOWN else FAILED
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(path: Path) -> int:
    """The other side."""
    _limit()
    if not _is_ours(path):
        return UNKNOWN
    try:
        report = verify(path)
    except EvidenceRefused as refused:
        return UNKNOWN if refused.reason == "unknown" else FAILED
    except (OSError, MemoryError, RecursionError):
        return FAILED
    sys.stdout.write(json.dumps(_short(report)))
    return 0


def _is_ours(path: Path) -> bool:
    """Every file of ours says which form it has, in the clear: ZIPs of ours are not packed."""
    data = path.read_bytes()
    return any(one in data for one in _OURS)


def _short(report: Report) -> dict[str, Any]:
    told = report.as_json()
    counts = {f"{name}_count": len(told[name]) for name in ("faults", "told", "items")}
    return {**told, **counts, **{name: told[name][:SHOWN] for name in ("faults", "told", "items")}}


def _limit() -> None:
    """No more memory, time and disk than checking takes. Threads are not limited: it reads a bag's files with some."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, UNPACKED),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
