"""What goes into a case's bundle: its items and records from the vault, acts and assessments from a patrol."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from netral.cli.errors import UserError
from netral.evidence import canonical
from netral.evidence.bundle import said
from netral.evidence.bundle.contents import Contents, Rulebook, sealed_size, uncovered
from netral.evidence.event import Event, read
from netral.evidence.intake import record
from netral.evidence.item import Item
from netral.evidence.vault import Vault


def contents(vault: Vault, case: str, *, patrols: Sequence[Path], rulebook: Path | None, withheld: bool) -> Contents:
    """The case as values for `netral.evidence.bundle.write`; `withheld`: originals that have a copy stay here."""
    lines = list(vault.lines())
    events = [event for event in map(read, lines) if event.case == case]
    items = vault.items(case)
    seals, parts = vault.seals(), dict[str, Any]()
    if patrols:
        size = sealed_size(seals)
        parts = _assessed([event for event in events if event.seq < size], patrols, rulebook)
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


def _assessed(events: list[Event], patrols: Sequence[Path], rulebook: Path | None) -> dict[str, Any]:
    """Acts and assessments of the findings whose rows are items of the case: as they were when those came in."""
    from netral.law.loader import SHIPPED, compiled_content, load_rulebook

    rows = _once(row for patrol in patrols for row in _found(events, patrol))
    book = load_rulebook(rulebook)
    if {row["rulebook_sha256"] for row in rows} != {book.sha256}:
        raise UserError("patroli ini memakai buku aturan lain; sebutkan dengan --rulebook.")
    content = compiled_content(rulebook or SHIPPED)
    assert hashlib.sha256(content).hexdigest() == book.sha256
    return {
        "acts": canonical.encode(said.collection([said.act(row) for row in rows])),
        "assessments": canonical.encode([said.assessment(row) for row in rows]),
        "rulebook": Rulebook(book.version, book.sha256, content),
    }


def _found(events: Sequence[Event], patrol: Path) -> list[dict[str, Any]]:
    """The rows of this patrol that the ledger holds by their digests; UserError where there are none."""
    from netral.cli.evidence_add import findings

    told = [event.facts for event in events if event.kind == "received" and event.facts.get("source")]
    there = findings(patrol, {facts["source"]["finding"] for facts in told})
    if not there:
        told = "tidak ada temuan patroli ini di antara bukti perkara sampai segel terakhir"
        raise UserError(f"{patrol}: {told}; terima barisnya dengan netral evidence add --finding, lalu segel.")
    known = {facts.get(said.FACT) for facts in told}
    rows = [row for row in there if _pair(row) in known]
    if not rows:
        raise UserError(
            f"{patrol}: temuannya di sini lain dari yang tercatat saat barisnya masuk; pakai hasil patroli yang itu, "
            "atau catat lagi dengan netral evidence add."
        )
    return rows


def _once(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each once, in an order that does not hang on how the patrols were named."""
    told = {(row["finding_id"], _pair(row)): row for row in rows}
    return [told[one] for one in sorted(told)]


def _pair(row: dict[str, Any]) -> str:
    return said.pair(said.act(row), said.assessment(row))
