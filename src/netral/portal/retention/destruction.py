"""Take a record apart: every row, wrapped key and sealed box of it. A digest, counts and its number are left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from netral.evidence import canonical
from netral.evidence.verify.receipt import fingerprint
from netral.portal.intake import files
from netral.portal.intake.models import Attachment, Report
from netral.portal.sealed.models import Box, BoxRecipient
from netral.portal.signin.keyed import mark
from netral.portal.triage.models import Finding


@dataclass(frozen=True, slots=True)
class Remains:
    """`before`: the digest of what was there, of which nothing can be guessed; `copies`: views to remove afterwards."""

    before: str
    facts: dict[str, int]
    copies: frozenset[str] = frozenset()


def destroy(row: Report | Finding) -> Remains:
    """Inside the transaction that records it."""
    return _report(row) if isinstance(row, Report) else _finding(row)


def remove_copies(digests: Iterable[str]) -> None:
    """Views that no attachment tells of any more; the same picture may have come with another report.

    While nobody takes files (`files.held`). What a crash leaves undone here, `netral sweep` does.
    """
    gone = set(digests)
    for digest in gone - set(Attachment.objects.filter(view__in=gone).values_list("view", flat=True)):
        files.store().remove(digest)


def _report(row: Report) -> Remains:
    """Its digest is the one that the reporter's receipt holds: the two can be laid beside each other."""
    before = canonical.decode(bytes(row.receipt))["content"]
    kept = list(row.attachments.values_list("box", "view"))
    remains = Remains(
        before=before,
        facts={"files": len(kept), "messages": row.messages.count()},
        copies=frozenset(view for _box, view in kept if view),
    )
    boxes = [box for box in (row.identity_id, *(box for box, _view in kept)) if box is not None]
    _regroup(row)
    row.delete()
    # The keys first: from then on a box is noise, also in a copy of it that somebody made.
    BoxRecipient.objects.filter(box__in=boxes).delete()
    Box.objects.filter(pk__in=boxes).delete()
    return remains


def _regroup(row: Report) -> None:
    """What was alike to it stays together, behind the next of them."""
    rest = Report.objects.filter(alike=row).order_by("pk")
    if (first := rest.first()) is not None:
        rest.exclude(pk=first.pk).update(alike=first)
        Report.objects.filter(pk=first.pk).update(alike=None)


def _finding(row: Finding) -> Remains:
    """Few words tell all of a finding: without the portal's secret nobody can try out which it was."""
    told = {one.attname: one.value_to_string(row) for one in row._meta.concrete_fields}
    salt = bytes.fromhex(mark("retention", row.number))
    remains = Remains(fingerprint(salt, canonical.encode(told)), {"weighings": row.weighings.count()})
    row.weighings.all().delete()
    row.delete()
    return remains
