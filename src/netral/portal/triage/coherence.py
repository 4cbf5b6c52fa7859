"""Do the parts of a patrol's output belong together? Counts, hashes and ids, each told in words where it fails."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext as _

from netral.law.facts import VERDICTS
from netral.patrol.findings import write
from netral.patrol.manifest import KIND
from netral.patrol.sightings import ONCE
from netral.portal.denial import Denial
from netral.portal.triage.models import Finding

SUMS = ("records", "accepted", "rejected", "skipped", "duplicates")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LONGEST = {one.name: one.max_length for one in Finding._meta.fields if one.max_length}
Row = dict[str, Any]


def is_manifest(found: Mapping[str, Any]) -> bool:
    """Has it the shape of one? What it says is another question."""
    try:
        return (
            found["kind"] == KIND
            and all(_is_input(one) for one in found["inputs"])
            and all(_is_sha256(found["registers"][name]["sha256"]) for name in ("officials", "contestants"))
            and _is_sha256(found["rulebook"]["sha256"])
            and isinstance(found["rulebook"]["version"], str)
            and all(_is_count(found["counts"][name]) for name in (*SUMS, "inputs", "findings"))
        )
    except (KeyError, TypeError, AttributeError):
        return False


def _is_input(one: Any) -> bool:
    reasons, told = one["rejected_by_reason"], one["cannot_show"]
    return (
        all(_is_count(one[name]) for name in SUMS)
        and isinstance(reasons, dict)
        and all(_is_count(count) for count in reasons.values())
        and all(isinstance(text[language], str) for text in told for language in ("id", "en"))
        and (one["sha256"] is None or _is_sha256(one["sha256"]))
        and isinstance(one["format"], str | None)
        and (one["refused"] is None or isinstance(one["refused"]["reason"], str))
    )


def _is_count(found: Any) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and found >= 0


def _is_sha256(found: Any) -> bool:
    return isinstance(found, str) and _SHA256.fullmatch(found) is not None


def problems(manifest: Mapping[str, Any], table: pa.Table, *, csv: Path, folder: Path) -> list[Denial]:
    """Everything that does not hold, in the order in which one would look."""
    rows = table.to_pylist()
    told = [*_sums(manifest), *_counts(manifest, rows), *_ids(rows), *_origins(manifest, rows)]
    write(folder, table)
    if (folder / "findings.csv").read_bytes() != csv.read_bytes():
        told.append(_("findings.csv dan findings.parquet tidak berisi hal yang sama."))
    return [Denial(one) for one in told]


def _sums(manifest: Mapping[str, Any]) -> Iterator[str]:
    for number, one in enumerate(manifest["inputs"], 1):
        if one["records"] != one["accepted"] + one["rejected"] + one["skipped"]:
            yield _("Jumlah baris berkas {number} di manifest.json tidak cocok.").format(number=number)
        if one["rejected"] != sum(one["rejected_by_reason"].values()):
            yield _("Alasan penolakan berkas {number} tidak berjumlah sama.").format(number=number)
    for name in SUMS:
        if manifest["counts"][name] != sum(one[name] for one in manifest["inputs"]):
            yield _("Jumlah {name} di manifest.json bukan jumlah semua berkas.").format(name=name)


def _counts(manifest: Mapping[str, Any], rows: list[Row]) -> Iterator[str]:
    counts = manifest["counts"]
    if counts["findings"] != len(rows):
        words = _("manifest.json menyebut {told} temuan, findings.parquet memuat {found}.")
        yield words.format(told=counts["findings"], found=len(rows))
    if counts.get("officials_with_findings") != len({row["official_id"] for row in rows}):
        yield _("Banyaknya pegawai di manifest.json dan di temuan tidak sama.")
    for name in ("verdict_literal", "verdict_practice", "class_literal", "class_practice"):
        found = Counter(row[name] for row in rows if row[name] is not None)
        if counts.get(f"by_{name}") != dict(found):
            yield _("Hitungan {name} di manifest.json dan di temuan tidak sama.").format(name=name)


def _ids(rows: list[Row]) -> Iterator[str]:
    ids = [row["finding_id"] for row in rows]
    if not all(_is_sha256(one) for one in ids) or len(set(ids)) != len(ids):
        yield _("Ada nomor temuan yang ganda atau bukan nomor netral patrol.")
    changed = sum(_renamed(row) for row in rows)
    if changed:
        words = _("{count} temuan berubah sesudah patroli: nomornya bukan lagi sidik isinya.")
        yield words.format(count=changed)
    if any(not _fits(name, value) for row in rows for name, value in row.items()):
        yield _("Ada isian yang terlalu panjang atau rusak dalam temuan.")
    if any(row[f"verdict_{end}"] not in VERDICTS for row in rows for end in ("literal", "practice")):
        yield _("Ada penilaian yang tidak dikenal dalam temuan.")


def _fits(name: str, value: Any) -> bool:
    """Can it be stored in its column as it is?"""
    return not isinstance(value, str) or ("\0" not in value and len(value) <= _LONGEST.get(name, len(value)))


def _renamed(row: Row) -> bool:
    """Of what has an id of its own on the platform, the finding's id can be made again (docs/adr/0015)."""
    if row["verb"] in (*ONCE, "Update") or row["activity_id"] is None:
        return False
    own = row["activity_id"].removesuffix("/activity")
    whose = (row["official_id"], row["contest"], row["contestant_id"], row["role"])
    parts = (row["platform"], row["verb"], "id", own, *whose)
    made = hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()
    return bool(made != row["finding_id"])


def _origins(manifest: Mapping[str, Any], rows: list[Row]) -> Iterator[str]:
    if any(row["rulebook_sha256"] != manifest["rulebook"]["sha256"] for row in rows):
        yield _("Ada temuan yang dinilai dengan buku aturan lain daripada yang disebut manifest.json.")
    known = {one["sha256"] for one in manifest["inputs"]}
    told = {source.split(":")[0] for row in rows for source in (row["sources"] or "").split(";") if source}
    if not told | {row["source_sha256"] for row in rows} <= known:
        yield _("Ada temuan dari berkas yang tidak disebut manifest.json.")
