"""What held on a day: rows with `valid_from` and `valid_to`, half-open; an empty end is still open."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    """Composes with every other filter of its table."""

    def on(self, day: date) -> DatedQuerySet[Row]:
        """Rows that held on this day."""
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to=None) | models.Q(valid_to__gt=day))


def in_order(name: str, *, may_be_empty: bool = False) -> models.CheckConstraint:
    """The constraint that a period does not end before it begins; an empty one holds on no day."""
    ends = "valid_to__gte" if may_be_empty else "valid_to__gt"
    return models.CheckConstraint(
        condition=models.Q(valid_to=None) | models.Q(**{ends: models.F("valid_from")}),
        name=name,
        violation_error_message="Tanggal selesai harus sesudah tanggal mulai.",
    )
