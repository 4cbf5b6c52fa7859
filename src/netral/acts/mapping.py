"""From what a format says of its records to canonical acts: the judgement and the columns that all formats share."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netral.acts import schema
from netral.acts.context import Context
from netral.acts.keys import activity_keys, own_id
from netral.acts.outcome import Against
from netral.acts.schema import SCHEMA
from netral.acts.values import ids, strings, times
from netral.acts.values.cells import Cells, account, flags
from netral.acts.values.strings import Mask
from netral.acts.values.when import When

_TEXT = pa.string()
_TOWARD = ("Announce", "Like", "Dislike", "Follow", "Join", "Leave")
_IDS = ("actor_id", "activity_id", "object_id", "object_owner_id")
_OBJECT_NAMES = ("object_id", "object_owner_id", "object_owner_handle")


class Acts:
    """Acts as a format sees them, columns by their canonical names: a column, or one value for all.

    `against`: reason, rows and perhaps the column at fault; the first reason stands. What every format must hold to
    (an author, an object where the verb needs one, a time, ids that no spreadsheet spoiled) is judged here. A column
    that is not given is null; some are derived. `edited`: when that which was created was last changed, an act of its
    own that the same record tells. `by_context`: the acts whose object the context may name, false where the file
    itself shows that it is another or none.
    """

    def __init__(
        self,
        cells: Cells,
        *,
        platform: str | pa.Array,
        verb: str | pa.Array,
        time: When,
        edited: When | None = None,
        against: tuple[tuple[Any, ...], ...] = (),
        by_context: Mask | bool = True,
        **columns: Any,
    ) -> None:
        self.size, self._time, self._edited, self._against = cells.size, time, edited, against
        self._columns: dict[str, Any] = {"platform": platform, "verb": verb, "is_public": True, "quality": 0, **columns}
        self._complete(cells.context, pa.array(np.full(self.size, by_context)))

    def _complete(self, context: Context, may: pa.Array) -> None:
        """What the file leaves out and a person said beside it: never over what the file says."""
        if context.collected_at is not None:
            known = pa.scalar(context.collected_at, SCHEMA.field("collected_at").type)
            self._columns.setdefault("collected_at", known)
        if context.object_id is not None:
            said = pc.if_else(may, context.object_id, pa.scalar(None, _TEXT))
            self._columns["object_id"] = pc.coalesce(self._words("object_id"), said)
        if context.object_owner is None:
            return
        uid, name = account(context.object_owner)
        silent = pc.and_(self._words("object_owner_id").is_null(), self._words("object_owner_handle").is_null())
        silent = pc.and_(silent, may)
        basis = self._words("object_owner_basis") if "object_owner_basis" in self._columns else "stated"
        for column, said in (("object_owner_id", uid), ("object_owner_handle", name)):
            self._columns[column] = pc.if_else(silent, pa.scalar(said, _TEXT), self._words(column))
        self._columns["object_owner_basis"] = pc.if_else(silent, "context", basis)

    @property
    def at(self) -> times.Micros:
        return self._time.at

    def judge(self) -> Against:
        """What speaks against each record; nothing where author, object and time are certain."""
        against = Against(self.size)
        for name in _IDS:
            lost = "actor_id_lost" if name == "actor_id" else "id_precision_lost"
            against.book(ids.spoiled(self._words(name)), lost, name)
        for reason, rows, *column in self._against:
            against.book(rows, reason, *column)
        against.book(ids.rounded_together(ids.numbers(self._words("actor_id"))), "id_precision_lost", "actor_id")
        for name in ("actor_id", "actor_handle"):
            against.book(flags(pc.match_substring(self._words(name), strings.LOST)), "encoding")
        # Every platform's ids are plain ASCII; anything else is a byte that was read as another.
        against.book(flags(pc.match_substring_regex(self._words("actor_id"), r"[^\x21-\x7e]")), "encoding")
        # No platform lets a name hold a blank: these are words that stand where an account belongs.
        against.book(flags(pc.match_substring_regex(self._words("actor_handle"), r"[\pZ\p{Cc}]")), "account_unreadable")
        nobody = pc.and_(self._words("actor_id").is_null(), self._words("actor_handle").is_null())
        against.book(flags(nobody), "actor_missing")
        toward = flags(pc.is_in(self._words("verb"), pa.array(_TOWARD)))
        if toward.any():
            named = np.zeros(self.size, bool)
            for name in _OBJECT_NAMES:
                named |= flags(self._words(name).is_valid())
            against.book(toward & ~named, "object_missing")
        if not self._time.optional:
            unknown = self._time.at == times.NO_TIME
            against.book(unknown & flags(self._time.raw.is_null()), "time_missing")
            against.book(unknown, "time_unreadable")
        return against

    def placed(self, places: Mapping[str, pa.Array], *, tool: str, version: str) -> Acts:
        """The same acts with where they stand in the file."""
        self._columns = {"collector_tool": tool, "collector_version": version, **self._columns, **places}
        return self

    def where(self, mask: Mask) -> Acts:
        """Only these of the acts."""
        if mask.all():
            return self
        few = object.__new__(Acts)
        few.size, few._time, few._against = int(mask.sum()), self._time.where(mask), ()
        few._edited = None if self._edited is None else self._edited.where(mask)
        chosen = pa.array(mask)
        few._columns = {
            name: made.filter(chosen) if isinstance(made, pa.Array) else made for name, made in self._columns.items()
        }
        return few

    def edits(self) -> Acts | None:
        """The later changes to what is created here; None where there are none. A record tells the last one only."""
        if self._edited is None:
            return None
        created = flags(pc.equal(self._words("verb"), "Create")) & (self._time.at != times.NO_TIME)
        changed = created & (self._edited.at != times.NO_TIME) & (self._edited.at > self._time.at)
        if not changed.any():
            return None
        found = copy(self.where(changed))
        found._time, found._edited = self._edited.where(changed), None
        found._columns = {**found._columns, "verb": "Update"}
        return found

    def column(self, name: str) -> pa.Array:
        """One canonical column in its canonical type."""
        kind = schema.kind(name)
        derived = getattr(self, f"_{name}", None)
        made = derived() if derived else self._columns.get(name)
        if made is None:
            return pa.nulls(self.size, kind)
        if isinstance(made, str):
            return pa.DictionaryArray.from_arrays(np.zeros(self.size, np.int32), [made]).cast(kind)
        if not isinstance(made, pa.Array):
            made = pa.repeat(made if isinstance(made, pa.Scalar) else pa.scalar(made), self.size)
        return made if made.type == kind else made.cast(kind)

    def verbs(self) -> dict[str, int]:
        """How many of each verb."""
        return {e["values"]: e["counts"] for e in pc.value_counts(self._words("verb")).to_pylist()}

    def _words(self, name: str) -> pa.Array:
        """A column as text, made long where it is one word."""
        made = self._columns.get(name)
        if made is None:
            return pa.nulls(self.size, _TEXT)
        return pa.repeat(pa.scalar(made, _TEXT), self.size) if isinstance(made, str) else made

    def _actor_key(self) -> pa.Array:
        at = pc.binary_join_element_wise("@", self._words("platform"), "")
        by_id = pc.binary_join_element_wise("id:", self._words("actor_id"), at, "")
        return pc.coalesce(by_id, pc.binary_join_element_wise("acct:", self._words("actor_handle"), at, ""))

    def _activity_key(self) -> pa.Array:
        own = own_id(self._words("activity_id"), self._published_at())
        parts = (self._words("platform"), self._words("verb"), self._actor_key(), self._words("object_id"), own)
        return activity_keys(*parts)

    def _actor_id_kind(self) -> pa.Array:
        kind = self._words("actor_id_kind") if "actor_id_kind" in self._columns else "native"
        # A disguise is told although it is no id: that somebody was there and cannot be matched.
        told = pc.or_(self._words("actor_id").is_valid(), pc.equal(kind, "pfbid"))
        return pc.if_else(told, kind, "none")

    def _object_owner_basis(self) -> pa.Array:
        owner = pc.or_(self._words("object_owner_id").is_valid(), self._words("object_owner_handle").is_valid())
        basis = self._words("object_owner_basis") if "object_owner_basis" in self._columns else "stated"
        return pc.if_else(owner, basis, "none")

    def _published_at(self) -> pa.Array:
        return times.as_timestamps(self._time.at)

    def _published_earliest(self) -> pa.Array | None:
        return None if self._time.earliest is None else times.as_timestamps(self._time.earliest)

    def _published_latest(self) -> pa.Array | None:
        return None if self._time.latest is None else times.as_timestamps(self._time.latest)

    def _published_precision(self) -> pa.Array | str:
        return self._time.precision

    def _published_basis(self) -> pa.Array:
        known = pa.array(self._time.at != times.NO_TIME)
        return pc.if_else(known, self._time.basis, pa.scalar(None, _TEXT))

    def _utc_offset_assumed(self) -> pa.Array | None:
        return self._time.assumed

    def _published_raw(self) -> pa.Array:
        return self._time.raw

    def _text(self) -> pa.Array | None:
        if "text" not in self._columns:
            return None
        words = self._words("text")
        return pc.if_else(words.is_valid(), strings.tidy(pc.fill_null(words, "")), pa.scalar(None, _TEXT))

    def _repairs(self) -> pa.Array:
        return pa.ListArray.from_arrays(pa.array(np.zeros(self.size + 1, np.int32)), pa.array([], _TEXT))
