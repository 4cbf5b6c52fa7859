"""The shape of question and answer that other systems are built on."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

VERDICTS = {"prohibited", "permitted", "permitted_with_conditions", "not_regulated"}
CLASSES = {
    None,
    *("pidana", "administratif", "disiplin_berat", "disiplin_sedang", "disiplin_ringan", "kode_etik"),
    *("disiplin_instansi", "kontrak", "satgas"),
}
# The example of the contract, word for word.
QUESTION = {
    "id": "bebas",
    "at": "2023-11-15T20:00:00+07:00",
    "actor": {"status": "pns", "pejabat": False, "on_cltn": False, "relation": "spouse"},
    "verb": "Like",
    "object": {"type": "Note", "visibility": "public", "content": "promotes"},
    "target": {"role": "campaign_account", "contest": "pemilu-2024/PPWP", "status": "calon"},
    "circumstances": ["undone"],
}
BARE = {"at": "2023-11-15T20:00:00+07:00", "verb": "Like", "target": {}}


def ask(question: Any) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "netral", "ask", "--json", "-"],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def answers() -> list[dict[str, Any]]:
    """The contract's question, and one that says as little as it may."""
    return list(ask([QUESTION, BARE]))


def test_every_answer_has_every_field(answers: list[dict[str, Any]]) -> None:
    fields = {
        *("id", "verdict", "class", "contestable", "norms", "target_status", "phase", "missing_facts"),
        *("mitigating", "would_change", "advice", "needs_human", "rulebook"),
    }
    for answer in answers:
        assert fields <= answer.keys()
        assert answer["verdict"].keys() == answer["class"].keys() == {"literal", "official_practice"}
        assert set(answer["verdict"].values()) <= VERDICTS
        assert set(answer["class"].values()) <= CLASSES
        assert answer["advice"].keys() == {"id", "en"}
        assert len(answer["rulebook"]["sha256"]) == 64


def test_a_person_decides_always(answers: list[dict[str, Any]]) -> None:
    assert all(answer["needs_human"] is True for answer in answers)


def test_the_example_of_the_contract_is_answered_as_written(answers: list[dict[str, Any]]) -> None:
    answer = answers[0]
    assert answer["id"] == "bebas"
    assert set(answer["verdict"].values()) == {"prohibited"}
    assert set(answer["class"].values()) == {"disiplin_berat"}
    assert answer["target_status"] == "calon"
    assert answer["phase"] == "penetapan"
    assert answer["mitigating"] == ["undone"]
    matched = {norm["id"]: norm for norm in answer["norms"]}
    norm = matched["skb-dis-06-interaksi-akun-calon"]
    assert norm["sanction"] == {"from": "berat-turun-jabatan-12", "to": "berat-pdhtaps"}
    assert any("Lampiran II.B.6" in citation for citation in norm["citations"])
    assert any("PP 94/2021 Pasal 14 huruf i" in citation for citation in norm["citations"])


def test_a_bare_question_is_never_a_conviction(answers: list[dict[str, Any]]) -> None:
    assert "prohibited" not in answers[1]["verdict"].values()
    assert answers[1]["missing_facts"]


def test_the_only_required_fields_are_time_verb_and_target() -> None:
    for field in BARE:
        with pytest.raises(subprocess.CalledProcessError) as failed:
            ask({name: value for name, value in BARE.items() if name != field})
        assert failed.value.returncode == 2
        assert field in failed.value.stderr
