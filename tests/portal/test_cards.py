"""Ready cards: nothing on them that no reviewed case says, small enough for a messenger, and honest when replaced."""

from __future__ import annotations

import html
import re
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from netral.law.question import parse
from netral.law.words import CLASSES
from netral.portal.guidance.card import editions
from netral.portal.guidance.card.catalogue import ACTS, answered, cards, of_answer
from netral.portal.guidance.card.editions import Edition, found, lock, read, renewed, written
from tests.spec.test_cases import CASES

REVIEWED = {case["case"]: case for case in CASES}
NAMES = sorted(cards())
SOME = ("suka-akun-calon", "memilih", "foto-pasangan-isyarat", "akun-dibajak")
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def client() -> Client:
    return Client()


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def facts(question: dict[str, Any]) -> set[tuple[str, str]]:
    told = parse({**question, "at": str(question["at"])})
    return {*told.facts.items(), *(("with", one) for one in told.companions or ()), ("contest", str(told.contest))}


@pytest.mark.parametrize("name", NAMES)
def test_every_card_stands_on_a_reviewed_case(name: str) -> None:
    card, case = cards()[name], REVIEWED[cards()[name].case]
    assert facts(dict(card.question)) <= facts(case["question"])
    assert card.question["at"] == str(case["question"]["at"]).replace(" ", "T")
    given = answered(name, "id")
    assert given["verdict"] == case["expect"]["verdict"]
    assert given["class"] == case["expect"]["class"]


def test_the_catalogue_is_what_people_ask() -> None:
    assert 40 <= len(cards()) <= 60
    assert {card.act for card in cards().values()} == set(ACTS)
    assert {card.status for card in cards().values()} >= {"pns", "cpns", "pppk", "ppnpn", "kepala_desa"}
    heads = [(card.title.id, card.status) for card in cards().values()]
    assert len(set(heads)) == len(heads)
    assert all(card.title.id.endswith("?") and card.title.en.endswith("?") for card in cards().values())


def test_the_lock_is_fresh() -> None:
    """After a change of the law or the catalogue: python -m netral.portal.guidance.card.editions."""
    assert renewed(lock(), date(2000, 1, 1)) == lock()
    assert editions.LOCK.read_text("utf-8") == written(lock())


def test_a_changed_answer_makes_a_new_edition_and_an_unchanged_one_keeps_its_address() -> None:
    old = {name: [Edition("2024-10-05", "0" * 64, "another answer")] for name in SOME[:1]}
    new = read(written(renewed(old, date(2026, 11, 26))))
    assert [one.made for one in new[SOME[0]]] == ["2024-10-05", "2026-11-26"]
    assert editions.current(SOME[0], new) == "suka-akun-calon.2"
    assert editions.current(SOME[1], new) == SOME[1]
    assert renewed(new, date(2027, 1, 1)) == new


@pytest.mark.parametrize(
    "address", ["tidak-ada", "suka-akun-calon.1", "suka-akun-calon.3", "suka-akun-calon.0", "suka-akun-calon.", ".2"]
)
def test_an_address_that_never_was_is_not_found(address: str) -> None:
    two = {SOME[0]: [Edition("2024-10-05", "0", "a"), Edition("2026-11-26", "0", "b")]}
    assert found(address, two) is None


def test_a_replaced_card_says_so_and_leads_to_the_new_one(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = SOME[0]
    two = {**lock(), name: [Edition("2024-10-05", "0" * 64, "another answer"), lock()[name][0]]}
    (tmp_path / "editions.json").write_text(written(two), "utf-8")
    monkeypatch.setattr(editions, "LOCK", tmp_path / "editions.json")
    lock.cache_clear()
    try:
        response = client.get(f"/kartu/{name}")
        assert "Kartu ini sudah diganti." in text_of(response)
        assert f'href="/kartu/{name}.2"' in response.content.decode()
        assert "Dilarang" not in text_of(response)
        assert client.get(f"/kartu/{name}.png").headers["Location"] == f"/kartu/{name}"
        assert "Dilarang" in text_of(client.get(f"/kartu/{name}.2"))
        assert f'href="/kartu/{name}.2"' in client.get("/kartu").content.decode()
    finally:
        lock.cache_clear()


def test_the_list_is_searched_and_filtered_without_script(client: Client) -> None:
    everything = client.get("/kartu")
    assert all(f'href="/kartu/{name}"' in everything.content.decode() for name in NAMES)
    found_ones = re.findall(r'href="/kartu/([\w-]+)"', client.get("/kartu?cari=Pengurus+partai").content.decode())
    assert found_ones == ["anggota-partai"]
    of_pppk = re.findall(r'href="/kartu/([\w-]+)"', client.get("/kartu?status=pppk").content.decode())
    assert of_pppk == [name for name, card in cards().items() if card.status == "pppk"]
    assert "Tidak ada kartu" in text_of(client.get("/kartu?cari=" + "x" * 5000))
    assert "<script>" not in client.get("/kartu?cari=<script>").content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_what_the_law_core_says(client: Client, name: str, language: str) -> None:
    given = answered(name, language)
    response = client.get(f"/kartu/{name}", headers={"accept-language": language})
    shown = text_of(response)
    for reading in ("literal", "official_practice"):
        assert CLASSES[given["class"][reading]][language] in shown
    assert all(norm["citations"][0] in shown for norm in given["norms"])
    assert getattr(cards()[name].may, language) in shown
    assert ("Penjelasan, bukan putusan." if language == "id" else "An explanation, not a decision.") in shown
    page = response.content.decode()
    assert f'<meta property="og:image" content="http://testserver/kartu/{name}.png' in page
    assert "<script" not in page
    assert not response.cookies


@pytest.mark.parametrize("language", ["", "?bahasa=en"])
@pytest.mark.parametrize("name", SOME)
def test_the_pictures_are_small_and_what_they_say_they_are(client: Client, name: str, language: str) -> None:
    png = client.get(f"/kartu/{name}.png{language}")
    assert png.headers["Content-Type"] == "image/png"
    assert len(png.content) <= 60_000
    with Image.open(BytesIO(png.content)) as image:
        assert image.size == (1080, 1350)
        assert len(image.getcolors() or range(99)) <= 32
    svg = client.get(f"/kartu/{name}.svg{language}").content.decode()
    assert svg.startswith("<svg ")
    assert getattr(cards()[name].title, "en" if language else "id") in html.unescape(svg)
    assert "<text" not in svg
    assert client.get(f"/kartu/{name}.pdf{language}").content.startswith(b"%PDF-")


def test_a_card_is_drawn_once_whoever_asks(client: Client) -> None:
    folder = settings.NETRAL.data / "cards"
    first = client.get("/kartu/memilih.png")
    kept = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = client.get("/kartu/memilih.png?x=1&bahasa=xx", headers=ENGLISH)
    assert again.content == first.content
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == kept


def test_a_result_leads_to_the_card_of_the_same_facts(client: Client) -> None:
    told = ["verb=Like", "target.role=campaign_account", "target.contest=pilkada-2024", "actor.status=pns"]
    response = client.post("/tanya", {"jawab": told})
    assert 'href="/kartu/suka-akun-pemenangan"' in response.content.decode()
    early = client.post("/tanya", {"jawab": told, "hari": "10", "bulan": "9", "tahun": "2024"})
    assert 'href="/kartu/suka-akun-pemenangan-bakal"' in early.content.decode()
    other = ["verb=Like", "target.role=campaign_account", "target.contest=pilkada-2024", "actor.status=bumn"]
    assert "Bagikan sebagai kartu" not in text_of(client.post("/tanya", {"jawab": other}))


@pytest.mark.parametrize("name", NAMES)
def test_a_card_is_found_by_its_own_answer(name: str) -> None:
    card = of_answer(cards()[name].question, answered(name, "id"))
    assert card is not None
    assert answered(card.name, "id")["advice"] == answered(name, "id")["advice"]


def test_the_editions_of_a_card_are_in_order() -> None:
    for locked in lock().values():
        assert all(before.made <= after.made and before.digest != after.digest for before, after in pairwise(locked))
