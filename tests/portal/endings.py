"""A report that was stopped long ago, and the two examiners who may end it; the portal's day can be another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.intake import actions as intake
from netral.portal.intake.models import Report
from netral.portal.retention import actions
from tests.portal.cast import Cast
from tests.portal.reporting import NAMED, WHAT, WHOM, code_of, examiner, sent

THEN = date(2024, 3, 4)
"""Seven months before today: one month more than initial information is kept."""
STORY = "Kanari-Cerita: seorang camat membagikan kaus bergambar pasangan calon di halaman kantor."
TOLD = {**WHAT, "story": STORY, "place": "Kanari-Tempat", "happened_on_hari": "1", "happened_on_bulan": "3"}
ABOUT = {**WHOM, "whom": "Kanari-Camat", "where_works": "Kanari-Kantor", "link": "https://kanari-tautan.example/1"}
CANARIES = [b"Kanari-", b"kanari-tautan", *(one.encode() for one in (NAMED["name"], NAMED["contact"]))]


@contextmanager
def on(day: date) -> Iterator[None]:
    """The portal's day."""
    before = settings.NETRAL
    settings.NETRAL = replace(before, today=day)
    try:
        yield
    finally:
        settings.NETRAL = before


class Closed:
    """A report that was stopped seven months ago, with its reporter's browser, and two examiners who see it."""

    def __init__(self, cast: Cast, **more: Any) -> None:
        self.cast = cast
        self.first, self.second = examiner(cast), examiner(cast)
        with on(THEN):
            self.browser = Client()
            self.report = sent(self.browser, **{"what": TOLD, "whom": ABOUT, **more})
            self.number = self.report.number
            self.code = code_of(self.browser)
            self.receipt = bytes(self.report.receipt)
            self.weighed("dihentikan", "bukan_pegawai")

    def weighed(self, state: str, reason: str) -> None:
        self.report.refresh_from_db()
        seen = self.report.state
        told = {"state": state, "reason": reason, "words": "Kanari-Alasan", "seen": seen}
        done = intake.weigh(self.report, self.first, **told, now=clock.now())
        assert isinstance(done, Report)

    def approved(self, by: User | None = None) -> actions.Done:
        done = actions.approve([self.number], by or self.first, "JRA 3.2", now=clock.now())
        assert isinstance(done, actions.Done)
        return done

    def confirmed(self, by: User | None = None) -> actions.Done:
        return actions.confirm([self.number], by or self.second, now=clock.now())

    @property
    def there(self) -> bool:
        return Report.objects.filter(number=self.number).exists()
