"""What Netral reads, what each kind of export can never show, and why a record or file may be turned down."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from inspect import isclass
from typing import Any

from docs.render.words import table
from netral.acts import formats as declared
from netral.acts import readers
from netral.acts.limits import USUAL
from netral.acts.rejects import REASONS
from netral.acts.schema import SCHEMA

INTRO = """# Format · Formats

Format dikenali dari isinya, bukan dari nama berkas; gzip dibuka sendiri. Setiap tabel boleh juga berupa lembar
pertama yang berisi dalam berkas XLSX atau ODS: selnya dibaca sebagai teks, angka di atas 15 digit sudah rusak dan
ditolak, rumus tidak pernah dihitung, dan letak bita yang disebut adalah letak dalam CSV dari lembar itu. Setiap
catatan masukan diterima, ditolak, atau dilewati, dan ketiganya berjumlah sama dengan catatan yang ada. *Formats are
found by content; a table may also be the first sheet with data of an XLSX or ODS file, where numbers above 15 digits
are lost and turned down; every record is accepted, rejected or skipped, and the three add up.*

"""
SCOPES = {
    "record": ("Baris ditolak · Record rejected", "Tercatat di `rejects.ndjson`; status keluar 3."),
    "skip": ("Baris dilewati · Record skipped", "Bukan kesalahan; hanya dihitung."),
    "file": ("Berkas ditolak seutuhnya · File refused as a whole", "Berkas lain tetap dibaca; status keluar 4."),
}
LIMITS = """## Batas · Limits

Yang dipegang di memori bergantung pada batas ini, bukan pada besar berkasnya; yang melampauinya ditolak, tidak pernah
dibaca separuh. Program yang memanggil `netral.acts.read.open_export` boleh memberi `limits=` lain. *What is held in
memory depends on these limits and not on the size of a file; what goes beyond is turned down, never half read. A
program that calls `netral.acts.read.open_export` may give other `limits=`.*

"""
LIMIT_WORDS = {
    "record": ("Satu baris: melebihinya ditolak sebagai `record_too_long`.", "A line or row: longer is rejected."),
    "value": (
        "Satu nilai JSON, atau pipa yang harus dibaca dua kali: melebihinya berkas ditolak.",
        "One JSON value, or a pipe that must be read twice: more refuses the file.",
    ),
    "whole": (
        "Objek JSON yang lebih panjang dibaca unsur demi unsur, tiap unsur satu catatan.",
        "A JSON object that is longer is read element by element, each a record.",
    ),
    "rejects": (
        "Catatan satu berkas yang tidak dapat dipakai: lebih banyak, berkas ditolak.",
        "Records of one file that cannot be used: more refuse the file.",
    ),
    "ratio": ("Isi berkas terkompresi, berapa kali ukurannya.", "What is packed, times its size."),
    "floor": ("Isi berkas terkompresi yang selalu boleh.", "What may be unpacked at any rate."),
}
CANONICAL = """## Perbuatan kanonis · Canonical act

Kolom yang dipakai semua format sesudah dibaca, juga oleh `netral read --activities` (Parquet). *The columns that all
formats become.*

"""


def page() -> str:
    """Formats, then reasons, then the canonical columns."""
    written = {str(reader.format): _declared(str(reader.format), reader) for reader in _readers()} | {
        one.name: _declared(one.name, one) for one in declared.known()
    }
    formats = "".join(written[name] for name in sorted(written))
    reasons = "".join(_reasons(scope) for scope in SCOPES)
    columns = table(("kolom", "jenis"), ((f"`{field.name}`", f"`{field.type}`") for field in SCHEMA))
    return INTRO + formats + reasons + _limits() + CANONICAL + columns


def _limits() -> str:
    rows = ((f"`{name}`", f"{value:,}", *_both(name)) for name, value in USUAL._asdict().items())
    return LIMITS + table(("batas · limit", "bita, catatan, kali", "arti", "meaning"), rows) + "\n\n"


def _both(name: str) -> tuple[str, str]:
    said, meant = LIMIT_WORDS[name]
    return said, f"*{meant}*"


def _readers() -> Iterator[Any]:
    """Every class in `netral.acts.readers` that declares a format and what it cannot show."""
    for module in pkgutil.iter_modules(readers.__path__):
        name = f"{readers.__name__}.{module.name}"
        for value in vars(import_module(name)).values():
            if isclass(value) and value.__module__ == name and hasattr(value, "cannot_show"):
                yield value


def _declared(name: str, fmt: Any) -> str:
    rows = ((f"`{one.verb}`", one.actor, one.owner, one.time) for one in fmt.yields)
    yields = table(("perbuatan · act", "pelaku · actor", "pemilik objek · owner", "waktu · time"), rows)
    silent = "".join(f"- {said['id']} *{said['en']}*\n" for said in fmt.cannot_show)
    never = f"Tidak pernah tampak di sini · *Never shown here*:\n\n{silent}"
    looks = f"Dikenali dari · *Recognised by*: {fmt.looks['id']} *{fmt.looks['en']}*"
    return f"## {name}\n\n{looks}\n\n{yields}\n\n{never}\n"


def _reasons(scope: str) -> str:
    title, note = SCOPES[scope]
    rows = [(f"`{name}`", why.id, f"*{why.en}*") for name, why in REASONS.items() if why.scope == scope]
    return f"## {title}\n\n{note}\n\n{table(('alasan', 'yang harus dilakukan', 'what to do'), rows)}\n"
