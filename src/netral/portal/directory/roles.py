"""Which roles are there, and what is special about each? Words of the field, as everywhere."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLES: dict[str, Promise] = {
    "pegawai": _("Pegawai"),
    "pengelola": _("Pengelola kepegawaian"),
    "pemeriksa": _("Pemeriksa"),
    "ppk": _("Pejabat pembina kepegawaian"),
    "bawaslu": _("Bawaslu"),
    "bkn": _("BKN"),
    "auditor": _("Auditor"),
    "admin": _("Pengurus mesin"),
}
TWO_PEOPLE = ("pemeriksa", "ppk")
"""Roles that decide about others: one person alone cannot grant them."""
CONFIRMED = (*TWO_PEOPLE, "admin")
"""Roles that are proposed by one and confirmed by another. The first two administrators are granted by nobody, so that
the database cannot ask it of every row; but from then on nobody makes a second granter of their own."""
SECOND_FACTOR = tuple(role for role in ROLES if role != "pegawai")
"""Roles whose holders prove themselves twice when they log in."""
