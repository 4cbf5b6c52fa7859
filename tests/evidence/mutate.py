"""Does every change get named? `python -m tests.evidence.mutate [--count 10000] [--seed 0]`, the long run.

Five kinds of change, each on a small dated bundle, each must be named and nothing may raise:
`folder` one byte of any file; `zip` one byte of the ZIP; `packed` one byte of any file, and the bag's manifests made
anew by the cheat; `values` one value of a JSON record replaced by one of another kind, packed anew. In these two
only what the seals prove can be named, and the table says for which files that is so; `signed` is `packed` with a
signature over the bundle, and has no such files.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from netral.evidence import canonical
from netral.evidence.bundle.signature import FILE, sign
from netral.evidence.bundle.write import members, zipped
from netral.evidence.digests import digest
from netral.evidence.errors import EvidenceRefused
from netral.evidence.verify.bag import TAGS
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.path import verify
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import SUCCESSOR, bundle, repack, told
from tests.evidence.work import ORIGIN

ACCOUNTS = ("data/index.html", "data/index.pdf", "bag-info.txt")
"""Files that no seal proves: a cheat who packs anew can change them, unless the bundle is signed."""
STRANGE: tuple[Any, ...] = (None, True, 0, -1, 2**53 - 1, "", "x", "../x", [], [1], {}, {"a": "b"}, [[]], "\u202e")
Change = Callable[[random.Random, Path], str]


def made(folder: Path) -> tuple[Path, Trust]:
    """A bundle with real timestamps, and a reader who trusts their authority."""
    authority = authority_in(folder / "authority")
    return bundle(told(folder / "vault", authority), folder / "P-1"), Trust(roots=authority.roots())


@contextmanager
def restored(root: Path) -> Iterator[None]:
    """Whatever happens to the bundle inside, it is the old one afterwards."""
    before = {name: (root / name).read_bytes() for name in members(root)}
    try:
        yield
    finally:
        for name in set(members(root)) - before.keys():
            (root / name).unlink()
        for name, data in before.items():
            if (root / name).read_bytes() != data:
                (root / name).write_bytes(data)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One byte is another one."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :]


def one_byte(chance: random.Random, root: Path) -> str:
    name = chance.choice(members(root))
    (root / name).write_bytes(flipped((root / name).read_bytes(), chance))
    return name


def one_byte_packed(chance: random.Random, root: Path) -> str:
    name = chance.choice([one for one in members(root) if one.startswith("data/")])
    (root / name).write_bytes(flipped((root / name).read_bytes(), chance))
    repack(root)
    return name


def one_byte_signed(chance: random.Random, root: Path) -> str:
    (root / FILE).write_bytes(sign(ORIGIN, digest((root / TAGS).read_bytes()), SUCCESSOR))
    # Not `bag-info.txt`: packing anew writes its count as it was, and with it some changes are none.
    name = chance.choice([one for one in members(root) if one.startswith("data/") or one == FILE])
    (root / name).write_bytes(flipped((root / name).read_bytes(), chance))
    repack(root)
    return name


def one_value(chance: random.Random, root: Path) -> str:
    name = chance.choice([one for one in members(root) if one.endswith(("json", "ndjson"))])
    path = root / name
    lines = path.read_bytes().splitlines()
    at = chance.randrange(len(lines))
    lines[at] = canonical.encode(_replaced(json.loads(lines[at]), chance))
    path.write_bytes(b"".join(line + b"\n" for line in lines) if name.endswith("ndjson") else lines[0])
    repack(root)
    return name


def _replaced(value: Any, chance: random.Random) -> Any:
    """The same value with one place in it, anywhere, holding something strange."""
    if isinstance(value, (dict, list)) and value and chance.random() < 0.8:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        inner = _replaced(value[key], chance)
        if isinstance(value, dict):
            return {**value, key: inner}
        return [*value[:key], inner, *value[key + 1 :]]
    return chance.choice([one for one in STRANGE if one != value or type(one) is not type(value)])


CHANGES: dict[str, Change] = {
    "folder": one_byte,
    "packed": one_byte_packed,
    "values": one_value,
    "signed": one_byte_signed,
}
SURE = ("folder", "zip", "signed")
"""Kinds in which every change is named."""


def unnamed(kind: str, count: int, seed: int, root: Path, trust: Trust) -> tuple[Counter[str], Counter[str]]:
    """How many changes were made, and how many of them nobody noticed, by file."""
    chance = random.Random(seed)
    if kind == "zip":
        return _unnamed_in_zip(count, chance, root, trust)
    tried, missed = Counter[str](), Counter[str]()
    for _ in range(count):
        with restored(root):
            name = CHANGES[kind](chance, root)
            tried[name] += 1
            missed[name] += verify(root, trust).holds
    return tried, +missed


def _unnamed_in_zip(count: int, chance: random.Random, root: Path, trust: Trust) -> tuple[Counter[str], Counter[str]]:
    file = root.parent / "P-1.zip"
    zipped(root, file)
    whole = file.read_bytes()
    tried, missed = Counter[str](), Counter[str]()
    for _ in range(count):
        file.write_bytes(flipped(whole, chance))
        tried[file.name] += 1
        try:
            missed[file.name] += verify(file, trust).holds
        except EvidenceRefused as refused:
            # Nothing of ours at all is an answer; no room to look at it would be none.
            missed[file.name] += refused.reason != "unknown"
    file.unlink()
    return tried, +missed


def main() -> int:
    options = argparse.ArgumentParser(prog="tests.evidence.mutate", description=__doc__)
    options.add_argument("--count", type=int, default=10_000, help="changes of each kind")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--only", default="folder,zip,packed,values,signed")
    chosen = options.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory(prefix="netral-mutate-") as temporary:
        root, trust = made(Path(temporary).resolve())
        assert verify(root, trust).holds
        for kind in chosen.only.split(","):
            tried, missed = unnamed(kind, chosen.count, chosen.seed, root, trust)
            sure = {name: count for name, count in missed.items() if kind in SURE or name not in ACCOUNTS}
            bad += sum(sure.values())
            print(f"{kind}: {tried.total()} changes, {missed.total()} not named {dict(missed)}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
