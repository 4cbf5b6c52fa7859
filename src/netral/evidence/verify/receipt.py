"""A receipt proves alone that something was filed: made here, checked here (§7)."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from typing import Any

from netral.evidence import canonical, merkle
from netral.evidence.errors import fault
from netral.evidence.event import read
from netral.evidence.note import Key
from netral.evidence.seal import Dates, Seal, open_seals
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.report import Held, Report, since

FORMAT = "netral-receipt/1"
_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_FIELDS = {"format", "event", "path", "note", "tsr", "key", "salt", "content"}


def fingerprint(salt: bytes, filed: bytes) -> str:
    """What a receipt says of what was filed: nobody without the salt can guess it."""
    return f"sha256:{hashlib.sha256(salt + filed).hexdigest()}"


def make(line: bytes, *, path: Sequence[bytes], seal: Seal, key: Key, salt: bytes) -> bytes:
    """The receipt of an event by its audit `path` in the tree of `seal`; `key`: one that signed the seal."""
    return canonical.encode(
        {
            "format": FORMAT,
            "event": line.decode(),
            "path": [step.hex() for step in path],
            "note": seal.note.decode(),
            "tsr": b64encode(seal.answer).decode() if seal.answer is not None else None,
            "key": key.written(),
            "salt": salt.hex(),
            "content": read(line).after,
        }
    )


def verify(data: bytes, trust: Trust) -> Report:
    """Whether its parts belong together; the report names the day, and nothing of what was filed."""
    report = Report("receipt")
    told = _told(data)
    if told is None:
        words = ("tanda terima rusak", "the receipt is damaged")
        report.faults.append(fault("receipt", "receipt", *words))
        return report
    line, path, seal, key = told["event"].encode(), told["path"], told["seal"], told["key"]
    report.key, report.events, report.chained = key, 1, bool(trust.roots)
    if trust.key is not None and trust.key != key:
        words = ("kuncinya bukan kunci yang Anda sebut", "its key is not the one you named")
        report.faults.append(fault("seal.signature", "key", *words))
    ((opened, faults),) = open_seals([seal], [key], roots=trust.roots)
    report.faults += faults
    try:
        event = read(line)
    except ValueError:
        report.faults.append(fault("ledger.line", "event", "catatannya rusak", "its event is damaged"))
        return report
    if event.after != told["content"]:
        words = ("sidiknya bukan yang tercatat", "its fingerprint is not the one on record")
        report.faults.append(fault("receipt", event.seq, *words))
    if opened is not None:
        report.seals = 1
        head = opened.checkpoint
        if not merkle.includes(merkle.leaf_hash(line), event.seq, head.size, path, head.root):
            words = ("tidak termasuk yang disegel", "is not among what was sealed")
            report.faults.append(fault("proof.inclusion", event.seq, *words))
        report.faults += Dates([opened]).against(event)
    at, by, seal = since(event.seq, [opened] if opened and report.holds else [])
    report.held.append(Held(f"{event.seq}", "", "", event.at, seal, at, by, report.holds))
    return report


def proves(data: bytes, filed: bytes) -> bool:
    """Is this the receipt of exactly these bytes? For whoever still has what was filed."""
    told = _told(data)
    return told is not None and bool(fingerprint(told["salt"], filed) == told["content"])


def _told(data: bytes) -> dict[str, Any] | None:
    try:
        raw = canonical.decode(data)
        if not isinstance(raw, dict) or raw.keys() != _FIELDS or raw["format"] != FORMAT:
            return None
        if not all(isinstance(raw[name], str) for name in _FIELDS - {"path", "tsr"}):
            return None
        if not _HEX.fullmatch(raw["salt"]):
            return None
        answer = b64decode(raw["tsr"], validate=True) if raw["tsr"] is not None else None
        if answer is not None and b64encode(answer).decode() != raw["tsr"]:
            return None
        return {
            "event": raw["event"],
            "path": [_node(step) for step in raw["path"]],
            "seal": Seal(raw["note"].encode(), answer),
            "key": Key.read(raw["key"]),
            "salt": bytes.fromhex(raw["salt"]),
            "content": raw["content"],
        }
    except (ValueError, TypeError, NotBase64):
        return None


def _node(step: str) -> bytes:
    if not _HEX.fullmatch(step) or len(step) != 64:
        raise ValueError(step)
    return bytes.fromhex(step)
