"""The list of officials: whom a mandate covers, found by name or whole NIP, at the same cost whatever its length."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.portal.audit.models import Event
from netral.portal.directory.models import Agency, Official, Status
from tests.portal.cast import Cast, signed_in


def names(client: Client, address: str) -> list[str]:
    return [one.name for one in client.get(address).context["page"]]


def test_each_sees_whom_the_mandate_covers(cast: Cast) -> None:
    whole, part = signed_in(cast.holder("ppk")), signed_in(cast.holder("pengelola", unit=cast.top))
    assert names(whole, "/kerja/pegawai") == [cast.official.name, cast.neighbour.name]
    assert names(part, "/kerja/pegawai") == [cast.official.name]
    people = (cast.official, cast.neighbour, cast.stranger)
    assert [part.get(f"/kerja/pegawai/{one.pk}").status_code for one in people] == [200, 404, 404]
    foreign, missing = (part.get(f"/kerja/pegawai/{pk}") for pk in (cast.stranger.pk, 999_999))
    assert without_token(foreign) == without_token(missing)


def without_token(page: HttpResponse) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


def test_found_by_part_of_a_name_by_a_whole_nip_and_by_unit(cast: Cast) -> None:
    client = signed_in(cast.holder("pengelola"))
    nip = cast.neighbour.nip
    assert names(client, "/kerja/pegawai?cari=karangan 2") == [cast.neighbour.name]
    assert names(client, f"/kerja/pegawai?cari={nip[:8]} {nip[8:]}") == [cast.neighbour.name]
    assert names(client, f"/kerja/pegawai?cari={nip[-4:]}") == []
    assert names(client, f"/kerja/pegawai?unit={cast.top.pk}") == [cast.official.name]
    assert len(names(client, f"/kerja/pegawai?unit={cast.abroad.pk}")) == 2


def test_only_the_end_of_a_nip_is_in_the_page(cast: Cast) -> None:
    client = signed_in(cast.holder("pengelola"))
    for address in ("/kerja/pegawai", f"/kerja/pegawai/{cast.official.pk}"):
        page = client.get(address).content.decode()
        assert (cast.official.nip in page, cast.official.nip_tail in page) == (False, True)


def test_the_same_number_of_queries_for_two_hundred_and_twenty_thousand(cast: Cast) -> None:
    client, counts = signed_in(cast.holder("pengelola")), []
    client.get("/kerja/pegawai")
    for first, last in ((0, 200), (200, 20_000)):
        made = Official.objects.bulk_create(
            Official(agency=cast.agency, unit=cast.below, nip=f"{10**6 + n:018}", name=f"Orang {n}")
            for n in range(first, last)
        )
        Status.objects.bulk_create(Status(official=one, status="pns", valid_from=date(2020, 1, 1)) for one in made)
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/kerja/pegawai?halaman=3")
        counts.append(len(queries))
        assert len(page.context["page"].object_list) == 25
        assert len(page.content) < 60_000
    assert counts == [7, 7]


def test_whose_names_were_shown_to_whom_is_an_event_without_a_name(cast: Cast) -> None:
    clerk = cast.holder("pengelola")
    client = signed_in(clerk)
    client.get("/kerja/pegawai")
    client.get(f"/kerja/pegawai?cari={cast.official.nip}")
    client.get(f"/kerja/pegawai/{cast.official.pk}")
    client.get(f"/kerja/pegawai/{cast.stranger.pk}")
    searched, opened = Event.objects.order_by("seq")
    assert (searched.kind, opened.kind) == ("directory.searched", "directory.opened")
    assert {(one.role, one.who) for one in (searched, opened)} == {("pengelola", f"{clerk.pk}")}
    assert f'"official":{cast.official.pk}' in bytes(opened.line).decode()
    for one in (searched, opened):
        assert cast.official.nip not in bytes(one.line).decode()
        assert cast.official.name not in bytes(one.line).decode()


@pytest.mark.parametrize(("region", "known"), [("", True), ("73", True), ("7371", True), ("7399", False), ("7", False)])
def test_a_region_is_one_that_is_there(region: str, known: bool) -> None:
    agency = Agency(code="X", name="X", region=region)
    if known:
        agency.clean()
    else:
        with pytest.raises(ValidationError, match="Kode daerah"):
            agency.clean()
