"""What is left of reports that never came to be? Copies that no record tells of, and drafts that lay too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from netral.evidence.event import Happening
from netral.portal.audit.actions import record
from netral.portal.intake import draft, files
from netral.portal.intake.models import Attachment

WHO = {"role": "system", "id": "netral sweep"}


@dataclass(frozen=True, slots=True)
class Swept:
    """How many of each are gone: copies, files of uploads that were cut off, drafts."""

    copies: int
    torn: int
    drafts: int


def sweep(*, now: datetime) -> Swept:
    """Safe while the portal works: it waits until nobody is taking files, and whoever brings some waits for it.

    A crash leaves a copy without a record, never a record without its copy; so what no record tells of is nobody's.
    """
    drafts = draft.sweep(now)
    with files.held(alone=True):
        told = set(Attachment.objects.exclude(view="").values_list("view", flat=True))
        gone, torn = files.store().sweep(told), files.door().sweep()
        if gone:
            with transaction.atomic():
                record(Happening("intake.swept", WHO, "", facts={"copies": len(gone)}), now=now)
    return Swept(len(gone), torn, drafts)
