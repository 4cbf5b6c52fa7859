"""Who may open which address? A row an address, a file a room; `test_access` holds them against the portal itself."""

from __future__ import annotations

from netral.portal.directory.roles import ROLES

OUTSIDER = "orang luar"
WHO = (OUTSIDER, *ROLES)
"""Nobody who signed in, and a holder of each role; a row has an answer for all of them."""
Row = dict[str, int]


def everybody(status: int = 200) -> Row:
    """A public page: the same answer for all."""
    return dict.fromkeys(WHO, status)


def signed_in(status: int = 200) -> Row:
    """Whoever has signed in; an outsider is led to the login."""
    return {**everybody(status), OUTSIDER: 302}


def only(*roles: str, status: int = 200) -> Row:
    """These roles; the others are refused, with or without a record of that number."""
    return {**{role: status if role in roles else 403 for role in ROLES}, OUTSIDER: 302}
