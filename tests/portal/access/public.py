"""The explaining pages, and the watchman's."""

from tests.portal.access import everybody

ROWS = {
    "": everybody(),
    "tanya": everybody(),
    "undangan": everybody(),
    "undangan/surat.pdf": everybody(),
    "kalender": everybody(),
    "kalender.ics": everybody(404),
    "aturan": everybody(),
    "aturan/<slug:norm_id>": everybody(404),
    "healthz": everybody(),
}
