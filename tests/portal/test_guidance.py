"""May I? What a person at the public pages was promised: few taps, both readings, nothing stored, no script."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.law.answer import answer
from netral.law.facts import ACTOR_STATUSES, ROLES
from netral.law.words import CLASSES
from netral.portal import clock
from netral.portal.guidance.answers import of_form
from netral.portal.guidance.rulebook import table
from netral.portal.guidance.tiles import ACTS

PUBLIC = (
    "/",
    "/tanya",
    "/undangan",
    "/kalender",
    "/kalender?pemilihan=pilkada-2024&daerah=7371",
    "/aturan",
    "/aturan/skb-dis-06-interaksi-akun-calon",
)


@pytest.fixture
def client() -> Client:
    return Client()


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def buttons(response: Any) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'name="pilih" value="([^"]*)"', response.content.decode())]


def carried(response: Any) -> list[str]:
    main = response.content.decode().partition("<main")[2].partition('class="ubin')[0]
    return [html.unescape(one) for one in re.findall(r'name="jawab" value="([^"]*)"', main.rpartition("<form")[2])]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_send_no_script_no_cookie_and_ask_nobody_else(client: Client, address: str) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<script" not in page
    assert "style=" not in page
    assert not response.cookies
    assert re.findall(r'(?:src|href)="https?:', page) == []
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert len(response.content) < 20_000


@pytest.mark.parametrize("tile", [tile for tile in ACTS if "=" in tile.told], ids=lambda tile: tile.icon)
def test_every_act_is_answered_in_five_taps(client: Client, tile: Any) -> None:
    response, taps = client.post("/tanya", {"pilih": tile.told}), 1
    told = [tile.told]
    while '<section class="kartu baca' not in response.content.decode():
        choice = buttons(response)[0]
        assert carried(response) == told
        response, taps = client.post("/tanya", {"jawab": told, "pilih": choice}), taps + 1
        told.append(choice)
    assert taps <= 5
    shown = text_of(response)
    assert any(words in shown for words in ("Keyakinan:", "Tidak ada aturan yang menyebut ini.", "Yang belum disebut:"))


@settings(deadline=None, max_examples=60)
@given(tile=st.sampled_from(ACTS[:-1]), role=st.sampled_from(ROLES), status=st.sampled_from(ACTOR_STATUSES))
def test_the_page_says_what_the_command_says(tile: Any, role: str, status: str) -> None:
    told = [tile.told, f"target.role={role}", f"actor.status={status}", "target.contest="]
    raw, _ = of_form(told)
    expected = answer({**raw, "at": clock.now().isoformat()}, table())
    response = Client().post("/tanya", {"jawab": told})
    shown = text_of(response)
    assert expected["advice"]["id"].split(".")[0].split(":")[0] in shown
    for reading in ("literal", "official_practice"):
        assert CLASSES[expected["class"][reading]]["id"] in shown
    for norm in expected["norms"]:
        assert norm["citations"][0] in shown


def test_another_day_gives_another_answer_and_a_wrong_day_is_said(client: Client) -> None:
    told = ["verb=Like", "target.role=campaign_account", "target.contest=pilkada-2024", "actor.status=pns"]
    day = {"hari": "10", "bulan": "9", "tahun": "2024"}
    assert "Hukuman disiplin berat" in text_of(client.post("/tanya", {"jawab": told}))
    early = text_of(client.post("/tanya", {"jawab": told, **day}))
    assert "Pelanggaran kode etik" in early
    assert "10 September 2024" in early
    wrong = text_of(client.post("/tanya", {"jawab": told, **day, "hari": "31"}))
    assert "Tanggal ini belum ada di kalender" in wrong


def test_one_step_back_keeps_the_answers_before_it(client: Client) -> None:
    response = client.post("/tanya", {"jawab": ["verb=Like", "target.role=party"], "balik": "1"})
    assert "Kepada siapa" in text_of(response)
    assert carried(response) == ["verb=Like"]


def test_the_language_changes_and_the_answers_stay(client: Client) -> None:
    told = ["verb=Like", "target.role=campaign_account", "target.contest=pilkada-2024", "actor.status=pns"]
    form = urlencode({"jawab": told, "bahasa": "en"}, doseq=True)
    response = client.post("/tanya", form, content_type="application/x-www-form-urlencoded")
    assert "Prohibited" in text_of(response)
    assert 'lang="en"' in response.content.decode()
    assert all(one in response.content.decode() for one in told)


@pytest.mark.parametrize(
    "nonsense", ["x=1", "verb=Fly", "verb", "actor.status=king;verb=Like", "target.contest=mars", "=", "verb=Like;verb"]
)
def test_what_no_page_sends_is_refused_without_a_fault(client: Client, nonsense: str) -> None:
    assert client.post("/tanya", {"jawab": ["verb=Like"], "pilih": nonsense}).status_code == 400


def test_nothing_about_the_asker_is_kept(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    response = client.post("/tanya", {"pilih": "verb=Like"}, headers={"user-agent": "canary-agent"})
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    assert caplog.records == []


def test_the_calendar_file_is_one_that_phones_read(client: Client) -> None:
    response = client.get("/kalender.ics?pemilihan=pilkada-2024")
    lines = response.content.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    starts = [line for line in lines if line.startswith("DTSTART")]
    assert "DTSTART;VALUE=DATE:20240922" in starts
    assert "DTSTART;VALUE=DATE:20241127" in starts
    assert client.get("/kalender.ics?pemilihan=mars").status_code == 404


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("pemilihan=pilkada-2024&daerah=99", "bukan kode daerah"),
        ("pemilihan=pemilu-2024/PPWP&daerah=73", "tidak diadakan per daerah"),
    ],
)
def test_a_wrong_region_is_explained(client: Client, asked: str, said: str) -> None:
    assert said in text_of(client.get(f"/kalender?{asked}"))


def test_every_norm_has_its_page_in_both_languages(client: Client) -> None:
    for norm in table().rulebook.norms.values():
        for language in ("id", "en"):
            response = client.get(f"/aturan/{norm.id}", headers={"accept-language": language})
            assert getattr(norm.title, language) in text_of(response), norm.id
    assert client.get("/aturan/tidak-ada").status_code == 404


def test_whoever_may_on_conditions_reads_them_beside_the_answer(client: Client) -> None:
    told = ["verb=Attend", "target.role=party", "target.contest=pilkada-2024", "actor.status=pns"]
    open_ = ["party_attributes=false", "pns_attributes=false", "state_facility=false", "partisan_sign=false"]
    said = [f"circumstances.{one}" for one in ("passive=true", "outside_working_hours=true", *open_)]
    for language in ("id", "en"):
        shown = text_of(client.post("/tanya", {"jawab": [*told, *said]}, headers={"accept-language": language}))
        conditions = table().rulebook.norms["pp94-5n1-ikut-kampanye"].versions[-1].conditions
        assert conditions
        assert getattr(conditions, language) in shown
