"""The API: the same answers and the same care as on the pages, for programs that hold a token."""

from __future__ import annotations

import hmac
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from netral.law.answer import answer
from netral.portal import clock
from netral.portal.api import tokens
from netral.portal.api.models import Token
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Mandate, Official
from netral.portal.guidance.rulebook import table
from netral.portal.intake import draft, flood
from netral.portal.intake.models import Message, Report
from tests.portal.cast import Cast, freshly_proved, signed_in
from tests.portal.patrols import row, taken
from tests.portal.reporting import examiner

LIKE = {"at": "2024-10-05", "verb": "Like", "target": {"role": "campaign_account", "contest": "pilkada-2024"}}
REPORT: dict[str, Any] = {
    "story": "Seorang camat membagikan kaus bergambar pasangan calon.",
    "happened_on": "2024-10-04",
    "known_on": "2024-10-05",
    "whom": "Camat",
    "contest": "pilkada-2024",
    "channel": "telepon",
    "good_faith": True,
}
KEY = "kunci-permintaan-0001"
LIST = """nip,nama,unit,nama_unit,status,cltn,sejak,sampai,jabatan,pejabat
000000000000000901,Pegawai Karangan,01.02,,pns,,2020-03-01,,Analis,
000000000000000902,Pegawai Karangan,01.02,,bukan status,,2020-03-01,,Analis,
"""


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    flood.forget()


def token(cast: Cast, role: str, *scopes: str) -> dict[str, str]:
    """The header of a fresh token of a holder of this role."""
    made = tokens.make(cast.holder(role), name="uji", scopes=scopes, days=30, now=clock.now())
    assert isinstance(made, str)
    return {"Authorization": f"Bearer {made}"}


def post(address: str, told: Any, **headers: str) -> Any:
    return Client(headers=headers).post(address, told, content_type="application/json")


def test_ask_answers_as_the_command_line_does(db: None) -> None:
    one = post("/api/ask", LIKE)
    assert (one.status_code, one.json()) == (200, answer(LIKE, table(), lang="id"))
    assert post("/api/ask", [LIKE, LIKE]).json() == [one.json()] * 2


@pytest.mark.parametrize(
    ("asked", "field"), [({}, "at"), ([LIKE, {**LIKE, "verb": "Nonsense"}], "2.verb"), ({**LIKE, "x": 1}, "x")]
)
def test_a_bad_question_is_told_with_its_field(db: None, asked: Any, field: str) -> None:
    found = post("/api/ask", asked)
    assert (found.status_code, found.json()["field"]) == (422, field)


# What each token opens, by its scope; everything else answers as if there were no token.
OPENS = {
    "calendar:read": ("admin", "get", "/api/calendar?contest=pilkada-2024&region=7371", 200),
    "reports:write": ("pengelola", "post", "/api/reports/follow-up", 404),
    "findings:read": ("pemeriksa", "get", "/api/findings", 200),
    "directory:import": ("pengelola", "post", "/api/directory/imports", 422),
    "audit:read": ("auditor", "post", "/api/audit/exports", 200),
}


@pytest.mark.parametrize("scope", OPENS)
def test_a_token_opens_what_its_scope_says(cast: Cast, scope: str) -> None:
    role, _verb, _address, _status = OPENS[scope]
    given = token(cast, role, scope)
    for other, (_role, verb, address, status) in OPENS.items():
        client = Client(headers=given)
        got = client.get(address) if verb == "get" else post(address, {"code": "A" * 16}, **given)
        assert got.status_code == (status if other == scope else 401)


def test_a_token_that_ended_passed_or_lost_its_mandate_opens_nothing(cast: Cast) -> None:
    address = "/api/calendar?contest=pilkada-2024"
    given = token(cast, "admin", "calendar:read")
    assert Client(headers=given).get(address).status_code == 200
    owner = Token.objects.get().user
    answers = [Client(headers={"Authorization": "Bearer netral_TIDAKADA"}).get(address)]
    Mandate.objects.filter(user=owner).update(valid_to=clock.now().date())
    answers.append(Client(headers=given).get(address))
    Mandate.objects.filter(user=owner).update(valid_to=None)
    Token.objects.update(until=clock.now().date(), made_on=clock.now().date() - timedelta(days=3))
    answers.append(Client(headers=given).get(address))
    Token.objects.update(until=clock.now().date() + timedelta(days=3))
    tokens.end(owner, Token.objects.get().pk, now=clock.now())
    answers.append(Client(headers=given).get(address))
    assert {(one.status_code, one.content) for one in answers} == {(401, answers[0].content)}


def test_a_report_is_filed_once_for_a_key_and_can_be_followed(cast: Cast) -> None:
    examiner(cast)
    given = {**token(cast, "pengelola", "reports:write"), "Idempotency-Key": KEY}
    told = {**REPORT, "reporter": {"name": "Kanari", "address": "Jalan", "contact": "0800"}}
    first, again = (post("/api/reports", told, **given) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    assert first.json()["receipt"]["format"] == "netral-receipt/1"
    report = Report.objects.get()
    assert (report.channel, report.named) == ("telepon", True)
    code = first.json()["code"]
    said = {"code": code, "words": "Ada fotonya.", "once": "pesan-satu"}
    for _ in range(2):
        assert post("/api/reports/messages", said, **given).status_code == 201
    assert Message.objects.count() == 1
    standing = post("/api/reports/follow-up", {"code": code}, **given).json()
    assert (standing["state"], [one["words"] for one in standing["messages"]]) == ("diterima", ["Ada fotonya."])
    assert post("/api/reports", told, **{**given, "Idempotency-Key": KEY + "x"}).json()["code"] != code


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"story": "pendek"}, 422),
        ({"good_faith": False}, 422),
        ({"extra": 1}, 422),
        ({"happened_on": "2024-12-31"}, 409),
        ({"unit": "99."}, 409),
        ({"link": "bukan tautan"}, 409),
        ({"reporter": {"name": "a", "address": "b", "contact": "c"}}, 409),
    ],
)
def test_a_report_that_does_not_fit_is_refused_and_nothing_is_kept(
    cast: Cast, change: dict[str, Any], status: int
) -> None:
    given = {**token(cast, "pengelola", "reports:write"), "Idempotency-Key": KEY}
    found = post("/api/reports", {**REPORT, **change}, **given)
    assert (found.status_code, bool(found.json()["detail"])) == (status, True)
    assert not Report.objects.exists()


def test_a_token_is_shown_once_and_kept_as_a_hash(cast: Cast) -> None:
    user = cast.holder("pengelola")
    browser = freshly_proved(signed_in(user))
    page = browser.post("/saya/token", {"nama": "uji", "boleh": "reports:write", "hari": "30"}).content.decode()
    secret = page.split("<code>")[1].split("</code>")[0]
    assert secret.startswith("netral_")
    assert secret not in browser.get("/saya/token").content.decode()
    assert secret not in str(Token.objects.values_list().get())
    assert Event.objects.filter(kind="api.token_made").count() == 1
    browser.post(f"/saya/token/{Token.objects.get().pk}/akhiri")
    assert tokens.believed(secret, "reports:write", now=clock.now()) is None


def test_a_token_can_do_no_more_than_its_maker_may(cast: Cast) -> None:
    user = cast.holder("admin")
    for scopes, days in ((["findings:read"], 30), ([], 30), (["calendar:read"], 0), (["calendar:read"], 366)):
        assert isinstance(tokens.make(user, name="uji", scopes=scopes, days=days, now=clock.now()), Denial)


def test_somebody_else_s_token_is_not_ended(cast: Cast) -> None:
    token(cast, "admin", "calendar:read")
    stranger = signed_in(cast.holder("admin"))
    answers = [stranger.post(f"/saya/token/{number}/akhiri").status_code for number in (Token.objects.get().pk, 99999)]
    assert answers == [302, 302]
    assert Token.objects.get().ended_on is None


def test_a_list_of_officials_waits_for_its_clerk(cast: Cast) -> None:
    given = token(cast, "pengelola", "directory:import")
    file = SimpleUploadedFile("daftar.csv", LIST.encode())
    found = Client(headers=given).post("/api/directory/imports", {"file": file})
    assert found.status_code == 201, found.content
    told = found.json()
    assert (told["read"], told["ready"], told["to_mend"]) == (2, 1, 1)
    assert Official.objects.filter(nip="000000000000000901").count() == 0
    clerk = signed_in(Token.objects.get().user)
    assert clerk.get(told["page"]).status_code == 200


def test_an_export_of_the_ledger_is_checked_without_us(cast: Cast, tmp_path: Path) -> None:
    given = token(cast, "auditor", "audit:read")
    answer = Client(headers=given).post("/api/audit/exports")
    file = tmp_path / "buku.zip"
    file.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "netral", "verify", str(file)]
    assert subprocess.run(command, capture_output=True, env=environment, check=False).returncode == 0


def test_a_finding_names_its_norms_and_what_is_missing_one_by_one(cast: Cast) -> None:
    told = {"missing_facts": "actor.relation;object.content", "norms": "norma-a;norma-b"}
    taken([row(cast.official.nip, 1, **told)], cast.agency, cast.holder("pemeriksa"), clock.now())
    (found,) = Client(headers=token(cast, "pemeriksa", "findings:read")).get("/api/findings").json()["findings"]
    assert found["missing_facts"] == ["actor.relation", "object.content"]
    assert found["norms"] == ["norma-a", "norma-b"]


def test_a_token_of_an_auditor_of_a_part_exports_nothing(cast: Cast) -> None:
    given = token(cast, "auditor", "audit:read")
    Mandate.objects.filter(role="auditor", agency=cast.other).delete()
    answer = post("/api/audit/exports", {}, **given)
    assert (answer.status_code, "semua instansi" in answer.json()["detail"]) == (403, True)
    assert not Event.objects.filter(kind="audit.exported").exists()


def test_every_reading_by_a_program_is_an_event_and_one_word_may_serve_two_reports(cast: Cast) -> None:
    bearer = token(cast, "pengelola", "reports:write")
    filed = [post("/api/reports", REPORT, **bearer, **{"Idempotency-Key": KEY + end}).json() for end in "ab"]
    for one in filed:
        assert post("/api/reports/follow-up", {"code": one["code"]}, **bearer).status_code == 200
        told = {"code": one["code"], "words": "Ada lagi.", "once": "pesan-ke-1"}
        assert [post("/api/reports/messages", told, **bearer).status_code for _ in range(2)] == [201, 201]
    assert [one.words for one in Message.objects.order_by("report")] == ["Ada lagi."] * 2
    read = Event.objects.filter(kind="api.report_read", who=f"{Token.objects.get().user_id}")
    assert sorted(read.values_list("case", flat=True)) == sorted([one["number"] for one in filed] * 3)


def test_the_draft_of_a_program_opens_with_its_token_alone(cast: Cast) -> None:
    """Whoever has the database and the settings tries numbers out that programs use as keys, and finds nothing."""
    bearer = token(cast, "pengelola", "reports:write")
    assert post("/api/reports", REPORT, **bearer, **{"Idempotency-Key": KEY}).status_code == 201
    kept = Token.objects.get()
    for known in (kept.pk, kept.mark, kept.name, kept.user_id, ""):
        own = hmac.digest(settings.SECRET_KEY.encode(), f"api draft {known} {KEY}".encode(), "sha256")
        assert draft.opened(own, clock.now()) is None
