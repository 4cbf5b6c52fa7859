"""The portal under its own server, beside one empty page to measure against: `python -m benchmarks.portal_site`.

Prints the cookies of a person of each role that a list needs, as JSON, then serves. As settings module it is the
portal's own settings and one more address.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

EMPTY = "/kosong"
ROLES = ("pemeriksa", "pengelola", "auditor")


def cookies(roles: tuple[str, ...] = ROLES) -> dict[str, str]:
    """Role → the Cookie header of a session that proved twice."""
    from django.conf import settings
    from django.test import Client

    from netral.portal.directory.models import User
    from netral.portal.signin.door import TWICE

    made = {}
    for role in roles:
        client = Client()
        client.force_login(User.objects.get(login=role))
        session = client.session
        session[TWICE] = True
        session.save()
        made[role] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return made


def main(port: str, rows: str) -> None:
    from benchmarks.portal_lists import fill
    from netral.cli.serve import _run
    from netral.portal import ready

    ready.make_ready()
    fill(0, int(rows))
    print(json.dumps(cookies()), flush=True)
    _run(f"127.0.0.1:{port}")


def empty(request: Any) -> Any:
    """What Django itself costs: a session that is read, and a template in the portal's frame with nothing in it."""
    from django.shortcuts import render

    request.session.get("kosong")
    return render(request, "base.html", {})


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.portal_settings"
    main(*sys.argv[1:3])
