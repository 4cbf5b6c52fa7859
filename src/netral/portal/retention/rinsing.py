"""What does a deletion leave in the file of a database? Old bytes in free places and in its log: overwritten here."""

from __future__ import annotations

from django.db import connection

from netral.portal.intake.models import Attachment, Band, Message, Report, Step
from netral.portal.retention.models import Approval, Destroyed, Hold
from netral.portal.sealed.models import Box, BoxRecipient
from netral.portal.triage.models import Earlier, Finding, Weighing

TABLES = (
    *(Report, Report.avoided.through, Step, Message, Attachment, Band, Box, Box.barred.through, BoxRecipient),
    *(Finding, Earlier, Weighing, Approval, Hold),
)


def rinse() -> int:
    """For how many destroyed records that was done; 0 where there is none to do it for. Outside any transaction.

    The whole database, or on PostgreSQL each of these tables, is written anew: whoever writes meanwhile waits. SQLite
    needs as much room again. `secure_delete` alone leaves some: pages that SQLite rebalances keep old bytes between
    their cells.
    """
    waiting = list(Destroyed.objects.filter(rinsed=False).values_list("pk", flat=True))
    if not waiting:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
        else:
            for one in TABLES:
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(one._meta.db_table)}")
    if not empty_log():
        return 0
    return Destroyed.objects.filter(pk__in=waiting).update(rinsed=True)


def empty_log() -> bool:
    """What SQLite's log still holds of pages as they were; False where somebody reads it just now."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy: int = cursor.fetchone()[0]
    return not busy
