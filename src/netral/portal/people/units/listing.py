"""Units as a nested list: plain links in the order of codes, which every reader, keyboard and printer can follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from netral.portal.directory.models import Unit
from netral.portal.directory.tree import above

MOST = 300
"""Of more than this the list shows two levels; what is below stands on the page of each unit."""


@dataclass(slots=True)
class Node:
    """A unit with what stands under it; `below` counts all of it."""

    unit: Unit
    children: list[Node] = field(default_factory=list)
    below: int = 0


def nodes(units: Iterable[Unit]) -> list[Node]:
    """The units that stand under none of the others, each with those under it. A gap in the codes keeps nobody out."""
    tops: list[Node] = []
    known: dict[tuple[int, str], Node] = {}
    # Not in the database's order: some sort a dot as if it were not there.
    for unit in sorted(units, key=lambda one: (one.agency_id, one.path)):
        node = Node(unit)
        over = [one for path in above(unit.path)[:-1] if (one := known.get((unit.agency_id, path)))]
        (over[-1].children if over else tops).append(node)
        for one in over:
            one.below += 1
        known[unit.agency_id, unit.path] = node
    return tops


def nested(
    tops: Collection[Node], *, counts: Mapping[int, int] | None, waiting: Collection[int], deep: bool | None = None
) -> SafeString:
    """The list as HTML. `counts`: officials by unit, None for whoever may not see them; `waiting`: to be moved."""
    if not tops:
        return SafeString("")
    if deep is None:
        deep = sum(1 + one.below for one in tops) <= MOST
    rows = ((_row(one, counts, waiting, under=deep is not False), one) for one in tops)
    items = format_html_join("", "<li>{}{}</li>", ((row, _under(one, counts, waiting, deep)) for row, one in rows))
    return format_html('<ul class="pohon">{}</ul>', items)


def _under(one: Node, counts: Mapping[int, int] | None, waiting: Collection[int], deep: bool) -> SafeString:
    """All below; or the next level, and from there the number alone."""
    if deep:
        return nested(one.children, counts=counts, waiting=waiting, deep=True)
    rows = ((_row(child, counts, waiting, under=False),) for child in one.children)
    return (
        format_html('<ul class="pohon">{}</ul>', format_html_join("", "<li>{}</li>", rows))
        if one.children
        else SafeString("")
    )


def _row(one: Node, counts: Mapping[int, int] | None, waiting: Collection[int], *, under: bool) -> SafeString:
    unit, told = one.unit, []
    if counts is not None:
        told.append(_("{count} pegawai").format(count=counts.get(unit.pk, 0)))
    if unit.valid_from:
        told.append(_("sejak {day}").format(day=date_format(unit.valid_from, "j F Y")))
    if unit.pk in waiting:
        told.append(_("menunggu dipindahkan"))
    if one.below and not under:
        told.append(_("{count} unit di bawahnya").format(count=one.below))
    small = format_html(" <small>{}</small>", " · ".join(told)) if told else ""
    link = '<a href="{}"><span class="num">{}</span> {}</a>{}'
    return format_html(link, reverse("unit", args=(unit.pk,)), unit.path, unit.name, small)
