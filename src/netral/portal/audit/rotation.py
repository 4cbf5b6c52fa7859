"""A new seal key in place of the one in use: both sign one seal, and from then on the new one alone (format §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from netral.evidence import note
from netral.evidence.event import Happening
from netral.portal.audit import keys, models, seals
from netral.portal.audit.actions import locked_head, record


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change left: the new key, the seal that both signed, and where the former key lies now."""

    key: note.Key
    seal: models.Seal
    former: Path


def change(who: dict[str, str], witness: dict[str, str], why: str, *, now: datetime) -> Changed:
    """Make a key, record who changed it before whom, seal with both, and put it in place, while others go on sealing.

    A kill at any point leaves the old key in force or the new one, and the portal sealing with it. Raises NoSealKey
    where the one in force is not at hand, OSError where its folder cannot be written.
    """
    path: Path = settings.NETRAL.seal_key
    with transaction.atomic():
        # Whoever changes it, one at a time: the head is ours until both keys have signed.
        locked_head()
        _, old = keys.signing()
        _settle(path, old)
        if not (next_ := keys.waiting(path)).exists():
            keys.make(next_, like=path)
        successor = keys.read(next_)
        new = note.public(successor, old.name)
        facts = {"former": old.written(), "key": new.written(), "witness": witness}
        record(Happening("audit.key_changed", who, why, facts=facts), now=now)
        seal = seals.seal(now, successor)
        number = len(keys.published())
        models.Key.objects.create(number=number, written=new.written(), since=seal.size)
    with transaction.atomic():
        locked_head()
        return Changed(new, seal, _settle(path, new) or _former(path, old))


def _settle(path: Path, key: note.Key) -> Path | None:
    """Put the key that waits in its place if it is the one in force; the former one is kept beside it."""
    if not keys.holds(keys.waiting(path), key):
        return None
    former = _former(path, note.public(keys.read(path), key.name))
    former.unlink(missing_ok=True)
    # The place is never empty: a report that is filed at this moment finds one key or the other.
    former.hardlink_to(path)
    keys.waiting(path).replace(path)
    return former


def _former(path: Path, key: note.Key) -> Path:
    return path.with_name(f"{path.name}.former-{key.hash.hex()}")
