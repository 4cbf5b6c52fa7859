"""Signing in, leaving, and what is one's own."""

from tests.portal.access import everybody, signed_in

ROWS = {
    "masuk": everybody(),
    "keluar": signed_in(405),
    "saya": signed_in(),
}
