"""What the values of the law are called on a page that a lawyer reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

READING = {
    "literal": "Menurut bunyi aturan (`literal`)",
    "official_practice": "Menurut praktik instansi (`official_practice`)",
}
KIND = {"prohibition": "larangan", "permission": "kebolehan", "consequence": "akibat"}
VERDICT = {
    "prohibited": "Dilarang",
    "permitted": "Boleh",
    "permitted_with_conditions": "Boleh, dengan syarat",
    "not_regulated": "Tidak diatur",
}
CLASS = {
    "pidana": "Ancaman pidana",
    "administratif": "Sanksi administratif",
    "disiplin_berat": "Hukuman disiplin berat",
    "disiplin_sedang": "Hukuman disiplin sedang",
    "disiplin_ringan": "Hukuman disiplin ringan",
    "disiplin_instansi": "Disiplin menurut aturan instansi sendiri",
    "kontrak": "Sanksi menurut kontrak kerja",
    "kode_etik": "Pelanggaran kode etik",
    "satgas": "Diputus Satgas",
}
CONFIDENCE = {"high": "tinggi", "medium": "sedang", "low": "rendah, mintalah kepastian"}
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def class_name(code: str | None) -> str:
    """The class in words; none is said, not left blank."""
    return CLASS.get(code or "", "tanpa kelas sanksi")


def day(value: date | None, *, none: str = "sekarang") -> str:
    """`2023-11-13` as `13 November 2023`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else none


def code(values: Iterable[str]) -> str:
    """Values as code, joined by "atau"."""
    return " atau ".join(f"`{value}`" for value in values)


def conditions(group: Mapping[str, Iterable[str]]) -> str:
    """One alternative in a sentence: every fact must hold."""
    if not group:
        return "selalu"
    return "; ".join(f"{fact} = {code(sorted(values))}" for fact, values in sorted(group.items()))


def cell(text: object) -> str:
    """Text that cannot break a table."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *[[cell(value) for value in row] for row in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
