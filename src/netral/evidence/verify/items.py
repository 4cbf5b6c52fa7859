"""Are the items of a bundle those on record, and their bytes and capture records what came in?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from netral.evidence import canonical
from netral.evidence.digests import hashed
from netral.evidence.errors import Fault, fault
from netral.evidence.event import Event
from netral.evidence.item import ENTERED, KINDS, LISTED, Item, items
from netral.evidence.verify.caps import named
from netral.evidence.verify.ledger import described

_STATES = ("here", "withheld", "destroyed")
_RECORD = ("item", "kind", "object", "media_type", "size", "received_at")
_FACTS = ("name", "source", "digests", "looks_like")


def found(events: Sequence[Event], about: dict[str, Any], faults: list[Fault]) -> list[Item]:
    """The items that the ledger tells of, in the states that the bundle states; what the two do not agree on."""
    sound = []
    for event in events:
        if event.kind in ENTERED and event.after is not None and not _tells_of_an_item(event):
            words = ("catatan masuknya bukti tidak lengkap", "an event by which an item came is incomplete")
            faults.append(fault("bundle.description", f"ledger.ndjson {event.seq}", *words))
        else:
            sound.append(event)
    told = {one.item: one for one in items(sound) if one.case == events[0].case}
    listed = {one["item"]: one for one in about["items"] if isinstance(one["item"], str)}
    if [one["item"] for one in about["items"]] != sorted(told):
        words = ("daftar bukti bukan yang tercatat", "the items listed are not those on record")
        faults.append(fault("bundle.description", "bundle.json", *words))
    gone = {(event.item, event.before) for event in sound if event.kind == "destroyed"}
    return [_stated(item, listed.get(name), (name, item.object) in gone, faults) for name, item in told.items()]


def _tells_of_an_item(event: Event) -> bool:
    facts = event.facts
    return (
        event.item is not None
        and event.case is not None
        and all(isinstance(facts.get(name), str) for name in ("title", "media_type"))
        and facts.get("kind") in KINDS
        and type(facts.get("size")) is int
        and (facts.get("of") is None or isinstance(facts["of"], str))
    )


def _stated(item: Item, stated: dict[str, Any] | None, gone: bool, faults: list[Fault]) -> Item:
    if stated is None:
        return item
    # By their bytes, here and below: to Python `true` is one, too.
    if _written(stated) != _written({name: getattr(item, name) for name in LISTED} | {"state": stated["state"]}):
        words = ("keterangannya bukan yang tercatat", "it is not described as on record")
        faults.append(fault("object.state", item.item, *words))
    if stated["state"] not in _STATES or (stated["state"] == "destroyed") != gone:
        words = ("keadaannya bukan yang tercatat", "its state is not the one on record")
        faults.append(fault("object.state", item.item, *words))
    return replace(item, state=f"{stated['state']}")


def place(item: Item) -> str:
    """Where its bytes lie in the bag: under their SHA-256."""
    hashes = [one.removeprefix("sha256:") for one in item.object.split(" ") if one.startswith("sha256:")]
    return f"data/objects/{''.join(hashes[:1])}"


def held_bytes(data: Path, told: Sequence[Item], hashes: Mapping[str, str], faults: list[Fault]) -> None:
    """Every item that is here has its bytes, and no bytes are nobody's. `hashes`: those the bag has made already."""
    folder = data / "objects"
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set[str]()
    wanted = set()
    for item in told:
        if item.state != "here":
            continue
        name = place(item)
        wanted.add(Path(name).name)
        path = data.parent / name
        if not path.is_file() or path.is_symlink():
            faults.append(fault("object.missing", item.item, "isinya tidak ada", "its bytes are not there"))
        elif not _holds(path, item.object, hashes.get(name)):
            faults.append(fault("object.changed", item.item, "isinya bukan yang diterima", "not the bytes received"))
    words = ("tidak dimiliki bukti mana pun", "belongs to no item")
    faults += named("object.unaccounted", sorted(there - wanted), *words)


def _holds(path: Path, names: str, sha256: str | None) -> bool:
    for name in names.split(" "):
        algorithm, _, expected = name.partition(":")
        known = sha256 if algorithm == "sha256" else None
        if (known or hashed(path, algorithm)) != expected:
            return False
    return True


def captured(folder: Path, told: Sequence[Item], events: Sequence[Event], faults: list[Fault]) -> None:
    """A capture record says what the ledger says, and nothing that it does not."""
    by_name = {one.item: one for one in told}
    facts: dict[str | None, dict[str, Any]] = {}
    for event in events:
        if event.kind in ENTERED:
            facts.setdefault(event.item, event.facts)
    wrong = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        record, item = described(path), by_name.get(path.name.removesuffix(".json"))
        if record is None or item is None or not _is_of(record, item, facts[item.item], told):
            wrong.append(f"captures/{path.name}")
    words = ("catatan rekaman rusak atau bukan yang tercatat", "a capture record is damaged, or not as on record")
    faults += named("bundle.description", wrong, *words)


def _is_of(record: dict[str, Any], item: Item, facts: dict[str, Any], told: Sequence[Item]) -> bool:
    """Of what the event does not say, the record may say anything; of what it says, only that."""
    views = [
        {"item": one.item, "object": one.object, "media_type": one.media_type, "made": one.kind}
        for one in sorted(told, key=lambda one: one.item)
        if one.of == item.item
    ]
    return record.keys() == {"format", "views", *_RECORD, *_FACTS} and _written(record) == _written(
        {name: getattr(item, name) for name in _RECORD}
        | {name: facts.get(name, record[name]) for name in _FACTS}
        | {"format": "netral-capture/1", "views": views}
    )


def _written(record: dict[str, Any]) -> bytes:
    return canonical.encode(record)
