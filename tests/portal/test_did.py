"""A press is answered: the page it leads to says what was done, and nothing that is not in the list."""

from __future__ import annotations

from django.test import Client

from netral.portal import clock
from netral.portal.directory.models import Mandate
from tests.portal.cast import Cast, signed_in


def test_whoever_ends_a_role_reads_that_it_ended(cast: Cast) -> None:
    client = signed_in(cast.holder("ppk"))
    ended = Mandate.objects.get(user=cast.holder("pengelola"))
    page = client.post(f"/kelola/peran/{ended.pk}/akhiri", follow=True)
    assert page.status_code == 200
    assert '<div class="catatan v-boleh" role="status"><p>Peran diakhiri.</p></div>' in page.content.decode()
    ended.refresh_from_db()
    assert ended.valid_to == clock.now().date()


def test_it_is_said_in_the_reader_s_language(cast: Cast) -> None:
    page = signed_in(cast.holder("pegawai")).get("/saya?selesai=token-diakhiri", headers={"accept-language": "en"})
    assert "Token ended." in page.content.decode()


def test_an_address_that_somebody_made_up_says_nothing(cast: Cast) -> None:
    page = signed_in(cast.holder("pegawai")).get("/saya?selesai=<b>Anda dipecat</b>").content.decode()
    assert 'role="status"' not in page
    assert "dipecat" not in page.partition("<footer")[0]
    assert "Peran diakhiri." not in Client().get("/?selesai=peran-diakhiri").content.decode()
