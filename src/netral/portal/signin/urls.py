"""Addresses of signing in and of one's own security."""

from __future__ import annotations

from django.urls import path

from netral.portal.signin import home, login

urlpatterns = [
    path("masuk", login.page, name="login"),
    path("keluar", login.leave, name="logout"),
    path("saya", home.page, name="me"),
]
