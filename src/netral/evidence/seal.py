"""Was the ledger once this, and is it still? Seals: a signed tree head with the time that somebody else put on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from cryptography.x509 import Certificate

from netral.evidence import note, timestamp
from netral.evidence.errors import Fault, fault
from netral.evidence.event import Event
from netral.evidence.note import Checkpoint, Key, Signature

SLACK = timedelta(minutes=5)
"""How far the ledger's clock and an authority's may be apart before that is called back-dating."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The note as it is kept, and the authority's answer over it, where one was asked (`NNNNNNNNNN.note`, `.tsr`)."""

    note: bytes
    answer: bytes | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A seal that could be read: what it says, when that was seen, and the keys that signed it.

    `at` is when an authority saw it: nothing in it is younger. `since`: nothing behind it is older; the same, unless
    the authority's answer was carried to it later, while the ledger went on.
    """

    checkpoint: Checkpoint
    signatures: list[Signature]
    at: datetime | None
    authority: str | None
    sealer: Key | None = None
    """The key that is believed from this seal on; None where it does not hold."""

    @property
    def name(self) -> str:
        return f"{self.checkpoint.size}"

    @property
    def since(self) -> datetime | None:
        asked = self.checkpoint.asked
        if self.at is None or asked is None:
            return self.at
        return min(self.at, datetime.fromisoformat(asked))


def open_seals(
    seals: Iterable[Seal], keys: Sequence[Key], *, roots: Sequence[Certificate] = ()
) -> Iterator[tuple[Opened | None, list[Fault]]]:
    """Each seal, by size, with what speaks against it.

    One key is believed at a time: first the first of `keys`; where it signed a seal together with one that was not
    believed yet, that one from then on. So keys can be changed, a ledger that was signed anew by a stranger is not
    believed, and what a thief seals with a key that was changed is not either. A signature of any of `keys` that
    does not hold is named, whoever else signed; those of other keys are passed over (C2SP signed-note). Without
    `roots` the time is what the authority's answer says, its signature unchecked.
    """
    trusted, known = list(keys[:1]), {(key.name, key.hash): key for key in keys}
    for seal in seals:
        try:
            checkpoint, signatures = note.read(seal.note)
        except ValueError as error:
            yield None, [fault("seal.note", "?", f"segel rusak ({error})", f"the seal is damaged ({error})")]
            continue
        name = f"{checkpoint.size}"
        faults: list[Fault] = []
        mine = [(one, key) for one in signatures if (key := known.get((one.name, one.key_hash))) is not None]
        hold = all(note.signed_by(checkpoint, [one], key) for one, key in mine)
        if hold and trusted and note.signed_by(checkpoint, signatures, trusted[-1]):
            signers = {key for _, key in mine}
            trusted += [key for key in keys if key in signers and key not in trusted]
        else:
            faults.append(
                fault("seal.signature", name, "tanda tangan segel tidak sah", "the seal's signature is not valid")
            )
        stamp = None
        if seal.answer is not None:
            try:
                stamp = (
                    timestamp.verify(seal.answer, seal.note, roots) if roots else timestamp.read(seal.answer, seal.note)
                )
            except ValueError as error:
                faults.append(
                    fault("seal.timestamp", name, f"cap waktu tidak sah ({error})", f"timestamp not valid ({error})")
                )
        sealer = trusted[-1] if trusted and not any(one.code == "seal.signature" for one in faults) else None
        opened = Opened(checkpoint, signatures, stamp.at if stamp else None, stamp.authority if stamp else None, sealer)
        if checkpoint.asked is not None and stamp and datetime.fromisoformat(checkpoint.asked) > stamp.at + SLACK:
            words = ("dicap sebelum dimintakan", "dated before that was asked for")
            faults.append(fault("seal.order", name, *words))
        yield opened, faults


def of_tree(opened: Opened, *, size: int, root: bytes | None) -> list[Fault]:
    """Has a ledger of `size` events still this head? `root`: its own at the seal's size, None if it is shorter."""
    sealed = opened.checkpoint.size
    if root is None:
        last = f"{size}–{sealed - 1}" if sealed - size > 1 else f"{size}"
        words = (f"buku terpotong: segel menghitung {sealed} catatan", f"cut short: the seal counts {sealed} events")
        return [fault("ledger.truncated", last, *words)]
    if root != opened.checkpoint.root:
        words = (
            f"catatan 0–{sealed - 1} bukan lagi yang disegel",
            f"events 0–{sealed - 1} are no longer what was sealed",
        )
        return [fault("seal.root", opened.name, *words)]
    return []


class Dates:
    """Between which times can each event have been written? By the seals around it, each by its authority's time."""

    def __init__(self, opened: Iterable[Opened]) -> None:
        timed = sorted((one for one in opened if one.at is not None), key=lambda one: one.checkpoint.size)
        self._sizes = [one.checkpoint.size for one in timed]
        # Of the seals before an event the latest counts, of those that hold it the earliest: answers may come late.
        self._after = list(accumulate(((_sure(one.since), one.name) for one in timed), max))
        self._until = list(accumulate(((_sure(one.at), one.name) for one in reversed(timed)), min))[::-1]

    def against(self, event: Event) -> list[Fault]:
        """An event behind a seal that claims to be older than it was dated back; one inside that is newer, forward."""
        at = datetime.fromisoformat(event.at)
        behind = bisect_right(self._sizes, event.seq)
        faults = []
        if behind and at < self._after[behind - 1][0] - SLACK and event.clock == "system":
            name = self._after[behind - 1][1]
            words = (
                f"bertanggal sebelum segel {name} yang mendahuluinya",
                f"dated before seal {name}, which precedes it",
            )
            faults.append(fault("ledger.back_dated", event.seq, *words))
        if behind < len(self._until) and at > self._until[behind][0] + SLACK:
            name = self._until[behind][1]
            words = (f"bertanggal sesudah segel {name} yang memuatnya", f"dated after seal {name}, which holds it")
            faults.append(fault("ledger.forward_dated", event.seq, *words))
        return faults


def _sure(at: datetime | None) -> datetime:
    assert at is not None
    return at


def forked(opened: Sequence[Opened]) -> list[Fault]:
    """Two heads of one size with different roots: the ledger was told in two ways. Taller heads are not older."""
    faults, roots = [], dict[int, bytes]()
    latest: datetime | None = None
    for one in sorted(opened, key=lambda one: one.checkpoint.size):
        # Of all before, not only of the one before: five minutes at a time lead back as far as one likes.
        if one.at is not None and latest is not None and one.at < latest - SLACK:
            words = ("lebih tua daripada segel yang lebih pendek", "older than a seal of fewer events")
            faults.append(fault("seal.order", one.name, *words))
        latest = max((at for at in (latest, one.since) if at is not None), default=None)
    for one in opened:
        size, root = one.checkpoint.size, one.checkpoint.root
        if roots.setdefault(size, root) != root:
            words = ("dua segel dengan isi berbeda", "two seals that tell of different events")
            faults.append(fault("seal.fork", one.name, *words))
    return faults
