"""The address of what is kept how long, and of what is due."""

from __future__ import annotations

from django.urls import path

from netral.portal.retention import pages

urlpatterns = [path("kelola/retensi", pages.page, name="retention")]
