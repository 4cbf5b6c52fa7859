"""Was the ledger once this? Seals over every event so far, and receipts that prove alone what was filed.

What is filed is recorded, sealed and receipted in one transaction: `record()`, `seal()`, `receipt_of()`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import note, timestamp
from netral.evidence import seal as sealed
from netral.evidence.event import instant
from netral.evidence.verify import receipt
from netral.portal.audit import keys
from netral.portal.audit.actions import frontier_of, hashes, locked_head
from netral.portal.audit.models import Event, Seal

Ask = Callable[[bytes], bytes]
"""Hands a query (RFC 3161) to an authority and gives its answer back."""


def seal(now: datetime, *also: Ed25519PrivateKey) -> Seal:
    """Sign the head of all events so far; the seal that is there, where nothing happened since.

    `also`: a key that is to follow. In the transaction of the last event, and O(log n): nothing of the ledger is read
    but its head. Raises NoSealKey.
    """
    head = locked_head()
    if there := Seal.objects.filter(size=head.seq).first():
        return there
    private, key = keys.signing()
    signed = note.sign(note.Checkpoint(key.name, head.seq, frontier_of(head).root()), private, *also)
    return Seal.objects.create(size=head.seq, note=signed, at=instant(now), path=bytes(head.path))


def receipt_of(seq: int, salt: bytes) -> bytes:
    """The receipt (format §7) of an event that was the last one when it was sealed.

    Its `after` is `receipt.fingerprint(salt, what was filed)`. Made again later, it holds the authority's timestamp, if
    the seal was dated meanwhile. Raises DoesNotExist where there is no such event or seal.
    """
    kept = Seal.objects.get(size=seq + 1)
    one = opened(kept)
    head, signatures = note.read(one.note)
    known = keys.published()
    signer = next(at for at, key in enumerate(known) if note.signed_by(head, signatures, key))
    line = bytes(Event.objects.get(seq=seq).line)
    return receipt.make(
        line, path=hashes(kept.path), seal=one, keys=known[: signer + 1], handed=keys.handed(signer), salt=salt
    )


def date(kept: Seal, ask: Ask) -> timestamp.Stamp:
    """Have an authority date a seal just made, and keep its answer; ValueError where that is none.

    Outside any transaction: nobody waits while the authority is asked. A seal that lay for long is not to be dated, for
    what came after it would read as dated back (§3 of the format).
    """
    signed = bytes(kept.note)
    answer = ask(timestamp.request(signed))
    stamp = timestamp.read(answer, signed)
    Seal.objects.filter(size=kept.size, answer=None).update(answer=answer)
    return stamp


def opened(kept: Seal) -> sealed.Seal:
    """As the evidence core takes it."""
    return sealed.Seal(bytes(kept.note), None if kept.answer is None else bytes(kept.answer))
