"""Addresses of reporting, public, and of the reports' desk."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
