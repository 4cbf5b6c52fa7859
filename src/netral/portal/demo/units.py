"""What became of the units of the demonstration: a new name, and a move that waits for its second person."""

from __future__ import annotations

from datetime import date

from netral.portal import clock
from netral.portal.directory.changes import Change, Move
from netral.portal.directory.models import Agency, User

RENAMED = ("14.", "Dinas Perhubungan, Komunikasi, dan Informatika", date(2021, 1, 4))
MOVING = ("18.02.", "19.", "03", "Perda Kabupaten Contoh 3/2024")


def make(agency: Agency) -> None:
    """By the clerk; whoever tries it out as head can confirm the move."""
    clerk = User.objects.filter(mandates__role="pengelola", mandates__agency=agency).earliest("pk")
    path, before, on = RENAMED
    unit = agency.units.get(path=path)
    Change.objects.create(unit=unit, kind="renamed", path=path, name=before, at=clock.noon(on), by=clerk)
    unit.version += 1
    unit.save(update_fields=("version",))
    path, to, code, why = MOVING
    told = {"code": code, "why": why, "proposed_by": clerk, "proposed_at": clock.noon(date(2024, 10, 3))}
    Move.objects.create(unit=agency.units.get(path=path), parent=agency.units.get(path=to), **told)
