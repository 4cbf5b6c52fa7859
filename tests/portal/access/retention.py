"""How long what is kept: numbers for whoever runs the machine, records for examiners."""

from tests.portal.access import only

ROWS = {"kelola/retensi": only("pemeriksa", "admin")}
