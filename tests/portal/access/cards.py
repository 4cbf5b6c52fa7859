"""The ready cards and their pictures: for everybody."""

from tests.portal.access import everybody

ROWS = {
    "kartu": everybody(),
    "kartu/<str:address>.svg": everybody(404),
    "kartu/<str:address>.png": everybody(404),
    "kartu/<str:address>.pdf": everybody(404),
    "kartu/<str:address>": everybody(404),
}
