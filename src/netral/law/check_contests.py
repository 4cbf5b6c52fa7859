"""Are a contest's dates in order, its regions in a zone, its citations there?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from netral.law.citations import uncitable
from netral.law.errors import RulebookError
from netral.law.model import Text
from netral.law.placed import fault

Data = dict[str, Any]
NEEDED = ("bakal_calon_from", "calon_from", "calon_to", "campaign", "masa_tenang", "vote")


def check_contests(data: Data) -> Iterator[RulebookError]:
    """Every fault of the calendars."""
    for entry in data["contests"]:
        yield from uncitable(data, entry, entry["cites"])
        yield from _calendar(entry)
        for event in entry["events"]:
            if event["ends"] < event["starts"]:
                yield fault(
                    entry,
                    event["ends"],
                    f"tahapan “{event['name']}” berakhir sebelum mulai",
                    f"event “{event['name']}” ends before it starts",
                )
        for code in entry.get("regions", []):
            if code[:2] not in data["zones"]:
                yield fault(
                    entry,
                    code,
                    f"daerah “{code}” tidak berada di provinsi mana pun dalam zones.yaml",
                    f"region “{code}” lies in no province of zones.yaml",
                )


def _calendar(entry: Data) -> Iterator[RulebookError]:
    if entry.get("placeholder"):
        return
    missing = [key for key in NEEDED if not entry.get(key)]
    if missing:
        yield fault(
            entry,
            entry["id"],
            f"“{missing[0]}” belum ada; isi, atau tulis placeholder: true",
            f"“{missing[0]}” is missing; give it, or say placeholder: true",
        )
        return
    yield from _bakal_calon(entry)
    yield from _spans(entry)
    yield from _steps(entry)


def _bakal_calon(entry: Data) -> Iterator[RulebookError]:
    days = [("bakal_calon_from", day) for day in entry["bakal_calon_from"].values()]
    for name, day in (*days, ("independent_from", entry.get("independent_from"))):
        if day and day > entry["calon_from"]:
            yield fault(
                entry,
                day,
                f"{name} {day} sesudah calon_from {entry['calon_from']}",
                f"{name} {day} lies after calon_from {entry['calon_from']}",
            )


def _spans(entry: Data) -> Iterator[RulebookError]:
    for name in ("campaign", "masa_tenang", "unsettled"):
        days = entry.get(name) or []
        if len(days) > 2:
            yield fault(entry, days[2], "tulis hari pertama dan terakhir saja", "write the first and the last day only")


def _steps(entry: Data) -> Iterator[RulebookError]:
    """The days of a contest in their order; `recap_to` may be unknown."""
    steps = [
        (Text("calon_from", "calon_from"), entry["calon_from"]),
        (Text("campaign mulai", "campaign begins"), entry["campaign"][0]),
        (Text("campaign berakhir", "campaign ends"), entry["campaign"][1]),
        (Text("masa_tenang mulai", "masa_tenang begins"), entry["masa_tenang"][0]),
        (Text("masa_tenang berakhir", "masa_tenang ends"), entry["masa_tenang"][1]),
        (Text("vote", "vote"), entry["vote"]),
        *([(Text("recap_to", "recap_to"), entry["recap_to"])] if entry.get("recap_to") else []),
        (Text("calon_to", "calon_to"), entry["calon_to"]),
    ]
    for (name, day), (later, after) in pairwise(steps):
        if after < day:
            yield fault(
                entry,
                after,
                f"{later.id} {after} mendahului {name.id} {day}",
                f"{later.en} {after} lies before {name.en} {day}",
            )
