"""Is this invitation a campaign? The table of six answers as a lawyer reads it, and what its page promises."""

from __future__ import annotations

import html
import re
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from netral.law.answer import answer
from netral.law.words import CLASSES
from netral.portal import clock
from netral.portal.guidance.invitation import law
from netral.portal.guidance.invitation.letter import letter
from netral.portal.guidance.invitation.signs import ANSWERS, CAMPAIGN, ORDINARY, ROWS, UNCLEAR, Answers, judged
from netral.portal.guidance.rulebook import table

# name on it, who invites, colours asked, hours or building, letter of assignment, all invited
Y, T, Q = "ya", "tidak", "tidak-tahu"
CASES = {
    "rapat dinas dengan surat tugas": ("T T T Y Y T", ORDINARY),
    "pengajian warga di luar jam kerja": ("T T T T T T", ORDINARY),
    "debat oleh KPU, semua peserta diundang, malam hari": ("Y T T T T Y", ORDINARY),
    "debat oleh KPU pada jam kerja, dengan surat tugas": ("Y T T Y Y Y", ORDINARY),
    "deklarasi dukungan oleh relawan": ("Y Y Y T T T", CAMPAIGN),
    "partai mengundang, yang lain tidak": ("T Y T T T T", CAMPAIGN),
    "partai mengundang, tidak diketahui siapa lagi": ("T Y T T T Q", CAMPAIGN),
    "jalan sehat dengan kaus satu warna": ("T T Y T T T", CAMPAIGN),
    "kaus satu warna, walaupun semua diundang": ("Y T Y T Y Y", CAMPAIGN),
    "peresmian dengan foto satu calon, dengan surat tugas": ("Y T T Y Y T", CAMPAIGN),
    "partai mengadakan diskusi dan mengundang semua peserta": ("T Y T T T Y", UNCLEAR),
    "nama peserta di undangan, tidak diketahui siapa lagi": ("Y T T T T Q", UNCLEAR),
    "tidak jelas siapa yang mengundang": ("T Q T T T T", UNCLEAR),
    "undangan lisan, tidak diketahui apa pun": ("Q Q Q Q Q Q", UNCLEAR),
    "silaturahmi di pendopo, tanpa surat tugas": ("T T T Y T T", UNCLEAR),
    "silaturahmi di pendopo, surat tugas belum jelas": ("T T T Y Q T", UNCLEAR),
}


def of(signs: str) -> Answers:
    return dict(zip(ROWS, ({"Y": Y, "T": T, "Q": Q}[one] for one in signs.split()), strict=True))


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.parametrize(("signs", "result"), CASES.values(), ids=CASES)
def test_a_lawyer_would_say_so(signs: str, result: str) -> None:
    assert judged(of(signs)).result == result


def test_every_set_of_answers_has_a_result_and_the_answers_that_led_there() -> None:
    for given in product(ANSWERS, repeat=len(ROWS)):
        answers = dict(zip(ROWS, given, strict=True))
        found = judged(answers)
        assert found.signs
        assert set(found.signs) <= set(answers.items())


def test_nobody_is_calmed_by_knowing_less_and_no_letter_turns_a_campaign_into_something_else() -> None:
    for given in product(ANSWERS, repeat=len(ROWS)):
        answers = dict(zip(ROWS, given, strict=True))
        if judged(answers).result == ORDINARY:
            for row in ("peserta", "pengundang", "atribut"):
                assert judged({**answers, row: Q}).result == UNCLEAR
                if answers["semua"] != Y or row == "atribut":
                    assert judged({**answers, row: Y}).result in (CAMPAIGN, UNCLEAR)
        if judged(answers).result == CAMPAIGN:
            assert judged({**answers, "surat": Y}).result == CAMPAIGN


def test_each_row_can_decide() -> None:
    for row in ROWS:
        assert any(
            len({judged({**of(signs), row: one}).result for one in ANSWERS}) > 1 for signs, _result in CASES.values()
        ), row


@pytest.mark.parametrize("signs", [signs for signs, _result in CASES.values()], ids=CASES)
def test_the_page_says_what_the_law_core_says_of_both_ways_to_be_there(client: Client, signs: str) -> None:
    response = client.post("/undangan", of(signs))
    assert response.status_code == 200
    shown = text_of(response)
    for passive in (True, False):
        expected = answer(law.asked(of(signs), clock.now(), passive=passive), table())
        assert all(CLASSES[cls]["id"] in shown for cls in expected["class"].values())
        for norm in expected["norms"][:1]:
            assert table().rulebook.norms[norm["id"]].title.id in shown


def test_officials_contradict_each_other_with_both_places_named(client: Client) -> None:
    for language in ("id", "en"):
        shown = text_of(client.post("/undangan", of("Y Y Y T T T"), headers={"accept-language": language}))
        statements = table().rulebook.instruments[law.STATED].articles
        for article in law.STATEMENTS:
            assert f"{statements[article]} Pernyataan pejabat: {article}" in shown
        version = table().rulebook.norms[law.LISTENING].versions[-1]
        assert getattr(version.contestable[0].why, language) in shown


def test_a_row_without_an_answer_is_asked_for_and_what_was_answered_stays(client: Client) -> None:
    response = client.post("/undangan", {"peserta": Y, "surat": "mungkin"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Galat:" in page
    assert '<a href="#pengundang">Pilih satu jawaban pada setiap baris. “Tidak tahu” juga jawaban.</a>' in page
    assert page.count('class="isian baris salah"') == 5
    assert 'id="peserta-ya" checked' in page
    assert 'class="isian baris salah" id="surat"' in page
    assert client.post("/undangan").content.decode().count('class="isian baris salah"') == 6


def test_one_step_back_and_the_other_language_keep_the_answers(client: Client) -> None:
    answers = of("T T Q T Q T")
    back = client.post("/undangan", {**answers, "balik": "1"}).content.decode()
    assert all(f'id="{row}-{one}" checked' in back for row, one in answers.items())
    assert "Galat:" not in back
    form = urlencode({**answers, "bahasa": "en"})
    english = client.post("/undangan", form, content_type="application/x-www-form-urlencoded").content.decode()
    assert "Unclear, ask first" in english
    assert all(f'name="{row}" value="{one}"' in english for row, one in answers.items())


def test_nothing_is_kept_and_nothing_runs(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    for response in (client.get("/undangan"), client.post("/undangan"), client.post("/undangan", of("Y Y Y Y Y Y"))):
        assert "no-store" in response.headers["Cache-Control"]
        assert "script-src 'none'" in response.headers["Content-Security-Policy"]
        assert "<script" not in response.content.decode()
        assert "style=" not in response.content.decode()
        assert not response.cookies
    # A refused form is written down as one, by the address alone.
    assert all("peserta" not in record.getMessage() for record in caplog.records)


def test_the_answers_never_stand_in_an_address(client: Client) -> None:
    page = client.get("/undangan", of("Y Y Y Y Y Y")).content.decode()
    assert "<h1>Periksa undangan</h1>" in page
    assert " checked" not in page
    assert 'method="post" action="/undangan"' in page


def test_the_letter_is_the_same_for_everybody(client: Client) -> None:
    response = client.get("/undangan/surat.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert "surat-minta-kejelasan.pdf" in response.headers["Content-Disposition"]
    assert response.content == letter() == client.get("/undangan/surat.pdf?nama=canary").content
    assert response.content.startswith(b"%PDF")
    assert not response.cookies


def test_events_in_the_self_check_lead_to_it(client: Client) -> None:
    told = ["target.role=party", "target.contest=pilkada-2024", "actor.status=pns"]
    assert 'href="/undangan">Periksa' in client.post("/tanya", {"jawab": ["verb=Attend", *told]}).content.decode()
    assert 'href="/undangan">Periksa' not in client.post("/tanya", {"jawab": ["verb=Like", *told]}).content.decode()
    assert 'href="/undangan">Undangan' in client.get("/").content.decode()
