"""How does a file, or one row of an export, come into a vault?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from netral.acts.record import NoSuchRow, cut
from netral.acts.rejects import FileRefused
from netral.cli.errors import UserError
from netral.cli.vaults import now
from netral.evidence.intake import hand_in
from netral.evidence.item import Item
from netral.evidence.vault import Vault


def file(
    vault: Vault, path: Path, *, case: str, who: dict[str, str], why: str, title: str | None, item: str | None
) -> list[Item]:
    """A file as it is, and what can be shown in its place."""
    try:
        with path.open("rb") as source:
            told: dict[str, Any] = {"case": case, "who": who, "why": why, "title": title, "item": item}
            return hand_in(vault, source, name=path.name, now=now(), **told)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UserError(f"{path}: {error.strerror}.") from None


def finding(
    vault: Vault,
    patrol: Path,
    finding_id: str,
    export: Path,
    *,
    case: str,
    who: dict[str, str],
    why: str,
    item: str | None,
) -> list[Item]:
    """The bytes of the export's row that a finding was read from, with their place and the file's digest."""
    row = found(patrol, finding_id)
    try:
        record = cut(export, row["source_row"])
    except (FileRefused, NoSuchRow) as error:
        raise UserError(f"{export}: baris {row['source_row']} tidak dapat dibaca lagi ({error}).") from None
    if record.file_sha256 != row["source_sha256"]:
        raise UserError(f"{export}: bukan berkas tempat temuan ini dibaca; sidiknya lain dari {row['source_sha256']}.")
    source = {
        "finding": row["finding_id"],
        "file_sha256": f"sha256:{record.file_sha256}",
        "file_name": export.name,
        "row": record.row,
        "offset": record.offset,
        "length": len(record.data),
    }
    made = vault.receive(
        BytesIO(record.data),
        case=case,
        title=f"{export.name}, baris {record.row}",
        kind="export_row",
        media_type="text/plain",
        who=who,
        why=why,
        now=now(),
        item=item,
        facts={"name": export.name, "source": source, "digests": None, "looks_like": None},
    )
    return [made]


def found(patrol: Path, finding_id: str) -> dict[str, Any]:
    """One row of a patrol's findings, by its id or the beginning of it."""
    path = patrol / "findings.parquet"
    try:
        table = pq.read_table(path)
    except (OSError, ValueError):
        raise UserError(f"{path}: bukan hasil netral patrol yang dapat dibaca.") from None
    rows = table.filter(pc.starts_with(table.column("finding_id"), finding_id)).to_pylist()
    if len(rows) != 1:
        told = "tidak ada" if not rows else f"ada {len(rows)}"
        raise UserError(f"--finding {finding_id}: {told} temuan dengan nomor itu; tulis lebih panjang.")
    return dict(rows[0])
