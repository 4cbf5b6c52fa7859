"""Addresses of signing in and of one's own security."""

from __future__ import annotations

from django.urls import path

from netral.portal.signin import (
    activation,
    again,
    figures,
    home,
    keys,
    login,
    oidc,
    printing,
    second,
    security,
    staying,
)

urlpatterns = [
    path("masuk", login.page, name="login"),
    path("masuk/kode", second.page, name="second-proof"),
    path("masuk/aktivasi", activation.page, name="activation"),
    path("masuk/instansi", oidc.start, name="agency-login"),
    path("masuk/instansi/kembali", oidc.back, name="agency-login-back"),
    path("keluar", login.leave, name="logout"),
    path("saya", home.page, name="me"),
    path("saya/tetap", staying.page, name="stay"),
    path("saya/isian", again.page, name="kept-forms"),
    path("saya/keamanan", security.page, name="security"),
    path("saya/keamanan/sandi", security.change_password, name="change-password"),
    path("saya/keamanan/angka", figures.add, name="add-figures"),
    path("saya/keamanan/angka/hapus", figures.remove, name="remove-figures"),
    path("saya/keamanan/pemulihan", figures.codes, name="new-codes"),
    path("saya/keamanan/kunci", keys.add, name="add-key"),
    path("saya/keamanan/kunci/hapus", keys.remove, name="remove-key"),
    path("saya/keamanan/usulan", security.object_to_reset, name="object-to-reset"),
    path("saya/keamanan/sesi", security.end_sessions, name="end-sessions"),
    path("kerja/slip", printing.page, name="slips"),
]
