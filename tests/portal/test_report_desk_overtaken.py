"""Two at the same report: the second sees both choices; and nothing that was typed is lost with a refusal."""

from __future__ import annotations

import re

from django.test import Client

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.intake import actions
from netral.portal.intake.models import Report
from tests.portal.cast import Cast, signed_in
from tests.portal.reporting import WHAT, sent

SENT = {
    "apa": "timbang",
    "terlihat": "diterima",
    "keputusan": "kajian_awal",
    "alasan": "lengkap",
    "catatan": "Kata saya",
}


def test_the_second_sees_both_choices_and_changes_nothing(cast: Cast) -> None:
    report, first = sent(Client()), cast.holder("pemeriksa")
    User.objects.filter(pk=first.pk).update(name="R. Hartati")
    first.refresh_from_db()
    told = {"state": "dihentikan", "reason": "kurang", "words": "Kata Hartati", "seen": "diterima"}
    assert isinstance(actions.weigh(report, first, **told, now=clock.now()), Report)
    answer = signed_in(cast.holder("pemeriksa")).post(f"/kerja/laporan/{report.number}", SENT)
    page = answer.content.decode()
    assert (answer.status_code, "diubah R. Hartati" in page) == (409, True)
    rows = re.findall(r'<th scope="row">([^<]+)</th><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>', page)
    assert rows == [
        ("Keadaan", "Kajian awal", "Dihentikan"),
        ("Alasan", "Cukup lengkap untuk ditelusuri", "Keterangan belum cukup"),
        ("Satu kalimat untuk pelapor", "Kata saya", "Kata Hartati"),
    ]
    # The form is of the state as it is now, with what was typed.
    assert 'name="terlihat" value="dihentikan"' in page
    assert ">Kata saya</textarea>" in page
    report.refresh_from_db()
    assert report.state == "dihentikan"


def test_a_report_that_went_on_and_came_back_is_weighed_anew(cast: Cast) -> None:
    report, client = sent(Client()), signed_in(cast.holder("pemeriksa"))
    address = f"/kerja/laporan/{report.number}"
    page = client.get(address).content.decode()
    seen = dict(re.findall(r'name="(terlihat|langkah)" value="(\w+)"', page))
    assert seen == {"terlihat": "diterima", "langkah": "1"}
    assert client.post(address, {**SENT, **seen}).status_code == 302
    first, other = cast.holder("pemeriksa"), {"apa": "timbang", "terlihat": "kajian_awal", "langkah": "2"}
    for state, before in (("informasi_awal", "kajian_awal"), ("kajian_awal", "informasi_awal")):
        told = {"state": state, "reason": "baru", "words": "", "seen": before}
        assert isinstance(actions.weigh(report, first, **told, now=clock.now()), Report)
    late = {**SENT, **other, "keputusan": "dihentikan"}
    assert client.post(address, late).status_code == 409
    assert client.post(address, {**late, "langkah": "4"}).status_code == 302


def test_a_report_that_its_reporter_withdrew_is_told_as_theirs(cast: Cast) -> None:
    report = sent(Client())
    actions.withdraw(report, now=clock.now())
    answer = signed_in(cast.holder("pemeriksa")).post(f"/kerja/laporan/{report.number}", SENT)
    assert (answer.status_code, "diubah pelapor" in answer.content.decode()) == (409, True)


def test_what_was_typed_stays_in_a_form_that_is_refused(cast: Cast) -> None:
    report, client = sent(Client()), signed_in(cast.holder("pemeriksa"))
    address = f"/kerja/laporan/{report.number}"
    answer = client.post(address, {**SENT, "alasan": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'value="kajian_awal" checked', page)
    assert ">Kata saya</textarea>" in page
    assert not re.search(r" checked|selected", client.get(address).content.decode())


def test_the_page_masks_the_hour_too_and_promises_no_more_than_it_does(cast: Cast) -> None:
    report = sent(Client(), what={**WHAT, "happened_at": "saat Budi tiba"})
    page = signed_in(cast.holder("pemeriksa")).get(f"/kerja/laporan/{report.number}").content.decode()
    assert "Budi" not in page
    assert "huruf kecil dapat terlewat" in page
