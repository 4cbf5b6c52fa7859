"""Addresses of one's own key, and of handing over."""

from __future__ import annotations

from django.urls import path

from netral.portal.sealed import my_key

urlpatterns = [
    path("saya/kunci", my_key.page, name="my-key"),
]
