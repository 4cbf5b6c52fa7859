"""Accounts of people whom no list of officials names: the first clerk, the head, an auditor, Bawaslu. And their slips.

Officials get theirs from the clerk, by NIP. An account alone opens nothing: roles are granted apart from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate, User
from netral.portal.people.granting import GRANTERS
from netral.portal.signin import slips
from netral.portal.signin.door import needs, person
from netral.portal.signin.password import meant
from netral.portal.signin.told import tell

LOGIN = re.compile(r"[a-z][\w.+-]{1,99}(@[\w-]+(\.[\w-]+)+)?", re.ASCII)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(*GRANTERS)
def page(request: HttpRequest) -> HttpResponse:
    """A new account with its slip; with `lagi` a new slip for one that is there."""
    if request.method != "POST":
        return _shown(request, None)
    by, now = person(request), clock.running()
    login, name = meant(request.POST.get("nama", "")), " ".join(request.POST.get("lengkap", "").split())
    made = renewed(login, by, now=now) if "lagi" in request.POST else begun(login, name, by, now=now)
    if isinstance(made, Denial):
        return _shown(request, made)
    user, code = made
    address = request.build_absolute_uri("/masuk/aktivasi")
    context = {"account": user, "code": code, "until": now + slips.GOOD_FOR, "address": address}
    return render(request, "people/account_made.html", context)


def begun(login: str, name: str, by: User, *, now: datetime) -> tuple[User, str] | Denial:
    """An account without any role, and the slip with which its owner opens it."""
    if login.isdigit():
        return Denial(_("Pegawai mendapat akunnya dengan slip dari pengelola, menurut NIP."))
    if not LOGIN.fullmatch(login):
        return Denial(_("Tulis nama masuk dengan huruf kecil, angka, dan titik, atau alamat surel."))
    if not name:
        return Denial(_("Tulis nama lengkapnya."))
    with transaction.atomic():
        user, fresh = User.objects.get_or_create(login=login, defaults={"name": name[:200]})
        if not fresh:
            return Denial(_("Nama masuk ini sudah dipakai. Pilih yang lain, atau buat slip baru di bawah."))
        user.set_unusable_password()
        user.save(update_fields=("password",))
        tell("account_made", by, account=user.pk)
        return user, slips.renew(user, by=by, now=now)


@transaction.atomic
def renewed(login: str, by: User, *, now: datetime) -> tuple[User, str] | Denial:
    """A new slip, where the account is no official's and belongs to nobody else's agency; second factors stay."""
    user = User.objects.filter(login=login, official=None, is_active=True).exclude(pk=by.pk).first()
    if user is not None:
        slips.hold(user)
    if user is None or not _within(user.mandates.all(), by, now):
        return Denial(_("Tidak ada akun tanpa NIP dengan nama masuk ini di instansi Anda."))
    if slips.behind_one_proof(user):
        return Denial(
            _("Pemegang peran ini belum punya bukti kedua: dua orang membuat slipnya di “Bukti kedua yang hilang”.")
        )
    return user, slips.renew(user, by=by, now=now)


def _within(held: Iterable[Mandate], by: User, now: datetime) -> bool:
    """Is every role of the account one that this person could have granted? Without any it has opened nothing yet."""
    mine = {one.agency_id for one in by.mandates.on(now.date()).filter(role__in=GRANTERS, unit=None)}
    return all(one.agency_id in mine for one in held)


def _shown(request: HttpRequest, refused: Denial | None) -> HttpResponse:
    field = "lama" if "lagi" in request.POST else "nama"
    problems = [(field, refused.reason)] if refused else []
    context = {"told": request.POST, "problems": problems, "again": "lagi" in request.POST}
    return render(request, "people/accounts.html", context, status=422 if refused else 200)
