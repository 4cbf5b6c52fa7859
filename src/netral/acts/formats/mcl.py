"""Posts from Meta Content Library. The names of its columns are taken from its documentation, not from a download."""

from __future__ import annotations

import pyarrow.compute as pc

from netral.acts.context import Context
from netral.acts.format import Format, Opening, Refusal, Yields
from netral.acts.mapping import Acts
from netral.acts.rejects import Said
from netral.acts.values import when
from netral.acts.values.cells import Cells, handle

_PLATFORMS = ("facebook", "instagram", "threads")
_COMMENT = ("post_id", "parent_id")
_OWNER = ("post_owner.id", "post_owner.username", "owner.id", "owner.username")


def _acts(cells: Cells) -> Acts:
    own = pc.binary_join_element_wise("mcl:", cells["id"], "")
    return Acts(
        cells,
        platform=cells.context.platform or "",
        verb="Create",
        time=when.iso(cells["creation_time"]),
        interaction="post",
        activity_id=own,
        # Numbers of the library's own: written so that they can never be taken for the platform's.
        actor_id=pc.binary_join_element_wise("mcl:", cells.first("post_owner.id", "owner.id"), ""),
        actor_id_kind="mcl",
        actor_handle=handle(cells.first("post_owner.username", "owner.username")),
        actor_name=cells.first("post_owner.name", "owner.name"),
        object_id=own,
        object_type="Note",
        text=cells["text"],
        by_context=False,
    )


def _recognise(opening: Opening) -> str | None:
    if not opening.has("id", "creation_time", "text"):
        return None
    if opening.has(*_COMMENT):
        return "comments"
    return "posts" if any(name in opening.header for name in _OWNER) else None


def _refuse(opening: Opening, context: Context) -> Refusal | None:
    if opening.has(*_COMMENT):
        return "actor_not_available", Said("komentar Meta Content Library", "comments of Meta Content Library")
    if context.platform not in _PLATFORMS:
        return "platform_missing", Said(f"salah satu dari {', '.join(_PLATFORMS)}", f"one of {', '.join(_PLATFORMS)}")
    return None


FORMATS = (
    Format(
        name="meta-content-library",
        tool="meta content library",
        looks={
            "id": "Tabel dengan `id, creation_time, text, post_owner.id`; perlu `platform` di --context. Nama kolom "
            "belum dicocokkan dengan unduhan asli.",
            "en": "A table with `id, creation_time, text, post_owner.id`; needs `platform` in --context. The names of "
            "the columns are not yet confirmed by a real download.",
        },
        kind="table",
        recognise=_recognise,
        cells={name: (name,) for name in ("id", "creation_time", "text", "post_owner.name", "owner.name", *_OWNER)},
        acts=_acts,
        yields=(Yields("Create", "id", "–", "s"),),
        cannot_show=(
            {
                "id": "ID-nya milik pustaka Meta sendiri, tidak dapat dicocokkan dengan akun; hanya nama akun dapat.",
                "en": "Its ids are the library's own and match no account; only an account's name can.",
            },
            {
                "id": "Pelaku komentar, suka, dan bagikan tidak tersedia. Syarat Meta membatasi pemakaian pada riset; "
                "mungkin tidak boleh dipakai untuk penegakan.",
                "en": "Who commented, liked or shared is not available. Meta's terms allow research only; use for "
                "enforcement may not be allowed.",
            },
        ),
        refuse=_refuse,
    ),
)
