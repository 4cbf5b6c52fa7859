"""A patrol is taken whole and once, or not at all with every reason; and what was dismissed stays dismissed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Official, User
from netral.portal.triage import actions
from netral.portal.triage.actions import Choice
from netral.portal.triage.contents import Contents, opened
from netral.portal.triage.models import Finding, Patrol
from tests.portal.cast import Cast, signed_in
from tests.portal.patrols import SILENT, manifest, packed, row, taken, zipped

PERMIT = "800/17/2024"


@pytest.fixture
def examiner(cast: Cast) -> User:
    return cast.holder("pemeriksa")


def rows(cast: Cast) -> list[dict[str, Any]]:
    one, two = cast.official.nip, cast.neighbour.nip
    stranger = cast.stranger.nip
    return [row(one, 1), row(one, 2, **SILENT), row(two, 3, verb="Create"), row(stranger, 4), row("0" * 18, 5)]


def upload(client: Client, content: bytes, **more: str) -> Any:
    sent = {"surat": PERMIT, "berwenang": "1", **more}
    return client.post("/kerja/patroli", {"berkas": SimpleUploadedFile("hasil.zip", content), **sent})


def test_a_patrol_is_taken_whole_and_people_outside_the_directory_are_counted_only(cast: Cast, examiner: User) -> None:
    client = signed_in(examiner)
    answer = upload(client, packed(rows(cast)))
    patrol = Patrol.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/kerja/patroli/{patrol.pk}")
    assert (patrol.fresh, patrol.unmatched, patrol.permit, patrol.uploaded_by) == (3, 2, PERMIT, examiner)
    assert {one.official for one in Finding.objects.all()} == {cast.official, cast.neighbour}
    page = client.get(answer.headers["Location"]).content.decode()
    assert "3 temuan dari 100 baris" in page
    assert all(words in page for words in ("Baris rusak, bukan JSON", "Hanya selama perekaman.", PERMIT))
    assert "kenari" not in page
    told = Event.objects.get(kind="triage.patrol")
    assert (told.role, told.who) == ("pemeriksa", str(examiner.pk))


def test_every_row_of_every_file_is_accounted_for(cast: Cast, examiner: User) -> None:
    patrol = taken(rows(cast), cast.agency, examiner, clock.now())
    (one,) = patrol.facts["inputs"]
    assert one["records"] == sum(one[name] for name in ("accepted", "rejected", "skipped", "duplicates"))


def test_the_same_patrol_twice_is_once(cast: Cast, examiner: User) -> None:
    client, zip_ = signed_in(examiner), packed(rows(cast))
    first, second = (upload(client, zip_).headers["Location"] for _ in range(2))
    assert second == f"{first}?sudah=1"
    assert (Patrol.objects.count(), Finding.objects.count()) == (1, 3)
    assert "Tidak ada yang masuk dua kali" in client.get(second).content.decode()
    assert Event.objects.filter(kind="triage.patrol").count() == 1


def test_a_second_patrol_brings_in_only_what_is_new(cast: Cast, examiner: User) -> None:
    taken(rows(cast), cast.agency, examiner, clock.now())
    more = taken([*rows(cast), row(cast.official.nip, 6)], cast.agency, examiner, clock.now())
    assert (more.fresh, more.again, more.returned) == (1, 3, 0)
    assert Finding.objects.count() == 4


def without(cast: Cast, *names: str) -> bytes:
    with zipfile.ZipFile(BytesIO(packed(rows(cast)))) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    return zipped({name: content for name, content in files.items() if Path(name).name not in names})


def changed(cast: Cast, **how: Any) -> bytes:
    """A manifest that says otherwise than the findings."""
    told = manifest(rows(cast))
    told["counts"] |= how
    return packed(rows(cast), told=told)


def tampered(cast: Cast) -> bytes:
    found = rows(cast)
    found[2]["official_id"] = cast.official.nip
    return packed(found)


def other_csv(cast: Cast) -> bytes:
    into = BytesIO(packed(rows(cast)))
    with zipfile.ZipFile(into) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["out/findings.csv"] = files["out/findings.csv"].replace(b"Like", b"Join")
    return zipped(files)


BROKEN = {
    "no zip": (lambda _: b"finding_id,official_id\n", "Ini bukan zip"),
    "a climbing name": (lambda _: zipped({"../manifest.json": b"{}"}), "Arsip"),
    "a bomb": (lambda _: zipped({"manifest.json": b"\0" * (600 << 20)}), ""),
    "no manifest": (lambda cast: without(cast, "manifest.json"), "manifest.json tidak ada"),
    "two patrols": (lambda cast: zipped({"a/manifest.json": b"{}", "b/manifest.json": b"{}"}), "lebih dari satu"),
    "no patrol's manifest": (lambda cast: packed(rows(cast), told={"kind": "lain"}), "manifest.json tidak terbaca"),
    "another number of findings": (lambda cast: changed(cast, findings=7), "manifest.json menyebut 7 temuan"),
    "other sums": (lambda cast: changed(cast, records=101), "records"),
    "other verdicts": (lambda cast: changed(cast, by_verdict_literal={}), "verdict_literal"),
    "a finding given to somebody else": (tampered, "1 temuan berubah sesudah patroli"),
    "another table for people": (other_csv, "tidak berisi hal yang sama"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_does_not_belong_together_is_refused_in_words(cast: Cast, examiner: User, what: str) -> None:
    make, words = BROKEN[what]
    answer = upload(signed_in(examiner), make(cast))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Tidak ada yang disimpan" in page
    assert not Patrol.objects.exists()
    assert not Finding.objects.exists()


@pytest.mark.parametrize("left_out", ["surat", "berwenang", "berkas"])
def test_nothing_is_taken_without_permit_statement_and_file(cast: Cast, examiner: User, left_out: str) -> None:
    sent = {"surat": PERMIT, "berwenang": "1", "berkas": SimpleUploadedFile("hasil.zip", packed(rows(cast)))}
    del sent[left_out]
    assert signed_in(examiner).post("/kerja/patroli", sent).status_code == 422
    assert not Patrol.objects.exists()


def test_a_real_patrol_is_taken(cast: Cast, examiner: User, tmp_path: Path) -> None:
    out = tmp_path / "out"
    subprocess.run([sys.executable, "-m", "netral", "demo", "--out", str(out)], check=True, capture_output=True)
    told = json.loads((out / "manifest.json").read_bytes())
    Official.objects.create(agency=cast.agency, unit=cast.top, nip="0000000001", name="Pegawai Karangan 9")
    found = opened(BytesIO(zipped({path.name: path.read_bytes() for path in out.iterdir()})))  # type: ignore[arg-type]
    assert isinstance(found, Contents)
    assert found.manifest["counts"] == told["counts"]
    assert upload(signed_in(examiner), zipped({p.name: p.read_bytes() for p in out.iterdir()})).status_code == 302
    patrol = Patrol.objects.get()
    assert (patrol.fresh, patrol.fresh + patrol.unmatched) == (2, told["counts"]["findings"])


def dismissed(cast: Cast, examiner: User) -> Finding:
    taken(rows(cast), cast.agency, examiner, clock.now())
    finding = Finding.objects.get(verdict_literal="not_regulated")
    actions.weigh(finding, examiner, Choice("ditutup", "tidak_diatur"), version=1, now=clock.now())
    return finding


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ({}, ""),
        ({"register": "b" * 64}, "daftar"),
        ({"rulebook_sha256": "c" * 64}, "aturan"),
        ({"mitigating": "undone"}, "temuan"),
    ],
)
def test_what_was_dismissed_comes_back_only_for_a_reason_that_it_tells(
    cast: Cast, examiner: User, what: dict[str, str], why: str
) -> None:
    finding = dismissed(cast, examiner)
    register = {"register": what["register"]} if "register" in what else {}
    columns = {name: value for name, value in what.items() if name != "register"}
    again = [{**one, **columns} for one in rows(cast)] + [{**row(cast.official.nip, 9), **columns}]
    patrol = taken(again, cast.agency, examiner, clock.now(), **register)
    finding.refresh_from_db()
    assert (finding.state, finding.back) == (("menunggu", why) if why else ("ditutup", ""))
    assert patrol.returned == (1 if why else 0)
    page = signed_in(examiner).get(f"/kerja/temuan/{finding.number}").content.decode()
    words = {"daftar": "daftar berubah", "aturan": "buku aturan berubah", "temuan": "temuannya berubah"}
    assert ("Kembali karena" in page) == bool(why)
    assert words.get(why, "") in page
    assert "Perbuatan ini tidak diatur" in page


def test_what_was_forwarded_is_no_longer_the_desk_s(cast: Cast, examiner: User) -> None:
    taken(rows(cast), cast.agency, examiner, clock.now())
    finding = Finding.objects.filter(verdict_literal="prohibited", verb="Like").get()
    actions.weigh(finding, examiner, Choice("diteruskan", "satu_bacaan"), version=1, now=clock.now())
    taken([{**one, "rulebook_sha256": "c" * 64} for one in rows(cast)], cast.agency, examiner, clock.now())
    finding.refresh_from_db()
    assert finding.state == "diteruskan"


def test_an_act_that_the_register_now_gives_to_another_is_not_pursued_against_the_first(
    cast: Cast, examiner: User
) -> None:
    """A handle was another's all along: the same export again, and whoever was named first can no longer be pursued."""
    taken([row(cast.neighbour.nip, 1)], cast.agency, examiner, clock.now())
    first = Finding.objects.get()
    taken([row(cast.official.nip, 1)], cast.agency, examiner, clock.now(), register="b" * 64)
    first.refresh_from_db()
    second = Finding.objects.exclude(pk=first.pk).get()
    assert (second.official, second.number != first.number) == (cast.official, True)
    denied = actions.weigh(first, examiner, Choice("diteruskan", "satu_bacaan"), version=first.version, now=clock.now())
    assert isinstance(denied, Denial)
    assert "tidak lagi menemukannya" in signed_in(examiner).get(f"/kerja/temuan/{first.number}").content.decode()
    assert not isinstance(
        actions.weigh(second, examiner, Choice("diteruskan", "satu_bacaan"), version=1, now=clock.now()), Denial
    )


def test_two_agencies_take_the_same_export(cast: Cast, examiner: User) -> None:
    taken([row(cast.official.nip, 1)], cast.agency, examiner, clock.now())
    abroad = cast.holder("pemeriksa", agency=cast.other)
    taken([row(cast.stranger.nip, 1)], cast.other, abroad, clock.now())
    assert Finding.objects.count() == 2


def test_a_filter_by_what_is_missing_means_that_fact_and_no_other(cast: Cast, examiner: User) -> None:
    missing = ("at", "actor.relation;circumstances.state_facility")
    taken(
        [row(cast.official.nip, at, missing_facts=one) for at, one in enumerate(missing)],
        cast.agency,
        examiner,
        clock.now(),
    )
    page = signed_in(examiner).get("/kerja/temuan?kurang=at").content.decode()
    shown = [one.number for one in Finding.objects.all() if one.number in page]
    assert shown == [Finding.objects.get(missing_facts="at").number]


def test_whoever_examines_a_part_says_nothing_of_the_whole(cast: Cast) -> None:
    """A patrol of theirs, also one made by hand, would rewrite findings elsewhere, and stop any from being pursued."""
    rows = [row(cast.official.nip, 1), row(cast.neighbour.nip, 2)]
    taken(rows, cast.agency, cast.holder("pemeriksa"), clock.now())
    before = list(Finding.objects.order_by("pk").values("version", "back", "content"))
    part = signed_in(cast.holder("pemeriksa", unit=cast.beside))
    sent = {"berkas": BytesIO(packed([], told=manifest([], records=200))), "surat": "800/17/2024", "berwenang": "1"}
    answer = part.post("/kerja/patroli", sent)
    assert (answer.status_code, "pemeriksa seluruh instansi" in answer.content.decode()) == (422, True)
    assert list(Finding.objects.order_by("pk").values("version", "back", "content")) == before


def test_what_is_missing_is_said_at_its_field_and_led_to(cast: Cast, examiner: User) -> None:
    answer = signed_in(examiner).post("/kerja/patroli", {})
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in ("berkas", "surat", "berwenang"):
        said = re.search(rf'<a href="#{field}">([^<]+)</a>', page)
        assert said
        assert f'<span id="{field}-galat"><span class="galat">{said[1]}</span>' in page
        assert re.search(rf'id="{field}"[^>]*aria-describedby="[^"]*{field}-galat', page)
