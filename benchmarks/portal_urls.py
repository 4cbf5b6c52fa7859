"""The portal's addresses, and the empty page."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from benchmarks.portal_site import EMPTY, empty
from netral.portal import urls

urlpatterns = [*urls.urlpatterns, path(EMPTY.lstrip("/"), login_not_required(empty))]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
