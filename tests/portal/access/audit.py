"""The auditor's desk, and the page on which anybody checks."""

from tests.portal.access import everybody, only

ROWS = {
    "audit": only("auditor"),
    # Buttons: an auditor who merely looks there is told so.
    "audit/periksa": only("auditor", status=405),
    "audit/ekspor": only("auditor", status=405),
    "verifikasi": everybody(),
}
