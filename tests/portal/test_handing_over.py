"""When somebody leaves, the successor opens what was sealed before, and the old key opens nothing that comes after."""

from __future__ import annotations

import pytest

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate, User
from netral.portal.sealed.boxes import keep, open_box, recipients_of
from netral.portal.sealed.handing_over import confirm, propose
from netral.portal.sealed.models import Box, BoxRecipient, Handover, Key
from tests.portal.cast import BEGAN, DAY, Cast, signed_in
from tests.portal.keys import PASSPHRASE, key_of

CANARY = b"Pelapor Karangan"


class Three:
    """Who leaves, who stays, who follows; a box sealed to the first two; and the agency's head."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.leaver, self.stayer, self.follower = (cast.holder("pemeriksa") for _ in range(3))
        self.old, self.staying, self.new = (key_of(one) for one in (self.leaver, self.stayer, self.follower))
        self.head = cast.holder("ppk")
        self.box = self.kept(self.old, self.staying)

    def kept(self, *keys: Key, without: tuple[int, ...] = ()) -> Box:
        return keep(CANARY, agency=self.cast.agency, keys=keys, without=without, now=clock.now())

    def leaves(self) -> None:
        Mandate.objects.filter(user=self.leaver).update(valid_to=DAY)

    def proposed(self, by: User | None = None, passphrase: str = PASSPHRASE) -> tuple[Handover, int] | Denial:
        people = {"agency": self.cast.agency, "now": clock.now()}
        return propose(self.old, self.new, by or self.stayer, passphrase, **people)


@pytest.fixture
def three(cast: Cast) -> Three:
    return Three(cast)


def opens(box: Box, key: Key) -> bool:
    return open_box(box, key, PASSPHRASE) == CANARY


def test_who_remains_hands_over_and_a_second_person_confirms(three: Three) -> None:
    three.leaves()
    stayer, head = signed_in(three.stayer), signed_in(three.head)
    told = {"kunci": three.old.pk, "penerima": three.new.pk, "instansi": three.cast.agency.pk, "frasa": PASSPHRASE}
    assert stayer.post("/kelola/kunci", told).status_code == 302
    assert (opens(three.box, three.new), opens(three.box, three.old)) == (False, True)
    assert stayer.post("/kelola/kunci", told).status_code == 422
    handover = Handover.objects.get()
    assert stayer.post(f"/kelola/kunci/{handover.pk}").status_code == 422
    assert signed_in(three.follower).post(f"/kelola/kunci/{handover.pk}").status_code == 422
    assert "Dari" in head.get("/kelola/kunci").content.decode()
    assert [head.post(f"/kelola/kunci/{handover.pk}").status_code for _ in range(2)] == [302, 302]
    assert [opens(three.box, key) for key in (three.new, three.staying, three.old)] == [True, True, False]
    later = three.kept(*recipients_of(three.cast.agency, on=DAY))
    assert [opens(later, key) for key in (three.new, three.staying, three.old)] == [True, True, False]
    kinds = list(Event.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["sealed.handover_proposed", "sealed.handed_over"]


def test_who_goes_hands_over_before_the_last_day(three: Three) -> None:
    made = three.proposed(by=three.leaver)
    assert not isinstance(made, Denial)
    assert confirm(made[0], three.stayer, now=clock.now()) == 1
    assert (opens(three.box, three.new), opens(three.box, three.old)) == (True, False)
    assert three.old not in recipients_of(three.cast.agency, on=DAY)


def test_nobody_takes_the_boxes_of_somebody_who_still_examines(three: Three) -> None:
    assert isinstance(three.proposed(), Denial)


def test_without_a_fitting_passphrase_nothing_is_proposed(three: Three) -> None:
    three.leaves()
    assert isinstance(three.proposed(passphrase="bukan frasa yang benar"), Denial)
    assert isinstance(three.proposed(by=three.follower), Denial)
    assert not Handover.objects.exists()


def test_what_nobody_but_the_leaver_opens_stays_and_is_counted(three: Three) -> None:
    alone = three.kept(three.old)
    three.leaves()
    made = three.proposed()
    assert not isinstance(made, Denial)
    assert made[1] == 1
    confirm(made[0], three.head, now=clock.now())
    assert (opens(three.box, three.new), opens(alone, three.new), opens(alone, three.old)) == (True, False, True)
    assert "1 kotak" in signed_in(three.stayer).get("/kelola/kunci").content.decode()


def test_a_box_is_not_handed_to_whom_it_was_kept_from(three: Three) -> None:
    kept = three.kept(three.old, three.staying, without=(three.follower.pk,))
    three.leaves()
    made = three.proposed()
    assert not isinstance(made, Denial)
    confirm(made[0], three.head, now=clock.now())
    assert (opens(three.box, three.new), opens(kept, three.new)) == (True, False)


def test_a_successor_who_is_no_examiner_any_more_gets_nothing(three: Three) -> None:
    three.leaves()
    made = three.proposed()
    assert not isinstance(made, Denial)
    Mandate.objects.filter(user=three.follower).update(valid_to=DAY)
    assert isinstance(confirm(made[0], three.head, now=clock.now()), Denial)
    assert not BoxRecipient.objects.filter(key=three.new).exists()


def test_a_new_key_of_one_s_own_takes_over_the_old_one_s_boxes(three: Three) -> None:
    Key.objects.filter(pk=three.old.pk).update(valid_to=DAY)
    fresh = key_of(three.leaver)
    made = propose(three.old, fresh, three.leaver, PASSPHRASE, agency=three.cast.agency, now=clock.now())
    assert not isinstance(made, Denial)
    assert confirm(made[0], three.stayer, now=clock.now()) == 1
    assert (opens(three.box, fresh), opens(three.box, three.old)) == (True, False)


def test_an_administrator_is_no_successor_and_sees_no_keys(three: Three) -> None:
    three.leaves()
    Mandate.objects.create(user=three.follower, role="admin", agency=three.cast.agency, valid_from=BEGAN)
    assert isinstance(three.proposed(), Denial)
    assert signed_in(three.cast.holder("admin")).get("/kelola/kunci").status_code == 403


def test_another_agency_s_handover_is_not_there(three: Three) -> None:
    three.leaves()
    made = three.proposed()
    assert not isinstance(made, Denial)
    stranger = signed_in(three.cast.holder("ppk", agency=three.cast.other))
    assert stranger.post(f"/kelola/kunci/{made[0].pk}").status_code == 404
    assert signed_in(three.head).post(f"/kelola/kunci/{made[0].pk}", {"tolak": "1"}).status_code == 302
    assert not Handover.objects.exists()
