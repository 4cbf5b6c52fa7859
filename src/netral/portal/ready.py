"""Make the portal ready to serve: settings read, database migrated, files for the browser in their place."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from netral.portal.variables import BadSetting, refuse_half_restored

__all__ = ["BadSetting", "make_ready", "set_up"]


def make_ready() -> None:
    """Idempotent; raises BadSetting where the environment says nonsense."""
    set_up()
    from django.core.management import call_command

    with _one_at_a_time():
        _refuse_newer()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        _fill()
        _note()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two that start on one folder, as with an onion service, would both make the tables; and one may be restored."""
    from django.conf import settings

    folder = os.open(settings.NETRAL.data, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        refuse_half_restored(settings.NETRAL.data)
        yield
    finally:
        os.close(folder)


def _refuse_newer() -> None:
    """A program that is older than its database would write rows that the newer one does not understand."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    newer = sorted(loader.applied_migrations.keys() - loader.disk_migrations.keys())
    if any(app in loader.migrated_apps for app, _name in newer):
        hint = "basis data ini dari Netral yang lebih baru; pasang versi itu, atau pulihkan cadangan sebelum pembaruan"
        raise BadSetting("NETRAL_DATABASE", newer[0][1], hint)


def set_up(*, restores: bool = False) -> None:
    """Settings read, and nothing done yet; raises BadSetting. Files made from now on are their owner's alone.

    `restores`: whoever brings a backup back may find an earlier try that was cut off.
    """
    # Before the settings: they make the data folder. A database in a folder that was there and is open stays closed.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.portal.settings")
    import django

    django.setup()
    if not restores:
        from django.conf import settings

        refuse_half_restored(settings.NETRAL.data)


def logins() -> list[tuple[str, str, str]]:
    """Of a demonstration: (role, login, password) of one account per role, and the passphrase of examiners."""
    from django.conf import settings

    from netral.portal.demo.logins import shown
    from netral.portal.demo.proofs import PASSPHRASE

    return [*shown(), ("frasa sandi", "pemeriksa", PASSPHRASE)] if settings.NETRAL.demo else []


def _note() -> None:
    """Since when answers come from this rulebook."""
    from netral.portal import clock
    from netral.portal.contests import books

    books.note(now=clock.now())


def _fill() -> None:
    """A demonstration never opens an agency's database, nor an agency a demonstration's: its passwords are public."""
    from django.conf import settings

    from netral.portal.demo import fill

    if settings.NETRAL.demo and not fill.fill():
        raise BadSetting("NETRAL_DEMO", "1", "basis data ini milik sebuah instansi; peragaan butuh NETRAL_DATA lain")
    if not settings.NETRAL.demo and fill.is_demo():
        raise BadSetting(
            "NETRAL_DEMO", "0", "basis data ini milik peragaan, sandinya diketahui semua orang; pakai lain"
        )
