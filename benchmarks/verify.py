"""`netral verify` against `sha256sum` over the same files, in turn, the best of three; scale 1 is bundles of 1.1 GB.

Two shapes: many objects, which all cores hash side by side, and one large, which a single core must read.
"""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import note
from netral.evidence.bundle.contents import Contents
from netral.evidence.bundle.write import write, zipped
from netral.evidence.vault import Vault

ROUNDS = 3
BYTES = 1_120_000_000
OBJECTS = {"8 objects": 8, "1 object": 1}
# ≥ 0.8 of sha256sum's speed is at most 1.25 of its time.
TARGET = 1.25
_NOW = datetime(2024, 10, 18, 6, 0, tzinfo=UTC)
_WHO = {"role": "pemeriksa", "id": "P-02"}


def run(scale: float) -> list[dict[str, Any]]:
    """A row for each shape, as a folder; for the first as a ZIP, too."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as temporary:
        for number, (shape, count) in enumerate(OBJECTS.items()):
            root = _bundle(Path(temporary) / f"{number}", count, max(1, int(BYTES * scale / count)))
            rows.append(_compare(f"verify {shape}", root, root, TARGET))
            if number == 0:
                zipped(root, root.with_suffix(".zip"))
                rows.append(_compare(f"verify {shape}, ZIP", root.with_suffix(".zip"), root, None))
    return rows


def _compare(name: str, path: Path, root: Path, target: float | None) -> dict[str, Any]:
    floor = ["sh", "-c", 'find "$0" -type f -print0 | xargs -0 sha256sum > /dev/null', f"{root}"]
    ours = [sys.executable, "-m", "netral", "verify", f"{path}"]
    best = {"floor": float("inf"), "ours": float("inf")}
    for _ in range(ROUNDS):
        for what, command in (("floor", floor), ("ours", ours)):
            begin = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            best[what] = min(best[what], time.perf_counter() - begin)
    return {
        "name": name,
        "floor_s": best["floor"],
        "ours_s": best["ours"],
        "ratio": best["ours"] / best["floor"],
        "target": target,
        "rss_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


class _Noise:
    """`size` bytes that differ by `seed`, read as a file."""

    def __init__(self, size: int, seed: int) -> None:
        self._left, self._block = size, hashlib.sha256(f"{seed}".encode()).digest() * (1 << 15)

    def read(self, count: int = -1) -> bytes:
        taken = min(self._left, len(self._block), count if count >= 0 else self._left)
        self._left -= taken
        return self._block[:taken]


def _bundle(folder: Path, count: int, size: int) -> Path:
    private, origin = Ed25519PrivateKey.generate(), "contoh.example/bukti"
    vault = Vault.found(folder / "vault", origin, note.public(private, origin))
    about: dict[str, Any] = {"title": "", "kind": "file", "media_type": "text/plain", "why": ""}
    for number in range(count):
        vault.receive(_Noise(size, number), case="P-1", who=_WHO, now=_NOW, **about)  # type: ignore[arg-type]
    vault.seal(private, who=_WHO, now=_NOW)
    kept = (list(vault.lines()), vault.seals(), vault.keys(), vault.store.read)
    write(folder / "P-1", Contents("P-1", origin, *kept))
    return folder / "P-1"
