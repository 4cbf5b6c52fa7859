"""How long are backups kept that take turns in a folder? Days and weeks; what was destroyed lives on for so long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from netral.portal.variables import BadSetting

NAME = "NETRAL_BACKUPS"
USUAL = "harian=14 mingguan=8"
LONGEST = {"harian": 92, "mingguan": 53}
"""A year at most: a promise that records end is none if backups keep them for ever."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """The last backup of each of `daily` days, and the last one of each of `weekly` weeks."""

    daily: int
    weekly: int

    @property
    def days(self) -> int:
        """None is older than that."""
        return max(self.daily, self.weekly * 7)

    def over(self, made: date, today: date) -> bool:
        return (today - made).days >= self.days


def read(environ: Mapping[str, str]) -> Keeping:
    """Raises BadSetting."""
    value = environ.get(NAME, "").strip() or USUAL
    parts = [one.partition("=") for one in value.split()]
    told = {name: count for name, _is, count in parts}
    hint = f"tulis seperti {USUAL}; harian 1 sampai {LONGEST['harian']}, mingguan 0 sampai {LONGEST['mingguan']}"
    if len(told) != len(parts) or not told.keys() <= LONGEST.keys() or "harian" not in told:
        raise BadSetting(NAME, value, hint)
    if any(not (one.isascii() and one.isdecimal() and len(one) < 4) for one in told.values()):
        raise BadSetting(NAME, value, hint)
    counts = {name: int(told.get(name, "0")) for name in LONGEST}
    if counts["harian"] < 1 or any(counts[name] > most for name, most in LONGEST.items()):
        raise BadSetting(NAME, value, hint)
    return Keeping(daily=counts["harian"], weekly=counts["mingguan"])
