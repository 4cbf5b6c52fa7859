"""Patrols that never ran: findings in the patrol's own columns, with a manifest that fits them, as a zip."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from netral.patrol.findings import SCHEMA, write
from netral.patrol.manifest import KIND
from netral.portal.directory.models import Agency, User
from netral.portal.guidance.rulebook import table
from netral.portal.triage import taking
from netral.portal.triage.contents import Contents, opened
from netral.portal.triage.models import Patrol

EXPORT = hashlib.sha256(b"an export").hexdigest()
REGISTER = hashlib.sha256(b"a register").hexdigest()
BEGAN = datetime(2024, 10, 1, 3, 0, tzinfo=UTC)
SILENT = {"verdict_literal": "not_regulated", "class_literal": None}
Row = dict[str, Any]


def row(official_id: str, at: int, *, contestant: str = "paslon-1", **more: Any) -> Row:
    """A like toward a campaign account, in row `at` of the export; `more` says what is otherwise."""
    told: Row = {
        "official_id": official_id,
        "agency": "Dinas Karangan",
        "contest": "pilkada-2024/7399",
        "contestant_id": contestant,
        "role": "campaign_account",
        "target_status": "calon",
        "phase": "kampanye",
        "platform": "bluesky",
        "verb": "Like",
        "activity_id": f"at://suka/{at}",
        "object_id": f"at://{contestant}/unggahan/{at}",
        "url": None,
        "occurred_at": BEGAN + timedelta(minutes=at),
        "precision": "s",
        "match_basis": "id",
        "owner_basis": "url",
        "verdict_literal": "prohibited",
        "verdict_practice": "prohibited",
        "class_literal": "disiplin_berat",
        "class_practice": "disiplin_berat",
        "norms": "skb-dis-06-interaksi-akun-calon",
        "missing_facts": "",
        "rulebook_sha256": table().rulebook.sha256,
        "source_sha256": EXPORT,
        "source_row": at,
        "mitigating": "",
        "sources": f"{EXPORT}:{at}",
        "conflicts": "",
        **more,
    }
    parts = (told[name] for name in ("platform", "verb", "activity_id", "official_id", "contest"))
    platform, verb, own, official, contest = parts
    whose = (official, contest, told["contestant_id"], told["role"])
    told["finding_id"] = hashlib.sha256("\n".join((platform, verb, "id", own, *whose)).encode()).hexdigest()
    return told


def manifest(rows: list[Row], *, register: str = REGISTER, records: int = 100) -> Row:
    """What a patrol would tell of itself."""
    sums = {"records": records, "accepted": records - 3, "rejected": 2, "skipped": 1, "duplicates": 1}
    counted = {
        f"by_{name}": dict(Counter(one[name] for one in rows if one[name] is not None))
        for name in ("verdict_literal", "verdict_practice", "class_literal", "class_practice")
    }
    export = {
        "path": "/rumah/suka_paslon_kenari.csv",
        "sha256": EXPORT,
        "format": "jetstream",
        **sums,
        "rejected_by_reason": {"invalid_json": 2},
        "cannot_show": [{"id": "Hanya selama perekaman.", "en": "Only during the recording."}],
        "refused": None,
    }
    return {
        "kind": KIND,
        "inputs": [export],
        "registers": {name: {"sha256": register} for name in ("officials", "contestants")},
        "rulebook": {"version": "2026.11", "sha256": rows[0]["rulebook_sha256"] if rows else "0" * 64},
        "counts": {
            **sums,
            "inputs": 1,
            "findings": len(rows),
            "officials_with_findings": len({one["official_id"] for one in rows}),
            **counted,
        },
    }


def packed(rows: Iterable[Row], *, told: Row | None = None, folder: str = "out/") -> bytes:
    """The zip of it; `told`: another manifest than the one that fits."""
    rows = sorted(rows, key=lambda one: (one["occurred_at"], one["finding_id"]))
    found = pa.Table.from_pylist(rows, schema=SCHEMA)
    files = {"manifest.json": json.dumps(told or manifest(rows)).encode(), "report.html": b"<p>"}
    with TemporaryDirectory() as place:
        write(Path(place), found)
        files |= {path.name: path.read_bytes() for path in Path(place).iterdir()}
    return zipped({folder + name: content for name, content in files.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return into.getvalue()


def taken(rows: Iterable[Row], agency: Agency, user: User, now: datetime, **more: Any) -> Patrol:
    """A patrol with these findings, taken by this examiner."""
    listed = list(rows)
    found = opened(BytesIO(packed(listed, told=manifest(listed, **more))))  # type: ignore[arg-type]
    assert isinstance(found, Contents), found
    done = taking.take(found, agency=agency, user=user, permit="800/17/2024", now=now)
    assert isinstance(done, tuple)
    return done[0]
