"""Netral's own columns as CSV, as another system may write them: every word must be one of ours."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.accounts import PLATFORMS
from netral.acts.context import VERBS, Context
from netral.acts.format import Format, Opening, Refusal, Yields
from netral.acts.mapping import Acts
from netral.acts.rejects import Said
from netral.acts.schema import SCHEMA
from netral.acts.values import strings, times
from netral.acts.values.cells import Cells, flags, handle
from netral.acts.values.strings import Mask
from netral.acts.values.when import When, iso

_NAME = "canonical csv"
_MUST = ("platform", "verb", "is_public", "published_at")
# Netral makes these itself, so that they cannot contradict the others.
_OWN = ("activity_key", "actor_key", "source_sha256", "source_row", "source_byte_offset", "duplicate_of", "seen_count")
_WORDS: dict[str, tuple[str, ...]] = {
    "platform": PLATFORMS,
    "interaction": ("reply", "quote", "mention", "repost", "reaction", "follow", "join", "post"),
    "object_owner_basis": ("stated", "url", "parent", "context", "inferred", "none"),
    "published_precision": ("us", "ms", "s", "min", "hour", "day", "week", "month", "year", "interval", "none"),
    "is_public": ("true", "false", "True", "False"),
    "deleted": ("true", "false", "True", "False"),
    "quality": ("0", "1", "2", "3"),
}
_TEXTS = (
    *("activity_id", "actor_id", "actor_name", "actor_id_kind", "object_id", "object_type", "object_url"),
    *("object_owner_id", "in_reply_to_id", "root_id", "reaction", "text", "text_lang", "edit_of", "batch_id"),
    *("interaction", "collector_tool", "collector_version"),
)
_EXACT = ("us", "ms", "s", "none")


def _time(cells: Cells) -> When:
    precision = pc.fill_null(cells["published_precision"], "s")
    earliest, latest = (iso(cells[f"published_{edge}"]).at for edge in ("earliest", "latest"))
    return When(
        iso(cells["published_at"]).at,
        pc.coalesce(cells["published_raw"], cells["published_at"]),
        basis=pc.fill_null(cells["published_basis"], "iso_offset"),
        precision=precision,
        earliest=earliest,
        latest=latest,
        optional=True,
    )


def _doubts(cells: Cells, time: When) -> list[tuple[str, Mask, str]]:
    """Words that are not ours, times that are none or lack the bounds that their precision needs."""
    found: list[tuple[str, Mask, str]] = [
        ("word_unknown", cells.given(name) & ~cells.is_(name, *words), name) for name, words in _WORDS.items()
    ]
    found += [("word_unknown", ~cells.given(name), name) for name in ("platform", "is_public")]
    found.append(("verb_unsupported", ~cells.is_("verb", *VERBS), "verb"))
    found.append(("not_public", ~cells.is_("is_public", "true", "True"), "is_public"))
    for edge in ("at", "earliest", "latest"):
        name = f"published_{edge}"
        found.append(("time_unreadable", cells.given(name) & (iso(cells[name]).at == times.NO_TIME), name))
    exact = flags(pc.is_in(time.precision, pa.array(_EXACT)))
    bounded = cells.given("published_earliest") & cells.given("published_latest")
    untimed = ~cells.given("published_at") & ~cells.is_("published_precision", "none")
    return [
        *found,
        ("time_missing", untimed, "published_at"),
        ("time_missing", ~exact & ~bounded, "published_earliest"),
    ]


def _acts(cells: Cells) -> Acts:
    time = _time(cells)
    columns: dict[str, Any] = {name: cells[name] for name in _TEXTS if name in cells}
    columns |= {name: pc.split_pattern(cells[name], "|") for name in ("mention_ids", "mention_handles")}
    if "collector_tool" in cells:
        columns["collector_tool"] = pc.fill_null(cells["collector_tool"], _NAME)
    if "object_owner_basis" in cells:
        columns["object_owner_basis"] = pc.fill_null(cells["object_owner_basis"], "stated")
    offset = pc.fill_null(cells["utc_offset_assumed"], "")
    minutes = flags(pc.match_substring_regex(offset, r"^-?[0-9]{1,3}$"))
    return Acts(
        cells,
        platform=cells["platform"],
        verb=cells["verb"],
        time=time,
        **columns,
        actor_handle=handle(cells["actor_handle"]),
        object_owner_handle=handle(cells["object_owner_handle"]),
        deleted=pc.is_in(cells["deleted"], pa.array(["true", "True"])),
        quality=pa.array(strings.numbers(*_digits(cells["quality"]))),
        utc_offset_assumed=pc.if_else(pa.array(minutes), offset, pa.scalar(None, pa.string())).cast(pa.int16()),
        by_context=False,
        against=(
            *_doubts(cells, time),
            ("word_unknown", cells.given("utc_offset_assumed") & ~minutes, "utc_offset_assumed"),
        ),
    )


def _digits(column: pa.Array) -> tuple[pa.Array, Mask]:
    cells = pc.fill_null(column, "0")
    return cells, strings.made_of(cells, strings.DIGIT, longest=1)


def _recognise(opening: Opening) -> str | None:
    named = "actor_id" in opening.header or "actor_handle" in opening.header
    return "1" if opening.has(*_MUST) and named else None


def _refuse(opening: Opening, _context: Context) -> Refusal | None:
    unknown = [name for name in opening.header if name not in SCHEMA.names]
    twice = [name for name in set(opening.header) if opening.header.count(name) > 1]
    if unknown or twice:
        return "schema_mismatch", Said(
            f"kolom tidak dikenal atau berulang: {', '.join([*unknown, *sorted(twice)][:5])}",
            f"unknown or repeated columns {', '.join([*unknown, *sorted(twice)][:5])}",
        )
    return None


FORMATS = (
    Format(
        name="canonical-csv",
        tool=_NAME,
        looks={
            "id": "Kolom kanonis Netral; wajib `platform`, `verb`, `is_public`, `published_at`, dan `actor_id` atau "
            "`actor_handle`. Waktu dengan selisih UTC; daftar dipisah `|`.",
            "en": "Netral's canonical columns; `platform`, `verb`, `is_public`, `published_at`, and `actor_id` or "
            "`actor_handle` must be there. Times with an offset from UTC; lists joined by `|`.",
        },
        kind="table",
        recognise=_recognise,
        cells={name: (name,) for name in SCHEMA.names if name not in _OWN},
        acts=_acts,
        yields=tuple(Yields(verb, "id", "id", "s") for verb in VERBS),
        cannot_show=(
            {
                "id": "Apa yang tidak disebut sistem asalnya tidak dapat dilihat di sini.",
                "en": "What the system that wrote it left out cannot be seen here.",
            },
        ),
        refuse=_refuse,
    ),
)
