"""The register of contestants as it is and was, and its download: by contest and contestant, without rank or colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from netral.law.contests import UnknownContest, base_of, split_contest
from netral.law.words import label
from netral.portal import clock, spoken, table
from netral.portal.contests import actions
from netral.portal.contests import strip as days
from netral.portal.contests.line import file_of, of_entry
from netral.portal.contests.models import Edition, Entry
from netral.portal.contests.words import STATUSES
from netral.portal.directory.models import Agency, Mandate
from netral.portal.guidance import rulebook, strip
from netral.portal.sheet import download
from netral.portal.signin.door import needs

READERS = (actions.KEEPER, "ppk", "auditor")
"""The head and the auditor see what patrols go by; whoever weighs findings does not."""
A_PAGE = 25
EDITIONS = 10
MOST_STRIPS = 8


@never_cache
@require_GET
@needs(*READERS)
def index(request: HttpRequest) -> HttpResponse:
    """25 rows a page, in the order of contest and contestant; as many queries whatever the number of rows."""
    agencies = whole(request)
    agency = chosen(agencies, request.GET.get("instansi", ""))
    entries = Entry.objects.current().filter(agency=agency)
    contests = list(entries.order_by("contest").values_list("contest", flat=True).distinct())
    contest = request.GET.get("pemilihan", "")
    page = Paginator(entries.filter(contest=contest) if contest in contests else entries, A_PAGE)
    shown = page.get_page(request.GET.get("halaman"))
    today = clock.now().date()
    editions = list(Edition.objects.filter(agency=agency).select_related("by")[:EDITIONS])
    context = {
        "agency": agency,
        "agencies": agencies,
        "contests": [(one, title(one)) for one in contests],
        "contest": contest if contest in contests else "",
        "strips": [
            (title(one), days.zone(one), found) for one in contests[:MOST_STRIPS] if (found := _strip(one, today))
        ],
        "page": shown,
        "rows": _rows(shown, today),
        "editions": editions,
        "may_change": agency in whole(request, actions.KEEPER),
    }
    return render(request, "contests/index.html", context)


@require_GET
@needs(*READERS)
def register(request: HttpRequest) -> HttpResponse:
    """The register as a patrol takes it; with `edisi` as it was."""
    editions = Edition.objects.within(request.mandates)  # type: ignore[attr-defined]
    number = request.GET.get("edisi", "")
    if number:
        asked = number if number.isascii() and number.isdigit() and len(number) < 10 else "0"
        agency = chosen(whole(request), request.GET.get("instansi", ""))
        edition: Edition | None = get_object_or_404(editions, agency=agency, number=int(asked))
    else:
        edition = editions.filter(agency=chosen(whole(request), request.GET.get("instansi", ""))).first()
    if edition is None:
        raise Http404
    content = file_of(of_entry(one) for one in Entry.objects.of(edition))
    return download(_("peserta-{number}.csv").format(number=edition.number), content)


def whole(request: HttpRequest, *roles: str) -> list[Agency]:
    """The agencies that one's mandates (of these roles) are over as a whole, by name."""
    held: list[Mandate] = request.mandates  # type: ignore[attr-defined]
    found = {one.agency for one in held if one.agency and one.unit_id is None and (not roles or one.role in roles)}
    return sorted(found, key=lambda one: (one.name, one.pk))


def chosen(agencies: Sequence[Agency], asked: str) -> Agency | None:
    """The one that was asked for, else the first."""
    return next((one for one in agencies if f"{one.pk}" == asked), agencies[0] if agencies else None)


def title(contest: str) -> str:
    """In words, with the region's code; the id where the rulebook has no such contest."""
    base, region = split_contest(contest)
    entry = rulebook.table().rulebook.contests.get(base)
    words = getattr(entry.title, translation.get_language() or "id") if entry else base
    return f"{words}, {region}" if region else words


def _strip(contest: str, today: date) -> strip.Strip | None:
    try:
        return strip.of(contest, today)
    except UnknownContest:
        return None


def _rows(entries: Iterable[Entry], today: date) -> SafeString:
    language = translation.get_language() or "id"
    columns = (_("Pemilihan"), _("Peran akun"), _("Akun"), _("Status"), _("Hari ini"), _("Masa"))
    by_calendar, still = _("menurut kalender"), _("seterusnya")
    told = (
        (
            f"{one.contestant_id} {one.name}".strip(),
            one.contest,
            label(one.role, language),
            format_html('<span class="patah">{}</span>', of_entry(one).account),
            f"{STATUSES[one.status]}" if one.status else by_calendar,
            _today(one, today),
            " – ".join((_day(one.valid_from, "…"), _day(one.valid_to, still))),
        )
        for one in entries
    )
    return table.body(columns, told)


def _day(day: date | None, open_: str) -> str:
    return spoken.day(day) if day else open_


def _today(entry: Entry, today: date) -> str:
    if entry.valid_from and today < entry.valid_from:
        return _("belum berlaku")
    if entry.valid_to and entry.valid_to <= today:
        return _("sudah berakhir")
    if base_of(entry.contest) not in rulebook.table().rulebook.contests:
        return _("tidak ada di buku aturan")
    now = next(one for one in days.of([of_entry(entry)]) if one.holds(today))
    return f"{STATUSES[now.status]}"


def address(agency: Agency) -> str:
    """Of this agency's register."""
    return f"{reverse('contestants')}?instansi={agency.pk}"
