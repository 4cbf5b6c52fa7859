"""Who am I here? One's name, one's roles with their dates, and the way to one's security."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from netral.portal import clock
from netral.portal.directory.releases import Release
from netral.portal.directory.roles import ROLES
from netral.portal.signin import resets
from netral.portal.signin.door import person

OWN: tuple[tuple[str, Promise, Promise], ...] = (
    ("desk", _("Tugas"), _("Yang menunggu Anda, menurut tenggat.")),
    ("audit", _("Audit"), _("Apa yang diperbuat siapa, dan apakah rantainya utuh.")),
    ("contestants", _("Peserta"), _("Akun peserta pemilihan yang dipakai patroli, dengan masa dan statusnya.")),
    ("contestants-import", _("Impor daftar peserta"), _("Diperiksa seperti oleh patroli, dan dilihat harinya dulu.")),
    ("rulebook", _("Buku aturan"), _("Apa isinya, sejak kapan dipakai, dan apa yang berbeda dari yang lain.")),
    ("manage", _("Kelola"), _("Unit, peran, akun, dan aturan yang berlaku.")),
    ("units", pgettext_lazy("daftar", "Unit"), _("Pohon unit instansi Anda.")),
    ("start", _("Tanya"), _("Bolehkah saya? Empat ketukan.")),
    ("invitation", _("Periksa undangan"), _("Kampanye, atau acara biasa?")),
    ("report", _("Lapor"), _("Dengan atau tanpa nama.")),
    ("slips", _("Cetak slip aktivasi"), _("Supaya pegawai dapat membuka akunnya.")),
    ("conflicts", _("Benturan kepentingan"), _("Keluarga, atasan, atau unit sendiri.")),
    ("releases", _("Pengakhiran benturan"), _("Menyetujui atau menolak permintaan orang lain.")),
    ("my-key", _("Kunci saya"), _("Membuka nama pelapor.")),
    ("keys", _("Serah terima kunci"), _("Bila seorang pemeriksa berhenti.")),
    ("security", _("Keamanan akun"), _("Sandi, bukti kedua, dan sesi.")),
    ("tokens", _("Token untuk program"), _("Bagi sistem lain di instansi Anda.")),
)
"""Where one goes from here, work first: the name of each address, its word, and what is done there."""


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The mandates of today; those that have ended or not begun are the directory's business."""
    user = person(request)
    held = user.mandates.on(clock.now().date()).select_related("agency", "unit").order_by("role", "pk")
    roles = [(ROLES[one.role], one) for one in held]
    open_ = list(links(OWN, {one.role for one in held}))
    told = {
        "resets": resets.told(user, now=clock.running()),
        "releases": Release.objects.told(user, now=clock.now()),
    }
    return render(request, "signin/me.html", {"roles": roles, "links": open_, **told})


def links(offered: Iterable[tuple[str, Promise, Promise]], held: set[str]) -> Iterator[tuple[str, Promise, Promise]]:
    """Pages that some of these roles open, by what each page itself says it needs."""
    for name, word, hint in offered:
        address = reverse(name)
        needed = getattr(resolve(address).func, "roles", ())
        if not needed or held & set(needed):
            yield address, word, hint
