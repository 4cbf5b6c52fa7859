"""A receipt proves alone that something was filed: made here, checked here (§7)."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from netral.evidence import canonical, merkle
from netral.evidence.errors import Fault, fault
from netral.evidence.event import read
from netral.evidence.note import Key
from netral.evidence.seal import Dates, Opened, Seal, open_seals
from netral.evidence.verify.custody import Trust
from netral.evidence.verify.report import Held, Report, since

FORMAT, LATER = "netral-receipt/1", "netral-receipt/2"
"""`LATER`: sealed with a key that follows the published one; the seals by which one followed another are in it."""
_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_BOTH = {"format", "event", "path", "note", "tsr", "salt", "content"}
_FIELDS = {FORMAT: _BOTH | {"key"}, LATER: _BOTH | {"keys", "handed"}}


def fingerprint(salt: bytes, filed: bytes) -> str:
    """What a receipt says of what was filed: nobody without the salt can guess it."""
    return f"sha256:{hashlib.sha256(salt + filed).hexdigest()}"


def make(
    line: bytes, *, path: Sequence[bytes], seal: Seal, keys: Sequence[Key], salt: bytes, handed: Sequence[bytes] = ()
) -> bytes:
    """The receipt of an event by its audit `path` in the tree of `seal`.

    `keys`: from the published one to the one that signed the seal; `handed`: for each but the first the note that it
    signed together with the one before it.
    """
    assert len(keys) == len(handed) + 1
    followed = {"keys": [key.written() for key in keys], "handed": [one.decode() for one in handed]}
    return canonical.encode(
        {
            **({"format": LATER, **followed} if handed else {"format": FORMAT, "key": keys[0].written()}),
            "event": line.decode(),
            "path": [step.hex() for step in path],
            "note": seal.note.decode(),
            "tsr": b64encode(seal.answer).decode() if seal.answer is not None else None,
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
    line, path, seals, keys = told["event"].encode(), told["path"], told["seals"], told["keys"]
    report.key, report.events, report.chained = keys[0], 1, bool(trust.roots)
    if trust.key is not None and trust.key != keys[0]:
        words = ("kuncinya bukan kunci yang Anda sebut", "its key is not the one you named")
        report.faults.append(fault("seal.signature", "key", *words))
    *followed, (opened, faults) = open_seals(seals, keys, roots=trust.roots)
    report.faults += [*faults, *_followed(followed, opened)]
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


def _followed(handed: list[tuple[Opened | None, list[Fault]]], last: Opened | None) -> list[Fault]:
    """What speaks against the seals by which each key followed the one before: of one ledger, each of more events."""
    faults = [one for _, found in handed for one in found]
    heads = [one.checkpoint for one, _ in handed if one is not None]
    heads += [last.checkpoint] if last is not None else []
    for one, two in pairwise(heads):
        if one.origin != two.origin or one.size >= two.size:
            words = ("segel pergantian kunci bukan yang mendahuluinya", "a change of keys is not one that precedes it")
            faults.append(fault("seal.note", one.size, *words))
    return faults


def proves(data: bytes, filed: bytes) -> bool:
    """Is this the receipt of exactly these bytes? For whoever still has what was filed."""
    told = _told(data)
    return told is not None and bool(fingerprint(told["salt"], filed) == told["content"])


def _told(data: bytes) -> dict[str, Any] | None:
    try:
        raw = canonical.decode(data)
        if not isinstance(raw, dict) or raw.keys() != _FIELDS.get(raw["format"]):
            return None
        keys, handed = ([raw["key"]], []) if raw["format"] == FORMAT else (raw["keys"], raw["handed"])
        # Of the second form only where it must be: one receipt has one form.
        if raw["format"] == LATER and not len(keys) == len(handed) + 1 > 1:
            return None
        if not all(isinstance(one, str) for one in (*keys, *handed, raw["event"], raw["note"], raw["salt"])):
            return None
        if not isinstance(raw["content"], str):
            return None
        if not _HEX.fullmatch(raw["salt"]):
            return None
        answer = b64decode(raw["tsr"], validate=True) if raw["tsr"] is not None else None
        if answer is not None and b64encode(answer).decode() != raw["tsr"]:
            return None
        return {
            "event": raw["event"],
            "path": [_node(step) for step in raw["path"]],
            "seals": [*(Seal(one.encode()) for one in handed), Seal(raw["note"].encode(), answer)],
            "keys": [Key.read(one) for one in keys],
            "salt": bytes.fromhex(raw["salt"]),
            "content": raw["content"],
        }
    except (ValueError, TypeError, KeyError, NotBase64):
        return None


def _node(step: str) -> bytes:
    if not _HEX.fullmatch(step) or len(step) != 64:
        raise ValueError(step)
    return bytes.fromhex(step)
