"""A draft becomes a report: sealed, recorded, receipted, in one transaction, however often it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from netral.evidence import canonical
from netral.evidence.event import Happening
from netral.evidence.verify.receipt import fingerprint
from netral.portal.audit import seals
from netral.portal.audit.actions import record
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, Unit
from netral.portal.intake import alike, codes, draft, files
from netral.portal.intake.draft import Writing
from netral.portal.intake.models import Attachment, Band, Draft, DraftFile, Message, Report, Step, moment
from netral.portal.intake.receivers import Receivers, reach_nobody, receivers
from netral.portal.signin.keyed import new_code

SIGNS = 6
"""Of a report's public number: drawn, not counted, so that it says nothing of how many there are."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file, ready to be written: what is told of it, the original, and its copy in the store."""

    about: dict[str, Any]
    original: bytes
    view: str


def file(writing: Writing, agency: Agency, *, now: datetime) -> Writing | Denial:
    """File the draft; the same report again where it was filed already (a second press, an answer that was lost).

    Either all of it is there afterwards, report, event, seal and receipt, or nothing, and the draft as it was.
    """
    with files.held():
        return _filed(writing, agency, now=now)


def _filed(writing: Writing, agency: Agency, *, now: datetime) -> Writing | Denial:
    # Copies first: a crash leaves at most a copy that no record tells of.
    try:
        prepared = [_prepared(writing, one) for one in writing.files]
    except DraftFile.DoesNotExist:
        # Sent a moment ago by another press, or changed by another window.
        there = draft.opened(writing.key, now)
        return there if there is not None and there.sent is not None else _moved()
    with transaction.atomic():
        held = draft.opened(writing.key, now, lock=True)
        if held is None:
            return Denial(_("Isian ini sudah dihapus karena lebih dari 60 menit tidak disentuh. Mulai lagi."))
        if held.sent is not None:
            return held
        if held.files != writing.files:
            return _moved()
        to = to_whom(held, agency, avoided=held.told["you"]["avoided"], now=now)
        if reach_nobody(to, on=now.date()):
            words = _("Tidak ada petugas yang boleh membaca laporan ini: semuanya Anda hindari, atau dari bagian itu. ")
            return Denial(
                words + _("Pilih lebih sedikit petugas, kosongkan bagiannya, atau lapor langsung ke Bawaslu.")
            )
        if (held.told["you"]["named"] or prepared) and not to.keys:
            return Denial(_("Tidak ada petugas yang dapat menyimpan nama atau berkas Anda. Kirim tanpa itu."))
        held.sent = _file(held, prepared, to, now)
        held.told, held.files = {}, []
        held.save(now)
        Draft.objects.get(id=held.id).files.all().delete()
    return held


def _moved() -> Denial:
    return Denial(_("Berkas baru saja berubah di jendela lain. Periksa lagi, lalu kirim."))


def to_whom(writing: Writing, agency: Agency, *, avoided: Collection[int], now: datetime) -> Receivers:
    """Who could open what this draft seals."""
    chosen = writing.told["who"]["unit"]
    unit = Unit.objects.filter(agency=agency, pk=chosen).first() if chosen else None
    return receivers(agency, unit, avoided=avoided, on=now.date())


def _file(writing: Writing, prepared: list[Prepared], to: Receivers, now: datetime) -> dict[str, Any]:
    what, who, you = (writing.told[page] for page in ("what", "who", "you"))
    code, number = codes.make(), f"L-{now.year}-{new_code(SIGNS)}"
    report = Report(
        number=number,
        code=codes.kept(code),
        agency=to.agency,
        unit=to.unit,
        received_at=moment(now),
        state="diterima",
        contest=what["contest"],
        story=what["story"],
        happened_on=date.fromisoformat(what["happened_on"]),
        happened_at=what["happened_at"],
        known_on=date.fromisoformat(what["known_on"]),
        place=what["place"],
        whom=who["whom"],
        where_works=who["where_works"],
        link=who["link"],
        named=you["named"],
        colleague=you["colleague"],
        receipt=b"",
        **_of_desk(writing),
    )
    if you["named"]:
        report.identity = to.keep(orjson.dumps(you["identity"]), now=now)
    report.alike = _group(report)
    # Of all that is filed, by digest: whoever has the report can show that the receipt is of it.
    salt, content = secrets.token_bytes(16), filed(report, [one.about["sha256"] for one in prepared])
    happened = Happening(
        kind="intake.received",
        who={"role": "pelapor", "id": number},
        why="laporan dikirim",
        case=number,
        after=fingerprint(salt, content),
        facts={"named": report.named, "files": len(prepared), "channel": report.channel},
    )
    event = record(happened, now=now)
    seals.seal(now)
    report.receipt = seals.receipt_of(event.seq, salt)
    report.save()
    report.avoided.set(to.without)
    Step.objects.create(report=report, state=report.state, at=report.received_at)
    Band.objects.bulk_create(Band(report=report, band=one) for one in alike.bands(report.story))
    attach(report, prepared, to, now=now)
    return {"code": code, "number": number, "at": report.received_at.isoformat(), "kept": False}


def filed(report: Report, digests: list[str]) -> bytes:
    """What was filed, as bytes: everything but who filed it."""
    told: dict[str, Any] = {
        "format": "netral-report/1",
        "number": report.number,
        "story": report.story,
        "happened": f"{report.happened_on.isoformat()} {report.happened_at}".strip(),
        "known": report.known_on.isoformat(),
        "place": report.place,
        "whom": report.whom,
        "where_works": report.where_works,
        "link": report.link,
        "files": digests,
    }
    return canonical.encode(told)


def attach(
    report: Report, prepared: list[Prepared], to: Receivers, *, now: datetime, message: Message | None = None
) -> None:
    """Seal the originals to whoever may read the report; the copies lie in the store already."""
    for one in prepared:
        Attachment.objects.create(
            report=report,
            message=message,
            media_type=one.about["media_type"],
            size=one.about["size"],
            sha256=one.about["sha256"],
            box=to.keep(one.original, now=now),
            view=one.view,
            view_type=one.about["view_type"],
        )


def prepared(taken: files.Taken) -> Prepared:
    """A file that came outside a draft."""
    return Prepared(taken.about(), taken.original, files.keep_view(taken.view) if taken.view is not None else "")


def _prepared(writing: Writing, about: dict[str, Any]) -> Prepared:
    original, view = writing.content(about)
    return Prepared(about, original, files.keep_view(view) if view is not None else "")


def _of_desk(writing: Writing) -> dict[str, Any]:
    """What a clerk said who takes a report for somebody: by which way it came, and its numbers elsewhere."""
    if writing.desk is None:
        return {}
    told = writing.desk
    return {"channel": told["channel"], "taken_by_id": told["by"], "sbt": told["sbt"], "lapor": told["lapor"]}


def _group(report: Report) -> Report | None:
    """The first of the reports that tell nearly the same, of this agency."""
    near = Report.objects.filter(agency=report.agency, bands__band__in=alike.bands(report.story)).distinct()
    found = alike.nearest(report.story, near.order_by("pk").values_list("pk", "story")[:200])
    return None if found is None else (one := Report.objects.get(pk=found)).alike or one
