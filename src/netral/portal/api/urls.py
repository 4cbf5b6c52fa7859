"""The API under `/api`, and the page of one's own tokens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, include, path

from netral.portal.api import pages
from netral.portal.api.routes import api

_routes, _app, _namespace = api.urls
for one in _routes:
    if isinstance(one, URLPattern):
        # Not by a session: each operation asks for the token that it needs.
        one.callback = login_not_required(one.callback)

urlpatterns = [
    path("api/", include((_routes, _app), namespace=_namespace)),
    path("saya/token", pages.page, name="tokens"),
    path("saya/token/<int:number>/akhiri", pages.end, name="token-end"),
]
