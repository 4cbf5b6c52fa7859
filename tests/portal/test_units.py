"""The tree of units as those who keep it see it: what they may change, what is refused, and what stays on record."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.directory.changes import Change, Move
from netral.portal.directory.models import Mandate, Official, Proposal, Status, Unit, User
from netral.portal.intake.forms import Whom
from netral.portal.people.units.listing import nested, nodes
from tests.portal.cast import BEGAN, DAY, Cast, signed_in
from tests.portal.test_import import GOOD, changed, listed, uploaded

MOVE = {"kode": "7", "dasar": "Perbup 12/2024"}


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def proposed(client: Client, unit: Unit, to: Unit | None, **more: str) -> int:
    unit.refresh_from_db()
    told = {**MOVE, "ke": f"{to.pk}" if to else f"i{unit.agency_id}", "terlihat": f"{unit.version}", **more}
    return client.post(f"/kelola/unit/{unit.pk}/pindah", told).status_code


def confirmed(client: Client, unit: Unit, **more: str) -> int:
    address = f"/kelola/unit/{unit.pk}"
    return client.post(f"{address}/pindah/putus", {"terlihat": client.get(address).context["mark"], **more}).status_code


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return signed_in(cast.holder("pengelola"))


@pytest.fixture
def head(cast: Cast) -> Client:
    return signed_in(cast.holder("ppk"))


def test_a_unit_is_added_renamed_ended_and_opened_again(cast: Cast, clerk: Client) -> None:
    form = {"di": f"{cast.top.pk}", "kode": "05", "nama": " Bidang  Baru ", "sejak": "2024-03-01", "sekali": "a"}
    answers = [clerk.post("/kelola/unit", form) for _ in range(2)]
    unit = Unit.objects.get(path="01.05.")
    assert {one.headers["Location"] for one in answers} == {f"/kelola/unit/{unit.pk}"}
    assert (unit.name, unit.valid_from) == ("Bidang Baru", date(2024, 3, 1))
    address = f"/kelola/unit/{unit.pk}"
    for name in ("nama", "nama"):
        assert clerk.post(f"{address}/nama", {name: "Bidang Lain", "terlihat": "1", "sekali": "b"}).status_code == 302
    assert clerk.post(f"{address}/akhiri", {"terlihat": "2", "sekali": "c"}).status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.valid_to, unit.version) == ("Bidang Lain", DAY, 3)
    assert "berakhir" in text(clerk.get(address))
    assert clerk.post(f"{address}/nama", {"nama": "Lagi", "terlihat": "3"}).status_code == 422
    assert clerk.post(f"{address}/akhiri", {"buka": "1", "terlihat": "3"}).status_code == 302
    page = text(clerk.get(address))
    assert "sebelumnya “Bidang Baru”" in page
    told = list(Event.objects.order_by("seq").values_list("kind", "role"))
    kinds = ["unit.added", "unit.renamed", "unit.ended", "unit.reopened"]
    assert told == [(kind, "pengelola") for kind in kinds]
    assert list(Change.objects.values_list("kind", flat=True)) == ["added", "renamed", "ended", "reopened"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"di": "abroad"}, "Pilih di bawah unit mana"),
        ({"di": "999999"}, "Pilih di bawah unit mana"),
        ({"kode": "02"}, "sudah atau pernah dipakai"),
        ({"kode": "0.2"}, "tanpa titik"),
        ({"kode": ""}, "tanpa titik"),
        ({"nama": ""}, "wajib diisi"),
        ({"nama": "Dinas\u202eX"}, "tidak terlihat"),
        ({"sejak": "1 Maret"}, "2024-02-28"),
        ({"sejak": "2024-10-06"}, "pada harinya"),
        ({"sejak": "2001-01-01"}, "lebih lama daripada unit di atasnya"),
    ],
)
def test_what_cannot_be_added_is_refused_with_a_reason(
    cast: Cast, clerk: Client, more: dict[str, str], said: str
) -> None:
    Unit.objects.filter(pk=cast.top.pk).update(valid_from=date(2017, 1, 1))
    form = {"di": f"{cast.top.pk}", "kode": "05", "nama": "Bidang Baru", "sejak": "2024-03-01"}
    form |= {key: f"{cast.abroad.pk}" if value == "abroad" else value for key, value in more.items()}
    answer = clerk.post("/kelola/unit", form)
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert "Bidang Baru" in text(answer) or "nama" in more
    assert not Event.objects.exists()


def test_a_unit_is_moved_by_two_one_of_them_the_head(cast: Cast, clerk: Client, head: Client) -> None:
    inside = Unit.objects.create(agency=cast.agency, path="01.02.09.", name="SD Karangan")
    admin, other = (signed_in(cast.holder("admin")) for _ in range(2))
    assert [proposed(admin, cast.below, cast.beside) for _ in range(2)] == [302, 302]
    assert proposed(other, cast.below, cast.beside) == 422
    assert Move.objects.count() == 1
    assert [confirmed(one, cast.below) for one in (admin, clerk, other)] == [422, 422, 422]
    assert Unit.objects.get(pk=cast.below.pk).path == "01.02."
    assert confirmed(head, cast.below) == 302
    paths = [Unit.objects.get(pk=one.pk).path for one in (cast.below, inside)]
    assert (paths, Move.objects.count()) == (["010.7.", "010.7.09."], 0)
    assert list(Change.objects.values_list("kind", "path")) == [("moved", "01.02."), ("carried", "01.02.09.")]
    assert list(Event.objects.order_by("seq").values_list("kind", "role")) == [
        ("unit.move_proposed", "admin"),
        ("unit.moved", "ppk"),
    ]
    assert head.post(f"/kelola/unit/{cast.below.pk}/pindah/putus", {}).status_code == 302


def test_a_clerk_is_no_second_person_not_even_for_the_head(cast: Cast, clerk: Client, head: Client) -> None:
    assert proposed(head, cast.below, cast.beside) == 302
    here, there = (signed_in(cast.holder("admin", unit=unit)) for unit in (cast.top, cast.below))
    assert [confirmed(one, cast.below) for one in (clerk, here, there)] == [422, 422, 422]
    assert confirmed(signed_in(cast.holder("admin")), cast.below) == 302


def test_where_there_is_no_head_yet_two_administrators_move(cast: Cast) -> None:
    first, second = (signed_in(cast.holder("admin")) for _ in range(2))
    assert proposed(first, cast.below, None) == 302
    assert confirmed(second, cast.below) == 302
    assert Unit.objects.get(pk=cast.below.pk).path == "7."


def test_a_move_that_is_dropped_moves_nothing(cast: Cast, clerk: Client, head: Client) -> None:
    assert proposed(clerk, cast.below, cast.beside) == 302
    beside = signed_in(cast.holder("pengelola", unit=cast.top))
    assert beside.post(f"/kelola/unit/{cast.below.pk}/pindah/putus", {"tolak": "1"}).status_code == 422
    assert clerk.post(f"/kelola/unit/{cast.below.pk}/pindah/putus", {"tolak": "1"}).status_code == 302
    assert proposed(clerk, cast.below, cast.beside) == 302
    assert head.post(f"/kelola/unit/{cast.below.pk}/pindah/putus", {"tolak": "1"}).status_code == 302
    assert (Move.objects.count(), Change.objects.count()) == (0, 0)
    assert Event.objects.filter(kind="unit.move_dropped").count() == 2


def test_what_the_second_person_did_not_see_is_not_done(cast: Cast, clerk: Client, head: Client) -> None:
    assert proposed(clerk, cast.below, cast.beside) == 302
    mark = head.get(f"/kelola/unit/{cast.below.pk}").context["mark"]
    Unit.objects.filter(pk=cast.beside.pk).update(path="011.")
    answer = head.post(f"/kelola/unit/{cast.below.pk}/pindah/putus", {"terlihat": mark})
    assert (answer.status_code, "berubah sejak Anda membukanya" in text(answer)) == (422, True)
    assert confirmed(head, cast.below) == 302
    assert Unit.objects.get(pk=cast.below.pk).path == "011.7."


def test_the_second_person_sees_whose_reach_changes(cast: Cast, clerk: Client, head: Client) -> None:
    gains, loses = (cast.holder("pengelola", unit=unit) for unit in (cast.beside, cast.top))
    stays = cast.holder("pengelola", unit=cast.below)
    assert proposed(clerk, cast.below, cast.beside) == 302
    reach = head.get(f"/kelola/unit/{cast.below.pk}").context["reach"]
    assert ([one.user for one in reach.gained], [one.user for one in reach.lost]) == ([gains], [loses])
    assert stays.mandates.get() not in [*reach.gained, *reach.lost]


@pytest.mark.parametrize(
    ("to", "more", "said"),
    [
        ("below", {}, "di bawah dirinya sendiri"),
        ("self", {}, "di bawah dirinya sendiri"),
        ("abroad", {}, "Pilih di bawah unit mana"),
        ("root", {"kode": "01"}, "sudah berada di sana"),
        ("root", {"kode": "010"}, "sudah atau pernah dipakai"),
        ("root", {"kode": "a.b"}, "tanpa titik"),
        ("beside", {"dasar": ""}, "Tulis dasarnya"),
    ],
)
def test_where_a_unit_cannot_go(cast: Cast, clerk: Client, to: str, more: dict[str, str], said: str) -> None:
    places = {"below": cast.below, "self": cast.top, "abroad": cast.abroad, "beside": cast.beside}
    told = {**MOVE, "terlihat": "1", "ke": f"{places[to].pk}" if to in places else f"i{cast.agency.pk}", **more}
    answer = clerk.post(f"/kelola/unit/{cast.top.pk}/pindah", told)
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert not Move.objects.exists()


def test_a_move_takes_in_nobody_whose_parent_is_missing(cast: Cast, clerk: Client) -> None:
    """A list can name a unit before the one above it; a move to that place would put what it names under a stranger."""
    Unit.objects.create(agency=cast.agency, path="010.7.1.", name="Puskesmas Karangan")
    assert proposed(clerk, cast.below, cast.beside) == 422
    assert proposed(clerk, cast.below, cast.beside, kode="8") == 302


def test_what_is_opened_again_hangs_on_something(cast: Cast, clerk: Client) -> None:
    Unit.objects.filter(pk__in=(cast.top.pk, cast.below.pk)).update(valid_to=DAY)
    told = [
        clerk.post(f"/kelola/unit/{pk}/akhiri", {"buka": "1", "terlihat": "1"}) for pk in (cast.below.pk, cast.top.pk)
    ]
    assert [one.status_code for one in told] == [422, 302]
    assert "Buka lagi unit itu lebih dulu" in text(told[0])


def test_a_code_that_was_another_s_is_not_given_again(cast: Cast, clerk: Client, head: Client) -> None:
    assert proposed(clerk, cast.below, cast.beside) == 302
    assert confirmed(head, cast.below) == 302
    form = {"di": f"{cast.top.pk}", "kode": "02", "nama": "Bidang Baru", "sejak": "2024-03-01"}
    assert "pernah dipakai" in text(clerk.post("/kelola/unit", form))
    # Its own it can have back.
    assert proposed(clerk, cast.below, cast.top, kode="02") == 302
    assert confirmed(head, cast.below) == 302


def test_a_list_of_before_the_move_puts_nobody_anywhere(cast: Cast, clerk: Client, head: Client) -> None:
    gone = Unit.objects.create(agency=cast.agency, path="09.", name="Dinas Lama", valid_to=DAY)
    assert proposed(clerk, cast.below, cast.beside) == 302
    assert confirmed(head, cast.below) == 302
    named = {"nama_unit": "Bidang Sekolah Dasar"}
    codes = ("01.02", "01.02.08", gone.path, f"{gone.path}1", "010.7", "010.7.1")
    rows = [changed(GOOD, nip=f"{n:018}", unit=code, **named) for n, code in enumerate(codes, 400)]
    plan = clerk.get(uploaded(clerk, listed(*rows))).context["plan"]
    said = {number: wrong[0].remedy for number, wrong in plan.bad}
    assert sorted(said) == [2, 3, 4, 5]
    assert "010.7." in said[2]
    assert "010.7." in said[3]
    assert "berakhir" in said[4]
    assert "berakhir" in said[5]
    assert plan.units == {"010.7.1.": "Bidang Sekolah Dasar"}


def test_an_import_is_of_the_units_history_too(cast: Cast, clerk: Client) -> None:
    rows = [changed(GOOD, unit="01.03", nama_unit="Bidang Baru"), changed(GOOD, nip=f"{7:018}", nama_unit="Bidang SD")]
    address = uploaded(clerk, listed(*rows))
    mark = clerk.get(address).context["mark"]
    assert clerk.post(address, {"sidik": mark}).status_code == 302
    assert list(Change.objects.order_by("kind").values_list("kind", "path", "name")) == [
        ("added", "", ""),
        ("renamed", "01.02.", "Bidang Sekolah Dasar"),
    ]
    assert Unit.objects.get(pk=cast.below.pk).version == 2


def test_a_unit_ends_when_nothing_hangs_on_it(cast: Cast, clerk: Client, head: Client) -> None:
    def said() -> str:
        unit = Unit.objects.get(pk=cast.below.pk)
        page = clerk.get(f"/kelola/unit/{unit.pk}")
        answer = clerk.post(f"/kelola/unit/{unit.pk}/akhiri", {"terlihat": f"{unit.version}"})
        refused = page.context["cannot_end"]
        # The button is greyed out by the same call that refuses.
        assert (refused is None) == (answer.status_code == 302)
        assert refused is None or f"{refused.reason}" in text(answer)
        return f"{refused.reason}" if refused else ""

    inside = Unit.objects.create(agency=cast.agency, path="01.02.09.", name="SD Karangan")
    assert "Masih ada unit di bawahnya" in said()
    Unit.objects.filter(pk=inside.pk).update(valid_to=DAY)
    assert "Masih ada pegawai" in said()
    Status.objects.create(official=cast.official, status="pns", valid_from=BEGAN, valid_to=DAY)
    mandate = cast.holder("pengelola", unit=cast.below).mandates.get()
    assert "Masih ada peran" in said()
    Mandate.objects.filter(pk=mandate.pk).update(valid_to=DAY)
    told = {"user": cast.granter, "role": "pemeriksa", "valid_from": DAY, "proposed_at": clock.now()}
    proposal = Proposal.objects.create(agency=cast.agency, unit=cast.below, proposed_by=cast.second, **told)
    assert "Masih ada peran" in said()
    proposal.delete()
    assert proposed(clerk, cast.below, cast.beside) == 302
    assert "menunggu orang kedua" in said()
    assert head.post(f"/kelola/unit/{cast.below.pk}/pindah/putus", {"tolak": "1"}).status_code == 302
    assert said() == ""
    assert Official.objects.get(pk=cast.official.pk).unit == cast.below


def test_an_ended_unit_is_offered_to_nobody(cast: Cast, clerk: Client, head: Client) -> None:
    Unit.objects.filter(pk=cast.beside.pk).update(valid_to=DAY)
    offered = {value for value, _word in Whom(agency=cast.agency).fields["unit"].choices}  # type: ignore[attr-defined]
    assert f"{cast.beside.pk}" not in offered
    assert f"{cast.top.pk}" in offered
    User.objects.create_user("calon")
    form = {"nama": "calon", "peran": "pengelola", "sejak": f"{DAY}", "unit": f"{cast.beside.pk}"}
    answer = head.post("/kelola/peran", form)
    assert (answer.status_code, "sudah berakhir" in text(answer)) == (422, True)
    assert proposed(clerk, cast.below, cast.beside) == 422
    assert "01.02." in clerk.get("/kelola/unit").context["tree"]
    assert "Dinas Kesehatan" not in clerk.get("/kelola/unit").context["tree"]


def test_who_was_slower_is_shown_both_and_can_choose(cast: Cast, clerk: Client, head: Client) -> None:
    address = f"/kelola/unit/{cast.below.pk}"
    assert head.post(f"{address}/nama", {"nama": "Bidang SD", "terlihat": "1"}).status_code == 302
    answer = clerk.post(f"{address}/nama", {"nama": "Bidang Pendidikan Dasar", "terlihat": "1", "sekali": "x"})
    assert answer.status_code == 409
    assert all(said in text(answer) for said in ("Bidang Sekolah Dasar", "Bidang SD", "Bidang Pendidikan Dasar"))
    assert Unit.objects.get(pk=cast.below.pk).name == "Bidang SD"
    assert clerk.post(f"{address}/akhiri", {"terlihat": ""}).status_code == 409
    again = {"nama": "Bidang Pendidikan Dasar", "terlihat": "2", "sekali": answer.context["once"]}
    assert clerk.post(f"{address}/nama", again).status_code == 302
    assert Unit.objects.get(pk=cast.below.pk).name == "Bidang Pendidikan Dasar"


def test_a_form_of_one_is_not_a_form_of_another(cast: Cast, clerk: Client, head: Client) -> None:
    """A token that somebody else has used stops nobody, and names nothing."""
    form = {"di": f"{cast.top.pk}", "kode": "05", "nama": "Bidang Baru", "sejak": "2024-03-01", "sekali": "sama"}
    assert clerk.post("/kelola/unit", form).status_code == 302
    assert head.post("/kelola/unit", {**form, "kode": "06"}).status_code == 302
    assert Unit.objects.filter(path__in=("01.05.", "01.06.")).count() == 2


def test_a_mandate_over_a_part_keeps_that_part(cast: Cast) -> None:
    part = signed_in(cast.holder("pengelola", unit=cast.top))
    tree = part.get("/kelola/unit").context["tree"]
    assert ("01.02." in tree, "010." in tree) == (True, False)
    assert part.get(f"/kelola/unit/{cast.beside.pk}").status_code == 404
    form = {"kode": "05", "nama": "Bidang Baru", "sejak": "2024-03-01"}
    assert part.post("/kelola/unit", {**form, "di": f"{cast.top.pk}"}).status_code == 302
    for place in (f"i{cast.agency.pk}", f"{cast.beside.pk}"):
        assert part.post("/kelola/unit", {**form, "di": place}).status_code == 422
    assert proposed(part, cast.below, cast.beside) == 422
    # Its own root hangs on what it does not keep.
    assert proposed(part, cast.top, cast.below) == 422
    assert not Move.objects.exists()


def test_only_who_sees_officials_sees_how_many(cast: Cast, clerk: Client) -> None:
    admin = signed_in(cast.holder("admin", official=cast.neighbour))
    part = signed_in(cast.holder("pengelola", unit=cast.below))
    assert "1 pegawai" in clerk.get("/kelola/unit").context["tree"]
    assert "pegawai" not in admin.get("/kelola/unit").context["tree"]
    assert admin.get(f"/kelola/unit/{cast.beside.pk}").context["officials"] is None
    assert part.get(f"/kelola/unit/{cast.below.pk}").context["officials"] == 1


def test_the_list_is_in_the_order_of_codes_and_loses_nobody(cast: Cast) -> None:
    paths = ("2.", "2.1.", "20.", "2.1.3.", "2.2.", "3.1.", "3.1.1.")
    units = [Unit(pk=at, agency=cast.agency, path=path, name=f"Unit {path}") for at, path in enumerate(paths, 1)]
    tops = nodes(units)
    assert [one.unit.path for one in tops] == ["2.", "20.", "3.1."]
    html = nested(tops, counts=None, waiting=())
    assert all(f"Unit {path}" in html for path in paths)
    short = nested(tops, counts=None, waiting=(), deep=False)
    assert "2.1.3." not in short
    assert "1 unit di bawahnya" in short


def test_a_thousand_units_cost_as_many_queries_as_ten(
    cast: Cast, clerk: Client, django_assert_max_num_queries: object
) -> None:
    Unit.objects.bulk_create(
        Unit(agency=cast.agency, path=f"01.02.{number:04}.", name=f"SD {number}") for number in range(1000)
    )
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        answer = clerk.get("/kelola/unit")
    assert "1001 unit di bawahnya" in text(answer) or "1000 unit di bawahnya" in text(answer)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert "SD 999" in text(clerk.get(f"/kelola/unit/{cast.below.pk}"))


def test_the_home_of_the_room_tells_what_waits_and_what_is_in_force(cast: Cast, clerk: Client, head: Client) -> None:
    admin = signed_in(cast.holder("admin"))
    assert "Tidak ada yang menunggu" in text(admin.get("/kelola"))
    assert proposed(clerk, cast.below, cast.beside) == 302
    signed_in(cast.holder("pengelola", agency=cast.other))
    page = admin.get("/kelola")
    assert [(address, count) for address, _word, count in page.context["waiting"]] == [("/kelola/unit", 1)]
    assert page.context["book"]["sha256"] in text(page)
    assert "Masa kampanye" in text(page)
    for address in ("/kelola/unit", "/kelola/peran", "/kelola/akun", "/kelola/bukti", "/kalender"):
        assert f'href="{address}' in text(page)
    assert "/kelola/kunci" not in text(page).split("<main")[1]
    assert "/kelola/kunci" in text(head.get("/kelola"))
    elsewhere = signed_in(cast.holder("admin", agency=cast.other))
    assert elsewhere.get("/kelola").context["waiting"] == []
