"""Does a bundle hold? Layer by layer: the bag, the case's chain, the proofs to the seal, every item's bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from netral.evidence.bundle import signature
from netral.evidence.errors import fault
from netral.evidence.event import Event
from netral.evidence.item import ENTERED, LISTED, Item
from netral.evidence.ledger import check_case
from netral.evidence.seal import Dates, Opened
from netral.evidence.verify import bag, caps
from netral.evidence.verify.custody import Trust, seals
from netral.evidence.verify.items import captured, found, held_bytes, place
from netral.evidence.verify.ledger import another_version, described, tell
from netral.evidence.verify.proofs import proven
from netral.evidence.verify.report import Held, Report, since
from netral.evidence.verify.rules import ruled
from netral.evidence.verify.said import as_recorded

FORMAT = "netral-bundle/1"
_KNOWN = re.compile(
    r"(bagit|bag-info|manifest-sha256|tagmanifest-sha256)\.txt|bundle\.note"
    r"|data/(bundle|acts|assessments|rulebook)\.json|data/index\.(html|pdf)"
    r"|data/custody/(ledger\.ndjson|proofs\.json|keys\.txt)"
    # What lies in these is asked for one by one.
    r"|data/(objects|captures|custody/seals)/[^/]+"
)
_KINDS = 10
"""A bag that is all wrong has this many kinds of faults before its ledger is read."""
_PAGES = {"data/index.html", "data/index.pdf"}
_NOT_DESCRIBED: dict[str, Any] = {"case": None, "origin": None, "size": None, "rulebook": None, "items": []}


def verify(root: Path, trust: Trust) -> Report:
    """Everything that the published format asks of a bundle (§5)."""
    data, custody = root / "data", root / "data" / "custody"
    about = described(data / "bundle.json")
    report = Report("bundle")
    if about is not None and about.get("format") != FORMAT:
        report.faults.append(another_version("bundle.json"))
        return report
    packed = bag.check(root)
    report.faults += packed.faults
    report.packed = packed.digest
    if about is None or not _is_described(about):
        words = ("keterangan bundel tidak ada atau rusak", "no description of a bundle that can be read")
        report.faults.append(fault("bundle.description", "bundle.json", *words))
        about = _NOT_DESCRIBED
    others = sorted(name for name in packed.names if not _KNOWN.fullmatch(name))
    report.faults += caps.named("object.unaccounted", others, "bukan bagian dari bundel", "is no part of a bundle")
    for name in sorted(_PAGES - packed.names):
        words = ("halaman bundel tidak ada", "a page of the bundle is not there")
        report.faults.append(fault("bundle.description", name, *words))
    opened = seals(custody, trust, report)
    lines = _lines(custody / "ledger.ndjson", report)
    events = _events(lines, about, opened, report)
    sure = proven(custody / "proofs.json", about, events, opened, report.faults)
    items = found([event for _, event in events], about, report.faults)
    held_bytes(data, items, packed.hashes, report.faults)
    captured(data / "captures", items, [event for _, event in events], report.faults)
    ruled(data, about["rulebook"], report.faults)
    as_recorded(data, [event for _, event in events], report)
    _signed(root, about["origin"], report)
    report.events = len(lines)
    report.held += _held(items, [event for _, event in events], sure, report)
    return report


def _is_described(about: dict[str, Any]) -> bool:
    rulebook = about.get("rulebook")
    return (
        about.keys() == {"format", "case", "origin", "size", "rulebook", "items"}
        and isinstance(about["case"], str)
        and isinstance(about["origin"], str)
        and type(about["size"]) is int
        and (rulebook is None or (isinstance(rulebook, dict) and rulebook.keys() == {"version", "sha256"}))
        and (rulebook is None or all(isinstance(one, str) for one in rulebook.values()))
        and isinstance(about["items"], list)
        and all(isinstance(one, dict) and one.keys() == set(LISTED) for one in about["items"])
    )


def _signed(root: Path, origin: str | None, report: Report) -> None:
    """By the key in force, every byte is as the agency packed it; without, what no seal holds is the packer's word."""
    if not (root / signature.FILE).exists() and not (root / signature.FILE).is_symlink():
        words = (
            "tidak ditandatangani: pengemas dapat mengganti halaman dan menghilangkan catatan terakhir, cap waktu, isi",
            "not signed: its packer could have replaced the index pages, and left out last events, timestamps, bytes",
        )
        report.told.append(fault("bundle.unsigned", signature.FILE, *words))
        return
    raw, key = caps.plain(root / signature.FILE) or b"", report.sealer
    report.signed = bool(key and origin and signature.signed_by(raw, origin, f"{report.packed}", key))
    if not report.signed:
        words = ("bukan tanda tangan instansi atas bundel ini", "not the agency's signature over this bundle")
        report.faults.append(fault("bundle.signature", signature.FILE, *words))


def _lines(path: Path, report: Report) -> list[bytes]:
    raw = caps.plain(path, caps.LEDGER) or b""
    if raw.count(b"\n") > 1 + len(raw) // caps.SHORTEST:
        words = ("barisnya terlalu pendek untuk sebuah catatan", "its lines are too short for events")
        report.faults.append(fault("ledger.line", "ledger.ndjson", *words))
        return []
    if not raw.endswith(b"\n"):
        words = ("buku perkara tidak ada atau terputus", "no whole ledger")
        report.faults.append(fault("ledger.line", "ledger.ndjson", *words))
    return raw.removesuffix(b"\n").split(b"\n") if raw else []


def _events(
    lines: Sequence[bytes], about: dict[str, Any], opened: Sequence[Opened], report: Report
) -> list[tuple[bytes, Event]]:
    dates, events = Dates(opened), list[tuple[bytes, Event]]()
    for line, (event, faults) in zip(lines, check_case(lines), strict=True):
        report.faults += faults
        if len(report.faults) > caps.TOLD * _KINDS:
            report.faults.append(caps.too_much("ledger.line"))
            break
        if event is None:
            continue
        events.append((line, event))
        report.faults += dates.against(event)
        tell(event, report)
        if about["case"] is not None and event.case != about["case"]:
            report.faults.append(fault("ledger.case", event.seq, "bukan perkara bundel ini", "not this bundle's case"))
    return events


def _held(items: list[Item], events: list[Event], sure: list[Opened], report: Report) -> list[Held]:
    """An item holds where a proven seal covers its entry, and nothing was named against its record or its bytes."""
    entered: dict[str | None, Event] = {}
    for event in events:
        if event.kind in ENTERED and event.after is not None:
            entered.setdefault(event.item, event)
    seqs = report.named("ledger.", "proof.inclusion")
    named = report.named("object.", "bag.", "bundle.description")
    rows = []
    for item in items:
        event = entered[item.item]
        at, by, seal = since(event.seq, sure)
        bad = {item.item, place(item), f"captures/{item.item}.json"} & named
        holds = seal is not None and not bad and f"{event.seq}" not in seqs
        rows.append(Held(item.item, item.title, item.state, event.at, seal, at, by, holds))
    return rows
