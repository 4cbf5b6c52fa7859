"""Every contest's dates, which decide the status of a contestant and the class of an act."""

from __future__ import annotations

from collections.abc import Iterator

from netral.law.loader import load_rulebook

from docs.render.words import confidence, day, table
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
    if contest.placeholder:
        parts.append("Belum berkalender: tempat untuk aturan yang akan datang.\n\n")
    where = ", ".join(sorted(contest.regions))
    if contest.regional:
        parts.append(f"Per daerah: tulis `{contest.id}/<kode daerah>`{f' ({where})' if where else ''}.\n\n")
    parts.append(table(("tahap", "mulai", "sampai dengan", "keyakinan", "catatan"), _rows(contest)) + "\n")
    parts.append(f"Dasar: {'; '.join(citation.text for citation in contest.citations)}\n\n")
    return "".join(parts)


def _rows(contest: Contest) -> Iterator[tuple[str, str, str, str, str]]:
    def sure(field: str) -> str:
        return confidence(contest.confidence[field]) if field in contest.confidence else ""

    for profile, begins in contest.bakal_calon_from.items():
        yield (
            f"bakal calon {PROFILE.get(profile, profile)}",
            day(begins, none="belum diketahui"),
            "",
            sure("bakal_calon_from"),
            "",
        )
    if contest.calon_from:
        yield "**penetapan: menjadi calon**", day(contest.calon_from), "", sure("calon_from"), ""
    for field, span in (("campaign", contest.campaign), ("masa_tenang", contest.masa_tenang)):
        if span:
            yield (
                {"campaign": "kampanye", "masa_tenang": "masa tenang"}[field],
                day(span[0]),
                day(span[1]),
                sure(field),
                "",
            )
    if contest.vote:
        yield "pemungutan suara", day(contest.vote), day(contest.vote), sure("vote"), ""
    if contest.recap_to:
        yield "rekapitulasi", "", day(contest.recap_to), sure("recap_to"), ""
    if contest.calon_to:
        yield "tidak lagi calon", day(contest.calon_to), "", sure("calon_to"), ""
    for event in contest.events:
        yield (
            event.name,
            day(event.starts),
            day(event.ends),
            confidence(event.confidence),
            event.note.id if event.note else "",
        )
