"""What did that press do? The page to which it leads says so in a sentence of a closed list, named in its address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELD = "selesai"
SAID: dict[str, Promise] = {
    "peran-diberikan": _("Peran diberikan."),
    "peran-diusulkan": _("Peran diusulkan. Orang kedua perlu mengesahkannya."),
    "peran-disahkan": _("Peran disahkan."),
    "peran-diakhiri": _("Peran diakhiri."),
    "usulan-dibatalkan": _("Usulan dibatalkan."),
    "unit-disimpan": _("Unit disimpan."),
    "pindah-diusulkan": _("Pemindahan diusulkan. Orang kedua perlu mengesahkannya."),
    "pindah-disahkan": _("Unit dipindahkan."),
    "benturan-dinyatakan": _("Benturan dinyatakan dan mulai mengikat."),
    "akhir-diminta": _("Permintaan terkirim. Benturan tetap mengikat sampai orang kedua memutus."),
    "permintaan-ditarik": _("Permintaan ditarik."),
    "benturan-diakhiri": _("Benturan diakhiri."),
    "benturan-mengikat": _("Benturan tetap mengikat. Orangnya akan membaca catatan Anda."),
    "serah-diusulkan": _("Serah terima diusulkan. Orang kedua perlu mengesahkannya."),
    "serah-disahkan": _("Serah terima disahkan."),
    "kunci-dibuat": _("Kunci dibuat."),
    "token-diakhiri": _("Token diakhiri."),
    "sandi-diganti": _("Kata sandi diganti. Sesi lain sudah berakhir."),
}


def leads(name: str, *args: object, did: str) -> HttpResponse:
    """To the page of that name, which says what was done."""
    assert did in SAID, did
    return redirect(f"{reverse(name, args=args)}?{FIELD}={did}")


def said(request: HttpRequest) -> Promise | None:
    """For whoever has signed in; an address that somebody made up says nothing that is not in the list."""
    user = getattr(request, "user", None)
    return SAID.get(request.GET.get(FIELD, "")) if user is not None and user.is_authenticated else None
