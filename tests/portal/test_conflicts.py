"""Who declared a conflict of interest does not end it alone: it binds until somebody else, whom it does not concern,
agrees."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, Conflict, Mandate, Official, Unit, User
from netral.portal.directory.releases import Release
from netral.portal.intake.models import Report
from netral.portal.people.conflicts import declare
from netral.portal.people.releasing import ask, deciders, follow, refuse, waiting_for, withdraw
from netral.portal.triage.models import Finding
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.patrols import row, taken
from tests.portal.test_foreign import answer

READ = ("/kelola/benturan", "/kelola", "/saya")
WHY, WORD = "Pasangan pindah kerja.", "Hubungannya tetap ada."


def official_in(unit: Unit, nip: str) -> Official:
    return Official.objects.create(agency=unit.agency, unit=unit, nip=f"{nip:0>18}", name=f"Pegawai Karangan {nip}")


def asked(user: User, **named: Official | Unit) -> Release:
    conflict = Conflict.objects.create(user=user, why="saudara", declared_at=clock.now(), **named)
    release = ask(conflict, WHY, now=clock.now())
    assert isinstance(release, Release)
    return release


def kinds() -> list[str]:
    return list(Event.objects.order_by("seq").values_list("kind", flat=True))


def test_a_conflict_binds_until_a_second_person_ends_it_and_is_never_deleted(cast: Cast) -> None:
    examiner = cast.holder("pemeriksa", official=cast.neighbour)
    client, head = signed_in(examiner), signed_in(cast.holder("ppk"))
    for _ in range(2):
        told = {"siapa": cast.official.nip, "alasan": "saudara kandung"}
        assert client.post("/saya/benturan", told).status_code == 302
    conflict = Conflict.objects.get()
    assert "saudara kandung" in client.get("/saya/benturan").content.decode()
    for _ in range(2):
        assert client.post(f"/saya/benturan/{conflict.pk}/akhiri", {"alasan": WHY}).status_code == 302
    assert Conflict.objects.binding(examiner, on=DAY).exists()
    assert "Menunggu putusan orang kedua" in client.get("/saya/benturan").content.decode()
    release = Release.objects.get()
    assert "1 menunggu" in head.get("/kelola").content.decode()
    page = head.get("/kelola/benturan").content.decode()
    assert all(part in page for part in (WHY, "saudara kandung", cast.official.name, cast.official.nip_tail))
    assert cast.official.nip not in page
    assert head.post(f"/kelola/benturan/{release.pk}").status_code == 302
    assert head.post(f"/kelola/benturan/{release.pk}").status_code == 404
    assert not Conflict.objects.binding(examiner, on=DAY).exists()
    assert Conflict.objects.binding(examiner, on=DAY - timedelta(days=1)).exists()
    assert "berakhir" in client.get("/saya").content.decode()
    assert kinds() == ["conflict.declared", "conflict.release_asked", "conflict.ended"]
    assert Event.objects.latest("seq").role == "ppk"


def test_a_refusal_keeps_it_binding_and_says_why_to_the_person(cast: Cast) -> None:
    examiner = cast.holder("pemeriksa")
    client, head = signed_in(examiner), signed_in(cast.holder("ppk"))
    release = asked(examiner, official=cast.official)
    silent = head.post(f"/kelola/benturan/{release.pk}", {"tolak": "1"})
    assert (silent.status_code, "tetap mengikat" in silent.content.decode()) == (422, True)
    assert head.post(f"/kelola/benturan/{release.pk}", {"tolak": "1", "catatan": WORD}).status_code == 302
    assert Conflict.objects.binding(examiner, on=DAY).exists()
    for address in ("/saya", "/saya/benturan"):
        assert WORD in client.get(address).content.decode()
    # Asked again, whoever decides sees what another said before.
    assert client.post(f"/saya/benturan/{release.conflict_id}/akhiri", {"alasan": "sudah bercerai"}).status_code == 302
    other = signed_in(cast.holder("ppk")).get("/kelola/benturan").content.decode()
    assert WORD in other
    assert "sudah bercerai" in other
    assert kinds() == ["conflict.release_asked", "conflict.release_refused", "conflict.release_asked"]


def test_it_is_asked_for_with_a_reason_by_its_holder_alone(cast: Cast) -> None:
    examiner = cast.holder("pemeriksa")
    conflict = Conflict.objects.create(user=examiner, unit=cast.top, why="saudara", declared_at=clock.now())
    said = signed_in(examiner).post(f"/saya/benturan/{conflict.pk}/akhiri", {"alasan": ""})
    assert (said.status_code, "Tulis apa yang berubah" in said.content.decode()) == (422, True)
    for role in ("pemeriksa", "ppk"):
        other = signed_in(cast.holder(role)).post(f"/saya/benturan/{conflict.pk}/akhiri", {"alasan": WHY})
        assert other.status_code == 404
    assert not Release.objects.exists()


def test_who_asks_can_withdraw_and_declaring_it_anew_withdraws_as_well(cast: Cast) -> None:
    examiner, head = cast.holder("pemeriksa"), cast.holder("ppk")
    release = asked(examiner, official=cast.official)
    client = signed_in(examiner)
    assert client.post(f"/saya/benturan/{release.conflict_id}/akhiri", {"batal": "1"}).status_code == 302
    assert follow(release, head, "", now=clock.now()) is None
    ask(release.conflict, WHY, now=clock.now())
    assert declare(examiner, cast.official, "saudara", now=clock.now()) == release.conflict
    assert not Release.objects.exists()
    assert Conflict.objects.binding(examiner, on=DAY).exists()
    assert kinds() == ["conflict.release_asked", "conflict.release_withdrawn"] * 2


OTHERS: dict[str, bool] = {
    "head": True,
    "head of a part": False,
    "head of another agency": False,
    "former head": False,
    "head without an account": False,
    "auditor": False,
    "administrator": False,
    "clerk": False,
    "examiner": False,
    "holder": False,
    "holder's other account, a head": False,
    "whom it names, a head": False,
    "whom it names in another agency's list, a head": False,
    "head with a conflict with whom it names": False,
    "head with a conflict with that unit": False,
    "head with a conflict with the holder": False,
    "head with an ended conflict with whom it names": True,
    "head with a conflict elsewhere": True,
}
"""Who may be the second person of an examiner's conflict with an official, where a head is there."""


def somebody(cast: Cast, who: str, holder: User) -> User:
    named, now = cast.official, clock.now()
    if who == "holder":
        return holder
    if who == "holder's other account, a head":
        assert holder.official
        again = Official.objects.create(agency=cast.other, unit=cast.abroad, nip=holder.official.nip, name="Sama")
        return cast.holder("ppk", official=again)
    if who == "whom it names, a head":
        return cast.holder("ppk", official=named)
    if who == "whom it names in another agency's list, a head":
        again = Official.objects.create(agency=cast.other, unit=cast.abroad, nip=named.nip, name=named.name)
        return cast.holder("ppk", official=again)
    scope = {"head of a part": {"unit": cast.top}, "head of another agency": {"agency": cast.other}}
    scope |= {"former head": {"valid_to": DAY}}
    roles = {"auditor": "auditor", "administrator": "admin", "clerk": "pengelola", "examiner": "pemeriksa"}
    made = cast.holder(roles.get(who, "ppk"), **scope.get(who, {}))
    if who == "head without an account":
        User.objects.filter(pk=made.pk).update(is_active=False)
    stated = {
        "head with a conflict with whom it names": {"official": named},
        "head with a conflict with that unit": {"unit": cast.top},
        "head with a conflict with the holder": {"official": holder.official},
        "head with an ended conflict with whom it names": {"official": named, "valid_to": DAY},
        "head with a conflict elsewhere": {"unit": cast.abroad},
    }
    if who in stated:
        Conflict.objects.create(user=made, why="keluarga", declared_at=now, **stated[who])
    return made


@pytest.mark.parametrize(("who", "may"), OTHERS.items())
@pytest.mark.parametrize("act", [follow, refuse])
def test_who_may_be_the_second_person(cast: Cast, who: str, may: bool, act) -> None:  # type: ignore[no-untyped-def]
    holder = cast.holder("pemeriksa", official=cast.neighbour)
    release = asked(holder, official=cast.official)
    cast.holder("ppk")
    one = somebody(cast, who, holder)
    assert (release in waiting_for(one, on=DAY)) is may
    assert isinstance(act(release, one, WORD, now=clock.now()), Release if may else Denial)
    release.refresh_from_db()
    assert (release.decided_by == one) is may
    assert Conflict.objects.binding(holder, on=DAY).exists() is not (may and act is follow)


NAMED_UNIT = {"in it": False, "below it": False, "above it": True, "beside it": True, "bound to a part of it": False}


@pytest.mark.parametrize(("where", "may"), NAMED_UNIT.items())
def test_of_a_conflict_with_a_unit_nobody_of_that_unit_decides(cast: Cast, where: str, may: bool) -> None:
    top, unit = cast.top, Unit.objects.create(agency=cast.agency, path="01.02.03.", name="Seksi Karangan")
    release = asked(cast.holder("pemeriksa"), unit=cast.below)
    place = {"in it": cast.below, "below it": unit, "above it": top, "beside it": cast.beside}
    head = cast.holder("ppk", official=official_in(place.get(where, cast.beside), "77"))
    if where == "bound to a part of it":
        Conflict.objects.create(user=head, official=official_in(unit, "78"), why="anak", declared_at=clock.now())
    assert (head.pk in deciders(release.conflict, on=DAY)) is may


@pytest.mark.parametrize(
    ("heads", "second"),
    [
        (("holder",), "auditor"),
        (("holder", "fit"), "fit"),
        (("holder", "named"), "auditor"),
        (("holder", "part", "abroad"), "auditor"),
    ],
)
def test_a_head_s_own_is_decided_by_another_head_or_else_by_an_auditor(
    cast: Cast, heads: tuple[str, ...], second: str
) -> None:
    scope = {"named": {"official": cast.official}, "part": {"unit": cast.top}, "abroad": {"agency": cast.other}}
    people = {name: cast.holder("ppk", **scope.get(name, {})) for name in heads}
    people["auditor"] = cast.holder("auditor", agency=cast.agency)
    cast.holder("auditor", agency=cast.other)
    release = asked(people["holder"], official=cast.official)
    assert deciders(release.conflict, on=DAY) == {people[second].pk: "auditor" if second == "auditor" else "ppk"}
    answers = {name: signed_in(one).post(f"/kelola/benturan/{release.pk}").status_code for name, one in people.items()}
    assert answers == {name: 302 if name == second else 404 for name in people}
    assert Event.objects.latest("seq").role == ("auditor" if second == "auditor" else "ppk")


def test_an_auditor_who_holds_it_or_whom_it_names_does_not_decide_either(cast: Cast) -> None:
    auditor = cast.holder("auditor", agency=cast.agency)
    named = cast.holder("auditor", agency=cast.agency, official=cast.official)
    release = asked(auditor, official=cast.official)
    assert deciders(release.conflict, on=DAY) == {}
    assert [waiting_for(one, on=DAY) for one in (auditor, named)] == [[], []]
    assert Conflict.objects.binding(auditor, on=DAY).exists()


def test_whom_it_names_learns_nothing_of_it(cast: Cast) -> None:
    """A head reads the same page whether or not somebody wants to end a conflict with them, and the same no."""
    head = signed_in(cast.holder("ppk", official=cast.official))
    cast.holder("ppk")
    pages = [answer(head, "get", address) for address in READ]
    release = asked(cast.holder("pemeriksa"), official=cast.official)
    assert [answer(head, "get", address) for address in READ] == pages
    assert head.post(f"/kelola/benturan/{release.pk}").status_code == 404


def test_everything_is_asked_anew_when_the_second_says_it(cast: Cast) -> None:
    examiner, head = cast.holder("pemeriksa"), cast.holder("ppk")
    release = asked(examiner, official=cast.official)
    assert waiting_for(head, on=DAY) == [release]
    mandate = Mandate.objects.filter(user=head)
    mandate.update(valid_to=DAY)
    assert isinstance(follow(release, head, "", now=clock.now()), Denial)
    mandate.update(valid_to=None)
    User.objects.filter(pk=examiner.pk).update(is_active=False)
    assert follow(release, head, "", now=clock.now()) is None
    assert Conflict.objects.binding(examiner, on=DAY).exists()


def report_on(agency: Agency, unit: Unit) -> Report:
    days = {"received_at": clock.now(), "happened_on": DAY, "known_on": DAY}
    told = {"code": "1", "story": "x", "whom": "x", "named": False, "receipt": b""}
    return Report.objects.create(agency=agency, unit=unit, number="L-1", **days, **told)


def test_who_waits_for_an_answer_opens_neither_the_finding_nor_the_report(cast: Cast) -> None:
    examiner, head = cast.holder("pemeriksa"), cast.holder("ppk")
    report = report_on(cast.agency, cast.below)
    taken([row(cast.official.nip, 1)], cast.agency, cast.holder("pemeriksa"), clock.now())
    paths = [f"/kerja/temuan/{Finding.objects.get().number}", f"/kerja/laporan/{report.number}"]
    client = signed_in(examiner)
    assert [client.get(path).status_code for path in paths] == [200, 200]
    finding, unit = asked(examiner, official=cast.official), asked(examiner, unit=cast.below)
    assert [client.get(path).status_code for path in paths] == [404, 404]
    refuse(finding, head, WORD, now=clock.now())
    assert [client.get(path).status_code for path in paths] == [404, 404]
    again = ask(finding.conflict, WHY, now=clock.now())
    assert isinstance(again, Release)
    for one in (again, unit):
        assert isinstance(follow(one, head, "", now=clock.now()), Release)
    assert [client.get(path).status_code for path in paths] == [200, 200]


BROKEN = {
    "decided by oneself": lambda release, _head: {"decided_by": release.asked_by, "decided_at": clock.now()},
    "refused without a word": lambda _release, head: {"decided_by": head, "decided_at": clock.now(), "refused": True},
    "decided by nobody": lambda _release, _head: {"decided_at": clock.now()},
    "decided at no time": lambda _release, head: {"decided_by": head},
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_the_database_holds_it_as_well(cast: Cast, broken) -> None:  # type: ignore[no-untyped-def]
    release, head = asked(cast.holder("pemeriksa"), official=cast.official), cast.holder("ppk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(**broken(release, head))


def test_nor_does_a_second_request_wait(cast: Cast) -> None:
    release = asked(cast.holder("pemeriksa"), official=cast.official)
    told = {"why": WHY, "asked_by": release.asked_by, "asked_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(conflict=release.conflict, **told)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("acts", [(follow, follow), (follow, refuse), (refuse, refuse)])
def test_of_two_seconds_at_once_one_decides(acts) -> None:  # type: ignore[no-untyped-def]
    cast = Cast()
    examiner, heads = cast.holder("pemeriksa"), [cast.holder("ppk") for _ in acts]
    release = asked(examiner, official=cast.official)

    def work(number: int) -> object:
        try:
            return acts[number](release, heads[number], WORD, now=clock.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(work, range(2)))
    decided = [one for one in done if isinstance(one, Release)]
    assert [one for one in done if not isinstance(one, Release)] == [None]
    release.refresh_from_db()
    assert release.decided_by == decided[0].decided_by
    assert Conflict.objects.binding(examiner, on=DAY).exists() is release.refused
    said = "conflict.release_refused" if release.refused else "conflict.ended"
    assert kinds() == ["conflict.release_asked", said]


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_decided_at_once_is_one_of_the_two() -> None:
    cast = Cast()
    examiner, head = cast.holder("pemeriksa"), cast.holder("ppk")
    release = asked(examiner, official=cast.official)

    def work(number: int) -> object:
        try:
            if number:
                return follow(release, head, "", now=clock.now())
            return withdraw(release.conflict, now=clock.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        _none, followed = pool.map(work, range(2))
    bound = Conflict.objects.binding(examiner, on=DAY).exists()
    assert [isinstance(followed, Release), Release.objects.exists()] == [not bound] * 2
    assert kinds()[1:] == ["conflict.release_withdrawn" if bound else "conflict.ended"]
