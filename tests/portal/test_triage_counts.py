"""How many wait, are late, lack data is what a person would count who looks at every finding that is theirs."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.http import QueryDict

from netral.portal import clock
from netral.portal.directory.models import Conflict, Official, Unit, User
from netral.portal.triage.counting import counted
from netral.portal.triage.models import Finding
from netral.portal.triage.states import STATES
from netral.portal.triage.worklist import PER_PAGE, narrowed, waiting
from tests.portal.cast import Cast, signed_in
from tests.portal.patrols import row, taken

TODAY = date(2024, 10, 10)
ASKED = ("", "perbuatan=Create", "kurang=object.type", "perbuatan=Create&kembali=temuan")


def officials(cast: Cast) -> list[Official]:
    aside = Unit.objects.create(agency=cast.agency, path="07.", name="Unit Karangan")
    made = [
        Official.objects.create(agency=cast.agency, unit=unit, nip=f"{at:018}", name=f"Orang {at}")
        for at, unit in enumerate((cast.top, cast.below, cast.below, aside, aside), 500)
    ]
    return [cast.official, cast.neighbour, *made]


def people(cast: Cast, found: list[Official]) -> dict[str, User]:
    told = {
        "whole": cast.holder("pemeriksa"),
        "unit": cast.holder("pemeriksa", unit=cast.top),
        "works there": cast.holder("pemeriksa", official=found[-1]),
        "conflict": cast.holder("pemeriksa"),
        "elsewhere": cast.holder("pemeriksa", agency=cast.other),
    }
    stated = {"user": told["conflict"], "why": "Keluarga", "declared_at": clock.now()}
    Conflict.objects.create(official=found[-1], **stated)
    Conflict.objects.create(unit=cast.below, **stated)
    return told


def by_hand(user: User, asked: QueryDict) -> dict[str, int]:
    mine = list(Finding.objects.visible_to(user, on=TODAY))
    kinds = {"perbuatan": "verb", "kurang": "missing_facts", "kembali": "back"}
    listed = [
        one
        for one in mine
        if one.state == "menunggu" and all(said in getattr(one, kinds[name]).split(";") for name, said in asked.items())
    ]
    return {
        "acts": len({one.act for one in listed}),
        "late": sum(one.state == "menunggu" and one.due_on is not None and one.due_on < TODAY for one in mine),
        "lacking": sum(one.state == "kurang_data" for one in mine),
    }


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_those_of_whoever_looks_at_each(cast: Cast, seed: int) -> None:
    chance, found = random.Random(seed), officials(cast)
    rows = [
        row(
            chance.choice(found).nip,
            at,
            role=("contestant", "party", "campaign_account")[at % 3],
            verb=chance.choice(("Like", "Create")),
            missing_facts=chance.choice(("", "object.type", "object.content;object.type")),
            # So that some are about one act of one official.
            object_id=f"at://{chance.randrange(12)}",
        )
        for at in range(1, 70)
    ]
    everybody = people(cast, found)
    # In two patrols: an act that was one's own is shared when another finding of it comes.
    taken(rows[:35], cast.agency, everybody["whole"], clock.now())
    taken(rows[35:], cast.agency, everybody["whole"], clock.now())
    for one in Finding.objects.all():
        one.state = chance.choice(("menunggu", "menunggu", *STATES))
        one.back = chance.choice(("", "temuan", "daftar;temuan"))
        one.due_on = chance.choice((None, TODAY + timedelta(days=chance.randrange(-3, 3))))
        one.save()
    for user in everybody.values():
        reach = Finding.objects.reach(user, on=TODAY)
        for asked in map(QueryDict, ASKED):
            told = counted(reach, narrowed(asked), TODAY)
            assert {name: told[name] for name in ("acts", "late", "lacking")} == by_hand(user, asked)
            listed = list(waiting(reach.seen, asked))
            assert len(listed) == told["acts"] == len({one.act for one in listed})


def test_nobody_s_mandate_counts_nothing(cast: Cast) -> None:
    reach = Finding.objects.reach(cast.holder("pemeriksa"), on=date(1999, 1, 1))
    assert not counted(reach, narrowed(QueryDict()), TODAY)


def test_an_act_of_an_earlier_patrol_stays_one_row(cast: Cast) -> None:
    user, same = cast.holder("pemeriksa"), {"object_id": "at://sama"}
    taken([row(cast.official.nip, 1, role="contestant", **same)], cast.agency, user, clock.now())
    assert not Finding.objects.get().shares_act
    taken([row(cast.official.nip, 2, role="party", **same)], cast.agency, user, clock.now())
    client = signed_in(user)
    page = client.get("/kerja/temuan").content.decode()
    assert page.count('name="temuan"') == 1
    assert "dan 1 lagi tentang perbuatan yang sama" in page
    assert "<dt>menunggu</dt><dd>1</dd>" in page
    # Of an act of which one is closed the other is the only row that is left.
    first, second = Finding.objects.order_by("due_on", "number")
    client.post("/kerja/temuan", {"temuan": f"{first.number}.{first.version}", "alasan": "ganda"})
    page = client.get("/kerja/temuan").content.decode()
    assert (first.number in page, second.number in page, "lagi tentang" in page) == (False, True, False)


def test_every_page_has_its_rows(cast: Cast) -> None:
    user = cast.holder("pemeriksa")
    taken([row(cast.official.nip, at) for at in range(PER_PAGE + 3)], cast.agency, user, clock.now())
    pages = [signed_in(user).get(f"/kerja/temuan?halaman={at}").content.decode() for at in (1, 2)]
    assert [page.count('name="temuan"') for page in pages] == [PER_PAGE, 3]
