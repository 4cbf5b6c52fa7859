"""How many wait, are late, lack data is what a person would count who looks at every finding that is theirs."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import pytest
from django.http import QueryDict

from netral.portal import clock
from netral.portal.directory.changes import Change
from netral.portal.directory.models import Conflict, Official, Unit, User
from netral.portal.triage.models import Finding
from netral.portal.triage.queue import Counts, Queue
from netral.portal.triage.states import STATES
from netral.portal.triage.worklist import PER_PAGE, narrowed
from tests.portal.cast import Cast, signed_in
from tests.portal.patrols import row, taken

TODAY = date(2024, 10, 10)
ASKED = ("", "perbuatan=Create", "kurang=object.type", "perbuatan=Create&kembali=temuan")


def officials(cast: Cast) -> list[Official]:
    aside = Unit.objects.create(agency=cast.agency, path="07.", name="Unit Karangan")
    # Once it stood under that one, in whose line it was: what was known by then is still kept from who works there.
    two = {"by": cast.holder("admin"), "second": cast.holder("ppk")}
    Change.objects.create(unit=cast.below, kind="moved", path="07.01.", at=clock.now(), **two)
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


def by_hand(user: User, asked: QueryDict) -> tuple[Counts, list[Finding]]:
    """And the rows of the list: of each act the finding that is to be weighed first."""
    kinds = {"perbuatan": "verb", "kurang": "missing_facts", "kembali": "back"}
    mine = [
        one
        for one in Finding.objects.visible_to(user, on=TODAY)
        if all(said in getattr(one, kinds[name]).split(";") for name, said in asked.items())
    ]
    mine.sort(key=lambda one: (one.due_on or date.max, one.number))
    first: dict[str, Finding] = {}
    for one in mine:
        if one.state == "menunggu":
            first.setdefault(one.act, one)
    late = {one.act for one in mine if one.state == "menunggu" and one.due_on is not None and one.due_on < TODAY}
    lacking = {one.act for one in mine if one.state == "kurang_data"}
    return Counts(len(first), len(late), len(lacking)), list(first.values())


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
        one.first_known_on = clock.now().date() + timedelta(days=chance.randrange(-1, 3))
        one.save()
    for user in everybody.values():
        for asked in map(QueryDict, ASKED):
            queue = Queue(Finding.objects.reach(user, on=TODAY), narrowed(asked))
            counts, listed = by_hand(user, asked)
            assert queue.counts(TODAY) == counts
            assert [one.number for one in queue.rows(0, 99)] == [one.number for one in listed]
            assert [one.number for one in queue.rows(3, 4)] == [one.number for one in listed[3:7]]
            for one, others in zip(queue.rows(0, 99), alike(user, asked, listed), strict=True):
                assert one.others == others  # type: ignore[attr-defined]
            for at, one in enumerate(listed, 1):
                assert [one.number for one in queue.rows(0, 1, after=one)] == [
                    one.number for one in listed[at : at + 1]
                ]


def alike(user: User, asked: QueryDict, listed: list[Finding]) -> list[int]:
    """How many more wait about the act of each."""
    wait = Finding.objects.visible_to(user, on=TODAY).filter(narrowed(asked), state="menunggu")
    return [sum(other.act == one.act for other in wait) - 1 for one in listed]


def test_late_is_said_of_what_waits(cast: Cast) -> None:
    """Two findings about one act are one row, and late as one; so they are where the second alone would be late."""
    user, same = cast.holder("pemeriksa"), {"object_id": "at://sama"}
    rows = [row(cast.official.nip, at, role=role, **same) for at, role in enumerate(("contestant", "party"))]
    taken([*rows, row(cast.official.nip, 9)], cast.agency, user, clock.now())
    today = clock.now().date()
    Finding.objects.update(due_on=today - timedelta(days=1))
    numbers = r"<dt>menunggu</dt><dd>2</dd>.*<dt>lewat tenggat</dt><dd>2</dd>.*<dt>menunggu data</dt><dd>0</dd>"
    assert re.search(numbers, signed_in(user).get("/kerja/temuan").content.decode())
    party = Finding.objects.get(role="party")
    Finding.objects.exclude(pk=party.pk).update(due_on=today)
    page = signed_in(user).get("/kerja/temuan").content.decode()
    assert "<dt>lewat tenggat</dt><dd>1</dd>" in page
    assert page.index(party.number) < page.index(Finding.objects.exclude(act=party.act).get().number)


def test_nobody_s_mandate_counts_nothing(cast: Cast) -> None:
    reach = Finding.objects.reach(cast.holder("pemeriksa"), on=date(1999, 1, 1))
    queue = Queue(reach, narrowed(QueryDict()))
    assert (queue.counts(TODAY), queue.rows(0, 9)) == (Counts(), [])


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
