"""What does keeping evidence cost against copying and hashing it, and is a ledger of a million events still at hand?

The floor of taking in is `cp` and `sha256sum`; ours tells the kind of the bytes, keeps them by digest and appends one
event for each file. Rows with a target flush nothing to disk, on either side; the rows below them flush on both: `cp`,
`sync` and `sha256sum` against what `netral evidence add` does. In the ledger every hundredth event begins a case. Each
contender runs in a process of its own, in turn, best of three; the ledger is made once.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import merkle, note
from netral.evidence.event import Happening
from netral.evidence.intake import Handing, hand_in_all
from netral.evidence.vault import Vault
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.ledger import verify as verified

ROUNDS, EVENTS, AT_ONCE, SINGLES, PROOFS = 3, 1_000_000, 1000, 200, 1000
NOW = datetime(2024, 10, 18, 6, 0, tzinfo=UTC)
ORIGIN, WHO = "bkpsdm.contoh.example/bukti", {"role": "pengelola", "id": "A-07"}
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)


def run(scale: float = 1.0) -> Iterator[dict[str, Any]]:
    """Rows for the table of `python -m benchmarks`; scale 1 is 500 MB, 2,000 files, a million events."""
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as place:
        yield from _taken_in(Path(place), scale)
        yield from _told(Path(place), max(10_000, int(EVENTS * scale)))


def _taken_in(place: Path, scale: float) -> Iterator[dict[str, Any]]:
    for count, each in ((1, int(500e6 * scale)), (max(20, int(2000 * scale)), 20_000)):
        source = place / f"source-{count}"
        source.mkdir(parents=True)
        for number in range(count):
            (source / f"{number}.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(each))
        best = _best(("copy", "keep_unflushed", "copy_flushed", "keep"), source)
        name = f"take in {count:,} × {each / 1e6:g} MB / cp, sha256sum"
        yield _row(name, best["keep_unflushed"], best["copy"], target=2.0)
        yield _row(f"{name}, both flushed to disk", best["keep"], best["copy_flushed"])


def _told(place: Path, events: int) -> Iterator[dict[str, Any]]:
    whole, tenth = place / f"{events}", place / f"{events // 10}"
    appended, floor = _alone("append", whole), _alone("chain", whole)
    yield _row(f"append {events:,} events, {AT_ONCE:,} at once / hash, write", appended, floor)
    singly = _best(("append_singly", "write_singly"), whole)
    name = f"append {SINGLES} one by one, flushed / write and flush"
    yield _row(name, singly["append_singly"], singly["write_singly"])
    _alone("append", tenth)
    large, small = (_best(("seal", "add", "prove", "verify"), one) for one in (whole, tenth))
    for what, target in (("seal", None), ("add", None), ("verify", 1.15)):
        tenfold = {"seconds": 10 * small[what]["seconds"], "cpu": 10 * small[what]["cpu"]}
        yield _row(f"{what}, {events:,} events / 10 × that of a tenth", large[what], tenfold, target=target)
    grown = (large["verify"]["rss_mb"] - small["verify"]["rss_mb"]) * 2**20 / (events - events // 10)
    # What grows is what is known of each case: a hundredth of the events begin one.
    yield {"name": "verify: bytes of memory for each further event", "ratio": grown, "target": 16.0}
    found = large["prove"]
    steps = found["steps"] / (events - 1).bit_length()
    yield {"name": "steps of the longest proof / log2 of the events", "ratio": steps, "target": 1.0}
    yield {"name": "prove and check one event, in µs", "ratio": found["seconds"] / PROOFS * 1e6}
    tree = (found["rss_mb"] - small["prove"]["rss_mb"]) * 2**20 / (events - events // 10)
    yield {"name": "prove: bytes of memory for each event, with the whole tree at hand", "ratio": tree}


def _row(name: str, ours: dict[str, float], floor: dict[str, float], *, target: float | None = None) -> dict[str, Any]:
    times = {"ours_s": ours["seconds"], "floor_s": floor["seconds"], "ratio": ours["seconds"] / floor["seconds"]}
    # Processor time says more on a busy machine; what `cp` and `sha256sum` do is not in it.
    times |= {"ours_cpu_s": ours["cpu"]}
    return {"name": name, **times, "target": target, "rss_mb": ours["rss_mb"]}


def _best(names: tuple[str, ...], folder: Path) -> dict[str, dict[str, float]]:
    best: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        for name in names:
            found = _alone(name, folder)
            if name not in best or found["seconds"] < best[name]["seconds"]:
                best[name] = found
    return best


def _alone(name: str, folder: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.evidence", name, str(folder)]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(said.splitlines()[-1]))


# Taking in.


def copy(source: Path, *, flushed: bool = False) -> None:
    """Copies and their sums, and nothing that says what they are or who brought them."""
    target = source.with_name("copied")
    subprocess.run(["cp", "-r", source, target], check=True)
    files = sorted(target.iterdir())
    if flushed:
        subprocess.run(["sync", *files], check=True)
    subprocess.run(["sha256sum", *files], check=True, stdout=subprocess.DEVNULL)


def keep(source: Path, *, flushed: bool = True) -> None:
    """What `netral evidence add` does with these files."""
    if not flushed:
        os.fsync = lambda _file: None
    hand_in_all(_found(source.with_name("kept")), _handed(source), now=NOW)


def _handed(source: Path) -> Iterator[tuple[Handing, BinaryIO]]:
    for path in sorted(source.iterdir()):
        with path.open("rb") as file:
            yield Handing("P-1", path.name, WHO, "diserahkan pelapor"), file


# The ledger.


def append(folder: Path) -> None:
    """As many events as the folder's name says."""
    vault = _found(folder)
    with vault.ledger.locked():
        for happenings in _batches(int(folder.name)):
            vault.ledger.append(happenings, now=NOW)


def chain(folder: Path) -> None:
    """The least that a chain costs: each line's digest in the next one, every batch flushed."""
    prev = ""
    with (folder.parent / "chain").open("wb") as file:
        for happenings in _batches(int(folder.name)):
            for one in happenings:
                line = json.dumps({"case": one.case, "kind": one.kind, "why": one.why, "prev": prev}).encode()
                prev = sha256(line).hexdigest()
                file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())


def append_singly(folder: Path) -> None:
    vault = Vault(folder)
    for number in range(SINGLES):
        vault.record(_happening(number), now=NOW)


def write_singly(folder: Path) -> None:
    with (folder.parent / "singly").open("ab", buffering=0) as file:
        for _ in range(SINGLES):
            file.write(b"x" * 400 + b"\n")
            os.fsync(file.fileno())


def seal(folder: Path) -> None:
    Vault(folder).seal(PRIVATE, who=WHO, now=NOW)


def add(folder: Path) -> None:
    """One more item of a case, by a program that has just been started."""
    about = {"title": "surat", "kind": "file", "media_type": "text/plain", "who": WHO, "why": "diserahkan pelapor"}
    Vault(folder).receive(BytesIO(os.urandom(1000)), case="P-7", now=NOW, **about)


def prove(folder: Path) -> dict[str, float]:
    """Proofs of events anywhere in the tree, each checked; the tree itself is not counted."""
    vault = Vault(folder)
    tree = merkle.Tree(map(merkle.leaf_hash, vault.lines()))
    chosen = set(Random(7).sample(range(len(tree)), PROOFS))
    leaves = [(index, merkle.leaf_hash(line)) for index, line in enumerate(vault.lines()) if index in chosen]
    root, longest = tree.root(), 0
    begun = time.perf_counter()
    for index, leaf in leaves:
        path = tree.inclusion(index)
        if not merkle.includes(leaf, index, len(tree), path, root):
            raise AssertionError(index)
        longest = max(longest, len(path))
    return {"seconds": time.perf_counter() - begun, "steps": longest}


def verify(folder: Path) -> None:
    report = verified(folder, Trust())
    if not report.holds:
        raise AssertionError(report.faults)


def _found(folder: Path) -> Vault:
    return Vault.found(folder, ORIGIN, note.public(PRIVATE, ORIGIN))


def _batches(events: int) -> Iterator[list[Happening]]:
    for begin in range(0, events, AT_ONCE):
        yield [_happening(number) for number in range(begin, min(begin + AT_ONCE, events))]


def _happening(number: int) -> Happening:
    return Happening("noted", WHO, "pemeriksaan berkala", case=f"P-{number // 100}")


CONTENDERS: dict[str, Callable[[Path], dict[str, float] | None]] = {
    "copy": copy,
    "copy_flushed": lambda source: copy(source, flushed=True),
    "keep": keep,
    "keep_unflushed": lambda source: keep(source, flushed=False),
    **{one.__name__: one for one in (append, chain, append_singly, write_singly, seal, add, prove, verify)},
}


def main() -> None:
    """Run one contender; imports are not counted, and what it copied is removed afterwards."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    import_module("puremagic")
    begun, busy = time.perf_counter(), time.process_time()
    said = CONTENDERS[name](folder)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - busy
    for made in ("copied", "kept"):
        shutil.rmtree(folder.with_name(made), ignore_errors=True)
    # Not `getrusage`: its peak begins with that of the process that started this one.
    rss = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "rss_mb": rss, **(said or {})}))


if __name__ == "__main__":
    main()
