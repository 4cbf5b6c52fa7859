"""Does what we handed out still hold? For anybody, without an account: nothing that is sent here is kept."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from netral.evidence.verify.apart import UNKNOWN, asked
from netral.portal.audit import keys
from netral.portal.clock import WIB

LARGEST = 50 << 20
_FORM = 64 << 10
"""Bytes of a form around its file."""
_AT_ONCE = BoundedSemaphore(2)
"""So many checks in one worker: each takes a process with up to a gigabyte."""


@login_not_required
@csrf_exempt  # It changes nothing, and a cookie would be the only trace of the visit.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The question; with a file, the answer below it."""
    if request.method != "POST":
        return _shown(request)
    # Before anything of the body is read.
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + _FORM:
        return _shown(request, status=413, problem=_("Berkas terlalu besar (paling banyak 50 MB)."))
    file = request.FILES.get("berkas")
    if file is None:
        return _shown(request, status=422, problem=_("Pilih berkas yang ingin diperiksa."))
    if not _AT_ONCE.acquire(blocking=False):
        return _shown(request, status=503, problem=_("Sedang banyak yang memeriksa. Coba lagi sebentar lagi."))
    try:
        answer = _checked(file)
    finally:
        _AT_ONCE.release()
    return _shown(request, **_told(answer))


def _checked(file: UploadedFile[bytes]) -> dict[str, Any] | int:
    """Under a name of our own, in a folder that is gone when this ends."""
    with tempfile.TemporaryDirectory(prefix="netral-verifikasi-") as folder:
        path = Path(folder, "berkas")
        with path.open("wb") as out:
            shutil.copyfileobj(file, out)
        return asked(path)


def _told(answer: dict[str, Any] | int) -> dict[str, Any]:
    if answer == UNKNOWN:
        return {"verdict": "unknown"}
    if isinstance(answer, int):
        return {"verdict": "failed"}
    language = "en" if get_language() == "en" else "id"
    faults = [{**one, "at": _plain(one["at"]), "words": one[language]} for one in answer["faults"]]
    items = [_item(one) for one in answer["items"]]
    known = {key.written() for key in keys.published()}
    return {
        "verdict": "whole" if answer["holds"] else "changed",
        "answer": answer,
        "faults": faults,
        "items": items,
        "ours": answer["key"] is not None and answer["key"]["line"] in known,
    }


def _item(one: dict[str, Any]) -> dict[str, Any]:
    plain = {name: _plain(one[name] or "") for name in ("item", "title", "by")}
    return {**one, **plain, "recorded": _moment(one["recorded"]), "since": _moment(one["since"])}


def _moment(text: str | None) -> datetime | str | None:
    """As a moment in Jakarta; a stranger may write the last hours of the year 9999, which are none."""
    try:
        return datetime.fromisoformat(text).astimezone(WIB) if text else None
    except (ValueError, OverflowError):
        return text


def _plain(text: str) -> str:
    """What a stranger wrote, without signs that turn the direction of writing."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def _shown(request: HttpRequest, *, status: int = 200, **told: Any) -> HttpResponse:
    context = {"published": next(iter(keys.published()), None), **told}
    return render(request, "auditor/verification.html", context, status=status)
