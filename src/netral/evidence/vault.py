"""A folder with evidence: bytes in a store, what happened to them in a ledger, its heads sealed.

What enters is stored before it is recorded, and what leaves is recorded before it is gone, so that no record is ever
without its bytes. The folder is a ledger of the published format, too: anybody can check it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from netral.evidence import canonical, limits, sealing
from netral.evidence.door import Door
from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import Event, Happening, read
from netral.evidence.item import Item, Items
from netral.evidence.ledger_file import REPAIRED, LedgerFile
from netral.evidence.limits import Budget, Limits
from netral.evidence.note import Key
from netral.evidence.receiving import Arrival, Outcome, receive
from netral.evidence.retention import protected
from netral.evidence.seal import Seal
from netral.evidence.sealing import Ask, Who
from netral.evidence.store import Cipher, Store

FORMAT, LEDGER = "netral-vault/1", "netral-ledger/1"


class Vault:
    """An opened vault. `now` is told by the caller, everywhere."""

    def __init__(self, root: Path, identities: Sequence[str] = ()) -> None:
        self.door = Door(root)
        about = self._about()
        self.origin: str = about["origin"]
        cipher = Cipher(tuple(about["recipients"]), tuple(identities))
        self.store = Store(self.door, cipher)
        self.limits = limits.read(self.door)
        self.ledger = LedgerFile(self.door)
        self._known: dict[bytes, tuple[Items, int]] = {}

    @classmethod
    def found(cls, root: Path, origin: str, key: Key, recipients: Sequence[str] = ()) -> Vault:
        """Make an empty vault whose seals will be signed by `key`; EvidenceRefused where the folder is not empty.

        With `recipients` (age, X25519) whatever enters is encrypted, and needs their identities to be read.
        """
        cls.refuse_filled(root)
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        door = Door(root)
        door.make("seals")
        door.write(f"{key.written()}\n".encode(), "keys.txt")
        door.write(canonical.encode({"format": LEDGER, "origin": origin}), "ledger.json")
        about = {"format": FORMAT, "origin": origin, "recipients": list(recipients)}
        # Last: a folder without it is no vault yet, and may be founded again.
        door.write(canonical.encode(about), "vault.json")
        return cls(root)

    @staticmethod
    def refuse_filled(root: Path) -> None:
        """EvidenceRefused where a vault cannot be founded, for something else is there."""
        if root.exists() and any(root.iterdir()):
            words = {"id": f"{root} tidak kosong; pilih folder baru", "en": f"{root} is not empty; choose a new folder"}
            raise EvidenceRefused("not_empty", words)

    def _about(self) -> dict[str, Any]:
        path = self.door.path("vault.json")
        try:
            about = canonical.decode(path.read_bytes())
            if about["format"] == FORMAT:
                return dict(about)
        except (OSError, ValueError, KeyError, TypeError):
            pass
        words = {"id": f"{self.door.root} bukan vault Netral", "en": f"{self.door.root} is no vault of Netral's"}
        raise EvidenceRefused("no_vault", words)

    # What is there.

    def lines(self, begin: int = 0) -> Iterator[bytes]:
        """The ledger, line by line, from this byte on."""
        return self.ledger.lines(begin)

    def items(self, case: str | None = None) -> list[Item]:
        """Every item, or those of a case."""
        return self.known(case).of(case)

    def known(self, case: str | None) -> Items:
        """The same as it stands, to be asked for names."""
        return self._told(_naming(case))

    def item(self, case: str, name: str) -> Item:
        """One of them; EvidenceRefused where there is none."""
        found = self.known(case).one(case, name)
        if found is None:
            told, english = f"tidak ada bukti {name} dalam perkara {case}", f"there is no item {name} in case {case}"
            raise EvidenceRefused("no_item", {"id": told, "en": english})
        return found

    def _told(self, words: bytes) -> Items:
        """The items as of the ledger's end, by the lines that hold these words; only what is new is looked at.

        To look for words in a line costs a fiftieth of reading it: one more item in a case does not read all cases.
        """
        found, at = self._known.get(words, (Items(), 0))
        for line in self.lines(at):
            at += len(line) + 1
            if words in line:
                found.follow(read(line))
        self._known[words] = found, at
        return found

    def budget(self) -> Budget:
        """What is left of the limits now."""
        return Budget(self.limits, kept=self._sizes, size=self.store.size, holds=self.store.holds)

    def _sizes(self, case: str) -> dict[str, int]:
        return {one.object: one.size for one in self.items(case) if one.state == "here"}

    def seals(self) -> list[Seal]:
        """By rising size."""
        paths = sorted(self.door.path("seals").glob("*.note"))
        return [Seal(path.read_bytes(), _bytes_of(path.with_suffix(".tsr"))) for path in paths]

    def keys(self) -> list[Key]:
        """The first is the one that the agency published."""
        return [Key.read(line) for line in self.door.path("keys.txt").read_text().splitlines()]

    def key(self) -> Key:
        """The one that seals now."""
        return sealing.key(self)

    # What happens.

    def record(self, what: Happening, *, now: datetime) -> Event:
        """Any event about a case or item that changes no bytes: transferred, returned, held, released, noted …"""
        with self.ledger.locked():
            (event,) = self.ledger.append([what], now=now)
        return event

    def receive(
        self,
        source: BinaryIO,
        *,
        case: str,
        title: str,
        kind: str,
        media_type: str,
        who: Who,
        why: str,
        now: datetime,
        event: str = "received",
        of: Item | None = None,
        item: str | None = None,
        facts: dict[str, Any] | None = None,
    ) -> Item:
        """Keep the bytes, then record that they came; a copy names the item that it was made `of`.

        EvidenceRefused where the name is taken or the bytes are too large; then nothing is recorded.
        """
        about = Arrival(case, title, kind, media_type, who, why, event, of, item, facts or {})
        outcome = self.receive_all([(about, source)], now=now)[about]
        if isinstance(outcome, EvidenceRefused):
            raise outcome
        return outcome

    def receive_all(self, arriving: Iterable[tuple[Arrival, BinaryIO]], *, now: datetime) -> dict[Arrival, Outcome]:
        """The same for many, at little more than the cost of one; what became of each. A refused one stops no other."""
        return receive(self, arriving, now=now)

    def view(self, item: Item, *, who: Who, why: str, now: datetime) -> BinaryIO:
        """The bytes of an item, for a reason that is recorded before anything is shown."""
        if not why.strip():
            words = {"id": "sebutkan alasan membuka bukti ini", "en": "say why this item is opened"}
            raise EvidenceRefused("no_reason", words)
        if item.state != "here":
            words = {"id": "isi bukti ini sudah dimusnahkan", "en": "the bytes of this item were destroyed"}
            raise EvidenceRefused("destroyed", words)
        found = self.store.read(item.object)
        event = Happening("viewed", who, why, case=item.case, item=item.item, before=item.object, after=item.object)
        try:
            self.record(event, now=now)
        except BaseException:
            found.close()
            raise
        return found

    def destroy(self, item: Item, *, who: Who, why: str, now: datetime) -> Event:
        """Record that an item is destroyed, then let its bytes go, unless another item is the same bytes.

        Whether its time has come is asked of `netral.evidence.retention` before; a hold that came in between is seen
        here. A kill in between leaves bytes that no record tells of, which the next `sweep` removes.
        """
        with self.ledger.locked():
            if (denial := protected(self.item(item.case, item.item))) is not None:
                raise EvidenceRefused(denial.reason, denial.words)
            event = Happening("destroyed", who, why, case=item.case, item=item.item, before=item.object)
            (told,) = self.ledger.append([event], now=now)
            if item.object not in _wanted(self._told(item.object.encode())):
                self.store.remove(item.object)
        return told

    def limit(self, new: Limits, *, who: Who, why: str, now: datetime) -> Event:
        """Other limits from now on, recorded before they count."""
        event = self.record(Happening("noted", who, why, facts={"limits": new.written()}), now=now)
        limits.write(self.door, new)
        self.limits = new
        return event

    # Seals.

    def seal(
        self,
        *privates: Ed25519PrivateKey,
        who: Who,
        now: datetime,
        witness: Who | None = None,
        ask: Ask | None = None,
    ) -> Event:
        """Sign the head of all events so far and have an authority date it; then record that this was done.

        With two keys, the second follows the first from now on, before a `witness` who is recorded. An answer is read
        before it is kept.
        """
        return sealing.seal(self, privates, who=who, witness=witness, now=now, ask=ask)

    def ask_later(
        self, *privates: Ed25519PrivateKey, who: Who, now: datetime, witness: Who | None = None
    ) -> tuple[Event, bytes]:
        """Sign the head, and the query that is carried to an authority; `answered` brings the answer back.

        The head says when that was, so that what is recorded meanwhile is not taken for dated back.
        """
        return sealing.ask_later(self, privates, who=who, witness=witness, now=now)

    def answered(self, answer: bytes, *, who: Who, now: datetime) -> Event:
        """Keep an authority's answer beside the seal that it was asked for.

        EvidenceRefused where no seal waits for it, or where its time is not between the asking and now: kept all the
        same, the seal would speak against its own ledger for good.
        """
        return sealing.answered(self, answer, who=who, now=now)

    def sweep(self, *, now: datetime) -> dict[str, Any]:
        """Remove what killed runs left: unnamed files, and objects that no record tells of. Finishes destructions."""
        with self.ledger.locked():
            left = self.door.sweep()
            orphans = self.store.sweep(_wanted(self._told(b"")))
            if orphans:
                why = "sisa proses yang terputus dibuang"
                self.ledger.append([Happening("noted", REPAIRED, why, facts={"objects": len(orphans)})], now=now)
        return {"unnamed": left, "orphans": orphans}


def _naming(case: str | None) -> bytes:
    """How a canonical line names a case: every event of the case holds this, and few others do."""
    return canonical.encode({"case": case})[1:-1] if case is not None else b""


def _wanted(found: Items) -> set[str]:
    return {one.object for one in found.of() if one.state == "here"}


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
