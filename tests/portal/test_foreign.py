"""Another agency's record and one that does not exist get the same answer, byte for byte, whoever asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from netral.portal import clock
from netral.portal.api.models import Token
from netral.portal.contests.models import Upload
from netral.portal.directory.models import Conflict, Mandate, Proposal, Staged
from netral.portal.directory.releases import Release
from netral.portal.intake.models import Attachment, Draft, DraftFile
from netral.portal.sealed.boxes import keep
from netral.portal.sealed.models import Handover
from netral.portal.signin.models import Reset
from netral.portal.triage.models import Finding
from tests.portal.access import OUTSIDER, WHO
from tests.portal.cast import BEGAN, DAY, Cast, signed_in
from tests.portal.patrols import row, taken
from tests.portal.reporting import examiner, sent
from tests.portal.test_access import NOWHERE, TABLE

NOBODY_S = {"kartu/<str:address>", "kartu/<str:address>.svg", "kartu/<str:address>.png", "kartu/<str:address>.pdf"} | {
    "aturan/<slug:norm_id>"
}
"""What anybody may read: it belongs to no agency."""
UNIT = ("/nama", "/pindah", "/pindah/putus", "/akhiri")
"""What can be done with a unit."""


def foreign(cast: Cast) -> Mapping[str, dict[str, Any]]:
    """For each address of a record: one that is there, and is another agency's or another person's."""
    away = {"agency": cast.other}
    there = examiner(cast, **away)
    there_too = examiner(cast, **away)
    report = sent(Client())
    report.agency, report.unit = cast.other, cast.abroad
    report.save()
    now = clock.now()
    box = keep(b"isi", agency=cast.other, keys=[there.keys.get()], now=now)
    attachment = Attachment.objects.create(
        report=report, media_type="image/jpeg", size=1, sha256="sha256:00", box=box, view="", view_type=""
    )
    taken([row(cast.stranger.nip, 1)], cast.other, there, now)
    finding = Finding.objects.get()
    staged = Staged.objects.create(
        user=cast.holder("pengelola", **away),
        agency=cast.other,
        name="pegawai.csv",
        sha256="0" * 64,
        rows=b"",
        made=now,
    )
    upload = Upload.objects.create(
        user=cast.holder("admin", **away), agency=cast.other, name="p.csv", sha256="0" * 64, rows=b"", made=now
    )
    proposal = Proposal.objects.create(
        user=there, role="pemeriksa", agency=cast.other, valid_from=BEGAN, proposed_by=cast.granter, proposed_at=now
    )
    reset = Reset.objects.create(user=there, why="hilang", proposed_by=cast.granter, proposed_at=clock.running())
    conflict = Conflict.objects.create(user=there_too, unit=cast.abroad, why="keluarga", declared_at=now)
    release = Release.objects.create(conflict=conflict, why="pindah", asked_by=there_too, asked_at=now)
    # An auditor's mandate is over both agencies, and decides where there is no head: there is one.
    cast.holder("ppk", **away)
    handover = Handover.objects.create(
        agency=cast.other, from_key=there.keys.get(), to_key=there_too.keys.get(), proposed_by=there, proposed_at=now
    )
    token = Token.objects.create(user=there, name="x", mark="0" * 64, scopes="calendar", made_on=BEGAN, until=DAY)
    draft = Draft.objects.create(id="0" * 64, cipher=b"", touched_at=now)
    file = DraftFile.objects.create(draft=draft, original=b"")
    mandate = Mandate.objects.filter(user=there).get()
    return {
        "kerja/pegawai/<int:pk>": {"pk": cast.stranger.pk},
        "kerja/pegawai/impor/<uuid:pk>": {"pk": staged.pk},
        "kerja/pegawai/impor/<uuid:pk>/perbaikan.csv": {"pk": staged.pk},
        "kelola/peserta/impor/<uuid:pk>": {"pk": upload.pk},
        "kelola/peserta/impor/<uuid:pk>/perbaikan.csv": {"pk": upload.pk},
        **{f"kelola/unit/<int:pk>{what}": {"pk": cast.abroad.pk} for what in ("", *UNIT)},
        "kelola/peran/<int:pk>/akhiri": {"pk": mandate.pk},
        "kelola/peran/usulan/<int:pk>": {"pk": proposal.pk},
        "kelola/bukti/<int:pk>": {"pk": reset.pk},
        "kelola/benturan/<int:pk>": {"pk": release.pk},
        "saya/benturan/<int:pk>/akhiri": {"pk": conflict.pk},
        "kelola/kunci/<int:pk>": {"pk": handover.pk},
        "kerja/laporan/<str:number>": {"number": report.number},
        "kerja/laporan/<str:number>/buka": {"number": report.number},
        "kerja/laporan/<str:number>/berkas/<uuid:attachment_id>": {
            "number": report.number,
            "attachment_id": attachment.pk,
        },
        "lapor/pihak/<uuid:file_id>/hapus": {"file_id": file.pk},
        "kerja/patroli/<int:pk>": {"pk": finding.patrol_id},
        "kerja/temuan/<str:number>": {"number": finding.number},
        "saya/token/<int:number>/akhiri": {"number": token.pk},
    }


def filled(address: str, ids: Mapping[str, Any] | None) -> str:
    """The address with these ids, or with such as nothing has."""
    return "/" + re.sub(
        r"<(?:(\w+):)?(\w+)>", lambda found: f"{ids[found[2]]}" if ids else NOWHERE[found[1] or "str"], address
    )


def answer(client: Client, method: str, path: str) -> tuple[int, str, bytes]:
    """Status, where it leads, and what it says, but for the path itself and the form's token."""
    got = getattr(client, method)(path)
    body = re.sub(rb'(name="csrfmiddlewaretoken" value=")\w+', rb"\1", b"".join(got))
    return got.status_code, got.headers.get("Location", "").replace(path, "…"), body.replace(path.encode(), b"...")


def test_every_address_of_a_record_is_asked_for_here(cast: Cast) -> None:
    assert {address for address in TABLE if "<" in address and not address.startswith("^")} - NOBODY_S == set(
        foreign(cast)
    )


@pytest.mark.parametrize("who", WHO)
def test_what_is_another_s_is_as_if_it_were_not_there(cast: Cast, who: str) -> None:
    there = foreign(cast)
    client = Client() if who == OUTSIDER else signed_in(cast.holder(who))
    for address, ids in there.items():
        for method in ("get", "post"):
            assert answer(client, method, filled(address, ids)) == answer(client, method, filled(address, None)), (
                method,
                address,
            )


def test_whose_it_is_finds_it(cast: Cast) -> None:
    there = foreign(cast)
    examiner_of_it = signed_in(Finding.objects.get().patrol.uploaded_by)
    clerk_of_it = signed_in(Staged.objects.get().user)
    for client, address in (
        (examiner_of_it, "kerja/temuan/<str:number>"),
        (examiner_of_it, "kerja/patroli/<int:pk>"),
        (examiner_of_it, "kerja/laporan/<str:number>"),
        (clerk_of_it, "kerja/pegawai/<int:pk>"),
    ):
        assert answer(client, "get", filled(address, there[address]))[0] == 200, address
