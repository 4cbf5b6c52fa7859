"""How does a file, or one row of an export, come into a vault?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from netral.acts.context import assigned, load_contexts
from netral.acts.record import NoSuchRow, cut
from netral.acts.rejects import FileRefused
from netral.cli.errors import UserError
from netral.cli.refusals import told
from netral.cli.vaults import now
from netral.evidence.bundle import said
from netral.evidence.intake import Handed, Handing, hand_in_all
from netral.evidence.item import Item
from netral.evidence.vault import Vault


def files(
    vault: Vault,
    paths: Sequence[Path],
    *,
    case: str,
    who: dict[str, str],
    why: str,
    title: str | None,
    item: str | None,
    lang: str,
) -> list[Handed]:
    """Each file as it is, and what can be shown in its place; nothing is taken in where one cannot be read."""
    for path in paths:
        try:
            path.open("rb").close()
        except (FileNotFoundError, IsADirectoryError) as error:
            raise UserError(f"{path}: {_there(error, lang)}.") from None
    handings = [(Handing(case, path.name, who, why, title, item), path) for path in paths]
    return hand_in_all(vault, _read(handings), now=now(), lang=lang)


def _there(error: OSError, lang: str) -> str:
    """Not in the words of the system, which speaks no Indonesian here."""
    if isinstance(error, IsADirectoryError):
        return {"id": "folder, bukan berkas; sebutkan berkasnya", "en": "a folder, no file; name the files"}[lang]
    return {"id": "tidak ada; tidak ada yang disimpan", "en": "does not exist; nothing was kept"}[lang]


def _read(handings: Iterable[tuple[Handing, Path]]) -> Iterator[tuple[Handing, BinaryIO]]:
    for handing, path in handings:
        with path.open("rb") as source:
            yield handing, source


def finding(
    vault: Vault,
    patrol: Path,
    finding_id: str,
    export: Path,
    *,
    context: Path | None,
    case: str,
    who: dict[str, str],
    why: str,
    item: str | None,
) -> list[Item]:
    """The bytes of the export's row that a finding was read from, with their place and the file's digest."""
    told_of = found(patrol, finding_id)
    with told(context=context):
        contexts = load_contexts(context) if context else {}
    row = _row(told_of, export)
    try:
        record = cut(export, row, assigned(contexts, [str(export)]).get(str(export)))
    except (FileRefused, NoSuchRow) as error:
        raise UserError(f"{export}: baris {row} tidak dapat dibaca lagi ({error}).") from None
    source = {
        "finding": told_of["finding_id"],
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
        facts={
            "name": export.name,
            "source": source,
            "digests": None,
            "looks_like": None,
            said.FACT: said.pair(said.act(told_of), said.assessment(told_of)),
        },
    )
    return [made]


def _row(finding: dict[str, Any], export: Path) -> int:
    """The first row of this file that tells of the finding; any of its sources will do."""
    try:
        with export.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError(f"{export}: {error.strerror}.") from None
    sources = (source.split(":") for source in finding["sources"].split(";"))
    rows = [int(row) for name, row in sources if name == sha256]
    if not rows:
        known = finding["source_sha256"]
        raise UserError(f"{export}: bukan berkas tempat temuan ini dibaca; sidiknya lain dari {known}.")
    return min(rows)


def found(patrol: Path, finding_id: str) -> dict[str, Any]:
    """One row of a patrol's findings, by its id or the beginning of it."""
    table = _findings(patrol)
    rows = table.filter(pc.starts_with(table.column("finding_id"), finding_id)).to_pylist()
    if not rows:
        raise UserError(f"--finding {finding_id}: tidak ada temuan dengan nomor itu; lihat {patrol / 'findings.csv'}.")
    if len(rows) > 1:
        raise UserError(f"--finding {finding_id}: ada {len(rows)} temuan dengan awal itu; tulis lebih panjang.")
    return dict(rows[0])


def findings(patrol: Path, ids: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of a patrol's findings that have one of these ids."""
    table = _findings(patrol)
    wanted = pa.array(list(ids), table.schema.field("finding_id").type)
    return list(table.filter(pc.is_in(table.column("finding_id"), wanted)).to_pylist())


def _findings(patrol: Path) -> pa.Table:
    path = patrol / "findings.parquet"
    try:
        return pq.read_table(path)
    except (OSError, ValueError):
        raise UserError(f"{path}: bukan hasil netral patrol yang dapat dibaca.") from None
