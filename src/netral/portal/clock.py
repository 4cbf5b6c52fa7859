"""What time is it here? The one place of the portal that reads a clock; a demonstration has its own day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

WIB = ZoneInfo("Asia/Jakarta")


def now() -> datetime:
    """The moment, in Jakarta; on a demonstration's day, at the present time of day."""
    moment = timezone.now().astimezone(WIB)
    day: date | None = settings.NETRAL.today
    return moment if day is None else datetime.combine(day, moment.time(), WIB)


def running() -> datetime:
    """The moment of the world, which no demonstration holds still: for what lapses by the minute (codes, throttles)."""
    return timezone.now()


def noon(day: date) -> datetime:
    """The middle of a day that somebody named without a time."""
    return datetime.combine(day, time(12), WIB)


def whole_days(first: date | None, last: date) -> tuple[datetime | None, datetime]:
    """From the first moment of the one day to the last of the other."""
    began = None if first is None else datetime.combine(first, time(), WIB)
    return began, datetime.combine(last + timedelta(days=1), time(), WIB)


def day(moment: datetime) -> date:
    """The day of a moment, in Jakarta."""
    return moment.astimezone(WIB).date()
