"""Who may do what is granted with dates, by two where it decides about others, and never by oneself."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Conflict, Mandate, Proposal, User, tied_to
from netral.portal.directory.roles import ROLES, TWO_PEOPLE
from netral.portal.people.granting import BESIDE_ADMIN, Wanted, confirm, drop, end, grant
from tests.portal.cast import DAY, Cast, signed_in

FORM = {"peran": "pengelola", "sejak": "2024-10-05"}


def binds(user: User, *, on: date = DAY, **named: Any) -> bool:
    """Has this person declared to have nothing to do with any of these?"""
    return Conflict.objects.touching(on=on, **named).filter(user=user).exists()


def test_a_clerk_is_granted_by_one_and_an_examiner_by_two(cast: Cast) -> None:
    admin, head = (signed_in(cast.holder(role)) for role in ("admin", "ppk"))
    for login in ("calon-1", "calon-2"):
        User.objects.create_user(login)
    assert admin.post("/kelola/peran", {**FORM, "nama": "calon-1"}).status_code == 302
    assert Mandate.objects.get(user__login="calon-1").role == "pengelola"
    assert admin.post("/kelola/peran", {**FORM, "nama": "calon-2", "peran": "pemeriksa"}).status_code == 302
    assert not Mandate.objects.filter(user__login="calon-2").exists()
    proposal = Proposal.objects.get()
    assert admin.post(f"/kelola/peran/usulan/{proposal.pk}").status_code == 422
    assert head.post(f"/kelola/peran/usulan/{proposal.pk}").status_code == 302
    made = Mandate.objects.get(user__login="calon-2")
    assert made.granted_by != made.second_grant_by
    assert head.post(f"/kelola/peran/usulan/{proposal.pk}").status_code == 404
    told = list(Event.objects.order_by("seq").values_list("kind", "role"))
    assert told == [("mandate.granted", "admin"), ("mandate.proposed", "admin"), ("mandate.confirmed", "ppk")]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"nama": "tidak-ada"}, "tidak dikenal"),
        ({"nama": "diri"}, "dirinya sendiri"),
        ({"peran": "raja"}, "Pilih salah satu peran"),
        ({"sejak": "5 Oktober"}, "2024-02-28"),
        ({"sejak": "2024-10-04"}, "masa lalu"),
        ({"sampai": "2024-10-05"}, "sesudah tanggal mulai"),
        ({"daerah": "7399"}, "Kode daerah ini tidak ada"),
        ({"unit": "abroad"}, "Unit ini tidak ada"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(cast: Cast, more: dict[str, str], said: str) -> None:
    head, _ = cast.holder("ppk"), User.objects.create_user("calon")
    names = {"abroad": f"{cast.abroad.pk}", "diri": head.login}
    posted = {**FORM, "nama": "calon", **{key: names.get(value, value) for key, value in more.items()}}
    answer = signed_in(head).post("/kelola/peran", posted)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Event.objects.exists()


def test_two_administrators_make_no_examiner(cast: Cast) -> None:
    first, second = cast.holder("admin"), cast.holder("admin")
    wanted = Wanted(User.objects.create_user("calon"), "pemeriksa", cast.agency, DAY)
    proposal = grant(wanted, first, now=clock.now())
    assert isinstance(proposal, Proposal)
    refused = confirm(proposal, second, now=clock.now())
    assert isinstance(refused, Denial)
    assert isinstance(confirm(proposal, cast.holder("ppk"), now=clock.now()), Mandate)


def test_an_administrator_alone_makes_no_second_one(cast: Cast) -> None:
    """Who could, would be two people at once: both halves of every grant by two."""
    admin, user = cast.holder("admin"), User.objects.create_user("calon")
    proposal = grant(Wanted(user, "admin", cast.agency, DAY), admin, now=clock.now())
    assert isinstance(proposal, Proposal)
    assert isinstance(confirm(proposal, admin, now=clock.now()), Denial)
    assert isinstance(confirm(proposal, cast.holder("admin"), now=clock.now()), Mandate)


def test_where_there_is_a_head_two_administrators_make_no_other(cast: Cast) -> None:
    first, second, user = cast.holder("admin"), cast.holder("admin"), User.objects.create_user("calon")
    proposal = grant(Wanted(user, "ppk", cast.agency, DAY), first, now=clock.now())
    assert isinstance(proposal, Proposal)
    head = cast.holder("ppk")
    assert isinstance(confirm(proposal, second, now=clock.now()), Denial)
    assert end(head.mandates.get(), head, now=clock.now()) is None
    assert isinstance(confirm(proposal, second, now=clock.now()), Mandate)


def test_a_proposal_that_waited_begins_no_earlier_than_its_second_word(cast: Cast) -> None:
    user, by = User.objects.create_user("calon"), cast.holder("admin")
    then = DAY - timedelta(days=40)
    fields = {"user": user, "agency": cast.agency, "valid_from": then, "proposed_by": by, "proposed_at": clock.now()}
    late = Proposal.objects.create(role="pemeriksa", valid_to=DAY, **fields)
    refused = confirm(late, cast.holder("ppk"), now=clock.now())
    assert isinstance(refused, Denial)
    late.delete()
    made = confirm(Proposal.objects.create(role="pemeriksa", **fields), cast.holder("ppk"), now=clock.now())
    assert isinstance(made, Mandate)
    assert (made.valid_from, user.mandates.on(DAY - timedelta(days=1)).count()) == (DAY, 0)


def test_who_grants_in_a_subtree_sees_no_proposal_of_another(cast: Cast) -> None:
    head, all_ = cast.holder("ppk", unit=cast.top), cast.holder("ppk")
    user = User.objects.create_user("calon-tetangga")
    proposal = grant(Wanted(user, "pemeriksa", cast.agency, DAY, unit=cast.beside), all_, now=clock.now())
    assert isinstance(proposal, Proposal)
    client = signed_in(head)
    assert "calon-tetangga" not in client.get("/kelola/peran").content.decode()
    assert client.post(f"/kelola/peran/usulan/{proposal.pk}").status_code == 404
    assert "calon-tetangga" in signed_in(all_).get("/kelola/peran").content.decode()


def test_a_grant_stays_within_one_s_own_agency_and_unit(cast: Cast) -> None:
    head = cast.holder("ppk", unit=cast.top)
    user = User.objects.create_user("calon")
    for agency, unit, allowed in (
        (cast.agency, cast.below, True),
        (cast.agency, cast.beside, False),
        (cast.agency, None, False),
        (cast.other, cast.abroad, False),
    ):
        made = grant(Wanted(user, "pengelola", agency, DAY, unit=unit), head, now=clock.now())
        assert isinstance(made, Mandate) is allowed


def test_an_account_of_another_agency_is_as_unknown_as_none(cast: Cast) -> None:
    client = signed_in(cast.holder("ppk"))
    theirs = [
        cast.holder("pengelola", agency=cast.other).login,
        cast.holder("bawaslu", agency=cast.other, valid_to=DAY).login,
        User.objects.create_user("000000000000000003", official=cast.stranger).login,
    ]
    said = set()
    for login in ("tidak-ada", *theirs):
        page = client.post("/kelola/peran", {**FORM, "nama": login}).content.replace(login.encode(), b"")
        said.add(re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page))
    assert len(said) == 1
    assert b"tidak dikenal" in said.pop()
    mine = User.objects.create_user("000000000000000001", official=cast.official)
    assert client.post("/kelola/peran", {**FORM, "nama": "0000 0000 0000 0000 01"}).status_code == 302
    assert mine.roles(DAY) == {"pengelola"}


def test_a_mandate_ends_at_once_and_a_foreign_one_is_not_there(cast: Cast) -> None:
    client = signed_in(cast.holder("ppk"))
    clerk = cast.holder("pengelola", valid_from=DAY)
    foreign = cast.holder("pengelola", agency=cast.other).mandates.get()
    assert clerk.roles(DAY) == {"pengelola"}
    for _ in range(2):
        assert client.post(f"/kelola/peran/{clerk.mandates.get().pk}/akhiri").status_code == 302
    assert clerk.roles(DAY) == set()
    assert client.post(f"/kelola/peran/{foreign.pk}/akhiri").status_code == 404
    assert foreign.user.login not in client.get("/kelola/peran").content.decode()
    assert Event.objects.filter(kind="mandate.ended").count() == 1


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["grant", "confirm", "drop", "end"]),
            st.integers(0, 4),
            st.integers(0, 4),
            st.sampled_from(sorted(ROLES)),
            st.integers(0, 3),
        ),
        max_size=20,
    )
)
def test_no_row_of_grants_gives_anybody_more_than_may_be(
    cast: Cast, acts: list[tuple[str, int, int, str, int]]
) -> None:
    """Random people grant, confirm, drop and end: nobody ever runs the machine and sees cases, or decides by one."""
    with transaction.atomic():
        people = [User.objects.create_user(f"orang-{number}") for number in range(3)]
        people += [cast.holder("admin"), cast.holder("ppk")]
        for act, who, whom, role, days in acts:
            _do(cast, act, people[who], people[whom], role, days)
        _hold_the_promises()
        transaction.set_rollback(True)


def _do(cast: Cast, act: str, who: User, whom: User, role: str, days: int) -> None:
    now = clock.now()
    if act == "grant":
        day = DAY + timedelta(days=days)
        grant(Wanted(whom, role, cast.agency, day, day + timedelta(days=2) if days else None), who, now=now)
    elif act == "end":
        for mandate in Mandate.objects.filter(user=whom, role=role):
            end(mandate, who, now=now)
    elif proposal := Proposal.objects.filter(user=whom).first():
        (confirm if act == "confirm" else drop)(proposal, who, now=now)


def _hold_the_promises() -> None:
    mandates = list(Mandate.objects.all())
    for day in (DAY + timedelta(days=more) for more in range(7)):
        roles: dict[int, set[str]] = {}
        for one in mandates:
            if one.valid_from <= day and (one.valid_to is None or day < one.valid_to):
                roles.setdefault(one.user_id, set()).add(one.role)
        assert all("admin" not in held or held <= set(BESIDE_ADMIN) for held in roles.values())
    for one in mandates:
        assert one.user_id not in (one.granted_by_id, one.second_grant_by_id)
        assert one.role not in TWO_PEOPLE or one.granted_by_id != one.second_grant_by_id is not None


def test_a_conflict_with_a_unit_binds_for_everything_below_it(cast: Cast) -> None:
    examiner = cast.holder("pemeriksa")
    signed_in(examiner).post("/saya/benturan", {"unit": cast.top.pk, "alasan": "bekas atasan"})
    seen = {
        "official below": binds(examiner, officials=[cast.official.pk]),
        "unit below": binds(examiner, units=[cast.below]),
        "beside": binds(examiner, officials=[cast.neighbour.pk], units=[cast.beside]),
        "abroad": binds(examiner, officials=[cast.stranger.pk], units=[cast.abroad]),
        "nothing": binds(examiner),
    }
    assert [name for name, bound in seen.items() if bound] == ["official below", "unit below"]
    assert Conflict.objects.binding(examiner, on=DAY).count() == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"siapa": "000000000000000003"}, "Tidak ditemukan"),
        ({"siapa": "Pegawai"}, "Tidak ditemukan"),
        ({}, "Tulis NIP lengkap"),
        ({"siapa": "000000000000000001", "alasan": ""}, "Tulis hubungannya"),
        ({"unit": "999999"}, "Unit ini tidak ada"),
    ],
)
def test_whom_one_cannot_name_is_said_without_telling_who_is_there(cast: Cast, told: dict, said: str) -> None:  # type: ignore[type-arg]
    answer = signed_in(cast.holder("pemeriksa")).post("/saya/benturan", {"alasan": "saudara", **told})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_report_on_a_unit_is_kept_from_its_own_people(cast: Cast) -> None:
    worker = cast.holder("pemeriksa", official=cast.official)
    clerk, above = cast.holder("pengelola", unit=cast.below), cast.holder("pemeriksa", unit=cast.top)
    bound, free = cast.holder("pemeriksa"), cast.holder("pemeriksa")
    beside = cast.holder("pengelola", unit=cast.beside)
    Conflict.objects.create(user=bound, unit=cast.top, why="x", declared_at=clock.now())
    assert tied_to(cast.below, on=DAY) == {one.pk for one in (worker, clerk, above, bound)}
    assert {free.pk, beside.pk}.isdisjoint(tied_to(cast.below, on=DAY))
