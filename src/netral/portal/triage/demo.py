"""What does triage show in a demonstration? One patrol whose findings stand in every state, weighed by an examiner."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from netral.patrol.findings import SCHEMA
from netral.patrol.manifest import KIND
from netral.portal import clock
from netral.portal.directory.models import Agency, User
from netral.portal.guidance.rulebook import table
from netral.portal.triage import actions, taking
from netral.portal.triage.actions import Choice
from netral.portal.triage.contents import Contents
from netral.portal.triage.models import Finding
from netral.portal.triage.states import CLOSED, FORWARDED, LACKING

PERMIT = "800/001/PERAGAAN/2024"
_EXPORT, _REGISTER = (hashlib.sha256(name).hexdigest() for name in (b"netral demo export", b"netral demo register"))
_ASKS = "object.content;object.type;circumstances.support_aim"
_SILENT = {"verdict_literal": "not_regulated", "class_literal": None, "role": "contestant"}
_OPEN = {
    **dict.fromkeys(("verdict_literal", "verdict_practice"), "permitted_with_conditions"),
    "class_literal": None,
    "class_practice": None,
    "norms": "",
    "missing_facts": _ASKS,
    "verb": "Create",
}
_KINDS: tuple[dict[str, Any], ...] = (
    {},
    _SILENT,
    {"verb": "Announce"},
    {**_SILENT, "verb": "Follow", "precision": "day"},
    {**_SILENT, "mitigating": "undone"},
    _OPEN,
    {**_OPEN, "owner_basis": "inferred"},
    {"match_basis": "handle", "conflicts": "occurred_at"},
)
"""What the acts of the demonstration are like, one after the other."""
_CHOICES = (
    Choice(FORWARDED, "satu_bacaan"),
    Choice(LACKING, "kurang_isi"),
    Choice(CLOSED, "tidak_diatur"),
    Choice(CLOSED, "ganda"),
)


def fill(agency: Agency, examiner: User, *, count: int = 32) -> None:
    """`count` findings of officials of this agency: some weighed in each way, the others waiting."""
    now = clock.now()
    officials = list(agency.officials.order_by("nip").values_list("nip", flat=True)[:count])
    rows = [_row(nip, at, now) for at, nip in enumerate(officials)]
    contents = Contents(_manifest(rows), pa.Table.from_pylist(rows, schema=SCHEMA), _EXPORT)
    done = taking.take(contents, agency=agency, user=examiner, permit=PERMIT, now=now)
    assert isinstance(done, tuple)
    mine = Finding.objects.visible_to(examiner, on=now.date()).filter(agency=agency)
    weighed = mine.exclude(owner_basis="inferred").order_by("source_row")[: 2 * len(_CHOICES)]
    for at, finding in enumerate(weighed):
        actions.weigh(finding, examiner, _CHOICES[at % len(_CHOICES)], version=finding.version, now=now)


def _row(nip: str, at: int, now: datetime) -> dict[str, Any]:
    """An act of this official, a few days before; the two contestants have as many."""
    told: dict[str, Any] = {
        "role": "campaign_account",
        **dict.fromkeys(("verdict_literal", "verdict_practice"), "prohibited"),
        **dict.fromkeys(("class_literal", "class_practice"), "disiplin_berat"),
        "verb": "Like",
        "platform": "bluesky",
        "precision": "s",
        "match_basis": "id",
        "owner_basis": "url",
        "target_status": "calon",
        "phase": "kampanye",
        "norms": "skb-dis-06-interaksi-akun-calon",
        "missing_facts": "",
        "mitigating": "",
        "conflicts": "",
        "contest": "pilkada-2024/7371",
        **_KINDS[at % len(_KINDS)],
    }
    activity, target = f"at://peragaan/perbuatan/{at}", f"paslon-{at // len(_KINDS) % 2 + 1}"
    return told | {
        "finding_id": hashlib.sha256(f"{activity}\n{nip}".encode()).hexdigest(),
        "official_id": nip,
        "agency": "",
        "contestant_id": target,
        "activity_id": activity,
        "object_id": f"at://peragaan/{target}/unggahan/{at}",
        "url": None,
        "occurred_at": now - timedelta(days=1 + at % 9, minutes=37 * at),
        "rulebook_sha256": table().rulebook.sha256,
        "source_sha256": _EXPORT,
        "source_row": at + 1,
        "sources": f"{_EXPORT}:{at + 1}",
    }


def _manifest(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What the patrol would have told of itself, as far as it is kept."""
    told = {"id": "Hanya peristiwa selama perekaman terlihat.", "en": "Only events during the recording are seen."}
    export = {
        "sha256": _EXPORT,
        "format": "jetstream",
        "records": 4821,
        "accepted": 4806,
        "rejected": 12,
        "skipped": 3,
        "duplicates": 4,
        "rejected_by_reason": {"invalid_json": 9, "actor_missing": 3},
        "cannot_show": [told],
        "refused": None,
    }
    return {
        "kind": KIND,
        "inputs": [export],
        "registers": {name: {"sha256": _REGISTER} for name in ("officials", "contestants")},
        "rulebook": {"version": table().rulebook.version, "sha256": table().rulebook.sha256},
        "counts": {"findings": len(rows)},
    }
