"""What is in these files, for people: a table of counts, then for each file when, what, what is missing and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from netral.acts.rejects import REASONS, Reject

_BARS = "▁▂▃▄▅▆▇█"
_WIDTH, _SHOWN = 60, 3
# A stretch without acts is worth asking about from three days on, and where most days have some.
_GAP, _BUSY = 3, 0.5


def gaps(days: dict[str, int]) -> list[tuple[str, str]]:
    """First and last day of each stretch of three or more without any act, where most days have some."""
    known = [date.fromisoformat(day) for day in sorted(days)]
    if not known or len(known) < _BUSY * ((known[-1] - known[0]).days + 1):
        return []
    one = timedelta(days=1)
    return [
        ((before + one).isoformat(), (after - one).isoformat())
        for before, after in pairwise(known)
        if (after - before).days > _GAP
    ]


def chart(days: dict[str, int]) -> str:
    """One bar a day, or for so many days as fit: height by the most; a day without acts is a blank."""
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    if first == last:
        return f"{first}: {days[first.isoformat()]}"
    span = (last - first).days + 1
    step = -(-span // _WIDTH)
    sums = [0] * -(-span // step)
    for day, count in days.items():
        sums[(date.fromisoformat(day) - first).days // step] += count
    most = max(sums)
    bars = "".join(_BARS[(count * len(_BARS) - 1) // most] if count else " " for count in sums)
    unit = "sehari" if step == 1 else f"{step} hari"
    return f"{first} {bars} {last}, satu batang {unit}, paling banyak {most}"


def show(inputs: list[dict[str, Any]], examples: dict[str, dict[str, Reject]]) -> None:
    """Print both; `examples`: per path and reason one record that was rejected for it."""
    from rich.console import Console

    console = Console()
    console.print(_table(inputs))
    for entry in inputs:
        lines = list(_refused(entry) if entry["refused"] else _card(entry, examples.get(entry["path"], {})))
        if lines:
            console.print(f"\n{Path(entry['path']).name}", style="bold", markup=False, highlight=False)
        for line in lines:
            console.print(f"  {line}", markup=False, highlight=False)
    silent = dict.fromkeys(said["id"] for entry in inputs for said in entry.get("cannot_show", ()))
    if silent:
        console.print("\n[bold]Tidak pernah terlihat dalam ekspor seperti ini[/bold]", highlight=False)
    for sentence in silent:
        console.print(f"  – {sentence}", markup=False, highlight=False)


def _table(inputs: list[dict[str, Any]]) -> Any:
    from rich.table import Table

    table = Table(title="Isi ekspor")
    for heading in ("berkas", "format"):
        table.add_column(heading, overflow="fold")
    for heading in ("catatan", "diterima", "ditolak", "dilewati", "ganda"):
        table.add_column(heading, justify="right", no_wrap=True)
    for entry in inputs:
        name = Path(entry["path"]).name
        if entry["refused"]:
            table.add_row(name, "[red]tidak dapat dipakai[/red]")
            continue
        counts = [str(entry[key]) for key in ("records", "accepted", "rejected", "skipped", "duplicates")]
        table.add_row(name, f"{entry['format']} {entry['variant']}", *counts)
    return table


def _refused(entry: dict[str, Any]) -> Iterable[str]:
    refused = entry["refused"]
    detail = f" ({refused['detail']})" if refused["detail"] else ""
    yield f"{refused['reason']}{detail}: {refused['remedy']['id']}"


def _card(entry: dict[str, Any], examples: dict[str, Reject]) -> Iterable[str]:
    if entry["days"]:
        yield f"{chart(entry['days'])} (UTC)"
    if entry["verbs"]:
        yield "Perbuatan: " + ", ".join(f"{verb} {count}" for verb, count in entry["verbs"].items())
    missing = entry["gaps"]
    for first, last in missing[:_SHOWN]:
        yield f"Tanpa satu pun perbuatan: {first} – {last}; periksa apakah ekspornya lengkap."
    if len(missing) > _SHOWN:
        yield f"… dan {len(missing) - _SHOWN} celah lain."
    for reason, count in entry["rejected_by_reason"].items():
        one = examples.get(reason)
        where = f", misalnya catatan {one.row} (bita {one.byte_offset})" if one else ""
        yield f"Ditolak {count} × {reason}{where}: {REASONS[reason].id}"
    for reason, count in entry["skipped_by_reason"].items():
        yield f"Dilewati {count} × {reason}: {REASONS[reason].id}"
    for repair, count in entry["repairs"].items():
        yield f"Diperbaiki {count} × {repair}."
