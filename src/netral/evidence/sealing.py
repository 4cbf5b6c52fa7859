"""How is a vault's ledger sealed? Its head is signed by the key in force, dated now or later, and that is recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import merkle, note, timestamp
from netral.evidence.digests import digest
from netral.evidence.errors import EvidenceRefused, another_key
from netral.evidence.event import Event, Happening, instant
from netral.evidence.note import Checkpoint, Key
from netral.evidence.seal import SLACK
from netral.evidence.timestamp import Stamp

if TYPE_CHECKING:
    from netral.evidence.vault import Vault

Ask = Callable[[bytes], bytes | None]
"""Takes an RFC 3161 query to an authority and brings its answer back, or None where there is none."""
Who = dict[str, str]


def key(vault: Vault) -> Key:
    """The key in force: of those that signed the last seal, the one that came last."""
    known = vault.keys()
    last = max(vault.door.path("seals").glob("*.note"), default=None)
    if last is None:
        return known[0]
    return note.in_force(*note.read(last.read_bytes()), known)


def seal(
    vault: Vault,
    privates: Sequence[Ed25519PrivateKey],
    *,
    who: Who,
    witness: Who | None,
    now: datetime,
    ask: Ask | None,
) -> Event:
    """Sign the head, ask, keep both, record."""
    with vault.ledger.locked():
        head = _head(vault)
        signed = _signed(vault, head, privates)
        answer = ask(timestamp.request(signed)) if ask else None
        stamp = timestamp.read(answer, signed) if answer is not None else None
        _keep(vault, head, signed, privates, answer)
        return _sealed(vault, head, signed, who, now, stamp, witness)


def ask_later(
    vault: Vault, privates: Sequence[Ed25519PrivateKey], *, who: Who, witness: Who | None, now: datetime
) -> tuple[Event, bytes]:
    """Sign a head that tells when it was asked for, keep and record it; the event and the query."""
    with vault.ledger.locked():
        head = replace(_head(vault), asked=instant(now))
        signed = _signed(vault, head, privates)
        _keep(vault, head, signed, privates, None)
        event = _sealed(vault, head, signed, who, now, None, witness)
    return event, timestamp.request(signed)


def answered(vault: Vault, answer: bytes, *, who: Who, now: datetime) -> Event:
    """Keep an answer beside the seal that waits for it."""
    with vault.ledger.locked():
        head, signed, stamp = _waiting(vault, answer)
        if not datetime.fromisoformat(f"{head.asked}") - SLACK <= stamp.at <= now + SLACK:
            told = f"waktu otoritas {instant(stamp.at)} tidak di antara permintaan ({head.asked}) dan sekarang"
            english = f"the authority's time {instant(stamp.at)} is not between asking ({head.asked}) and now"
            raise EvidenceRefused("clock", {"id": f"{told}; setel jam dulu", "en": f"{english}; set the clock"})
        vault.door.write(answer, "seals", f"{head.size:010d}.tsr")
        return _sealed(vault, head, signed, who, now, stamp)


def _waiting(vault: Vault, answer: bytes) -> tuple[Checkpoint, bytes, Stamp]:
    for one in reversed(vault.seals()):
        head, _ = note.read(one.note)
        if one.answer is None and head.asked is not None:
            with suppress(ValueError):
                return head, one.note, timestamp.read(answer, one.note)
    words = {"id": "tidak ada segel yang menunggu jawaban ini", "en": "no seal waits for this answer"}
    raise EvidenceRefused("no_seal", words)


def _head(vault: Vault) -> Checkpoint:
    tree = merkle.Frontier()
    for line in vault.lines():
        tree = tree.append(merkle.leaf_hash(line))
    return Checkpoint(vault.origin, tree.size, tree.root())


def _signed(vault: Vault, head: Checkpoint, privates: Sequence[Ed25519PrivateKey]) -> bytes:
    """By the key in force, and by the one that is to follow it: no verifier believes another (format §3)."""
    if key(vault) not in [note.public(one, head.origin) for one in privates]:
        raise another_key()
    return note.sign(head, *privates)


def _keep(
    vault: Vault, head: Checkpoint, signed: bytes, privates: Sequence[Ed25519PrivateKey], answer: bytes | None
) -> None:
    known = vault.keys()
    fresh = [one for private in privates if (one := note.public(private, vault.origin)) not in known]
    if fresh:
        vault.door.write("".join(f"{one.written()}\n" for one in [*known, *fresh]).encode(), "keys.txt")
    if answer is not None:
        # Before the note: an answer without its note is nothing, a note without its answer undated for good.
        vault.door.write(answer, "seals", f"{head.size:010d}.tsr")
    else:
        # One that was killed before its note came: it answers about another note.
        vault.door.remove("seals", f"{head.size:010d}.tsr")
    vault.door.write(signed, "seals", f"{head.size:010d}.note")


def _sealed(
    vault: Vault,
    head: Checkpoint,
    signed: bytes,
    who: Who,
    now: datetime,
    stamp: Stamp | None,
    witness: Who | None = None,
) -> Event:
    facts: dict[str, Any] = {"size": head.size, "root": head.root.hex()}
    if head.asked is not None:
        facts |= {"asked": head.asked}
    if stamp is not None:
        facts |= {"authority": stamp.authority}
    _, signatures = note.read(signed)
    if len(signatures) > 1:
        known = vault.keys()
        facts |= {"keys": [one.written() for one in known if note.signed_by(head, signatures, one)]}
    if witness is not None:
        facts |= {"witness": witness}
    what = Happening("sealed", who, "kepala buku disegel", after=digest(signed), facts=facts)
    (event,) = vault.ledger.append([what], now=now)
    return event
