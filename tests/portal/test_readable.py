"""What no database could keep is taken out of every form and address before a page reads it."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.test import Client

from netral.portal import clock
from netral.portal.api import tokens
from netral.portal.intake.models import Report
from netral.portal.triage.contents import opened
from netral.portal.triage.models import Finding, Patrol
from tests.portal.cast import Cast, signed_in
from tests.portal.patrols import manifest, packed, row, taken
from tests.portal.reporting import WHAT, WHOM, sent

FIELDS = {"keputusan": "ditutup", "alasan": "ganda", "terlihat": "1"}


@pytest.fixture
def finding(cast: Cast) -> Finding:
    taken([row(cast.official.nip, 1)], cast.agency, cast.holder("pemeriksa"), clock.now())
    return Finding.objects.get()


def test_a_note_keeps_no_nul(cast: Cast, finding: Finding) -> None:
    client = signed_in(cast.holder("pemeriksa"))
    assert client.post(f"/kerja/temuan/{finding.number}", {**FIELDS, "catatan": "di\0baca"}).status_code == 302
    assert finding.weighings.get().words == "dibaca"


def test_half_a_sign_becomes_one_that_says_so(cast: Cast, finding: Finding) -> None:
    """Only a charset of the sender's choice brings one: in UTF-8 there is none."""
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in FIELDS.items()
    ]
    note = '--b\r\nContent-Disposition: form-data; name="catatan"\r\n\r\nh+2AA-b\r\n--b--\r\n'
    client = signed_in(cast.holder("pemeriksa"))
    form = ("".join(parts) + note).encode()
    kind = "multipart/form-data; boundary=b; charset=utf-7"
    assert client.generic("POST", f"/kerja/temuan/{finding.number}", form, content_type=kind).status_code == 302
    assert finding.weighings.get().words == "h�b"


def test_a_permit_keeps_no_nul(cast: Cast, tmp_path: object) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("hasil.zip", packed([row(cast.official.nip, 1)]))
    told = {"berkas": file, "surat": "800/\x0017", "berwenang": "1"}
    assert signed_in(cast.holder("pemeriksa")).post("/kerja/patroli", told).status_code == 302
    assert Patrol.objects.get().permit == "800/17"


def test_a_report_keeps_no_nul_in_any_of_its_fields(cast: Cast) -> None:
    what = {**WHAT, "story": WHAT["story"] + "\0", "happened_at": "20\0.15", "place": "Au\0la"}
    report = sent(Client(), what=what, whom={**WHOM, "whom": "Ca\0mat", "where_works": "Kan\0tor"})
    kept = (report.story, report.happened_at, report.place, report.whom, report.where_works)
    assert kept == (WHAT["story"], "20.15", "Aula", "Camat", "Kantor")


@pytest.mark.parametrize(
    "address",
    ["/kerja/temuan/%00", "/kerja/laporan/%00", "/kartu/%00", "/aturan/%00", "/kerja/laporan/%00/buka"],
)
def test_an_address_with_a_nul_is_nobodys(cast: Cast, address: str) -> None:
    assert signed_in(cast.holder("pemeriksa")).get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("pengelola", "/kerja/pegawai?cari=%00&unit=%00"),
        ("auditor", "/audit?perkara=%00&jenis=%00&peran=%00"),
        ("pemeriksa", "/kerja/temuan?perbuatan=%00&halaman=%00"),
        ("pemeriksa", "/kerja/laporan?keadaan=%00"),
    ],
)
def test_a_question_with_a_nul_is_answered(cast: Cast, role: str, address: str) -> None:
    assert signed_in(cast.holder(role)).get(address).status_code == 200


def test_a_login_with_a_nul_is_only_wrong(cast: Cast) -> None:
    assert Client().post("/masuk", {"akun": "a\0", "sandi": "b\0"}).status_code == 422
    assert Client().post("/lapor/buka", {"kode": "\0" * 16}).status_code == 404
    assert not Report.objects.exists()


@pytest.mark.parametrize("name", ["rulebook", "inputs"])
def test_a_manifest_with_a_nul_is_none(cast: Cast, name: str) -> None:
    rows = [row(cast.official.nip, 1)]
    told = manifest(rows)
    told["rulebook"]["version"] = "\0" if name == "rulebook" else "2026.11"
    told["inputs"][0]["format"] = "\0" if name == "inputs" else "jetstream"
    found = opened(BytesIO(packed(rows, told=told)))  # type: ignore[arg-type]
    assert isinstance(found, list)
    assert "manifest.json" in str(found[0].reason)


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
def test_a_program_is_told_what_does_not_fit(cast: Cast, sign: str) -> None:
    secret = tokens.make(cast.holder("pengelola"), name="uji", scopes=["reports:write"], days=30, now=clock.now())
    told = json.dumps({"code": "X", "words": "KATA", "once": "x" * 8}).replace("KATA", f"kata{sign}")
    answer = Client().post(
        "/api/reports/messages", told, content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.status_code in (400, 422)
