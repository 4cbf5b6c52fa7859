"""Moves of units on the desk of whoever proposed them: they wait for somebody else."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from netral.portal.directory.changes import Move
from netral.portal.directory.models import User
from netral.portal.triage.task import Task, Tasks


def of_units(user: User, _today: date) -> Tasks:
    """Nothing of it is this person's to do: only a second one may confirm."""
    mine = Move.objects.filter(proposed_by=user).select_related("unit", "parent")
    return Tasks(others=[_task(one) for one in mine])


def _task(move: Move) -> Task:
    what = _("{unit} · pindah ke {path}").format(unit=move.unit.name, path=move.path)
    return Task(what, _("Menunggu orang kedua mengesahkannya"), "", reverse("unit", args=(move.unit_id,)))
