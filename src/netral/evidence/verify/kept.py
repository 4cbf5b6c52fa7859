"""Does a vault still have the bytes that its ledger tells of? Where they are not encrypted, each is read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from netral.evidence.digests import hashed
from netral.evidence.errors import Fault, fault
from netral.evidence.event import Event
from netral.evidence.item import ENTERED

VAULT, PREFIX = "vault.json", "sha256:"


class Kept:
    """Folds events into what should still be there: the digest of each item that was not destroyed."""

    def __init__(self) -> None:
        self._found: dict[tuple[str | None, str], str] = {}
        self._gone = set[tuple[str | None, str]]()

    def follow(self, event: Event) -> None:
        """Take one more event."""
        if event.item is None:
            return
        key = event.case, event.item
        if event.kind in ENTERED and event.after is not None and event.after.startswith(PREFIX):
            self._found.setdefault(key, event.after)
        elif event.kind == "destroyed" and self._found.get(key) == event.before:
            self._gone.add(key)

    def there(self) -> dict[str, str]:
        """By the item's place in reports, its digest."""
        return {f"{case}/{item}": name for (case, item), name in self._found.items() if (case, item) not in self._gone}


def against(folder: Path, wanted: Mapping[str, str]) -> tuple[list[Fault], list[Fault]]:
    """What is missing or changed, and what is only to be told: how many objects are encrypted, and were not read."""
    if not (folder / VAULT).is_file():
        return [], []
    places = {name: _place(folder, name) for name in wanted.values()}
    open_ = [name for name, place in places.items() if place.is_file() and not place.is_symlink()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        hashes = dict(zip(open_, pool.map(lambda name: hashed(places[name]), open_), strict=True))
    locked = {name for name, place in places.items() if place.with_name(f"{place.name}.age").is_file()} - hashes.keys()
    return list(_faults(wanted, hashes, locked)), _told(len(locked))


def _place(folder: Path, name: str) -> Path:
    digits = name.split(" ")[0].removeprefix(PREFIX)
    return folder / "objects" / digits[:2] / digits


def _faults(wanted: Mapping[str, str], hashes: Mapping[str, str], locked: set[str]) -> Iterator[Fault]:
    for place, name in wanted.items():
        if name in locked:
            continue
        if name not in hashes:
            words = ("isinya tidak ada; kembalikan dari cadangan", "its bytes are not there; restore a backup")
            yield fault("object.missing", place, *words)
        elif f"{PREFIX}{hashes[name]}" != name.split(" ")[0]:
            words = ("isinya bukan yang diterima; kembalikan dari cadangan", "not the bytes received; restore a backup")
            yield fault("object.changed", place, *words)


def _told(locked: int) -> list[Fault]:
    if not locked:
        return []
    words = (
        f"{locked} isi terenkripsi tidak dibaca; pakai netral evidence check --identity",
        f"{locked} encrypted objects were not read; use netral evidence check --identity",
    )
    return [fault("vault.locked", "objects", *words)]
