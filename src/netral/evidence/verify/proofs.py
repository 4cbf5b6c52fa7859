"""Are these events among what was sealed, and is each seal the beginning of the next? The proofs of a bundle (§5)."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from netral.evidence import merkle
from netral.evidence.errors import Fault, fault
from netral.evidence.event import Event
from netral.evidence.note import Checkpoint
from netral.evidence.seal import Opened
from netral.evidence.verify.ledger import described

FORMAT = "netral-proofs/1"
_NODE = re.compile(r"[0-9a-f]{64}")


def proven(
    path: Path, about: dict[str, Any], events: list[tuple[bytes, Event]], opened: list[Opened], faults: list[Fault]
) -> list[Opened]:
    """The seals that are proven to be of this ledger; what speaks against the others goes into `faults`.

    The last one is that because the events are in it; each before, because it is the beginning of the one after.
    """
    if not opened:
        return []
    heads = sorted(opened, key=lambda one: one.checkpoint.size)
    last = heads[-1].checkpoint
    if about["size"] is not None and last.size != about["size"]:
        words = ("segel terakhir bukan yang disebut bundel", "the last seal is not the one the bundle names")
        faults.append(fault("seal.missing", f"{about['size']}", *words))
    faults += [
        fault("seal.note", one.name, "segel dari buku lain", "a seal of another ledger")
        for one in heads
        if about["origin"] is not None and one.checkpoint.origin != about["origin"]
    ]
    told = described(path)
    if told is None or not _are_proofs(told):
        faults.append(fault("bundle.description", "proofs.json", "bukti letak rusak", "the proofs cannot be read"))
        return []
    _included(told, events, last, faults)
    return _grown(told["consistency"], heads, faults)


def _included(told: dict[str, Any], events: list[tuple[bytes, Event]], last: Checkpoint, faults: list[Fault]) -> None:
    if told["size"] != last.size or [one["seq"] for one in told["inclusion"]] != [event.seq for _, event in events]:
        words = ("bukti letak bukan untuk catatan ini", "the proofs are not of these events")
        faults.append(fault("bundle.description", "proofs.json", *words))
    paths = {one["seq"]: [bytes.fromhex(step) for step in one["path"]] for one in told["inclusion"]}
    for line, event in events:
        if not merkle.includes(merkle.leaf_hash(line), event.seq, last.size, paths.get(event.seq, []), last.root):
            words = ("tidak termasuk yang disegel", "is not among what was sealed")
            faults.append(fault("proof.inclusion", event.seq, *words))


def _grown(told: list[dict[str, Any]], heads: list[Opened], faults: list[Fault]) -> list[Opened]:
    paths = {(one["from"], one["to"]): [bytes.fromhex(step) for step in one["path"]] for one in told}
    sizes = [one.checkpoint.size for one in heads]
    if [(one["from"], one["to"]) for one in told] != list(pairwise(sizes)):
        words = ("bukti pertumbuhan bukan untuk segel ini", "the proofs are not of these seals")
        faults.append(fault("bundle.description", "proofs.json", *words))
    sure, linked = heads[-1:], True
    for old, new in reversed(list(pairwise(heads))):
        one, two = old.checkpoint, new.checkpoint
        if merkle.extends(one.size, one.root, two.size, two.root, paths.get((one.size, two.size), [])):
            # A seal behind a gap may be one of another story, whatever it proves of those before it.
            if linked:
                sure.append(old)
            continue
        linked = False
        words = (f"bukan awal dari segel {two.size}", f"is not the beginning of seal {two.size}")
        faults.append(fault("proof.consistency", one.size, *words))
    return sure[::-1]


def _are_proofs(told: dict[str, Any]) -> bool:
    return (
        told.keys() == {"format", "size", "inclusion", "consistency"}
        and told["format"] == FORMAT
        and type(told["size"]) is int
        and _are_rows(told["inclusion"], "seq")
        and _are_rows(told["consistency"], "from", "to")
    )


def _are_rows(rows: Any, *names: str) -> bool:
    return isinstance(rows, list) and all(
        isinstance(one, dict)
        and one.keys() == {*names, "path"}
        and all(type(one[name]) is int for name in names)
        and isinstance(one["path"], list)
        and all(isinstance(step, str) and _NODE.fullmatch(step) for step in one["path"])
        for one in rows
    )
