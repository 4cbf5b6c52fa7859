"""What do the pages of the tree show? All units in reach, one unit, and what somebody else changed meanwhile."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.changes import Move
from netral.portal.directory.models import Mandate, Unit, covered
from netral.portal.directory.tree import above, parent
from netral.portal.options import options
from netral.portal.people.officials import units_of
from netral.portal.people.units import keeping, moving
from netral.portal.people.units.guard import Overtaken
from netral.portal.people.units.listing import nested, nodes
from netral.portal.readable import number
from netral.portal.signin.door import person

ONCE, SEEN = "sekali", "terlihat"
"""Fields of every form here: its token, and the version that the person looked at."""
NAMED = ("pengelola", "ppk")
"""Roles that see who works where, and so how many."""


def tree(request: HttpRequest, refused: tuple[str, Denial] | None) -> HttpResponse:
    """The page of all units in reach; `refused`: the field of the form, and why."""
    held, today = held_by(request), clock.now().date()
    units = units_of(held)
    open_ = [one for one in units if not one.has_ended(today)]
    moves = _moves(held)
    context: dict[str, Any] = {
        "tree": nested(nodes(open_), counts=_counts(held), waiting={one.unit_id for one in moves}),
        "count": len(open_),
        "moves": moves,
        "ended": [one for one in units if one.has_ended(today)],
        "places": options(_places(held, open_), request.POST.get("di", "") or request.GET.get("di", "")),
        "told": request.POST,
        "since": request.POST.get("sejak", f"{today}"),
        "once": secrets.token_urlsafe(24),
        "problems": [(refused[0], refused[1].reason)] if refused else [],
    }
    return render(request, "people/units.html", context, status=422 if refused else 200)


def page(request: HttpRequest, unit: Unit, refused: tuple[str, Denial] | None = None) -> HttpResponse:
    """The page of one unit."""
    held, today = held_by(request), clock.now().date()
    units = [one for one in units_of(held) if one.agency_id == unit.agency_id]
    over, there = set(above(unit.path)[:-1]), [one for one in units if one != unit and not one.has_ended(today)]
    open_ = [one for one in there if one.path.startswith(unit.path)]
    elsewhere = [one for one in there if not one.path.startswith(unit.path)]
    counts = _counts(held)
    waiting = Move.objects.select_related("unit__agency", "parent", "proposed_by").filter(unit=unit).first()
    here = next((one for one in units if one.path == parent(unit.path)), None)
    chosen = request.POST.get("ke", f"{here.pk}" if here else f"i{unit.agency_id}")
    context: dict[str, Any] = {
        "unit": unit,
        "ended": unit.has_ended(today),
        "over": [one for one in units if one.path in over],
        "officials": None if counts is None else counts.get(unit.pk, 0),
        "below": nested(nodes(open_), counts=counts, waiting={one.unit_id for one in _moves(held)}),
        "places": options(_places([one for one in held if one.agency_id == unit.agency_id], elsewhere), chosen),
        "code": request.POST.get("kode", unit.path.split(".")[-2]),
        "cannot_end": keeping.end_refusal(unit, on=today),
        "changes": unit.changes.select_related("by", "second").order_by("-pk"),
        "told": request.POST,
        "once": secrets.token_urlsafe(24),
        "problems": [(refused[0], refused[1].reason)] if refused else [],
        **(_waiting(request, waiting) if waiting else {}),
    }
    return render(request, "people/unit.html", context, status=422 if refused else 200)


def overtaken(request: HttpRequest, found: Overtaken) -> HttpResponse:
    """409: what this person looked at beside what stands there now, and the way to send it all the same."""
    unit, seen = found.unit, number(request.POST.get(SEEN, ""))
    missed = list(unit.changes.order_by("-pk")[: max(0, unit.version - (seen or 0))])
    was = missed[-1] if missed else None
    rows = [
        (_("Nama"), was.name if was else "", unit.name),
        (_("Kode"), was.path if was else "", unit.path),
    ]
    again = [(name, value) for name, value in request.POST.items() if name not in (SEEN, ONCE, "csrfmiddlewaretoken")]
    context = {
        "unit": unit,
        "ended": unit.has_ended(clock.now().date()),
        "last": found.last,
        "rows": [row for row in rows if row[1] != row[2]],
        "again": again,
        "mine": [value for name, value in again if name in ("nama", "dasar")],
        "once": secrets.token_urlsafe(24),
    }
    return render(request, "people/unit_overtaken.html", context, status=409)


def _waiting(request: HttpRequest, move: Move) -> dict[str, Any]:
    by, today = person(request), clock.now().date()
    return {
        "move": move,
        "mark": moving.mark(move),
        "reach": moving.reach(move, on=today),
        "cannot_confirm": moving.second_refusal(move, by, on=today),
        "may_drop": by == move.proposed_by or moving.confirms(move, by, on=today),
    }


def held_by(request: HttpRequest) -> list[Mandate]:
    """The mandates that opened the page and are over an agency, or a part of one."""
    return [one for one in request.mandates if one.agency_id]  # type: ignore[attr-defined]


def _moves(held: list[Mandate]) -> list[Move]:
    """Those that wait, of units in reach."""
    return list(Move.objects.filter(unit__in=Unit.objects.within(held)).select_related("unit", "parent", "proposed_by"))


def _counts(held: list[Mandate]) -> dict[int, int] | None:
    """Officials by unit, as far as this person sees them by name; None for whoever sees none."""
    seeing = [one for one in held if one.role in NAMED]
    if not seeing:
        return None
    found = keeping.at_work(clock.now().date()).filter(covered(seeing))
    return dict(found.order_by().values_list("unit").annotate(Count("pk")))


def _places(held: list[Mandate], units: Iterable[Unit]) -> list[tuple[str, str]]:
    """What a unit can be put under, as a choice: the agency, where all of it is in reach, then each unit."""
    whole = {one.agency.pk: one.agency.name for one in held if one.agency and one.unit is None}
    return [
        *((f"i{pk}", _("{agency}, paling atas").format(agency=name)) for pk, name in whole.items()),
        *((f"{one.pk}", f"{one.path} {one.name}") for one in units),
    ]
