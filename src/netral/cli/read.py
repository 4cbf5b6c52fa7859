"""What is in these exports? `netral read`: format, period, counts, gaps and rejects, before any patrol."""

from __future__ import annotations

import json as json_module
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from cyclopts import Parameter

from netral.acts.aside import private_folder
from netral.acts.context import Context, ContextError, assigned, load_contexts
from netral.acts.files.unpack import Export, expanded
from netral.acts.read import Reading, open_export
from netral.acts.rejects import FileRefused, Reject
from netral.acts.report import InputReport
from netral.cli.bounds import limits
from netral.cli.context_words import sentence, unreadable
from netral.cli.errors import REFUSED, REJECTS, UserError
from netral.cli.read_card import gaps, next_time
from netral.cli.read_words import Lang

_EXAMPLES = 3
Progress = Callable[[Reading], None]


def read(
    *exports: Path,
    context: Path | None = None,
    out: Path | None = None,
    officials: Path | None = None,
    activities: Path | None = None,
    template: Path | None = None,
    most_unpacked: str = "2GB",
    most_members: int = 10_000,
    lang: Lang = "id",
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Isi berkas ekspor: format, masa, jumlah, celah, dan baris yang ditolak.

    Contoh: netral read tweets-data/*.csv --out periksa/

    Parameters
    ----------
    exports
        Berkas ekspor, `-` untuk masukan standar, atau folder, arsip (zip, tar, gz, zst), dan rekaman web
        (WARC, WACZ) berisi ekspor.
    context
        Berkas JSON tentang ekspor yang tidak menyebut zona waktu atau asalnya.
    out
        Folder untuk manifest.json dan rejects.ndjson.
    officials
        Daftar akun yang dinyatakan pejabat; wajib untuk --activities.
    activities
        Berkas Parquet untuk tindakan akun-akun itu saja; milik orang lain tidak pernah disimpan.
    template
        Berkas CSV baru: templat kosong untuk diketik dengan tangan, dengan satu baris contoh yang tidak dibaca.
    most_unpacked
        Paling banyak isi satu arsip sesudah dibuka, misalnya 2GB.
    most_members
        Paling banyak berkas dalam satu arsip.
    lang
        Bahasa keluaran.
    json
        Cetak {"inputs": [...]} alih-alih tabel.
    """
    if template is not None:
        _write_template(template)
        if not exports:
            return 0
    if not exports:
        raise UserError("sebutkan sedikitnya satu berkas ekspor, misalnya `netral read tweets.csv`.")
    if (officials is None) != (activities is None):
        raise UserError(
            "--activities perlu --officials, dan sebaliknya: hanya tindakan akun yang dinyatakan boleh disimpan."
        )
    if activities is not None and (
        pipes := [path for path in exports if path.exists() and not (path.is_file() or path.is_dir())]
    ):
        raise UserError(f"{pipes[0]}: --activities membaca berkas dua kali; simpan dulu sebagai berkas biasa.")
    contexts = _contexts(context)
    with private_folder() as unpacked:
        found = list(expanded(exports, unpacked, limits(most_unpacked, most_members)))
        told_of = _assigned(contexts, found)
        with _progress(found) as progress:
            inputs, rejects = _examine(found, told_of, progress)
        if officials is not None and activities is not None:
            from netral.cli.declared import write_declared

            usable = [one for one, entry in zip(found, inputs, strict=True) if not entry["refused"]]
            told = {one.path: told_of[one.name] for one in usable if one.name in told_of}
            write_declared([one.path for one in usable], told, officials, activities)
        if out is not None:
            from netral.cli.read_files import write

            write(out, inputs, rejects)
    if json:
        print(json_module.dumps({"inputs": inputs}, ensure_ascii=False, indent=1))
    else:
        from netral.cli.read_card import show

        show(inputs, _examples(rejects), lang)
    if any(entry["refused"] for entry in inputs):
        return REFUSED
    return REJECTS if any(entry["rejected"] for entry in inputs) else 0


def _write_template(target: Path) -> None:
    """With `;` and a byte order mark, as an Indonesian spreadsheet opens it by a double click."""
    from netral.acts.formats.template import COLUMNS, EXAMPLE

    lines = "".join(";".join(row) + "\r\n" for row in (COLUMNS, EXAMPLE))
    try:
        with target.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(lines)
    except FileExistsError as error:
        raise UserError(f"--template: {target} sudah ada; sebutkan nama berkas yang belum ada.") from error
    except OSError as error:
        raise UserError(f"--template: {target}: tidak dapat ditulis ({error.strerror}).") from error


def _contexts(path: Path | None) -> dict[str, Context]:
    if path is None:
        return {}
    try:
        return load_contexts(path)
    except ContextError as error:
        raise UserError(sentence(error)) from error
    except OSError as error:
        raise UserError(unreadable(path, error)) from error


def _assigned(contexts: dict[str, Context], exports: Iterable[Export]) -> dict[str, Context]:
    try:
        return assigned(contexts, [one.name for one in exports])
    except ContextError as error:
        raise UserError(sentence(error)) from error


def _examine(
    exports: Iterable[Export], contexts: dict[str, Context], progress: Progress
) -> tuple[list[dict[str, Any]], list[tuple[str, Iterable[Reject]]]]:
    inputs: list[dict[str, Any]] = []
    rejects: list[tuple[str, Iterable[Reject]]] = []
    seen = np.zeros(0, np.uint64)
    for export in exports:
        try:
            if export.refusal is not None:
                raise export.refusal
            reading = open_export(
                export.path, context=contexts.get(export.name), columns=["activity_key", "published_at"]
            )
            keys = [np.zeros(0, np.uint64)]
            days: Counter[str] = Counter()
            for batch in reading.batches():
                keys.append(_short(batch.column("activity_key")))
                days.update(_per_day(batch.column("published_at")))
                progress(reading)
        except FileRefused as refusal:
            inputs.append(_refused(refusal) | {"path": export.name})
            continue
        every = np.concatenate(keys)
        fresh = np.setdiff1d(every, seen)
        seen = np.union1d(seen, fresh)
        told = described(reading.report(), duplicates=len(every) - len(fresh), days=days)
        inputs.append(told | {"path": export.name})
        rejects.append((export.name, reading.rejects))
    return inputs, rejects


def _short(keys: Any) -> Any:
    """Half of each 128-bit key: enough to count how often an act is repeated."""
    return np.frombuffer(keys.buffers()[1], np.uint64)[2 * keys.offset :: 2][: len(keys)]


def _per_day(times: Any) -> dict[str, int]:
    found = pc.value_counts(times.cast(pa.timestamp("us")).cast(pa.date32()).drop_null()).to_pylist()
    return {entry["values"].isoformat(): entry["counts"] for entry in found}


def described(report: InputReport, *, duplicates: int, days: Mapping[str, int]) -> dict[str, Any]:
    """One entry of the manifest's `inputs`, with the acts of each day (UTC) and the stretches that have none."""
    first, last = report.period or (None, None)
    sorted_days = dict(sorted(days.items()))
    entry = {
        "path": str(report.path),
        "sha256": report.sha256,
        "format": report.format,
        "variant": report.variant,
        "records": report.records,
        "accepted": report.accepted,
        "rejected": report.rejected,
        "skipped": report.skipped,
        "duplicates": duplicates,
        "duplicates_among": "accepted",
        "rejected_by_reason": report.rejected_by_reason,
        "skipped_by_reason": report.skipped_by_reason,
        "period": [_iso(first), _iso(last)],
        "verbs": report.verbs,
        "repairs": report.repairs,
        "cannot_show": report.cannot_show,
        "days": sorted_days,
        "gaps": gaps(sorted_days),
        "refused": None,
    }
    return entry | {"next_time": next_time(entry)}


def _refused(refusal: FileRefused) -> dict[str, Any]:
    counts = dict.fromkeys(("records", "accepted", "rejected", "skipped", "duplicates"), 0)
    why = {"reason": refusal.reason, "detail": refusal.detail, "about": refusal.about, "remedy": refusal.remedy}
    entry = {
        "path": str(refusal.path),
        "sha256": None,
        "format": None,
        "variant": None,
        **counts,
        "duplicates_among": "accepted",
        "refused": why,
    }
    return entry | {"next_time": next_time(entry)}


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def _examples(rejects: Iterable[tuple[str, Iterable[Reject]]]) -> dict[str, dict[str, list[Reject]]]:
    """Per file and reason the first records that were rejected for it."""
    found: dict[str, dict[str, list[Reject]]] = {}
    for path, records in rejects:
        for reject in records:
            some = found.setdefault(path, {}).setdefault(reject.reason, [])
            if len(some) < _EXAMPLES:
                some.append(reject)
    return found


@contextmanager
def _progress(exports: list[Export]) -> Iterator[Progress]:
    """A bar on a terminal, silence otherwise."""
    if not sys.stderr.isatty():
        yield lambda _reading: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress as Bar

    from netral.cli.read_card import name_of

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks = {
            one.path: bar.add_task(escape(name_of(one.name)), total=one.path.stat().st_size)
            for one in exports
            if one.path.is_file()
        }
        yield lambda reading: bar.update(tasks[reading.path], completed=reading.bytes_read)
