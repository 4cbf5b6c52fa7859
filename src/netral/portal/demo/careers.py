"""What was an official of the demonstration in law, and in which post, since when? Careers that cover all kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

Period = tuple[str, bool, date, date | None]
"""Status, whether on unpaid leave (CLTN), and the half-open days of it."""


@dataclass(frozen=True, slots=True)
class Career:
    """`statuses` follow on each other; `title` is the post of today, `former` the one before, if there was one."""

    statuses: tuple[Period, ...]
    title: str
    pejabat: bool
    since: date
    former: str = ""


def of(chance: Random, *, unit: str, place: int) -> Career:
    """Of the person who is number `place` in this unit; the first one heads it."""
    began = date(chance.randint(1995, 2019), chance.choice((1, 3, 4, 12)), 1)
    since = date(chance.randint(2020, 2023), chance.randint(1, 12), 1)
    if unit.startswith("Desa"):
        status = "kepala_desa" if place == 0 else "perangkat_desa"
        title = "Kepala Desa" if place == 0 else "Perangkat Desa"
        return Career(((status, False, since, None),), title, pejabat=False, since=since)
    if unit.startswith("Perumda"):
        title = "Direktur" if place == 0 else "Staf"
        return Career((("bumn", False, since, None),), title, pejabat=False, since=since)
    if place == 0:
        return Career(_served(began), f"Kepala {unit}", pejabat=True, since=since, former="Sekretaris")
    return Career(_ordinary(chance, began, since), _post(unit, place), pejabat=False, since=max(began, since))


def _ordinary(chance: Random, began: date, since: date) -> tuple[Period, ...]:
    """Most served from CPNS to PNS; one in five has a contract (PPPK); the rest is rare, and each kind is there."""
    kind = chance.choices(("pns", "pppk", "cpns", "ppnpn", "cltn", "left"), (66, 20, 5, 5, 2, 2))[0]
    if kind == "pppk":
        return ((kind, False, since, since + timedelta(days=5 * 365)),)
    if kind == "ppnpn":
        return ((kind, False, since, None),)
    if kind == "cpns":
        return ((kind, False, date(2024, 3, 1), None),)
    if kind == "cltn":
        leave = date(2024, chance.randint(2, 8), 1)
        return (*_served(began, until=leave), ("pns", True, leave, None))
    if kind == "left":
        # Who stands for election resigns; the register remembers until when the person was bound.
        return _served(began, until=date(2024, 9, 22))
    return _served(began)


def _served(began: date, until: date | None = None) -> tuple[Period, ...]:
    """A year of probation, then PNS."""
    made = date(began.year + 1, began.month, 1)
    return (("cpns", False, began, made), ("pns", False, made, until))


def _post(unit: str, place: int) -> str:
    if unit.startswith(("SD", "SMP")):
        return "Guru"
    if unit.startswith(("Puskesmas", "RSUD")):
        return ("Perawat", "Bidan", "Dokter", "Pengadministrasi")[place % 4]
    return ("Analis Kebijakan", "Pengelola Data", "Pengadministrasi", "Penyusun Laporan")[place % 4]
