"""Who reads, as the ledger names them: the role that opened the page, and the number of the account."""

from __future__ import annotations

from django.http import HttpRequest

ROLE = "auditor"


def reader(request: HttpRequest) -> dict[str, str]:
    """Whoever a guard let in as an auditor."""
    return {"role": ROLE, "id": f"{request.user.pk}"}
