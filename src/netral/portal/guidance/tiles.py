"""The first question as people see it: ten acts with a picture, each standing for facts of the law's question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OTHER = "lain"


@dataclass(frozen=True, slots=True)
class Tile:
    """`told`: the facts it answers, as a form sends them; `icon`: a symbol of `c/icons.svg`."""

    told: str
    words: Promise
    icon: str


ACTS = (
    Tile("verb=Like", _("Menyukai (like)"), "like"),
    Tile("verb=Create;object.in_reply_to=true", _("Berkomentar"), "comment"),
    Tile("verb=Announce", _("Membagikan"), "share"),
    Tile("verb=Follow", _("Mengikuti akun"), "follow"),
    Tile("verb=Join;object.type=Group", _("Ikut grup WA"), "group"),
    Tile("verb=Create;object.type=Image;object.with=contestant", _("Foto bersama"), "photo"),
    Tile("verb=Create;object.in_reply_to=false", _("Membuat unggahan"), "post"),
    Tile("verb=Attend", _("Hadir di acara"), "attend"),
    Tile("verb=Display;object.type=Prop", _("Memasang alat peraga"), "display"),
    Tile(OTHER, _("Hal lain"), "more"),
)


def words_of(raw: dict[str, Any]) -> Promise | None:
    """The tile that was pressed, as the answer restates it; None for an act of the second list."""
    from netral.portal.guidance.answers import of_form

    for tile in reversed(ACTS[:-1]):
        told = of_form([tile.told])[0]
        if told["verb"] == raw.get("verb") and all(_holds(raw, key, value) for key, value in told.items()):
            words: Promise = tile.words
            return words
    return None


def _holds(raw: dict[str, Any], key: str, value: Any) -> bool:
    given = raw.get(key)
    if isinstance(value, dict):
        return isinstance(given, dict) and all(given.get(name) == inner for name, inner in value.items())
    return bool(given == value)
