"""The officials of the demonstration, with their statuses and posts, written at one go."""

from __future__ import annotations

from random import Random

from netral.portal.demo import careers, names, regency
from netral.portal.directory.models import Agency, Official, Position, Status, Unit


def make() -> Agency:
    """The regency, its units, and whoever works there."""
    agency = Agency.objects.create(code=regency.CODE, name=regency.NAME, region=regency.REGION)
    units = Unit.objects.bulk_create(
        Unit(agency=agency, path=path, name=name, valid_from=regency.SINCE) for path, name, _ in regency.UNITS
    )
    places = [(unit, place) for unit, (_, _, size) in zip(units, regency.UNITS, strict=True) for place in range(size)]
    called = zip(places, names.invented(len(places)), strict=True)
    officials = Official.objects.bulk_create(
        # No birthday is written 00000000: these are nobody's numbers.
        Official(agency=agency, unit=unit, nip=f"{number:018}", name=name)
        for number, ((unit, _), name) in enumerate(called, start=1)
    )
    _give_careers(officials, [place for _, place in places])
    return agency


def _give_careers(officials: list[Official], places: list[int]) -> None:
    chance = Random(2)
    statuses, posts = [], []
    for official, place in zip(officials, places, strict=True):
        career = careers.of(chance, unit=official.unit.name, place=place)
        statuses += [
            Status(official=official, status=status, on_cltn=cltn, valid_from=since, valid_to=until)
            for status, cltn, since, until in career.statuses
        ]
        posts += _posts(official, career)
    Status.objects.bulk_create(statuses)
    Position.objects.bulk_create(posts)


def _posts(official: Official, career: careers.Career) -> list[Position]:
    first, ended = career.statuses[0][2], career.statuses[-1][3]
    until = ended if ended and ended <= regency.DAY else None
    now = Position(
        official=official, title=career.title, pejabat=career.pejabat, valid_from=career.since, valid_to=until
    )
    if not career.former:
        return [now]
    return [Position(official=official, title=career.former, valid_from=first, valid_to=career.since), now]
