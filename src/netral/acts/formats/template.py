"""What a clerk types into a spreadsheet by hand: Netral's own table, with Indonesian words."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.accounts import UnknownPlatform, normalise_platform
from netral.acts.context import Context
from netral.acts.format import Format, Opening, Refusal, Yields
from netral.acts.mapping import Acts
from netral.acts.rejects import Said
from netral.acts.values import ids
from netral.acts.values.cells import Cells, account, flags, when
from netral.acts.values.strings import Mask
from netral.acts.values.typed_times import shows_a_display_date, typed

COLUMNS = ("waktu", "platform", "pelaku", "perbuatan", "tujuan", "tautan", "isi", "catatan")
EXAMPLE = (
    "CONTOH 2024-10-05 20:10 WIB",
    "instagram",
    "@akun_pelaku atau ID-nya",
    "suka / komentar / bagikan / ikuti / gabung / unggah",
    "@akun_yang_dituju atau ID-nya",
    "https://www.instagram.com/p/contoh/",
    "isi komentar, persis seperti tertulis",
    "catatan Anda sendiri, tidak dibaca. Hapus baris contoh ini atau biarkan",
)
VERBS = {
    "suka": ("Like", "reaction"),
    "menyukai": ("Like", "reaction"),
    "like": ("Like", "reaction"),
    "comment": ("Create", "reply"),
    "share": ("Announce", "repost"),
    "repost": ("Announce", "repost"),
    "follow": ("Follow", "follow"),
    "komentar": ("Create", "reply"),
    "mengomentari": ("Create", "reply"),
    "balas": ("Create", "reply"),
    "kutip": ("Create", "quote"),
    "sebut": ("Create", "mention"),
    "unggah": ("Create", "post"),
    "mengunggah": ("Create", "post"),
    "bagikan": ("Announce", "repost"),
    "membagikan": ("Announce", "repost"),
    "kirim ulang": ("Announce", "repost"),
    "ikuti": ("Follow", "follow"),
    "mengikuti": ("Follow", "follow"),
    "langganan": ("Follow", "follow"),
    "gabung": ("Join", "join"),
    "bergabung": ("Join", "join"),
}
_ACCOUNT = r"^\s*@?[A-Za-z0-9][A-Za-z0-9_.:@-]*\s*$|^\s*@?_[A-Za-z0-9_.@-]*\s*$"
_WORDS = ", ".join(f"`{word}`" for word in VERBS)


def _platform(word: str | None) -> str | None:
    try:
        return normalise_platform(word or "")
    except UnknownPlatform:
        return None


def _accounts(cells: Cells, name: str) -> tuple[pa.Array, pa.Array, Mask]:
    """Ids, handles, and where something stands that is neither."""
    good = flags(pc.match_substring_regex(cells[name], _ACCOUNT))
    said = [account(text.strip()) if text else (None, None) for text in when(good, cells[name]).to_pylist()]
    uids, handles = (pa.array([one[side] for one in said], pa.string()) for side in (0, 1))
    return uids, handles, cells.given(name) & ~good


def _acts(cells: Cells) -> Acts:
    said = [VERBS.get((word or "").strip().lower(), (None, None)) for word in cells["perbuatan"].to_pylist()]
    verbs, interactions = (pa.array([one[side] for one in said], pa.string()) for side in (0, 1))
    platforms = pa.array([_platform(word) for word in cells["platform"].to_pylist()], pa.string())
    uid, name, bad_actor = _accounts(cells, "pelaku")
    owner, owner_name, bad_owner = _accounts(cells, "tujuan")
    time = typed(cells["waktu"], cells.context)
    written = cells.given("waktu")
    empty = ~written
    for column in COLUMNS:
        empty &= ~cells.given(column)
    content = flags(pc.is_in(verbs, pa.array(["Create", "Announce", "Like"])))
    own = ids.made_up(*(pc.fill_null(cells[column], "") for column in COLUMNS[:-1]))
    created = flags(pc.equal(verbs, "Create"))
    return Acts(
        cells,
        platform=platforms,
        verb=verbs,
        time=time.when,
        interaction=interactions,
        activity_id=own,
        actor_id=uid,
        actor_handle=name,
        object_id=when(created, own, cells["tautan"]),
        object_type=when(content, pa.repeat("Note", cells.size)),
        object_url=cells["tautan"],
        object_owner_id=owner,
        object_owner_handle=owner_name,
        text=cells["isi"],
        by_context=False,
        against=(
            ("blank_line", empty),
            ("example_row", flags(pc.match_substring_regex(cells["waktu"], r"(?i)^\s*contoh"))),
            ("id_precision_lost", ids.suspect(pc.utf8_trim_whitespace(cells["pelaku"])), "pelaku"),
            ("id_precision_lost", ids.suspect(pc.utf8_trim_whitespace(cells["tujuan"])), "tujuan"),
            ("account_unreadable", bad_actor, "pelaku"),
            ("account_unreadable", bad_owner, "tujuan"),
            ("word_unknown", flags(platforms.is_null()), "platform"),
            ("word_unknown", flags(verbs.is_null()), "perbuatan"),
            ("time_zone_missing", time.zoneless, "waktu"),
            ("time_form", written & flags(pc.equal(time.when.precision, "none")), "waktu"),
        ),
    )


def _refuse(opening: Opening, context: Context) -> Refusal | None:
    shown = [row["waktu"] for row in opening.records if shows_a_display_date(row.get("waktu", ""))]
    return (
        ("ambiguous_date_order", Said(f"waktu: {shown[0]}", f"waktu: {shown[0]}"))
        if shown and context.date_order is None
        else None
    )


FORMATS = (
    Format(
        name="template",
        tool="template",
        looks={
            "id": f"Kolom {', '.join(f'`{name}`' for name in COLUMNS)}; buat dengan `netral read --template`. "
            f"`perbuatan` salah satu dari {_WORDS}.",
            "en": "Netral's own table; make one with `netral read --template`.",
        },
        kind="table",
        recognise=lambda opening: "1" if opening.has(*COLUMNS[:5]) else None,
        cells={name: (name,) for name in COLUMNS},
        acts=_acts,
        yields=tuple(Yields(verb, "handle", "handle", "day") for verb in dict(VERBS.values())),
        cannot_show=(
            {
                "id": "Yang diketik tangan tidak dapat dicocokkan dengan platform; simpan tangkapan layarnya.",
                "en": "What is typed by hand cannot be held against the platform; keep the screenshots.",
            },
            {
                "id": "Nama akun dapat berpindah orang; tulis ID-nya bila diketahui.",
                "en": "An account's name can pass to another person; give its id where it is known.",
            },
        ),
        refuse=_refuse,
    ),
)
