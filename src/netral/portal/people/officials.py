"""The officials whom a mandate covers: found by name or whole NIP, by unit; and one of them with dated statuses."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from netral.evidence.event import Happening
from netral.portal import clock, table
from netral.portal.audit.actions import record
from netral.portal.directory.models import Mandate, Official, Position, Status, Unit
from netral.portal.options import options
from netral.portal.people.roll.row import is_nip, nip_of
from netral.portal.readable import number
from netral.portal.signin.door import needs, person

A_PAGE = 25


@require_GET
@needs("pengelola", "ppk")
def index(request: HttpRequest) -> HttpResponse:
    """25 a page, in the order of units; the same number of queries whatever the number of officials."""
    today = clock.now().date()
    asked, chosen = request.GET.get("cari", "").strip(), request.GET.get("unit", "")
    units = units_of(request.mandates)  # type: ignore[attr-defined]
    held = request.mandates  # type: ignore[attr-defined]
    found = _searched(Official.objects.visible_to(person(request), on=today, held=held), asked)
    if unit := next((one for one in units if one.pk == number(chosen)), None):
        found = found.filter(agency=unit.agency_id, unit__path__startswith=unit.path)
    statuses = Prefetch("statuses", Status.objects.on(today), to_attr="today")
    page = Paginator(found.select_related("unit").prefetch_related(statuses), A_PAGE).get_page(
        request.GET.get("halaman")
    )
    if asked:
        # Not for whom: what is once in the ledger stays in it. Leafing through the list looks for nobody.
        _read(Happening("directory.searched", _who(request), "", facts={"found": page.paginator.count}))
    context = {
        "page": page,
        "rows": _rows(page),
        "asked": asked,
        "chosen": chosen,
        "units": options(((f"{one.pk}", f"{one.path} {one.name}") for one in units), chosen),
        "may_import": any(one.role == "pengelola" for one in request.mandates),  # type: ignore[attr-defined]
    }
    return render(request, "people/officials.html", context)


def _rows(officials: Iterable[Official]) -> SafeString:
    """Read with their unit, and with what they are in law as `today`."""
    place, nip, ended = reverse("officials"), _("NIP"), table.label(_("berakhir"))
    told = (
        (
            table.link(f"{place}/{one.pk}", one.name),
            one.nip_tail,
            f"{one.unit.path} {one.unit.name}",
            "".join(_status(each) for each in one.today) or ended,  # type: ignore[attr-defined]
        )
        for one in officials
    )
    return table.body((nip, _("Unit"), _("Status hari ini")), told, figures=(nip,))


def _status(status: Status) -> str:
    leave = _("cuti di luar tanggungan negara")
    return f"{status.status.upper()}, {leave}" if status.on_cltn else status.status.upper()


@require_GET
@needs("pengelola", "ppk")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What an official is and was in law, and which units and posts were theirs."""
    today = clock.now().date()
    seen = Official.objects.visible_to(person(request), on=today).select_related("unit", "agency")
    official = get_object_or_404(seen, pk=pk)
    _read(Happening("directory.opened", _who(request), "", facts={"official": official.pk}))
    context = {
        "official": official,
        "now": official.status_on(today),
        "statuses": official.statuses.all(),
        "worked": official.worked.select_related("unit"),
        "posts": Position.objects.filter(official=official).order_by("-valid_from"),
    }
    return render(request, "people/official.html", context)


def _read(what: Happening) -> None:
    """Somebody was looked for, or looked at: that is an event too."""
    with transaction.atomic():
        record(what, now=clock.now())


def _who(request: HttpRequest) -> dict[str, str]:
    return {"role": request.mandates[0].role, "id": f"{request.user.pk}"}  # type: ignore[attr-defined]


def units_of(mandates: list[Mandate]) -> list[Unit]:
    """Every unit that these mandates cover, in the order of codes."""
    return list(Unit.objects.within(mandates).order_by("agency", "path"))


def _searched(officials: QuerySet[Official], asked: str) -> QuerySet[Official]:
    """Part of a name, or a NIP from the first to the last figure: parts of it would show what is not to be shown."""
    if not asked:
        return officials
    nip = nip_of(asked)
    return officials.filter(nip=nip) if is_nip(nip) else officials.filter(name__icontains=asked)
