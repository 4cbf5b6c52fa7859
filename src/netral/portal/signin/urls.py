"""Addresses of signing in and of one's own security."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
