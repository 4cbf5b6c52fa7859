"""The rows of the list of findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from netral.portal.table import body, joined, label
from netral.portal.triage.told import Line

_HEADER = (
    '<span class="pilih"><input type="checkbox" name="temuan" value="{0}.{1}" aria-label="{2}"{3}>'
    '<a href="{4}">{0}</a></span>'
)
_UNTICKED, _TICKED = SafeString(""), SafeString(" checked")


def rows(lines: Iterable[Line], *, ticked: Collection[str], query: str) -> SafeString:
    """`ticked`: the numbers whose box is; `query`: what of the address goes along to a finding."""
    mask, none, place = render_to_string("c/masked.html"), _("Tidak ada"), reverse("findings")
    left, query = _("Sisa"), f"?{query}" if query else ""
    columns = (_("Perbuatan"), _("Sasaran"), _("Bunyi aturan"), _("Praktik"), _("Yang kurang"), left)
    told = (
        (
            format_html(
                _HEADER,
                one.number,
                one.version,
                one.choose,
                _TICKED if one.number in ticked else _UNTICKED,
                f"{place}/{one.number}{query}",
            ),
            _act(one),
            joined(mask, " ", one.target),
            *(label(words, style) for style, words in one.readings),
            one.missing or none,
            one.left,
        )
        for one in lines
    )
    return body(columns, told, figures=(left,))


def _act(one: Line) -> str | SafeString:
    if one.others < 1 and not one.back:
        return one.act
    words = _("dan %(count)s lagi tentang perbuatan yang sama") % {"count": one.others}
    others = format_html(' <span class="kecil">{}</span>', words) if one.others > 0 else ""
    return joined(one.act, others, *(part for why in one.back for part in (" ", label(why, "syarat"))))
