"""A day, written as three numbers; no picker, which not everybody can use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

PARTS = (("hari", _("Hari"), "pendek"), ("bulan", _("Bulan"), "pendek"), ("tahun", _("Tahun"), "sedang"))


class DayWidget(forms.MultiWidget):
    """Day, month, year, each with its label."""

    use_fieldset = True

    def __init__(self) -> None:
        super().__init__({name: forms.TextInput() for name, _word, _style in PARTS})

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002
        """With our own template: Django's would stand in a row without labels."""
        parts = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        told = [{**part, "word": word, "style": style} for part, (_n, word, style) in zip(parts, PARTS, strict=True)]
        return render_to_string("c/day.html", {"parts": told})


class DayField(forms.MultiValueField):
    """A `date`; what cannot be one is told with an example."""

    widget = DayWidget

    def __init__(self, **more: Any) -> None:
        parts = [forms.CharField(max_length=4, required=False) for _ in PARTS]
        super().__init__(parts, require_all_fields=False, **more)

    def compress(self, values: list[str]) -> date | None:
        if not any(values):
            return None
        try:
            day, month, year = (int(one) for one in values)
            found = date(year, month, day)
        except (ValueError, OverflowError):
            raise ValidationError(_("Tanggal ini belum ada di kalender. Contoh: 5 10 2024."), code="day") from None
        if not 1945 <= found.year < 2200:
            raise ValidationError(_("Tanggal ini belum ada di kalender. Contoh: 5 10 2024."), code="day")
        return found
