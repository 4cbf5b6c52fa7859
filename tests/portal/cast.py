"""The people of the portal's tests: two agencies, a few units, an official in each, and an account for every role."""

from __future__ import annotations

from datetime import date

from django.test import Client

from netral.portal import clock
from netral.portal.directory.models import Agency, Mandate, Official, Unit, User
from netral.portal.signin.door import PROVED, TWICE

DAY = date(2024, 10, 5)
"""Today, in every test of the portal (`tests.portal.settings`)."""
BEGAN = date(2024, 1, 1)


class Cast:
    """Two units and a stranger's agency, an official in each, an account per role."""

    def __init__(self) -> None:
        self.agency = Agency.objects.create(code="KAB-CONTOH", name="Pemerintah Kabupaten Contoh", region="7399")
        self.other = Agency.objects.create(code="KAB-LAIN", name="Pemerintah Kabupaten Lain", region="7398")
        self.top = Unit.objects.create(agency=self.agency, path="01.", name="Dinas Pendidikan")
        self.below = Unit.objects.create(agency=self.agency, path="01.02.", name="Bidang Sekolah Dasar")
        self.beside = Unit.objects.create(agency=self.agency, path="010.", name="Dinas Kesehatan")
        self.abroad = Unit.objects.create(agency=self.other, path="01.", name="Dinas Pendidikan")
        self.official = self._official(self.below, "1")
        self.neighbour = self._official(self.beside, "2")
        self.stranger = self._official(self.abroad, "3")
        self.granter, self.second = (User.objects.create_user(f"pemberi-{n}") for n in (1, 2))

    def _official(self, unit: Unit, number: str) -> Official:
        nip = f"000000000000000{number:0>3}"
        return Official.objects.create(agency=unit.agency, unit=unit, nip=nip, name=f"Pegawai Karangan {number}")

    def holder(self, role: str, **scope: object) -> User:
        """A new account with this role, over the whole first agency unless `scope` says otherwise.

        An auditor's is over both: the ledger is of both.
        """
        everywhere = role == "auditor" and not scope.keys() & {"agency", "unit", "valid_to"}
        user = User.objects.create_user(f"{role}-{User.objects.count()}", official=scope.pop("official", None))
        scope.setdefault("agency", self.agency)
        granted = {"granted_by": self.granter, "second_grant_by": self.second, "valid_from": BEGAN}
        Mandate.objects.create(user=user, role=role, **{**granted, **scope})
        if everywhere:
            Mandate.objects.create(user=user, role=role, **{**granted, **scope, "agency": self.other})
        return user


def signed_in(user: User, *, twice: bool = True) -> Client:
    """A browser in which this person has signed in, with the second proof unless `twice` is False."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[TWICE] = twice
    session.save()
    return client


def freshly_proved(client: Client) -> Client:
    """The same browser, in which a proof was given just now."""
    session = client.session
    session[PROVED] = clock.running().timestamp()
    session.save()
    return client
