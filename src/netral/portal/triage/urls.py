"""Addresses of the desk: tasks, patrols, findings."""

from __future__ import annotations

from django.urls import path

from netral.portal.triage import desk, patrols, weighing, worklist

urlpatterns = [
    path("kerja", desk.desk, name="desk"),
    path("kerja/patroli", patrols.listed, name="patrols"),
    path("kerja/patroli/<int:pk>", patrols.one, name="patrol"),
    path("kerja/temuan", worklist.listed, name="findings"),
    path("kerja/temuan/<str:number>", weighing.one, name="finding"),
]
