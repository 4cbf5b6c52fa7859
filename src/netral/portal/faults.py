"""What does a person see when a page cannot be shown? One sentence, and one way on. Django names the arguments."""

from __future__ import annotations

import logging
from secrets import token_hex
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

_log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _page(request, 413, _("Kiriman ini terlalu besar. Kirim berkas satu per satu."))
    return _page(request, 400, _("Permintaan ini tidak dapat dibaca. Mulai lagi dari awal."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 403, _("Halaman ini bukan untuk peran Anda."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 404, _("Halaman tidak ditemukan. Mungkin alamatnya berubah."))


def failed(request: HttpRequest) -> HttpResponse:
    words = _("Ada gangguan di pihak kami. Tidak ada yang terkirim dua kali. Kode gangguan: {code}")
    code = token_hex(3)
    # The traceback stands just above it in the log.
    _log.error("kode gangguan %s", code)
    return _page(request, 500, words.format(code=code))


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that is too old, or came from elsewhere."""
    return _page(request, 403, _("Halaman ini sudah terlalu lama terbuka. Muat ulang lalu kirim lagi."))


def _page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    context: dict[str, Any] = {"sentence": sentence}
    return render(request, "fault.html", context, status=status)
