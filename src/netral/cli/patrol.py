"""`netral patrol`: exports, two registers, one folder of findings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from netral.cli.errors import UserError

Progress = Callable[[str, int, int], None]
_STEPS = {"registers": "Membaca daftar akun", "law": "Menanyakan aturan", "report": "Menulis laporan"}


def patrol(
    *exports: Path,
    officials: Path,
    contestants: Path,
    out: Path,
    context: Path | None = None,
    engine: Literal["duckdb", "spark"] = "duckdb",
    memory: str = "2GB",
    bakal_calon: Literal["registered", "publicly_declared"] = "registered",
    most_unpacked: str = "2GB",
    most_members: int = 10_000,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Cocokkan ekspor dengan akun yang dinyatakan pegawai, akun peserta, dan aturan.

    Yang keluar adalah indikasi, bukan putusan. Orang di luar daftar pegawai tidak tercatat di mana pun.

    Contoh: netral patrol ekspor/*.csv --officials pegawai.csv --contestants peserta.csv --out hasil/

    Parameters
    ----------
    exports
        Berkas ekspor, atau folder, arsip (zip, tar, gz, zst), dan rekaman web (WARC, WACZ) berisi ekspor; format
        yang dibaca: docs/reference/formats.md.
    officials
        Daftar akun yang dinyatakan pegawai sendiri (CSV atau Parquet).
    contestants
        Daftar akun peserta pemilihan (CSV atau Parquet).
    out
        Folder hasil: findings.csv, findings.parquet, manifest.json, rejects.ndjson, report.html.
    context
        Berkas JSON tentang ekspor yang tidak menyebut zona waktu atau asalnya.
    engine
        Mesin yang menjalankan pencocokan.
    memory
        Batas memori mesin, misalnya 2GB.
    bakal_calon
        Sejak kapan seseorang dihitung bakal calon: pendaftaran atau pernyataan terbuka.
    most_unpacked
        Paling banyak isi satu arsip sesudah dibuka, misalnya 2GB.
    most_members
        Paling banyak berkas dalam satu arsip.
    json
        Cetak manifest ke keluaran standar.
    """
    if not exports:
        raise UserError("sebutkan sedikitnya satu berkas ekspor; lihat `netral patrol --help`.")
    from netral.acts.context import load_contexts
    from netral.cli.bounds import limits
    from netral.cli.refusals import told
    from netral.patrol import batch

    bounds = limits(most_unpacked, most_members)
    with told(context=context):
        batch.refuse_engine(engine, memory)
        contexts = load_contexts(context) if context else {}
        with _progress() as (progress, read):
            outcome = batch.patrol(
                exports,
                officials=officials,
                contestants=contestants,
                out=out,
                contexts=contexts,
                memory=memory,
                engine=engine,
                bakal_calon=bakal_calon,
                progress=progress,
                limits=bounds,
                read=read,
            )
    if json:
        print((out / "manifest.json").read_text("utf-8"), end="")
    _table(outcome.manifest)
    print(f"Laporan: {out / 'report.html'}", file=sys.stderr)
    return outcome.exit_code


@contextmanager
def _progress() -> Iterator[tuple[Progress, Callable[[Any, int], None]]]:
    """A bar on a terminal, with bytes and an estimate for each file; plain lines otherwise. Both on standard error."""
    if not sys.stderr.isatty():
        tell = lambda what, done, total: print(f"{_called(what)} ({done}/{total})", file=sys.stderr)  # noqa: E731
        yield tell, lambda _one, _bytes: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    shown = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Bar(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell_step(what: str, done: int, total: int) -> None:
            bar.reset(task, description=f"{escape(_called(what))} ({done}/{total})", total=None)

        def tell_bytes(one: Any, count: int) -> None:
            bar.update(task, completed=count, total=one.path.stat().st_size if one.path.is_file() else None)

        yield tell_step, tell_bytes


def _called(what: str) -> str:
    from netral.cli.read_card import name_of

    return _STEPS.get(what) or name_of(what)


def _table(manifest: dict[str, Any]) -> None:
    from rich.console import Console

    from netral.cli.read_card import called
    from netral.cli.read_card import counts as counted

    console = Console(stderr=True)
    names = called(manifest["inputs"])
    console.print(counted(manifest["inputs"], "id", title="Patroli: indikasi, bukan putusan", last="matched_again"))
    for entry in manifest["inputs"]:
        if refused := entry["refused"]:
            told = f"{names[entry['path']]} ({refused['reason']}): {refused['remedy']['id']}"
            console.print(told, markup=False, highlight=False)
    counts = manifest["counts"]
    if counts["refused"]:
        console.print(
            f"{counts['refused']} dari {counts['inputs']} ekspor tidak dipakai; isinya tidak ikut dihitung.",
            markup=False,
            highlight=False,
        )
    console.print(
        f"Temuan: {counts['findings']} perbuatan dari {counts['officials_with_findings']} pegawai; "
        f"dilarang menurut bunyi aturan {counts['by_verdict_literal'].get('prohibited', 0)}, "
        f"menurut praktik {counts['by_verdict_practice'].get('prohibited', 0)}.",
        markup=False,
        highlight=False,
    )
