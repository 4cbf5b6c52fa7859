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
def database_told() -> Iterator[None]:
    """A database that cannot be reached, read or written is the machine's trouble, and no fault of ours: UserError.

    Of what it says the first line, and only where no row is in it.
    """
    from django.db.utils import DatabaseError, OperationalError

    try:
        yield
    except DatabaseError as error:
        # The bare class is how SQLite says that a file is damaged, or no database.
        if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
            raise
        said = next(iter(f"{error}".splitlines()), "").strip()
        told = (
            f"basis data tidak dapat dipakai ({said}); periksa NETRAL_DATABASE, ruang di disk, dan hak atas foldernya."
        )
        raise UserError(told) from None


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
    keys = import_module("netral.portal.audit.keys")
    with database_told():
        if migrated and not import_module("django.db").connection.introspection.table_names():
            raise UserError("belum ada portal di sini; periksa NETRAL_DATA dan NETRAL_DATABASE.")
        try:
            yield
        except keys.NoSealKey as error:
            raise UserError(f"{error}.") from None


def make_ready() -> None:
    """Migrated and ready to serve; raises UserError where the settings or the database do not allow it."""
    ready = import_module("netral.portal.ready")
    try:
        with database_told():
            ready.make_ready()
    except ready.BadSetting as error:
        raise UserError(f"{error}.") from None
