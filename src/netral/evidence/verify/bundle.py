"""Does a bundle hold? Layer by layer: the bag, the case's chain, the proofs to the seal, every item's bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from netral.evidence import merkle
from netral.evidence.errors import Fault
from netral.evidence.event import Event
from netral.evidence.item import ENTERED, Item, items
from netral.evidence.ledger import check_case
from netral.evidence.seal import Dates, Opened
from netral.evidence.verify import bag
from netral.evidence.verify.custody import Trust, seals
from netral.evidence.verify.ledger import clock_told, described
from netral.evidence.verify.report import Held, Report, fault, since

FORMAT, PROOFS = "netral-bundle/1", "netral-proofs/1"
_LISTED = ("item", "title", "kind", "media_type", "object", "size", "of", "state")
_RECORDED = ("kind", "media_type", "object", "size")
_RECORD = {"format", "item", *_RECORDED, "name", "received_at", "source", "views", "digests", "looks_like"}
_NODE = re.compile(r"[0-9a-f]{64}")


def verify(root: Path, trust: Trust) -> Report:
    """Everything that the published format asks of a bundle (§5)."""
    report = Report("bundle", faults=bag.check(root))
    data, custody = root / "data", root / "data" / "custody"
    about = described(data / "bundle.json")
    if about is None or about.get("format") != FORMAT or not _is_described(about):
        words = ("keterangan bundel tidak ada, rusak, atau versi lain", "no description of a bundle that can be read")
        report.faults.append(fault("bundle.description", "bundle.json", *words))
        about = {"case": None, "origin": None, "size": None, "rulebook": None, "items": []}
    opened = seals(custody, trust, report)
    lines = _lines(custody / "ledger.ndjson", report.faults)
    events = _events(lines, about, opened, report)
    _proven(custody / "proofs.json", about, events, opened, report)
    found = _items(events, about, report.faults)
    _objects(data, found, report.faults)
    _captures(data / "captures", found, report.faults)
    _rules(data, about["rulebook"], report.faults)
    report.events = len(lines)
    entered = {event.item: event for _, event in events if event.kind in ENTERED}
    named = {one.at for one in report.faults}
    for item in found:
        at, by = since(entered[item.item].seq, opened)
        holds = named.isdisjoint({item.item, item.object, f"{entered[item.item].seq}", _place(item)})
        report.held.append(Held(item.item, item.title, item.state, at, by, holds))
    return report


def _is_described(about: dict[str, Any]) -> bool:
    rulebook = about.get("rulebook")
    return (
        about.keys() == {"format", "case", "origin", "size", "rulebook", "items"}
        and isinstance(about["case"], str)
        and isinstance(about["origin"], str)
        and isinstance(about["size"], int)
        and (rulebook is None or (isinstance(rulebook, dict) and rulebook.keys() == {"version", "sha256"}))
        and all(isinstance(one, str) for one in (rulebook or {}).values())
        and isinstance(about["items"], list)
        and all(isinstance(one, dict) and one.keys() == set(_LISTED) for one in about["items"])
    )


def _lines(path: Path, faults: list[Fault]) -> list[bytes]:
    raw = bag.plain(path) or b""
    if not raw.endswith(b"\n"):
        faults.append(fault("ledger.line", "ledger.ndjson", "buku perkara tidak ada atau terputus", "no whole ledger"))
    return raw.removesuffix(b"\n").split(b"\n") if raw else []


def _events(
    lines: Sequence[bytes], about: dict[str, Any], opened: Sequence[Opened], report: Report
) -> list[tuple[bytes, Event]]:
    dates, events = Dates(opened), list[tuple[bytes, Event]]()
    for line, (event, faults) in zip(lines, check_case(lines), strict=True):
        report.faults += faults
        if event is None:
            continue
        events.append((line, event))
        report.faults += dates.against(event)
        report.told += clock_told(event)
        if about["case"] is not None and event.case != about["case"]:
            report.faults.append(fault("ledger.case", event.seq, "bukan perkara bundel ini", "not this bundle's case"))
    return events


def _proven(
    path: Path, about: dict[str, Any], events: list[tuple[bytes, Event]], opened: list[Opened], report: Report
) -> None:
    last = max(opened, key=lambda one: one.checkpoint.size, default=None)
    faults = report.faults
    if last is None:
        return
    if about["size"] is not None and last.checkpoint.size != about["size"]:
        words = ("segel terakhir bukan yang disebut bundel", "the last seal is not the one the bundle names")
        faults.append(fault("seal.missing", f"{about['size']}", *words))
    for one in opened:
        if about["origin"] is not None and one.checkpoint.origin != about["origin"]:
            faults.append(fault("seal.note", one.name, "segel dari buku lain", "a seal of another ledger"))
    told = described(path)
    if told is None or not _are_proofs(told):
        faults.append(fault("bundle.description", "proofs.json", "bukti letak rusak", "the proofs cannot be read"))
        return
    size, root = last.checkpoint.size, last.checkpoint.root
    paths = {one["seq"]: [bytes.fromhex(step) for step in one["path"]] for one in told["inclusion"]}
    if told["size"] != size or paths.keys() != {event.seq for _, event in events}:
        words = ("bukti letak bukan untuk catatan ini", "the proofs are not of these events")
        faults.append(fault("bundle.description", "proofs.json", *words))
    for line, event in events:
        if not merkle.includes(merkle.leaf_hash(line), event.seq, size, paths.get(event.seq, []), root):
            words = ("tidak termasuk yang disegel", "is not among what was sealed")
            faults.append(fault("proof.inclusion", event.seq, *words))
    _grown(told["consistency"], opened, faults)


def _grown(told: list[dict[str, Any]], opened: list[Opened], faults: list[Fault]) -> None:
    heads = sorted((one.checkpoint for one in opened), key=lambda one: one.size)
    paths = {(one["from"], one["to"]): [bytes.fromhex(step) for step in one["path"]] for one in told}
    pairs = [(old, new) for old, new in pairwise(heads) if old.size != new.size]
    if paths.keys() != {(old.size, new.size) for old, new in pairs}:
        words = ("bukti pertumbuhan bukan untuk segel ini", "the proofs are not of these seals")
        faults.append(fault("bundle.description", "proofs.json", *words))
    for old, new in pairs:
        if not merkle.extends(old.size, old.root, new.size, new.root, paths.get((old.size, new.size), [])):
            words = (f"bukan awal dari segel {new.size}", f"is not the beginning of seal {new.size}")
            faults.append(fault("proof.consistency", old.size, *words))


def _are_proofs(told: dict[str, Any]) -> bool:
    def is_path(path: Any) -> bool:
        return isinstance(path, list) and all(isinstance(one, str) and _NODE.fullmatch(one) for one in path)

    def are(rows: Any, *names: str) -> bool:
        return isinstance(rows, list) and all(
            isinstance(one, dict)
            and one.keys() == {*names, "path"}
            and all(isinstance(one[name], int) for name in names)
            and is_path(one["path"])
            for one in rows
        )

    return (
        told.keys() == {"format", "size", "inclusion", "consistency"}
        and told["format"] == PROOFS
        and are(told["inclusion"], "seq")
        and are(told["consistency"], "from", "to")
    )


def _items(events: list[tuple[bytes, Event]], about: dict[str, Any], faults: list[Fault]) -> list[Item]:
    """The items that the ledger tells of, in the states that the bundle states; what the two do not agree on."""
    try:
        told = {one.item: one for one in items(event for _, event in events)}
    except (KeyError, TypeError):
        words = ("catatan masuknya bukti tidak lengkap", "an event by which an item came is incomplete")
        faults.append(fault("bundle.description", "ledger.ndjson", *words))
        return []
    listed = {one["item"]: one for one in about["items"] if isinstance(one["item"], str)}
    if [one["item"] for one in about["items"]] != sorted(told):
        words = ("daftar bukti bukan yang tercatat", "the items listed are not those on record")
        faults.append(fault("bundle.description", "bundle.json", *words))
    found = []
    for name, item in told.items():
        stated = listed.get(name)
        if stated is None:
            found.append(item)
            continue
        if any(stated[field] != getattr(item, field) for field in _LISTED[:-1]):
            words = ("keterangannya bukan yang tercatat", "it is not described as on record")
            faults.append(fault("object.state", name, *words))
        if (stated["state"] == "destroyed") != (item.state == "destroyed") or stated["state"] not in (
            *("here", "withheld", "destroyed"),
        ):
            words = ("keadaannya bukan yang tercatat", "its state is not the one on record")
            faults.append(fault("object.state", name, *words))
        found.append(Item(**{**_fields(item), "state": str(stated["state"])}))
    return found


def _fields(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in Item.__slots__}


def _place(item: Item) -> str:
    return f"data/objects/{item.object.split(' ')[0].removeprefix('sha256:')}"


def _objects(data: Path, found: list[Item], faults: list[Fault]) -> None:
    """The bag has checked each object against its name's place; here, whether it is whose it should be."""
    there = {path.name for path in (data / "objects").iterdir()} if (data / "objects").is_dir() else set()
    wanted = set()
    for item in found:
        name = Path(_place(item)).name
        if item.state == "here":
            wanted.add(name)
            path = data / "objects" / name
            if not path.is_file() or path.is_symlink():
                faults.append(fault("object.missing", item.item, "isinya tidak ada", "its bytes are not there"))
            elif not _holds(path, item.object):
                faults.append(
                    fault("object.changed", item.item, "isinya bukan yang diterima", "not the bytes received")
                )
    for name in sorted(there - wanted):
        words = ("tidak dimiliki bukti mana pun", "belongs to no item")
        faults.append(fault("object.unaccounted", name, *words))


def _holds(path: Path, names: str) -> bool:
    for name in names.split(" "):
        algorithm, _, expected = name.partition(":")
        with path.open("rb") as file:
            if hashlib.file_digest(file, algorithm).hexdigest() != expected:
                return False
    return True


def _captures(folder: Path, found: list[Item], faults: list[Fault]) -> None:
    items_ = {one.item: one for one in found}
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        record = described(path)
        name = path.name.removesuffix(".json")
        good = record is not None and record.keys() == _RECORD and record["format"] == "netral-capture/1"
        good = good and record is not None and record["item"] == name
        item = items_.get(name)
        same = record is not None and all(record.get(one) == getattr(item, one, None) for one in _RECORDED)
        if not good or item is None or not same:
            words = ("catatan rekaman rusak atau milik bukti lain", "a capture record is damaged, or another item's")
            faults.append(fault("bundle.description", f"captures/{path.name}", *words))


def _rules(data: Path, rulebook: dict[str, Any] | None, faults: list[Fault]) -> None:
    """The rules by which the acts were assessed are those that the assessments name."""
    rules, told_of = (bag.plain(data / name) for name in ("rulebook.json", "assessments.json"))
    if rulebook is None:
        if rules is not None or told_of is not None:
            words = ("ada aturan yang tidak disebut bundel", "rules that the bundle does not name")
            faults.append(fault("rulebook", "rulebook.json", *words))
        return
    if rules is None or hashlib.sha256(rules).hexdigest() != rulebook["sha256"]:
        words = ("buku aturan bukan yang disebut", "the rulebook is not the one named")
        faults.append(fault("rulebook", "rulebook.json", *words))
    try:
        named = {one["rulebook"]["sha256"] for one in json.loads(told_of or b"")}
    except (ValueError, KeyError, TypeError):
        named = {None}
    if named - {rulebook["sha256"]}:
        words = ("penilaian memakai aturan lain", "an assessment is by other rules")
        faults.append(fault("rulebook", "assessments.json", *words))
