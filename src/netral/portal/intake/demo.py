"""Reports of the demonstration: in every state, with and without a name, of invented people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, Unit, User
from netral.portal.intake import actions, draft, filing
from netral.portal.intake.models import Report

CONTEST = "pilkada-2024"


@dataclass(frozen=True, slots=True)
class Told:
    """A story, whom it is about and where they work, how long ago; `way`: the states it went through, with reasons."""

    story: str
    whom: str
    unit: str
    days: int
    named: bool = False
    way: tuple[tuple[str, str], ...] = ()
    message: str = ""


STORIES = (
    Told("Seorang guru membagikan tautan kampanye pasangan nomor urut 1 di grup wali murid.", "Guru SD", "09.", 1),
    Told(
        "Guru membagikan tautan kampanye pasangan nomor urut 1 di grup wali murid kelas tiga.", "Guru kelas", "09.", 1
    ),
    Told(
        "Kepala puskesmas hadir di acara relawan memakai kaus dan mengangkat dua jari.", "Kepala puskesmas", "", 2, True
    ),
    Told("Staf kantor menyukai unggahan akun pemenangan beberapa kali pada jam kerja.", "Staf", "04.", 4, True),
    Told(
        "Mobil dinas berpelat merah dipakai membawa spanduk ke lapangan pada hari Minggu.",
        "Sopir kantor",
        "",
        5,
        way=(("kajian_awal", "lengkap"),),
        message="Apakah Anda mencatat pelat mobilnya?",
    ),
    Told(
        "Seorang pejabat menyuruh bawahannya hadir di deklarasi dan mengisi daftar hadir.",
        "Kepala bidang",
        "",
        9,
        True,
        (("kajian_awal", "lengkap"), ("diteruskan", "lengkap")),
    ),
    Told(
        "Tetangga saya mendukung salah satu calon di warung kopi.",
        "Tetangga",
        "",
        12,
        way=(("dihentikan", "bukan_pegawai"),),
    ),
    Told(
        "Katanya ada pegawai yang ikut rapat tim, tetapi saya tidak melihat sendiri.",
        "Pegawai",
        "",
        14,
        way=(("informasi_awal", "kurang"),),
    ),
    Told("Pegawai memasang stiker di motornya sendiri di tempat parkir kantor.", "Pegawai", "", 3),
)


EARLIER = (
    Told("Di pasar ada orang berseragam yang ikut menonton orasi calon dari jauh.", "Tidak tahu", "", 2),
    Told("Bendera partai dipasang di pagar rumah dinas selama satu malam.", "Penghuni rumah dinas", "", 3),
    Told("Pegawai bagian keuangan mengirim stiker calon di percakapan keluarganya.", "Pegawai keuangan", "", 1),
)
"""What became no case, half a year before and more."""
LONG_AGO = timedelta(days=215)


def fill_earlier(agency: Agency, examiner: User) -> None:
    """File those, and stop them, as of that day; before anything else happens, since the ledger has one order."""
    then = clock.now() - LONG_AGO
    for told in EARLIER:
        report = _filed(agency, told, then)
        actions.weigh(report, examiner, state="dihentikan", reason="kurang", words="", seen=report.state, now=then)


def fill(agency: Agency, examiner: User) -> None:
    """File them through the same door as everybody; one is withdrawn."""
    for number, told in enumerate(STORIES):
        report = _filed(agency, told, clock.now())
        for state, reason in told.way:
            actions.weigh(report, examiner, state=state, reason=reason, words="", seen=report.state, now=clock.now())
        if told.message:
            actions.write(report, examiner, told.message, token=f"peragaan-{number}", now=clock.now())
        if number == len(STORIES) - 1:
            actions.withdraw(report, now=clock.now())


def _filed(agency: Agency, told: Told, now: datetime) -> Report:
    happened = now.date() - timedelta(days=told.days)
    unit = Unit.objects.filter(agency=agency, path=told.unit).first()
    writing = draft.begun()
    writing.told = {
        "what": _what(told, happened),
        "who": {"whom": told.whom, "unit": f"{unit.pk}" if unit else "", "where_works": "", "link": ""},
        "you": {
            "named": told.named,
            "identity": {"name": "Pelapor Karangan", "address": "Jalan Karangan", "contact": "0800 000 000"},
            "avoided": [],
            "colleague": "diam",
        },
    }
    writing.save(now)
    done = filing.file(writing, agency, now=now)
    draft.forget(writing)
    assert not isinstance(done, Denial), done.reason
    assert done.sent is not None
    return Report.objects.get(number=done.sent["number"])


def _what(told: Told, happened: date) -> dict[str, str]:
    day = happened.isoformat()
    return {
        "story": told.story,
        "happened_on": day,
        "happened_at": "",
        "known_on": day,
        "place": "",
        "contest": CONTEST,
    }
