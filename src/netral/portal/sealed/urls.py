"""Addresses of one's own key, and of handing over."""

from __future__ import annotations

from django.urls import path

from netral.portal.sealed import keys, my_key

urlpatterns = [
    path("saya/kunci", my_key.page, name="my-key"),
    path("kelola/kunci", keys.index, name="keys"),
    path("kelola/kunci/<int:pk>", keys.second, name="handover"),
]
