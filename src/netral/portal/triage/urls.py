"""Addresses of the desk: patrols, findings."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
