"""Addresses of the explaining pages; all public."""

from __future__ import annotations

from django.urls import path

from netral.portal.guidance import ask, calendar, rules

urlpatterns = [
    path("", ask.start, name="start"),
    path("tanya", ask.ask, name="ask"),
    path("kalender", calendar.page, name="calendar"),
    path("kalender.ics", calendar.file, name="calendar-file"),
    path("aturan", rules.index, name="rules"),
    path("aturan/<slug:norm_id>", rules.norm, name="norm"),
]
