"""What the commands that work on the portal's database share: Django set up, and its refusals as sentences."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from netral.cli.errors import UserError

WANTED = ("csp", "django", "whitenoise")


def refuse_missing(*more: str) -> None:
    """Raise UserError where the portal's packages are not installed; `more`: what a command needs besides."""
    if missing := [name for name in sorted((*WANTED, *more)) if find_spec(name) is None]:
        raise UserError(f'portal belum terpasang ({", ".join(missing)}): pip install "netral[portal]".')


@contextmanager
def opened(data: Path | None, *, migrated: bool = True) -> Iterator[None]:
    """The portal's settings and database; raises UserError where they say nonsense, or there is no portal yet."""
    refuse_missing()
    if data is not None:
        os.environ["NETRAL_DATA"] = f"{data.absolute()}"
    os.environ.setdefault("NETRAL_HTTPS", "0")
    variables = import_module("netral.portal.variables")
    try:
        import_module("netral.portal.ready").set_up(restores=not migrated)
    except variables.BadSetting as error:
        raise UserError(f"{error}.") from None
    if migrated and not import_module("django.db").connection.introspection.table_names():
        raise UserError("belum ada portal di sini; periksa NETRAL_DATA dan NETRAL_DATABASE.")
    keys = import_module("netral.portal.audit.keys")
    try:
        yield
    except keys.NoSealKey as error:
        raise UserError(f"{error}.") from None
