"""Which columns does a list of officials have, and which of them must be there?"""

from __future__ import annotations

from netral.portal.sheet import Columns

COLUMNS = ("nip", "nama", "unit", "nama_unit", "status", "cltn", "sejak", "sampai", "jabatan", "pejabat")
LAYOUT = Columns(all=COLUMNS, needed=("nip", "nama", "unit", "status", "sejak"))
