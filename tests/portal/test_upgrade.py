"""What an earlier version kept is all there after an upgrade, and its ledger holds, on either database."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.portal.machines import Machine

STATES = Path(__file__).parents[1] / "fixtures" / "backups"
"""Backups of the demonstration in earlier states, the oldest first: each migration since then runs over them."""
DJANGO_S = ("auth.permission", "contenttypes.contenttype")
GROWS = ("audit.event", "audit.head")
"""That it was restored is an event."""
NOW = """
import json
from netral.portal.backup.form import applied, columns, encoded, tables
told = {}
for name, model in tables(applied()).items():
    fields = columns(model)
    rows = model._base_manager.order_by("pk")
    told[name] = [dict(zip([one.attname for one in fields], json.loads(encoded(row, fields)))) for row in rows]
print(json.dumps(told))
"""


def rows(file: Path) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(file) as archive:
        about = json.loads(archive.read("backup.json"))
        return {
            name: [
                dict(zip(told["columns"], json.loads(line), strict=True))
                for line in archive.read(f"tables/{name}.jsonl").splitlines()
            ]
            for name, told in about["tables"].items()
        }


@pytest.mark.parametrize("state", sorted(STATES.glob("*.zip")), ids=lambda path: path.stem)
def test_nothing_is_lost_on_the_way_from_an_earlier_state(
    machine: Callable[..., Machine], tmp_path: Path, state: Path
) -> None:
    upgraded, before = machine("upgraded"), rows(state)
    back = upgraded.run("restore", state)
    assert (back.returncode, "Rantai audit UTUH" in back.stdout) == (0, True), back.stdout + back.stderr
    after = json.loads(upgraded.python(NOW))
    assert len(before["directory.official"]) > 400
    assert min(len(before[name]) for name in ("intake.report", "triage.finding", "sealed.box")) > 0
    for name, old in before.items():
        if old and name not in (*DJANGO_S, "audit.head"):
            kept = [{column: one[column] for column in old[0]} for one in after[name]]
            assert (kept[: len(old)] if name in GROWS else kept) == old, name
