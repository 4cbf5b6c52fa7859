"""Every contest's dates, which decide the status of a contestant and the class of an act."""

from __future__ import annotations

from collections.abc import Iterator

from docs.render.words import confidence, day, table
from netral.law.loader import load_rulebook
from netral.law.model import Contest

INTRO = """# Kalender · Calendars

Tanggal adalah hari di tempat pemilihan itu sendiri (WIB, WITA atau WIT). Status dan kelas berganti pada
pukul 00.00 hari penetapan. *Dates are days in the contest's own place; status and class change at midnight
of the day of designation.*

"""
PROFILE = {"registered": "sejak mendaftar (`registered`)", "publicly_declared": "sejak diumumkan (`publicly_declared`)"}


def page() -> str:
    """One section per contest."""
    contests = load_rulebook().contests
    return INTRO + "".join(_contest(contests[name]) for name in sorted(contests))


def _contest(contest: Contest) -> str:
    parts = [f"## {contest.id}\n\n**{contest.title.id}**  \n*{contest.title.en}*\n\n"]
    where = ", ".join(sorted(contest.regions))
    if contest.regional:
        parts.append(f"Per daerah: tulis `{contest.id}/<kode daerah>`{f' ({where})' if where else ''}.\n\n")
    if contest.placeholder:
        parts.append("Belum berkalender: tempat untuk aturan yang akan datang.\n\n")
    else:
        parts.append("Yang menentukan status:\n\n")
        parts.append(table(("status", "mulai", "keyakinan"), _statuses(contest)) + "\n")
    parts.append("Jadwal:\n\n" + table(("tahap", "mulai", "sampai dengan", "keyakinan", "catatan"), _events(contest)))
    parts.append(f"\nDasar: {'; '.join(citation.text for citation in contest.citations)}\n\n")
    return "".join(parts)


def _statuses(contest: Contest) -> Iterator[tuple[str, str, str]]:
    def sure(field: str) -> str:
        return confidence(contest.confidence[field]) if field in contest.confidence else "seperti jadwalnya"

    for profile, begins in sorted(contest.bakal_calon_from.items()):
        yield f"bakal calon, {PROFILE[profile]}", day(begins, none="belum diketahui"), sure(profile)
    yield "**calon: penetapan**", day(contest.calon_from), sure("calon_from")
    yield "tidak lagi calon", day(contest.calon_to), sure("calon_to")


def _events(contest: Contest) -> Iterator[tuple[str, str, str, str, str]]:
    for event in sorted(contest.events, key=lambda event: (event.starts, event.ends)):
        note = event.note.id if event.note else ""
        yield event.name, day(event.starts), day(event.ends), confidence(event.confidence), note
