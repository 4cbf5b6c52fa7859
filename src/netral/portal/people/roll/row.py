"""What does one row say of an official? Its values, or each cell that has to be mended, with how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from netral.law.facts import ACTOR_STATUSES
from netral.portal.mending import Problem
from netral.portal.people.roll.file import COLUMNS
from netral.portal.sheet import bare, wrong_text

_CODE = re.compile(r"[0-9A-Za-z]{1,10}(\.[0-9A-Za-z]{1,10})*\.?")
_YES, _NO = ("ya", "y", "1", "true"), ("", "tidak", "t", "0", "false")
_TEXTS = ("nama", "nama_unit", "jabatan")
_OF_EIGHTEEN = ("pns", "cpns", "pppk")


@dataclass(frozen=True, slots=True)
class Row:
    """One official as the file tells: `unit` is a path that ends with a dot; `title` empty: no post."""

    number: int
    nip: str
    name: str
    unit: str
    unit_name: str
    status: str
    on_cltn: bool
    since: date
    until: date | None
    title: str
    pejabat: bool


def read(number: int, cells: list[str]) -> tuple[Row | None, list[Problem]]:
    """The row, None where something is to be mended."""
    given = dict(zip(COLUMNS, map(bare, cells), strict=True))
    days = {column: _day(given[column]) for column in ("sejak", "sampai")}
    status, nip = given["status"].lower(), nip_of(given["nip"])
    remedies = {column: wrong_text(given[column], needed=column == "nama") for column in _TEXTS}
    remedies |= {column: day for column, day in days.items() if isinstance(day, str)}
    remedies |= {column: _wrong_word(given[column]) for column in ("cltn", "pejabat")}
    remedies |= {"nip": _wrong_nip(nip, status), "unit": _wrong_code(given["unit"])}
    if status not in ACTOR_STATUSES:
        remedies["status"] = _("Pakai salah satu: {words}.").format(words=", ".join(ACTOR_STATUSES))
    since, until = days["sejak"], days["sampai"]
    if since is None:
        remedies["sejak"] = _("Isi tanggal mulai status ini, seperti 2024-02-28.")
    if isinstance(since, date) and isinstance(until, date) and until <= since:
        remedies["sampai"] = _("Tanggal selesai harus sesudah tanggal mulai.")
    wrong = [Problem(column, given[column], remedies[column]) for column in COLUMNS if remedies.get(column)]
    if wrong or not isinstance(since, date) or isinstance(until, str):
        return None, wrong
    return Row(
        number=number,
        nip=nip,
        name=given["nama"],
        unit=given["unit"].rstrip(".") + ".",
        unit_name=given["nama_unit"],
        status=status,
        on_cltn=given["cltn"].lower() in _YES,
        since=since,
        until=until,
        title=given["jabatan"],
        pejabat=given["pejabat"].lower() in _YES,
    ), []


def nip_of(cell: str) -> str:
    """The figures of a NIP that may be printed in groups."""
    return bare(cell).replace(" ", "").replace("\u00a0", "")


def is_nip(text: str) -> bool:
    return text.isascii() and text.isdigit() and 4 <= len(text) <= 18


def _wrong_nip(nip: str, status: str) -> str:
    if re.fullmatch(r"[\d.,]+[eE]\+?\d+", nip):
        return _("Lembar kerja menghapus angka terakhir. Ubah kolom ini menjadi Teks, lalu isi lagi dari sumbernya.")
    if not (nip.isascii() and nip.isdigit()):
        return _("NIP hanya berisi angka.")
    if status in _OF_EIGHTEEN and len(nip) != 18:
        return _("NIP harus 18 angka, ini {count}. Periksa angka yang hilang atau berlebih.").format(count=len(nip))
    return "" if is_nip(nip) else _("Nomor pegawai terdiri atas 4 sampai 18 angka.")


def _wrong_code(code: str) -> str:
    fits = _CODE.fullmatch(code) and len(code) < 120
    return "" if fits else _("Tulis kode unit dengan titik, seperti 01.02.")


def _wrong_word(word: str) -> str:
    return "" if word.lower() in _YES + _NO else _("Tulis ya atau tidak.")


def _day(cell: str) -> date | str | None:
    """The day, None for an empty cell, or how to mend it. A spreadsheet's day may come with midnight."""
    text = cell.removesuffix(" 00:00:00")
    if not text:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return _real(text, "%Y-%m-%d") or _("Tanggal ini tidak ada. Tulis seperti 2024-02-28.")
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", text, re.ASCII):
        meant = _real(re.sub(r"[/.]", "-", text), "%d-%m-%Y")
        if meant is None:
            return _("Tanggal ini tidak ada. Tulis seperti 2024-02-28.")
        return _("Tulis tahun dulu. Kalau ini hari-bulan-tahun: {day}.").format(day=meant.isoformat())
    return _("Tulis tanggal seperti 2024-02-28.")


def _real(text: str, shape: str) -> date | None:
    try:
        day = datetime.strptime(text, shape).date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None
