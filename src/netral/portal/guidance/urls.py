"""Addresses of the explaining pages; all public."""

from __future__ import annotations

from django.urls import path

from netral.portal.guidance import ask, calendar, plain, rules
from netral.portal.guidance.card import pages as cards
from netral.portal.guidance.invitation import pages as invitation

urlpatterns = [
    path("", ask.start, name="start"),
    path("tanya", ask.ask, name="ask"),
    path("undangan", invitation.check, name="invitation"),
    path("undangan/surat.pdf", invitation.letter, name="invitation-letter"),
    path("kalender", calendar.page, name="calendar"),
    path("kalender.ics", calendar.file, name="calendar-file"),
    path("kartu", cards.index, name="cards"),
    *(
        path(f"kartu/<str:address>.{kind}", cards.image, {"kind": kind}, name=f"card-{kind}")
        for kind in ("svg", "png", "pdf")
    ),
    path("kartu/<str:address>", cards.page, name="card"),
    path("bantuan", plain.page, {"name": "help"}, name="help"),
    path("privasi", plain.page, {"name": "privacy"}, name="privacy"),
    path("aksesibilitas", plain.page, {"name": "accessibility"}, name="accessibility"),
    path("aturan", rules.index, name="rules"),
    path("aturan/<slug:norm_id>", rules.norm, name="norm"),
]
