"""The home of the room in which a portal is kept: what waits for a second person, where to go, what is in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from netral.law.contests import UnknownContest
from netral.portal import clock
from netral.portal.directory.changes import Move
from netral.portal.directory.models import Agency, Mandate, Proposal, Unit, covered
from netral.portal.directory.regions import regions
from netral.portal.guidance import strip
from netral.portal.guidance.rulebook import table
from netral.portal.people import resets
from netral.portal.people.granting import GRANTERS
from netral.portal.people.releasing import waiting_for
from netral.portal.sealed.models import Handover
from netral.portal.signin.door import needs, person
from netral.portal.signin.home import links
from netral.portal.signin.resets import waiting

ROOM: tuple[tuple[str, Promise, Promise], ...] = (
    ("units", pgettext_lazy("daftar", "Unit"), _("Pohon unit: menambah, mengganti nama, memindahkan, mengakhiri.")),
    ("mandates", _("Peran"), _("Memberi, mengesahkan, dan mengakhiri peran.")),
    ("accounts", _("Akun tanpa NIP"), _("Bagi yang tidak ada di daftar pegawai.")),
    ("resets", _("Bukti kedua yang hilang"), _("Menghapus bukti kedua orang lain, berdua.")),
    ("releases", _("Pengakhiran benturan"), _("Menyetujui atau menolak permintaan orang lain.")),
    ("keys", _("Serah terima kunci"), _("Bila seorang pemeriksa berhenti.")),
    ("contestants", _("Peserta"), _("Akun peserta pemilihan yang dipakai patroli, dengan masa dan statusnya.")),
    ("rulebook", _("Buku aturan"), _("Apa isinya, sejak kapan dipakai, dan apa yang berbeda dari yang lain.")),
    ("retention", _("Masa simpan"), _("Berapa lama apa disimpan, dan berapa yang jatuh tempo.")),
    ("calendar", _("Kalender"), _("Tahapan pemilihan dan apa yang berubah pada hari apa.")),
)
"""Where one goes from here; nothing of it leads to a case."""


@never_cache
@require_safe
@needs(*GRANTERS)
def page(request: HttpRequest) -> HttpResponse:
    """Counts of what waits within one's own mandates, never of anything that a case would show in."""
    held: list[Mandate] = [one for one in request.mandates if one.agency]  # type: ignore[attr-defined]
    rulebook = table().rulebook
    agencies = {one.agency.pk: one.agency for one in held if one.agency}
    context = {
        "waiting": [one for one in _waiting(request, held) if one[2]],
        "links": list(links(ROOM, {one.role for one in held})),
        "book": {"version": rulebook.version, "sha256": rulebook.sha256},
        "phases": [_phase(one) for one in agencies.values()],
    }
    return render(request, "people/manage.html", context)


def _waiting(request: HttpRequest, held: list[Mandate]) -> Iterator[tuple[str, Promise, int]]:
    """Where it waits, what, and how many."""
    by, today = person(request), clock.now().date()
    yield reverse("mandates"), _("Peran yang diusulkan"), Proposal.objects.filter(covered(held)).count()
    units = Move.objects.filter(unit__in=Unit.objects.within(held)).count()
    yield reverse("units"), _("Pemindahan unit"), units
    lost = waiting(clock.running()).select_related("user")
    yield reverse("resets"), _("Penghapusan bukti kedua"), sum(resets.may(by, one.user, on=today) for one in lost)
    yield reverse("releases"), _("Pengakhiran benturan"), len(waiting_for(by, on=today))
    heads = [one.agency_id for one in held if one.role == "ppk" and one.unit_id is None]
    open_ = Handover.objects.filter(agency__in=heads, confirmed_at=None)
    yield reverse("keys"), _("Serah terima kunci"), open_.count()


def _phase(agency: Agency) -> dict[str, object]:
    """The phase of today for the agency's region; None where no election of it is under way."""
    today = clock.now().date()
    return {
        "agency": agency,
        "region": agency.region,
        "name": regions().get(agency.region, ""),
        "strip": _strip(agency.region, today),
    }


def _strip(region: str, today: date) -> strip.Strip | None:
    """Of the election whose vote is next there."""
    found = []
    for one in table().running(today):
        try:
            asked = strip.of(f"{one.id}/{region}" if one.regional and region else one.id, today)
        except UnknownContest:
            continue
        if asked and asked.now:
            found.append(asked)
    return min(found, key=lambda one: one.contest.vote or date.max, default=None)
