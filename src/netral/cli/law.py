"""`netral law`: check, show, flatten, compare and compile rulebooks."""

from __future__ import annotations

import csv
import json as json_
import sys
from pathlib import Path
from typing import Literal

from cyclopts import App

from netral.cli.errors import UserError
from netral.cli.rulebooks import opened, told
from netral.law import loader
from netral.law.errors import RulebookErrors

app = App(name="law", help="Periksa, tampilkan, ratakan dan bandingkan aturan.", help_format="plaintext")


@app.command
def check(folder: Path | None = None, *, lang: Literal["id", "en"] = "id") -> int:
    """Periksa buku aturan: setiap kesalahan dengan berkas dan barisnya.

    Contoh:

        netral law check

        netral law check aturan-kami/ --lang en

    Parameters
    ----------
    folder
        Folder buku aturan, atau berkas terkompilasi; bila kosong, yang terpasang.
    lang
        Bahasa kesalahan: id atau en.
    """
    book = opened(folder or loader.SHIPPED, lang=lang)
    counts = ", ".join(
        f"{len(getattr(book, name))} {name}" for name in ("norms", "instruments", "sanctions", "contests")
    )
    sound = "tidak ada kesalahan" if lang == "id" else "no faults"
    sys.stdout.write(f"{book.version} {book.sha256[:12]}: {counts}; {sound}\n")
    if folder is None:
        _refuse_old_copy(book.sha256)
    return 0


def _refuse_old_copy(sha256: str) -> None:
    copy = loader.fresh_copy()
    if copy is None or copy["sha256"] != sha256:
        raise UserError(f"{loader.COMPILED.name} usang atau rusak; jalankan netral law compile.")


@app.command
def show(norm: str, *, lang: Literal["id", "en"] = "id", json: bool = False, rulebook: Path | None = None) -> int:
    """Baca satu norma: kedua bacaan, syarat, pasal, sanksi, keyakinan.

    Contoh:

        netral law show skb-dis-06-interaksi-akun-calon --lang en

    Parameters
    ----------
    norm
        Id norma, atau awalannya bila hanya satu yang cocok.
    lang
        Bahasa: id atau en.
    json
        Untuk mesin.
    rulebook
        Buku aturan lain: folder atau berkas terkompilasi.
    """
    from netral.cli.norm_card import card, record

    book = opened(rulebook, lang=lang)
    found = [name for name in sorted(book.norms) if name == norm] or [
        n for n in sorted(book.norms) if n.startswith(norm)
    ]
    if len(found) != 1:
        known = ", ".join(found or sorted(book.norms))
        raise UserError(f"“{norm}” {'cocok dengan beberapa norma' if found else 'tidak ada'}; pilih satu dari {known}.")
    text = (
        json_.dumps(record(book, found[0]), ensure_ascii=False, indent=2) if json else card(book, found[0], lang=lang)
    )
    sys.stdout.write(text.rstrip("\n") + "\n")
    return 0


@app.command
def table(*, facts: bool = False, json: bool = False, rulebook: Path | None = None) -> int:
    """Seluruh aturan sebagai tabel CSV: satu baris tiap norma, versi, bacaan dan alternatif.

    Contoh:

        netral law table > aturan.csv

        netral law table --facts

    Parameters
    ----------
    facts
        Daftar tertutup fakta yang ditanyakan aturan, dan nilai yang mungkin.
    json
        JSON, bukan CSV.
    rulebook
        Buku aturan lain: folder atau berkas terkompilasi.
    """
    from netral.law.facts import FACTS
    from netral.law.table import build, flat

    if facts:
        rows = [
            {"fact": fact, "values": " | ".join(values), "silence": _silence(fact)} for fact, values in FACTS.items()
        ]
    else:
        rows = list(flat(build(opened(rulebook))))
    if json:
        sys.stdout.write(json_.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return 0
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return 0


def _silence(fact: str) -> str:
    """How a fact that was not said is read."""
    from netral.law.facts import CIRCUMSTANCES

    return CIRCUMSTANCES.get(fact.removeprefix("circumstances."), "missing")


@app.command
def diff(old: Path, new: Path, *, cases: Path | None = None, json: bool = False) -> int:
    """Bandingkan dua buku aturan: baris yang berubah, dan kasus yang jawabannya berubah.

    Contoh:

        netral law diff aturan-lama/ aturan-baru/ --cases tests/spec/cases

    Parameters
    ----------
    old
        Buku aturan lama: folder atau berkas terkompilasi.
    new
        Buku aturan baru.
    cases
        Folder kasus (YAML); bila kosong, kasus uji di klona ini.
    json
        Untuk mesin.
    """
    from netral.cli.law_diff import lines
    from netral.cli.spec_cases import read_cases
    from netral.law.diff import changes

    folder = cases or Path(__file__).parents[3] / "tests" / "spec" / "cases"
    if not folder.is_dir():
        raise UserError(f"{folder}: bukan folder kasus; beri --cases FOLDER.")
    found = changes(opened(old), opened(new), read_cases(folder))
    text = json_.dumps(found, ensure_ascii=False, indent=2) if json else "\n".join(lines(found))
    sys.stdout.write(text + "\n")
    return 0


@app.command
def compile(folder: Path | None = None, *, out: Path | None = None) -> int:  # noqa: A001
    """Tulis buku aturan terkompilasi (satu berkas JSON), untuk mulai cepat dan untuk memutar ulang jawaban lama.

    Contoh:

        netral law compile

        netral law compile --out aturan-2026.11.json

    Parameters
    ----------
    folder
        Folder buku aturan; bila kosong, yang terpasang.
    out
        Berkas tujuan; bila kosong, di samping buku aturan yang terpasang, beserta skema JSON untuk penyunting.
    """
    from netral.cli.write_aside import write_text

    try:
        data = loader.read_folder(folder or loader.SHIPPED)
    except RulebookErrors as faults:
        raise UserError(told(faults)) from None
    if out is None and folder is not None:
        raise UserError("folder lain perlu --out BERKAS; yang terpasang tidak ditimpa.")
    write_text(out or loader.COMPILED, loader.compiled_text(data, loader.digest(folder or loader.SHIPPED)))
    if out is None:
        from netral.law.forms import schemas

        for name, schema in schemas().items():
            write_text(loader.SHIPPED / "schema" / f"{name}.schema.json", json_.dumps(schema, indent=1) + "\n")
    sys.stdout.write(f"{data['version']} {data['sha256']}\n")
    return 0
