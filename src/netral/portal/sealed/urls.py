"""Addresses of one's own key, and of handing over."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
