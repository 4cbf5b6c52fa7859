"""Is the bag as it was packed? BagIt 1.0 (RFC 8493): every file listed, every file there, every byte as listed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from netral.evidence.bundle.signature import FILE
from netral.evidence.digests import digest, hashed
from netral.evidence.errors import Fault, fault
from netral.evidence.verify.caps import LEDGER, named, plain, refuse_large

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO, PAYLOAD, TAGS = "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f\\]+)")
_LITTER = (
    "ditulis komputer ketika foldernya dibuka, bukan oleh instansi; hapus berkas ini, lalu periksa lagi",
    "written by a computer when the folder was opened, not by the agency; delete this file, then check again",
)
_OXUM = re.compile(r"^Payload-Oxum: *([0-9]+)\.([0-9]+)$", re.MULTILINE)


@dataclass(slots=True)
class Bag:
    """What was found: `hashes` are those of the ordinary files that are listed, by name, as they lie there now."""

    faults: list[Fault] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    hashes: dict[str, str] = field(default_factory=dict)
    digest: str | None = None
    """Of the tag manifest."""


def check(root: Path) -> Bag:
    """Everything that is not as packed; every file is read once, on all cores."""
    bag = Bag()
    faults = bag.faults
    if plain(root / "bagit.txt") != DECLARATION:
        faults.append(
            fault("bag.declaration", "bagit.txt", "bukan pernyataan BagIt 1.0", "not a BagIt 1.0 declaration")
        )
    payload, tags = (_manifest(root, name, faults) for name in (PAYLOAD, TAGS))
    for name in payload:
        if not name.startswith("data/"):
            words = ("daftar isi menyebut berkas di luar data/", "the manifest names a file outside data/")
            faults.append(fault("bag.declaration", name, *words))
    for name in tags:
        if name.startswith("data/") or name in (TAGS, FILE):
            words = ("daftar tag menyebut berkas yang bukan tag", "the tag manifest names a file that is no tag file")
            faults.append(fault("bag.declaration", name, *words))
    bag.digest = digest(whole) if (whole := plain(root / TAGS)) is not None else None
    listed = {**tags, **payload}
    there = dict(_files(root))
    bag.names = set(there)
    faults += [_link(name) for name, linked in there.items() if linked]
    unlisted, missing = sorted(there.keys() - listed.keys() - {TAGS, FILE}), sorted(listed.keys() - there.keys())
    litter = [name for name in unlisted if _is_litter(name)]
    unlisted = [name for name in unlisted if not _is_litter(name)]
    faults += named("bag.unlisted", unlisted, "tidak tercantum dalam daftar isi", "not listed in a manifest")
    faults += named("bag.unlisted", litter, *_LITTER)
    faults += named("bag.missing", missing, "tercantum tetapi tidak ada", "listed, but not there")
    for name in ("bagit.txt", INFO, PAYLOAD):
        if name not in tags:
            faults.append(fault("bag.declaration", TAGS, f"tidak mencantumkan {name}", f"does not list {name}"))
    # The largest first: the last file that a core takes up is then a small one.
    known = sorted(
        (name for name in listed if there.get(name) is False), key=lambda name: -(root / name).stat().st_size
    )
    for name in known:
        # Only what somebody handed in, and what was drawn of it, may be of any size.
        if not name.startswith(("data/objects/", "data/index.")):
            refuse_large(name, (root / name).stat().st_size, LEDGER)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        bag.hashes = dict(zip(known, pool.map(lambda name: hashed(root / name), known), strict=True))
    changed = sorted(name for name in known if bag.hashes[name] != listed[name])
    faults += named("bag.changed", changed, "isinya bukan lagi yang tercantum", "its bytes are no longer those listed")
    faults += _counted(root, payload.keys() & known)
    return bag


def _counted(root: Path, payload: set[str]) -> list[Fault]:
    """What `bag-info.txt` says of the payload's size, where it says anything (RFC 8493 §2.2.2)."""
    told = _OXUM.search((plain(root / INFO) or b"").decode("utf-8", "replace"))
    octets = sum((root / name).stat().st_size for name in payload)
    # As text: a stranger's number may be longer than Python converts.
    if told is None or told.groups() == (f"{octets}", f"{len(payload)}"):
        return []
    words = ("jumlah isinya bukan yang disebut", "the payload is not of the size that it tells")
    return [fault("bag.declaration", INFO, *words)]


def _manifest(root: Path, name: str, faults: list[Fault]) -> dict[str, str]:
    raw = plain(root / name)
    listed: dict[str, str] = {}
    try:
        text = (raw or b"").decode()
    except UnicodeDecodeError:
        text = ""
    lines = text.split("\n")
    if not raw or lines.pop() != "":
        faults.append(
            fault("bag.declaration", name, "daftar isi tidak ada atau rusak", "the manifest is missing or damaged")
        )
    wrong = []
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None or found[2] in listed or _climbs(found[2]):
            wrong.append(name)
        else:
            listed[found[2]] = found[1]
    words = ("baris daftar isi tidak sah", "a line of the manifest is not valid")
    faults += named("bag.declaration", wrong, *words)
    return listed


def _is_litter(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last in (".DS_Store", "Thumbs.db", "desktop.ini") or last.startswith("._")


def _climbs(name: str) -> bool:
    return any(part in ("", ".", "..") for part in name.split("/"))


def _files(root: Path) -> Iterator[tuple[str, bool]]:
    """Each file by name, and whether it is a link or no ordinary file; links are not followed."""
    for folder, folders, names in os.walk(root, followlinks=False):
        for name in (*names, *(one for one in folders if Path(folder, one).is_symlink())):
            path = Path(folder, name)
            yield path.relative_to(root).as_posix(), path.is_symlink() or not path.is_file()


def _link(name: str) -> Fault:
    return fault("bag.unlisted", name, "tautan atau bukan berkas biasa", "a link, or no ordinary file")
