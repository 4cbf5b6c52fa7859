"""How much can be in a file of ours at most? More is refused unread, as what no bundle of ours holds (§1).

A stranger's file must not bring down whoever checks it; to refuse is no answer to the question whether it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from netral.evidence.errors import EvidenceRefused, Fault, fault

RECORD, LEDGER, KEYS = 32 << 20, 64 << 20, 1 << 20
"""Bytes of a file, of the ledger in a bundle, of `keys.txt`."""
VALUES = 2_000_000
"""Brackets and commas of one JSON file: what its values cost in memory, whatever its bytes are."""
SHORTEST = 100
"""Bytes that an event has at least; where lines are shorter on average, they are none."""
TOLD = 1000
"""So many faults of one kind are told; the rest is counted."""


def refuse_large(name: str, size: int, most: int = RECORD) -> None:
    """EvidenceRefused where a file is larger than any of ours."""
    if size > most:
        told = f"{name}: lebih besar daripada berkas Netral mana pun ({most >> 20} MiB); tidak diperiksa"
        english = f"{name}: larger than any file of Netral's ({most >> 20} MiB); nothing was checked"
        raise EvidenceRefused("too_large", {"id": told, "en": english})


def refuse_many(name: str, data: bytes) -> None:
    """EvidenceRefused where JSON holds more values than any of ours: a small bomb takes much memory."""
    if sum(map(data.count, (b"[", b"{", b","))) > VALUES:
        told = f"{name}: lebih banyak isinya daripada berkas Netral mana pun; tidak diperiksa"
        english = f"{name}: holds more than any file of Netral's; nothing was checked"
        raise EvidenceRefused("too_large", {"id": told, "en": english})


def refuse_unhandable(files: dict[str, bytes]) -> None:
    """EvidenceRefused before a bundle is made that its reader would refuse."""
    try:
        for name, data in files.items():
            if name.endswith((".json", ".ndjson")):
                refuse_large(name, len(data), LEDGER if name.endswith(".ndjson") else RECORD)
            if name.endswith(".json"):
                refuse_many(name, data)
    except EvidenceRefused as refused:
        told = f"{refused.words['id']}; perkara ini terlalu besar untuk satu bundel"
        english = f"{refused.words['en']}; this case is too large for one bundle"
        raise EvidenceRefused("too_large", {"id": told, "en": english}) from None


def plain(path: Path, most: int = RECORD) -> bytes | None:
    """What an ordinary file holds; None for a link, a pipe, or nothing. EvidenceRefused where it is too large."""
    if not path.is_file() or path.is_symlink():
        return None
    refuse_large(path.name, path.stat().st_size, most)
    return path.read_bytes()


def record(path: Path) -> bytes | None:
    """The same of JSON."""
    data = plain(path)
    if data is not None:
        refuse_many(path.name, data)
    return data


def named(code: str, places: Sequence[str], *words: str) -> list[Fault]:
    """A fault for each of these places; of very many, how many more there are."""
    found = [fault(code, one, words[0], words[1]) for one in places[:TOLD]]
    return [*found, and_more(code, len(places) - TOLD)] if len(places) > TOLD else found


def too_much(code: str) -> Fault:
    """So much is wrong that the rest was not looked at."""
    words = ("terlalu banyak yang tidak cocok; sisanya tidak diperiksa", "too much is wrong; the rest was not checked")
    return fault(code, "…", *words)


def and_more(code: str, count: int) -> Fault:
    """What is too much to be told one by one."""
    return fault(code, "…", f"dan {count} lagi seperti itu", f"and {count} more of this kind")
