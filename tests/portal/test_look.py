"""The foot of every page: light or dark as one chose, and pages that say how things are; and what is too large."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client

from netral.portal import look

CSS = (Path(look.__file__).parent / "static" / "netral.css").read_text("utf-8")


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.parametrize(("chosen", "scheme"), [("terang", "light"), ("gelap", "dark")])
def test_what_was_chosen_holds_from_that_page_on(client: Client, chosen: str, scheme: str) -> None:
    first = client.get(f"/aturan?tampilan={chosen}")
    assert f'data-tema="{chosen}"' in first.content.decode()
    assert first.cookies["tampilan"].value == chosen
    later = client.get("/").content.decode()
    assert f'data-tema="{chosen}"' in later
    assert f'<meta name="color-scheme" content="{scheme}">' in later
    back = client.get("/?tampilan=perangkat")
    assert "data-tema" not in back.content.decode()
    assert "data-tema" not in client.get("/").content.decode()


def test_what_nobody_offers_changes_nothing(client: Client) -> None:
    response = client.get('/?tampilan="><script>')
    assert "data-tema" not in response.content.decode()
    assert "<script" not in response.content.decode()
    assert not response.cookies
    client.cookies["tampilan"] = "merah"
    assert "data-tema" not in client.get("/").content.decode()


def test_the_answers_stay_when_the_look_changes(client: Client) -> None:
    told = ["verb=Like", "target.role=campaign_account", "target.contest=pilkada-2024", "actor.status=pns"]
    form = urlencode({"jawab": told, "tampilan": "gelap"}, doseq=True)
    page = client.post("/tanya", form, content_type="application/x-www-form-urlencoded").content.decode()
    assert 'data-tema="gelap"' in page
    footer = page.partition("<footer")[2]
    assert all(f'value="{one}"' in footer for one in told)


def test_the_region_of_a_calendar_stays_too(client: Client) -> None:
    footer = client.get("/kalender?pemilihan=pilkada-2024&daerah=7371").content.decode().partition("<footer")[2]
    assert 'name="daerah" value="7371"' in footer


def test_dark_by_choice_has_the_colours_of_dark_by_device() -> None:
    by_device, by_choice = re.findall(
        r":root(?::not\(\[data-tema=terang\]\)|\[data-tema=gelap\])\{(.*?)\}", CSS, re.DOTALL
    )
    assert by_device == by_choice


@pytest.mark.parametrize("address", ["/bantuan", "/privasi", "/aksesibilitas"])
def test_every_page_leads_to_what_explains_netral(client: Client, address: str) -> None:
    assert f'href="{address}"' in client.get("/").content.decode()
    for language in ("id", "en"):
        sentences = re.findall(
            r"<li>([^<]+)</li>", client.get(address, headers={"accept-language": language}).content.decode()
        )
        assert sentences
        assert all(len(part.split()) <= 20 for one in sentences for part in one.split(". ")), sentences


def test_what_is_too_large_is_said(client: Client) -> None:
    response = client.post("/tanya", {"jawab": "x" * 3_000_000}, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "terlalu besar" in response.content.decode()


@pytest.mark.parametrize(
    ("status", "said"), [("cpns", "PP 11/2017 Pasal 37"), ("pppk", "Jenjang hukuman diatur instansi Anda.")]
)
def test_a_result_says_what_to_do_afterwards_and_what_is_at_stake(client: Client, status: str, said: str) -> None:
    told = ["verb=Like", "target.role=campaign_account", "target.contest=pilkada-2024"]
    page = client.post("/tanya", {"jawab": [*told, f"actor.status={status}"]}).content.decode()
    assert "<h2>Kalau sudah terlanjur</h2>" in page
    assert "Batalkan sekarang, simpan tangkapan layar" in page
    assert '<div class="catatan' in page
    assert said in page
    assert "Taruhannya" not in client.post("/tanya", {"jawab": [*told, "actor.status=pns"]}).content.decode()
