"""Addresses of the directory: officials, import, mandates, conflicts of interest."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
