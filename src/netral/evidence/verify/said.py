"""Do `acts.json` and `assessments.json` say what was on record when the rows came in, and leave nothing out of it?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from netral.evidence import canonical
from netral.evidence.bundle.said import FACT, collection, pair
from netral.evidence.errors import fault
from netral.evidence.event import Event
from netral.evidence.verify.caps import record
from netral.evidence.verify.report import Report


def as_recorded(data: Path, events: Sequence[Event], report: Report) -> None:
    """What no event holds goes into the faults; what is on record and not here is told."""
    known = {event.facts[FACT] for event in events if isinstance(event.facts.get(FACT), str)}
    found = _pairs(record(data / "acts.json"), record(data / "assessments.json"))
    if found is None or len(set(found)) < len(found) or not known.issuperset(found):
        words = ("berisi hal yang tidak tercatat saat buktinya masuk", "says what was not on record")
        report.faults.append(fault("bundle.said", "acts.json", *words))
    elif missing := known.difference(found):
        words = (
            f"{len(missing)} dari {len(known)} perbuatan yang tercatat tidak ikut diserahkan",
            f"{len(missing)} of {len(known)} acts on record are not handed over",
        )
        report.told.append(fault("bundle.unsaid", "acts.json", *words))


def _pairs(acts: bytes | None, assessments: bytes | None) -> list[str] | None:
    """The digest of each act with its assessment; none where neither is there, None if not of their form."""
    if acts is None and assessments is None:
        return []
    try:
        told, ruled = canonical.decode(acts or b""), canonical.decode(assessments or b"")
    except (ValueError, RecursionError):
        return None
    entries: Any = told.get("items") if isinstance(told, dict) else None
    if not isinstance(entries, list) or not isinstance(ruled, list) or len(entries) != len(ruled):
        return None
    # By its bytes: to Python a list of one has `true` entries, too.
    if acts != canonical.encode(collection(entries)):
        return None
    return [pair(*both) for both in zip(entries, ruled, strict=True)]
