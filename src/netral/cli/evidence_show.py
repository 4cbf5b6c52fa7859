"""What people see of a vault: items and custody as tables, an original for a reason, a copy with parts covered."""

from __future__ import annotations

import json as json_
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

from netral.cli.errors import UserError
from netral.cli.evidence_words import HEADS, STATES, said
from netral.cli.vaults import Lang, VaultOption, WhoOption, now, opened, told, who
from netral.evidence.bundle.words import EVENTS, KINDS
from netral.evidence.event import read
from netral.evidence.item import Item

_LANGUAGES = ("id", "en")
_WIDE = 160
"""Columns where the reader is no terminal: nothing is cut off in a pipe."""


def items(found: Sequence[Item], *, json: bool, lang: str = "id") -> None:
    """Items as a table for people, or as one JSON list."""
    if json:
        sys.stdout.write(json_.dumps([asdict(one) for one in found], ensure_ascii=False) + "\n")
        return
    table = Table(*HEADS["items"][lang], box=None)
    for one in found:
        kind, state = KINDS[one.kind][_LANGUAGES.index(lang)], STATES[one.state][lang]
        row = (one.case, one.item, one.title, kind, state, f"{one.size}", one.object[:19])
        table.add_row(*map(_plain, row))
    _print(table) if found else sys.stdout.write(said("none", lang))


def log(lines: Sequence[bytes], *, json: bool, lang: str = "id") -> None:
    """Events as a table, or line by line as the ledger has them."""
    if json:
        sys.stdout.buffer.write(b"".join(line + b"\n" for line in lines))
        return
    table = Table(*HEADS["log"][lang], box=None)
    for event in map(read, lines):
        mark = "" if event.clock == "system" else " (!)"
        doing = EVENTS.get(event.kind, event.kind).split(" · ")[-1 if lang == "en" else 0]
        by = f"{event.who['role']} {event.who['id']}"
        row = (f"{event.seq}", event.at + mark, doing, event.case or "", event.item or "", by, event.why)
        table.add_row(*map(_plain, row))
    _print(table) if lines else sys.stdout.write(said("none", lang))


def view(
    case: str,
    item: str,
    *,
    vault: VaultOption,
    who_: WhoOption,
    why: str,
    out: Path,
    identity: Path | None = None,
    lang: Lang = "id",
) -> int:
    """Buka isi satu bukti, dengan alasan yang lebih dulu tercatat.

    Contoh: netral evidence view P-2024-0147 B-001 --vault bukti/ --who pemeriksa:P-02 --why klarifikasi --out foto.jpg

    Parameters
    ----------
    case
        Nomor perkara.
    item
        Nama bukti.
    vault
        Folder vault.
    who_
        Peran dan nomor, misalnya pemeriksa:P-02.
    why
        Alasan membuka.
    out
        Berkas baru untuk isinya.
    identity
        Berkas identitas age, bila vault terenkripsi.
    lang
        Bahasa: id atau en.
    """
    by = who(who_)
    if out.exists():
        raise UserError(f"{out} sudah ada; pilih nama lain.")
    with told(lang):
        there = opened(vault, identity)
        with there.view(there.item(case, item), who=by, why=why, now=now()) as source, out.open("xb") as target:
            shutil.copyfileobj(source, target)
    return 0


def redact(
    case: str,
    item: str,
    *,
    vault: VaultOption,
    who_: WhoOption,
    why: str,
    mask: Annotated[list[str] | None, Parameter(negative="")] = None,
    text: Annotated[list[str] | None, Parameter(negative="")] = None,
    identity: Path | None = None,
    lang: Lang = "id",
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Buat salinan yang ditutup sebagian; aslinya tetap tersimpan dan terhubung dengan sidiknya.

    Contoh:

        netral evidence redact P-7 B-001 --mask 40,80,300,60 --vault bukti/ --who pemeriksa:P-02 --why "wajah anak"

        netral evidence redact P-7 B-002 --text "nama saksi" --vault bukti/ --who pemeriksa:P-02 --why "saksi"

    Parameters
    ----------
    case
        Nomor perkara.
    item
        Nama bukti.
    vault
        Folder vault.
    who_
        Peran dan nomor.
    why
        Alasan menutup.
    mask
        Bidang gambar yang ditutup: kiri,atas,lebar,tinggi, dalam piksel salinan yang dilihat. Boleh beberapa.
    text
        Kata-kata yang ditutup, bagaimanapun ditulis: besar kecil, aksen, jarak, kode. Boleh beberapa.
    identity
        Berkas identitas age, bila vault terenkripsi.
    lang
        Bahasa: id atau en.
    json
        Cetak salinannya sebagai JSON.
    """
    from netral.evidence import redaction

    by = who(who_)
    regions = [_region(one) for one in mask or ()]
    if bool(regions) == bool(text):
        raise UserError("sebutkan --mask untuk gambar, atau --text untuk teks.")
    with told(lang):
        there = opened(vault, identity)
        original = there.item(case, item)
        made = redaction.of(there, original, regions=regions, words=text or (), who=by, why=why, now=now())
    items([made], json=json, lang=lang)
    return 0


def _region(text: str) -> tuple[int, int, int, int]:
    found = re.fullmatch(r"(\d+),(\d+),(\d+),(\d+)", text)
    if not found:
        raise UserError(f"--mask {text}: tulis kiri,atas,lebar,tinggi dalam piksel, misalnya 40,80,300,60.")
    left, top, width, height = (int(one) for one in found.groups())
    return left, top, width, height


def _print(table: Table) -> None:
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else _WIDE).print(table)


def _plain(text: str) -> str:
    """Control and direction signs made visible, and no markup of rich's."""
    shown = re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "�", text)
    return shown.replace("[", "\\[")
