"""What a patrol said of an act: as it is handed out, and by which digests the ledger holds it from the first day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from netral.evidence import canonical
from netral.evidence.digests import digest

Row = Mapping[str, Any]
"""One row of a patrol's findings."""
FACT = "said"
"""Under which name the event of an `export_row` holds the digest of both (§5 of the published format)."""


def act(row: Row) -> dict[str, Any]:
    """An activity of ActivityStreams 2.0; the actor is the official of the register, as in the finding."""
    at = row["occurred_at"]
    told = {
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
    return {name: value for name, value in told.items() if value is not None}


def assessment(row: Row) -> dict[str, Any]:
    """What the rules say of it, in both readings; the rulebook is named by its hash."""
    return {
        "finding": row["finding_id"],
        "verdict": {"literal": row["verdict_literal"], "official_practice": row["verdict_practice"]},
        "class": {"literal": row["class_literal"] or None, "official_practice": row["class_practice"] or None},
        "norms": [one for one in (row["norms"] or "").split(";") if one],
        "missing_facts": [one for one in (row["missing_facts"] or "").split(";") if one],
        "target_status": row["target_status"],
        "phase": row["phase"],
        "rulebook": {"sha256": row["rulebook_sha256"]},
    }


def pair(told: object, ruled: object) -> str:
    """The digest by which the seals hold an act with its assessment, from when the row came in."""
    return digest(canonical.encode([told, ruled]))


def collection(acts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """`acts.json`: an ActivityStreams 2.0 Collection."""
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "Collection",
        "totalItems": len(acts),
        "items": list(acts),
    }
