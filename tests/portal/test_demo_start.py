"""A demonstration and an agency never meet: not in one database, and not on one network."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings

from netral.cli.errors import UserError
from netral.cli.serve import serve
from netral.portal import ready
from netral.portal.demo import regency
from netral.portal.demo.fill import fill
from netral.portal.directory.models import Agency
from netral.portal.variables import BadSetting
from tests.portal.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_agency_s_database_is_no_demonstration_and_the_other_way_round(cast: Cast) -> None:
    assert not fill()
    with pytest.raises(BadSetting, match="milik sebuah instansi"):
        ready.make_ready()


def test_a_demonstration_s_database_is_never_served_as_an_agency_s() -> None:
    Agency.objects.create(code=regency.CODE, name=regency.NAME)
    with (
        override_settings(NETRAL=replace(settings.NETRAL, demo=False)),
        pytest.raises(BadSetting, match="milik peragaan"),
    ):
        ready.make_ready()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_it_listens_to_its_own_machine_alone(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("NETRAL_DATA", f"{settings.NETRAL.data}")
    monkeypatch.setenv("NETRAL_DEMO", "1")
    with pytest.raises(UserError, match="NETRAL_DEMO_OPEN=1"):
        serve(demo=True, host=host)
