"""The answer of the contract: its fields, its advice, and the same bytes from the same rulebook."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest

from netral.law import loader
from netral.law.answer import answer
from netral.law.contestable import WHICH_CONTEST
from netral.law.table import Table, build

from .questions import many

FIELDS = "id verdict class contestable norms target_status phase contest missing_facts mitigating would_change advice \
needs_human rulebook".split()
LIKE: dict[str, Any] = {
    "id": "x",
    "at": "2023-11-15T20:00:00+07:00",
    "verb": "Like",
    "circumstances": ["undone"],
    "actor": {"status": "pns", "pejabat": False, "on_cltn": False, "relation": "spouse"},
    "object": {"type": "Note", "visibility": "public", "content": "promotes"},
    "target": {"role": "campaign_account", "contest": "pemilu-2024/PPWP", "status": "calon"},
}


@functools.cache
def table() -> Table:
    return build(loader.load_rulebook())


def test_the_contracts_example() -> None:
    full = answer(LIKE, table())
    assert list(full) == FIELDS
    assert full["verdict"] == {"literal": "prohibited", "official_practice": "prohibited"}
    assert full["class"] == {"literal": "disiplin_berat", "official_practice": "disiplin_berat"}
    assert (full["target_status"], full["phase"], full["mitigating"]) == ("calon", "penetapan", ["undone"])
    norm = next(norm for norm in full["norms"] if norm["reading"] == "literal")
    assert norm["id"] == "skb-dis-06-interaksi-akun-calon"
    assert {"SKB 22-09-2022 Lampiran II.B.6", "PP 94/2021 Pasal 14 huruf i"} <= set(norm["citations"])
    assert norm["sanction"] == {"from": "berat-turun-jabatan-12", "to": "berat-pdhtaps"}
    assert full["needs_human"] is True
    assert len(full["rulebook"]["sha256"]) == 64


def test_every_norm_that_is_named_cites_an_article_and_every_answer_gives_advice() -> None:
    for asked in many(300, 20):
        full = answer(asked, table())
        assert all(norm["citations"] and norm["confidence"] for norm in full["norms"])
        assert full["advice"]["id"]
        assert full["advice"]["en"]
        if "prohibited" in full["verdict"].values():
            assert full["norms"]
            assert "tertulis" in full["advice"]["id"]
        for word in ("bersalah", "guilty", "aman."):
            assert word not in f"{full['advice']['id']} {full['advice']['en']}".lower().replace("membuatnya aman", "")


def test_an_old_answer_is_replayed_to_the_byte_with_the_rulebook_it_names(tmp_path: Path) -> None:
    questions = many(200, 21)
    old = loader.load_rulebook()
    before = json.dumps([answer(asked, build(old)) for asked in questions])
    kept = tmp_path / "kept.json"
    kept.write_text(loader.compiled_text(loader.read_folder(loader.SHIPPED)), "utf-8")
    changed = tmp_path / "rulebook"
    for file in loader.sources(loader.SHIPPED):
        place = changed / file.relative_to(loader.SHIPPED)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.read_text("utf-8").replace("class: disiplin_berat", "class: disiplin_sedang"), "utf-8")
    new = loader.load_rulebook(changed)
    assert new.sha256 != old.sha256
    assert json.dumps([answer(asked, build(new)) for asked in questions]) != before
    assert json.dumps([answer(asked, build(loader.load_rulebook(kept))) for asked in questions]) == before


def test_both_languages_argue_the_same_points() -> None:
    for asked in many(100, 22):
        indonesian, english = (answer(asked, table(), lang=lang)["contestable"] for lang in ("id", "en"))
        assert [point["norm"] for point in indonesian] == [point["norm"] for point in english]


PILKADA: dict[str, Any] = {"contest": "pilkada-2024", "role": "contestant"}


@pytest.mark.parametrize(
    ("verb", "facts", "said"),
    [
        ("Like", {"target": {**PILKADA, "role": "campaign_account"}}, "batalkan sekarang"),
        ("Display", {}, "turunkan"),
        ("Decide", {"object": {"content": "promotes"}}, "tinjau dan koreksi"),
        ("Advise", {}, "lepaskan peran"),
        ("BecomeMember", {"target": {"role": "party"}}, "lepaskan peran"),
        ("GiveSupportLetter", {}, "tarik kembali"),
        ("Give", {"circumstances": ["support_aim"]}, "hentikan"),
        ("HoldActivity", {"object": {"content": "promotes"}}, "hentikan atau batalkan"),
        ("UseFacility", {"circumstances": ["campaign_participant"]}, "kembalikan"),
        ("Vote", {"actor": {"status": "polri"}}, "catat apa yang terjadi"),
        ("SupportActively", {}, "pulang"),
        ("Run", {"target": {"role": "none", "contest": "pemilu-2024/DPR", "status": "calon"}}, "mengundurkan diri"),
    ],
)
def test_the_advice_fits_what_was_done(verb: str, facts: dict[str, Any], said: str) -> None:
    asked = {"at": "2024-10-05T10:00:00+07:00", "verb": verb, "actor": {"status": "pns"}, "target": PILKADA, **facts}
    advice = answer(asked, table())["advice"]["id"]
    assert said in advice
    assert ("pulang" in advice) == (verb == "SupportActively")


def test_a_contest_left_open_names_the_lighter_norm_and_says_so() -> None:
    asked = {"at": "2024-09-05T10:00:00+07:00", "verb": "Like", "actor": {"status": "pns"}}
    full = answer({**asked, "target": {"role": "campaign_account"}}, table())
    assert full["class"] == {"literal": "kode_etik", "official_practice": "kode_etik"}
    assert {norm["id"] for norm in full["norms"]} == {"skb-etik-04-interaksi-akun-pemenangan-bakal"}
    assert [point["why"] for point in full["contestable"]] == [WHICH_CONTEST.id]
    assert full["missing_facts"] == ["target.contest"]
