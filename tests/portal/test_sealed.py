"""Only named people open what is sealed: with their own passphrase, and nothing that the machine holds does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate, User
from netral.portal.sealed.actions import make_key, read
from netral.portal.sealed.boxes import keep, open_box, recipients_of
from netral.portal.sealed.models import Box, Key
from tests.portal.cast import BEGAN, DAY, Cast, freshly_proved, signed_in
from tests.portal.keys import PASSPHRASE, key_of

NOW = timezone.now()
CANARY = b"Pelapor Karangan, 0800-0000"


def kept(cast: Cast, *people: User, without: tuple[int, ...] = ()) -> Box:
    return keep(CANARY, agency=cast.agency, keys=[key_of(one) for one in people], without=without, now=NOW)


def test_each_recipient_opens_it_and_the_ledger_tells(cast: Cast) -> None:
    people = [cast.holder("pemeriksa") for _ in range(2)]
    box = kept(cast, *people)
    assert [read([box], one, PASSPHRASE, why="kajian", case="L-1", now=NOW) for one in people] == [[CANARY], [CANARY]]
    told = list(Event.objects.order_by("seq").values_list("kind", "who", "case"))
    assert told == [("sealed.opened", f"{one.pk}", "L-1") for one in people]


def test_nobody_else_opens_it_and_no_other_passphrase(cast: Cast) -> None:
    mine, other = cast.holder("pemeriksa"), cast.holder("pemeriksa")
    box, foreign = kept(cast, mine), key_of(other)
    assert isinstance(open_box(box, foreign, PASSPHRASE), Denial)
    assert isinstance(read([box], other, PASSPHRASE, why="", now=NOW), Denial)
    assert isinstance(read([box], mine, PASSPHRASE.upper(), why="", now=NOW), Denial)
    assert set(Event.objects.values_list("kind", flat=True)) == {"sealed.refused"}


def test_a_passphrase_is_guessed_ten_times_and_no_more(cast: Cast) -> None:
    mine, other = cast.holder("pemeriksa"), cast.holder("pemeriksa")
    box, foreign = kept(cast, mine), kept(cast, other)
    said = [read([box], mine, f"tebakan {number}", why="", now=NOW) for number in range(11)]
    assert all(isinstance(one, Denial) and "tidak cocok" in one.reason for one in said[:10])
    assert isinstance(said[10], Denial)
    assert "15 menit" in said[10].reason
    # Not even the right one now; another's key is open all the while.
    assert isinstance(read([box], mine, PASSPHRASE, why="", now=NOW), Denial)
    assert read([foreign], other, PASSPHRASE, why="", now=NOW) == [CANARY]


def test_what_succeeds_counts_for_nothing(cast: Cast) -> None:
    mine = cast.holder("pemeriksa")
    box = kept(cast, mine)
    for _ in range(12):
        assert read([box], mine, PASSPHRASE, why="", now=NOW) == [CANARY]


def test_settings_and_database_open_nothing(cast: Cast) -> None:
    """Every value of every column of the room, as a passphrase and as a key: what an administrator can try."""
    from django.conf import settings

    examiner = cast.holder("pemeriksa")
    box = kept(cast, examiner)
    held = [settings.SECRET_KEY, *settings.NETRAL.hosts, examiner.login, examiner.password]
    for model in (Box, Key, *(relation.related_model for relation in (*Box._meta.related_objects,))):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows = cursor.fetchall()
        texts = [
            bytes(one) if isinstance(one, memoryview | bytes) else f"{one}".encode() for row in rows for one in row
        ]
        assert not [one for one in texts if CANARY in one or b"AGE-SECRET-KEY" in one]
        held += [one.decode() for one in texts if one.isascii() and b"age1" in one]
    assert not [one for one in held if not isinstance(open_box(box, box.recipients.get().key, one), Denial)]


def test_a_box_without_a_recipient_or_for_somebody_barred_is_not_made(cast: Cast) -> None:
    examiner = cast.holder("pemeriksa")
    for people, without in (((), ()), ((examiner,), (examiner.pk,))):
        with pytest.raises(ValueError):
            kept(cast, *people, without=without)
    assert not Box.objects.exists()


def test_who_receives_what_is_sealed_for_an_agency(cast: Cast) -> None:
    asked = {
        "examiner": cast.holder("pemeriksa"),
        "of a unit alone": cast.holder("pemeriksa", unit=cast.below),
        "of another agency": cast.holder("pemeriksa", agency=cast.other),
        "whose mandate ended": cast.holder("pemeriksa", valid_to=DAY),
        "clerk": cast.holder("pengelola"),
        "head": cast.holder("ppk"),
        "administrator": cast.holder("admin"),
        "named by the reporter": cast.holder("pemeriksa"),
        "examiner and administrator": cast.holder("pemeriksa"),
        "locked out": cast.holder("pemeriksa"),
    }
    Mandate.objects.create(user=asked["examiner and administrator"], role="admin", valid_from=BEGAN)
    User.objects.filter(pk=asked["locked out"].pk).update(is_active=False)
    for one in asked.values():
        key_of(one)
    cast.holder("pemeriksa")  # without a key
    found = recipients_of(cast.agency, on=DAY, without={asked["named by the reporter"].pk})
    assert [key.user for key in found] == [asked["examiner"]]


def test_a_new_key_closes_the_one_before_which_still_opens_old_boxes(cast: Cast) -> None:
    examiner = cast.holder("pemeriksa")
    box = kept(cast, examiner)
    made = make_key(examiner, "lima kata acak yang lain", now=NOW)
    assert isinstance(made, Key)
    assert recipients_of(cast.agency, on=NOW.date()) == [made]
    assert read([box], examiner, PASSPHRASE, why="", now=NOW) == [CANARY]
    with pytest.raises(IntegrityError), transaction.atomic():
        Key.objects.create(user=examiner, public="age1x", locked=b"", valid_from=NOW.date())


def test_the_page_makes_a_key_and_tries_its_passphrase(cast: Cast) -> None:
    examiner = cast.holder("pemeriksa")
    examiner.set_password("sandi-masuk-yang-panjang")
    examiner.save()
    client = freshly_proved(signed_in(examiner))
    for first, again in (
        ("pendek", "pendek"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaa"),
        ("sandi-masuk-yang-panjang", "sandi-masuk-yang-panjang"),
        (PASSPHRASE, PASSPHRASE + "x"),
    ):
        refused = client.post("/saya/kunci", {"frasa": first, "ulang": again})
        assert (refused.status_code, "Galat:" in refused.content.decode()) == (422, True)
    assert client.post("/saya/kunci", {"frasa": PASSPHRASE, "ulang": PASSPHRASE}).status_code == 302
    assert Key.objects.get().user == examiner
    assert list(Event.objects.values_list("kind", flat=True)) == ["sealed.key_made"]
    told = [client.post("/saya/kunci", {"coba": "1", "frasa": one}) for one in (PASSPHRASE, "bukan ini")]
    assert [one.status_code for one in told] == [200, 422]
    assert "Frasa sandi Anda cocok" in told[0].content.decode()


def test_a_key_holds_by_half_open_days(cast: Cast) -> None:
    key = key_of(cast.holder("pemeriksa"))
    Key.objects.update(valid_to=DAY)
    days = (BEGAN - timedelta(days=1), BEGAN, date(2024, 10, 4), DAY)
    assert [key in Key.objects.on(day) for day in days] == [False, True, True, False]
