"""What becomes of a patrol's findings? New, the same as before, or back on the desk; the same patrol twice is once."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from netral.evidence.event import Happening
from netral.portal.audit.actions import record
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, Official, User
from netral.portal.sealed.actions import who
from netral.portal.triage.contents import Contents
from netral.portal.triage.deadlines import due_on
from netral.portal.triage.models import ROLE, Earlier, Finding, Patrol
from netral.portal.triage.states import DISMISSED, FORWARDED, GONE, WAITING

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WEIGHED = (
    *("role", "target_status", "phase", "platform", "verb", "occurred_at", "precision", "match_basis", "owner_basis"),
    *("verdict_literal", "verdict_practice", "class_literal", "class_practice", "norms", "missing_facts"),
    *("mitigating", "conflicts"),
)
"""What a person sees and decides on; of a finding that is equal in it nothing has changed."""
KEPT = (
    *("finding_id", "contest", "contestant_id", "activity_id", "object_id", "url", *WEIGHED),
    *("sources", "source_sha256", "source_row", "rulebook_sha256"),
)
_CHUNK = 5000
_BATCH = 1000
Row = dict[str, Any]


def take(contents: Contents, *, agency: Agency, user: User, permit: str, now: datetime) -> tuple[Patrol, bool] | Denial:
    """The patrol and whether it is new; findings of people outside the directory are counted, and kept nowhere."""
    if not permit.strip():
        return Denial(_("Tulis nomor surat tugas yang mengizinkan patroli ini."))
    with transaction.atomic():
        # Whoever uploads at the same time waits: what is there is compared with what comes.
        Agency.objects.select_for_update().get(pk=agency.pk)
        # Of a part of it nobody uploads: a patrol says of every finding of the agency what has become of it.
        if not user.mandates.on(now.date()).filter(role=ROLE, agency=agency, unit=None).exists():
            return of_a_part()
        there = Patrol.objects.filter(agency=agency, sha256=contents.sha256).first()
        if there is not None:
            return there, False
        patrol = _patrol(contents, agency, user, permit.strip()[:120], now)
        counted = _kept(patrol, contents, now.date())
        for name in ("fresh", "again", "returned", "unmatched"):
            setattr(patrol, name, counted[name])
        patrol.save()
        facts = {**counted, "findings": contents.findings.num_rows, "sha256": patrol.sha256}
        record(Happening("triage.patrol", who(user), patrol.permit, facts=facts), now=now)
    return patrol, True


def of_a_part() -> Denial:
    """The refusal for whoever examines less than the agency."""
    return Denial(_("Anda bukan pemeriksa seluruh instansi ini."))


def _patrol(contents: Contents, agency: Agency, user: User, permit: str, now: datetime) -> Patrol:
    manifest = contents.manifest
    hashes = "".join(manifest["registers"][name]["sha256"] for name in ("officials", "contestants"))
    return Patrol.objects.create(
        agency=agency,
        sha256=contents.sha256,
        permit=permit,
        uploaded_by=user,
        uploaded_at=now,
        facts={"inputs": [_input(one) for one in manifest["inputs"]]},
        rulebook_version=manifest["rulebook"]["version"][:40],
        rulebook_sha256=manifest["rulebook"]["sha256"],
        registers=hashlib.sha256(hashes.encode()).hexdigest(),
    )


def _input(one: Mapping[str, Any]) -> dict[str, Any]:
    """An input by its hash: an export is often named after the account that it is about."""
    refused = one["refused"]["reason"] if one["refused"] else None
    names = ("sha256", "format", "records", "rejected", "skipped", "duplicates", "rejected_by_reason", "cannot_show")
    # A record that repeats another was accepted too; told apart, the four are all that was read.
    accepted = max(one["accepted"] - one["duplicates"], 0)
    return {**{name: one[name] for name in names}, "accepted": accepted, "refused": refused}


def _kept(patrol: Patrol, contents: Contents, today: date) -> Counter[str]:
    """How many were fresh, again the same, returned, unmatched."""
    officials = dict(Official.objects.filter(agency=patrol.agency).values_list("nip", "pk"))
    counted, fresh, changed = Counter[str](), list[Finding](), list[tuple[Finding, Finding]]()
    rows = sorted(contents.findings.to_pylist(), key=_order)
    there = _there(patrol.agency, [row["finding_id"] for row in rows])
    for row, number in zip(rows, _numbers(rows, patrol.agency), strict=True):
        official = officials.get(row["official_id"])
        if official is None:
            counted["unmatched"] += 1
            continue
        told = _finding(row, patrol, official=official, number=number, today=today)
        before = there.get(told.finding_id)
        if before is None:
            fresh.append(told)
            counted["fresh"] += 1
            continue
        counted["again"] += 1
        was = _moved(before, told)
        if was is not None:
            counted["returned"] += was.state in DISMISSED
            changed.append((was, before))
    _renumbered(fresh)
    changed += _gone(patrol, contents, {row["finding_id"] for row in rows})
    Finding.objects.bulk_create(fresh, batch_size=_BATCH)
    # As an insert that meets what is there: a CASE of thousands of branches takes minutes.
    Finding.objects.bulk_create(
        [now for _was, now in changed],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["agency", "finding_id"],
        update_fields=_MOVING,
    )
    Finding.objects.filter(agency=patrol.agency).find_shared_acts()
    earlier = (Earlier.of(was, now, (*WEIGHED, "back")) for was, now in changed)
    Earlier.objects.bulk_create([one for one in earlier if one is not None], batch_size=_BATCH)
    return counted


def _gone(patrol: Patrol, contents: Contents, found: set[str]) -> list[tuple[Finding, Finding]]:
    """Findings from these same files that this patrol does not find any more, as they were and as they are now.

    The register was mended, or the act is another's: whoever is still named by the old one must not be pursued.
    """
    files = [one["sha256"] for one in contents.manifest["inputs"]]
    mine = Finding.objects.select_for_update().filter(agency=patrol.agency, source_sha256__in=files)
    gone = [one for one in mine.exclude(back=GONE).exclude(state=FORWARDED) if one.finding_id not in found]
    before = [copy(one) for one in gone]
    for one in gone:
        one.back, one.version = GONE, one.version + 1
    return list(zip(before, gone, strict=True))


def _renumbered(fresh: list[Finding]) -> None:
    """A number that another finding of the same place has from an earlier patrol is not given twice.

    Nor one of a finding that was destroyed, as the ledger tells: this one is another.
    """
    for at in range(0, len(fresh), _CHUNK):
        some = fresh[at : at + _CHUNK]
        taken = _taken([one.number for one in some])
        for one in some:
            while one.number in taken:
                one.number = _spelled(_keyed(f"next:{one.number}"))
                taken |= _taken([one.number])


def _taken(numbers: list[str]) -> set[str]:
    there = Finding.objects.filter(number__in=numbers).values_list("number", flat=True)
    ended = Event.objects.filter(case__in=numbers, kind="retention.destroyed").values_list("case", flat=True)
    return {*there, *(one for one in ended if one is not None)}


_MOVING = (
    *("patrol", "content", "activity_id", "object_id", "url", *WEIGHED, "sources", "source_sha256", "source_row"),
    *("rulebook_sha256", "registers", "known_on", "due_on", "state", "back", "version"),
)


def _moved(before: Finding, told: Finding) -> Finding | None:
    """Bring what is there up to what is told now, and give it as it was; None where nothing changed.

    What was dismissed is back on the desk when anything is another than when it was weighed, and says what. What was
    forwarded is no longer the desk's.
    """
    differs = {
        "temuan": before.content != told.content,
        "daftar": before.registers != told.registers,
        "aturan": before.rulebook_sha256 != told.rulebook_sha256,
    }
    if before.state == FORWARDED or not any(differs.values()):
        return None
    was = copy(before)
    if before.state in DISMISSED:
        before.state, before.back = WAITING, ";".join(name for name, differ in differs.items() if differ)
        before.known_on, before.due_on = told.known_on, told.due_on
    for name in _MOVING:
        if name not in ("known_on", "due_on", "state", "back", "version"):
            setattr(before, name, getattr(told, name))
    before.version += 1
    return was


def _there(agency: Agency, ids: list[str]) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for at in range(0, len(ids), _CHUNK):
        known = Finding.objects.select_for_update().filter(agency=agency, finding_id__in=ids[at : at + _CHUNK])
        found |= {one.finding_id: one for one in known}
    return found


def _finding(row: Row, patrol: Patrol, *, official: int, number: str, today: date) -> Finding:
    told = {name: "" if row[name] is None and name != "occurred_at" else row[name] for name in KEPT}
    acted = "\n".join((str(official), row["platform"], row["verb"], row["object_id"] or row["activity_id"] or number))
    return Finding(
        **told,
        number=number,
        agency=patrol.agency,
        official_id=official,
        patrol=patrol,
        act=_keyed(acted),
        content=hashlib.sha256("\n".join(str(told[name]) for name in WEIGHED).encode()).hexdigest(),
        registers=patrol.registers,
        first_known_on=today,
        known_on=today,
        due_on=due_on(row["contest"], today),
    )


def _order(row: Row) -> tuple[str, ...]:
    """Of two acts of one record, the order must not hang on whom they favour."""
    seen = (f"{row[name]}" for name in WEIGHED)
    return (row["source_sha256"], f"{row['source_row']:020}", row["official_id"], *seen)


def _numbers(rows: Iterable[Row], agency: Agency) -> Iterator[str]:
    """`T-` and fifty keyed bits of where the record stands: neither count nor order nor anybody can be told from it."""
    nth = Counter[str]()
    for row in rows:
        place = f"{row['source_sha256']}:{row['source_row']}"
        nth[place] += 1
        yield _spelled(_keyed(f"{agency.pk}:{place}:{nth[place]}"))


def _spelled(keyed: str) -> str:
    signs = "".join(ALPHABET[(int(keyed, 16) >> 5 * at) & 31] for at in range(10))
    return f"T-{signs[:5]}-{signs[5:]}"


def _keyed(text: str) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), b"netral finding 1\x00" + text.encode(), "sha256").hex()
