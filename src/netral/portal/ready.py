"""Make the portal ready to serve: settings read, database migrated, files for the browser in their place."""

from __future__ import annotations

import os

from netral.portal.variables import BadSetting

__all__ = ["BadSetting", "make_ready"]


def make_ready() -> None:
    """Idempotent; raises BadSetting where the environment says nonsense."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.portal.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
