"""The ready cards and their pictures, and what the foot of a page leads to: for everybody."""

from tests.portal.access import everybody

ROWS = {
    "bantuan": everybody(),
    "privasi": everybody(),
    "aksesibilitas": everybody(),
    "kartu": everybody(),
    "kartu/<str:address>.svg": everybody(404),
    "kartu/<str:address>.png": everybody(404),
    "kartu/<str:address>.pdf": everybody(404),
    "kartu/<str:address>": everybody(404),
}
