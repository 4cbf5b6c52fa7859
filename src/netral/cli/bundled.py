"""What goes into a case's bundle: its items and records from the vault, acts and assessments from a patrol."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from netral.cli.errors import UserError
from netral.evidence import canonical
from netral.evidence.bundle.contents import Contents, Rulebook, sealed_size, uncovered
from netral.evidence.event import Event, read
from netral.evidence.intake import record
from netral.evidence.item import Item
from netral.evidence.vault import Vault


def contents(vault: Vault, case: str, *, patrol: Path | None, rulebook: Path | None, withheld: bool) -> Contents:
    """The case as values for `netral.evidence.bundle.write`; `withheld`: originals that have a copy stay here."""
    lines = list(vault.lines())
    events = [event for event in map(read, lines) if event.case == case]
    items = vault.items(case)
    seals, parts = vault.seals(), dict[str, Any]()
    if patrol is not None:
        parts = _assessed(events, patrol, rulebook)
    return Contents(
        case=case,
        origin=vault.origin,
        lines=lines,
        seals=seals,
        keys=vault.keys(),
        open=vault.store.read,
        withheld=uncovered(items) if withheld else frozenset(),
        captures=_captures(events, items, sealed_size(seals)),
        **parts,
    )


def _captures(events: list[Event], items: list[Item], size: int) -> dict[str, bytes]:
    """A record for each original that the last seal covers, with the copies that it covers, too."""
    sealed = {event.item for event in events if event.seq < size}
    there = [one for one in items if one.item in sealed]
    return {
        event.item: record(event, [one for one in there if one.of == event.item])
        for event in events
        if event.kind == "received" and event.item is not None and event.seq < size
    }


def _assessed(events: list[Event], patrol: Path, rulebook: Path | None) -> dict[str, Any]:
    """Acts and assessments of the findings whose rows are items of the case."""
    from netral.cli.evidence_add import found
    from netral.law.loader import SHIPPED, compiled_content, load_rulebook

    sources = [event.facts.get("source") for event in events if event.kind == "received"]
    rows = [found(patrol, source["finding"]) for source in sources if source]
    if not rows:
        raise UserError(f"{patrol}: tidak ada temuan patroli ini di antara bukti perkara.")
    book = load_rulebook(rulebook)
    if {row["rulebook_sha256"] for row in rows} != {book.sha256}:
        raise UserError("patroli ini memakai buku aturan lain; sebutkan dengan --rulebook.")
    content = compiled_content(rulebook or SHIPPED)
    assert hashlib.sha256(content).hexdigest() == book.sha256
    assessments = [_assessment(row, book.version) for row in rows]
    acts = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "Collection",
        "totalItems": len(rows),
        "items": [_act(row) for row in rows],
    }
    return {
        "acts": canonical.encode(acts),
        "assessments": canonical.encode(assessments),
        "rulebook": Rulebook(book.version, book.sha256, content),
    }


def _act(row: dict[str, Any]) -> dict[str, Any]:
    """An activity of ActivityStreams 2.0; the actor is the official of the register, as in the finding."""
    at = row["occurred_at"]
    act = {
        "id": row["activity_id"] or f"urn:netral:finding:{row['finding_id']}",
        "type": row["verb"],
        "actor": f"urn:netral:official:{row['official_id']}",
        "object": row["url"] or row["object_id"],
        "target": f"urn:netral:contestant:{row['contest']}:{row['contestant_id']}",
        "published": at.isoformat().replace("+00:00", "Z") if at else None,
        "netral:finding": row["finding_id"],
        "netral:platform": row["platform"],
        "netral:precision": row["precision"],
        "netral:match": row["match_basis"],
        "netral:owner": row["owner_basis"],
    }
    return {name: value for name, value in act.items() if value is not None}


def _assessment(row: dict[str, Any], version: str) -> dict[str, Any]:
    return {
        "finding": row["finding_id"],
        "verdict": {"literal": row["verdict_literal"], "official_practice": row["verdict_practice"]},
        "class": {"literal": row["class_literal"] or None, "official_practice": row["class_practice"] or None},
        "norms": [one for one in (row["norms"] or "").split(";") if one],
        "missing_facts": [one for one in (row["missing_facts"] or "").split(";") if one],
        "target_status": row["target_status"],
        "phase": row["phase"],
        "rulebook": {"version": version, "sha256": row["rulebook_sha256"]},
    }
