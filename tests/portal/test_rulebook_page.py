"""Who keeps a portal sees by which rulebook it answers, since when, and what another one would answer differently."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.test import Client

from netral.law import loader
from netral.law.diff import changes
from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.contests import books
from netral.portal.contests.models import Book
from netral.portal.guidance.card.catalogue import cards
from netral.portal.guidance.rulebook import table
from tests.portal.cast import Cast, signed_in

NORM = "skb-dis-06-interaksi-akun-calon"
TITLE = "Menyukai unggahan akun tim pemenangan?"


def altered(change: Callable[[dict[str, Any]], None] | None = None) -> bytes:
    """The shipped rulebook, compiled, after a change; without one, likes of candidates are a matter of ethics."""
    data = json.loads(loader.compiled_content(loader.COMPILED))
    (change or _milder)(data)
    content = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return loader.compiled_text({**json.loads(content), "sha256": hashlib.sha256(content).hexdigest()}).encode()


def _milder(data: dict[str, Any]) -> None:
    data["version"] = "2099.01"
    norm = next(one for one in data["norms"] if one["id"] == NORM)
    for version in norm["versions"]:
        version["class"] = "kode_etik"


def sent(client: Client, content: bytes, name: str = "aturan.json") -> Any:
    file = io.BytesIO(content)
    file.name = name
    return client.post("/kelola/aturan", {"berkas": file})


@pytest.fixture
def keeper(cast: Cast) -> Client:
    return signed_in(cast.holder("admin"))


def test_it_tells_what_is_in_use_and_since_when(keeper: Client) -> None:
    page = keeper.get("/kelola/aturan").content.decode()
    rulebook = table().rulebook
    assert rulebook.sha256 in page
    assert f"<dd>{len(rulebook.norms)}</dd>" in page
    assert "Dicatat saat portal dimulai lagi." in page
    books.note(now=clock.now())
    assert "5 Oktober 2024" in keeper.get("/kelola/aturan").content.decode()


def test_a_rulebook_is_noted_once_with_its_event(keeper: Client) -> None:
    assert books.note(now=clock.now()).pk == books.note(now=clock.now()).pk
    told = Event.objects.filter(kind="contests.rulebook_in_use")
    assert (told.count(), Book.objects.count()) == (1, 1)
    assert books.opened(Book.objects.get()).sha256 == table().rulebook.sha256


def test_what_an_uploaded_one_answers_differently_is_what_law_diff_says(keeper: Client) -> None:
    answer = sent(keeper, altered())
    assert answer.status_code == 200
    found = answer.context["found"]
    asked = [{"case": one.name, "title": {}, "question": one.question} for one in cards().values()]
    told = changes(table().rulebook, books.read(altered()), asked)
    assert [one["case"] for one in told["answers"]]
    assert len(found.answers) == len(told["answers"])
    assert found.norms == [(NORM, table().rulebook.norms[NORM].title.id)]
    text = " ".join(answer.content.decode().split())
    assert TITLE in text
    assert "Menurut praktik instansi: dari hukuman disiplin berat menjadi pelanggaran kode etik." in text
    assert not Book.objects.exists()


def test_an_earlier_one_is_compared_with_the_one_in_use(keeper: Client) -> None:
    content = altered()
    earlier = Book.objects.create(
        sha256=books.read(content).sha256, version="2020.01", since=clock.now(), content=books.zlib.compress(content)
    )
    books.note(now=clock.now())
    page = keeper.get("/kelola/aturan")
    assert f"?lama={earlier.pk}" in page.content.decode()
    found = keeper.get(f"/kelola/aturan?lama={earlier.pk}").context["found"]
    assert found.new["sha256"] == table().rulebook.sha256
    assert found.norms[0][0] == NORM
    assert [keeper.get(f"/kelola/aturan?lama={one}").status_code for one in ("999", "x", "9" * 40)] == [404] * 3


def test_the_same_one_differs_in_nothing(keeper: Client) -> None:
    answer = sent(keeper, altered(lambda data: None))
    assert (answer.context["found"].answers, answer.context["found"].changes) == ([], [])
    assert "Tidak ada yang berbeda." in answer.content.decode()


def _drop(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        for name in path[:-1]:
            data = data[name][0] if isinstance(data[name], list) else data[name]
        del data[path[-1]]

    return change


def _deep(data: dict[str, Any]) -> None:
    data["version"] = "[" * 9


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        altered()[:-20],
        altered(_drop("norms")),
        altered(_drop("norms", "versions")),
        altered(_drop("contests", "events")),
        altered(lambda data: data["norms"][0]["versions"][0].update({"when": {"no.such.fact": ["x"]}})),
        altered(lambda data: data["norms"][0]["versions"][0].update({"valid_from": "soon"})),
        altered(lambda data: data["norms"].append(data["norms"][0])),
    ],
)
def test_what_is_no_rulebook_is_refused_in_words(keeper: Client, content: bytes) -> None:
    answer = sent(keeper, content)
    assert (answer.status_code, answer.context["found"]) == (422, None)
    assert "/tmp" not in answer.content.decode()


def test_nothing_and_too_much_are_refused(keeper: Client) -> None:
    assert keeper.post("/kelola/aturan").status_code == 422
    assert sent(keeper, b"x" * ((5 << 20) + 1)).status_code == 413


def test_no_mutation_of_a_rulebook_is_a_fault_of_ours(keeper: Client) -> None:
    """Values anywhere in it exchanged for others, and its hash made true again."""
    chance = Random(5)
    for _ in range(24):
        assert sent(keeper, altered(lambda data: _mutated(data, chance))).status_code in (200, 422)


def _mutated(data: Any, chance: Random) -> None:
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(data[key], dict | list) and data[key] and chance.random() < 0.8:
            data = data[key]
            continue
        data[key] = chance.choice([None, 0, -1, "", "x", [], {}, ["x"], {"x": "y"}, True, 1e308, "9999-12-31"])
        return


def test_in_english(keeper: Client) -> None:
    answer = keeper.post("/kelola/aturan", {"berkas": io.BytesIO(altered())}, headers={"accept-language": "en"})
    text = " ".join(answer.content.decode().split())
    assert "from heavy discipline to breach of the code of ethics." in text
    refused = keeper.post("/kelola/aturan", {"berkas": io.BytesIO(b"{}")}, headers={"accept-language": "en"})
    assert "is no compiled rulebook" in refused.content.decode()
