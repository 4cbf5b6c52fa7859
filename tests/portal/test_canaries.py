"""A fault is logged, and nothing that is a secret goes with it: not who came, with what, nor what the machine holds."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from netral.evidence.event import Happening
from netral.portal import clock
from netral.portal.audit import actions, keys, seals
from netral.portal.logs import Discreet
from netral.portal.urls import handler400, handler403, handler404, handler500
from netral.portal.urls import urlpatterns as known
from tests.portal.cast import Cast, signed_in

CODE, BODY, AGENT = "7K3Q9F2MXD4T8HBW", "isi-rahasia-canary", "peramban-canary"


@login_not_required
@csrf_exempt
def fails(request: HttpRequest, code: str) -> HttpResponse:
    """As our own code may fail: over what somebody typed, over the database, over a stranger's header."""
    if "saring" in request.GET:
        raise SuspiciousOperation(f"tidak sah: {code}")
    if "basis" in request.GET:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM tidak_ada WHERE kode = %s", [code])
    return HttpResponse(request.POST["isi"][len(request.POST["isi"])])


urlpatterns = [path("lapor/gagal/<str:code>", fails), *known]
__all__ = ["handler400", "handler403", "handler404", "handler500"]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the portal's own handler writes."""
    (handler,) = (one for one in logging.root.handlers if any(isinstance(two, Discreet) for two in one.filters))
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    # Not by `setStream`: it flushes the one before, which another test may have closed.
    handler.stream, before = written, handler.stream
    yield written
    handler.stream = before


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_tells_where_and_nothing_secret(log: io.StringIO) -> None:
    client = signed_in(Cast().holder("pemeriksa"))
    client.raise_request_exception = False
    with transaction.atomic():
        actions.record(Happening("noted", {"role": "system", "id": "uji"}, ""), now=clock.now())
        seals.seal(clock.now())
    form = {"data": {"isi": BODY}, "HTTP_USER_AGENT": AGENT, "HTTP_REFERER": f"http://x.example/{CODE}"}
    answers = [client.post(f"/lapor/gagal/{CODE}{query}", **form) for query in ("", "?basis=1", "?saring=1")]
    answers.append(client.post(f"/lapor/{CODE}/tidak-ada", **form))
    assert [one.status_code for one in answers] == [500, 500, 400, 404]
    told = log.getvalue()
    # Where it was, and of what kind.
    assert all(
        one in told for one in ("IndexError", "tidak_ada WHERE", "test_canaries.py", "in fails", "kode gangguan")
    )
    pem = settings.NETRAL.seal_key.read_text().splitlines()[1]
    password = settings.DATABASES["default"].get("PASSWORD") or "sandi-canary"
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    secret = (settings.SECRET_KEY, pem, session, CODE, BODY, AGENT, password, "127.0.0.1")
    pages = "".join(one.content.decode() for one in answers)
    assert [one for one in secret if one and one in told + pages] == []
    assert keys.published()
