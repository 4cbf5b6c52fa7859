"""Whose acts toward whom may the patrol see? The two registers, read strictly; nobody else is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.accounts import UnknownPlatform, normalise_platform
from netral.acts.sieve import Names, Sieve
from netral.law.contests import base_of, split_contest, zone_of
from netral.law.facts import ACTOR_STATUSES, ROLES, TARGET_STATUSES
from netral.law.model import Rulebook, Text
from netral.patrol.errors import RegisterRefused
from netral.patrol.periods import dates, refuse_overlaps
from netral.patrol.register_bytes import RegisterBytes
from netral.patrol.register_file import read_cells
from netral.patrol.register_words import (
    first,
    refuse_empty,
    refuse_unknown_contests,
    refuse_unknown_regions,
    refuse_unless_among,
    row_of,
    unknown,
    words,
)
from netral.patrol.rounded import refuse_rounded

OFFICIALS = (
    *("official_id", "platform", "platform_user_id", "handle", "valid_from", "valid_to", "status", "agency"),
    "region",
)
CONTESTANTS = (
    *("contest", "contestant_id", "name", "role", "platform", "platform_user_id", "handle", "status"),
    *("valid_from", "valid_to"),
)
STANDING = ("contest", "contestant_id", "role")
"""Whose an account is: another contest, contestant or role may have the same one."""
_NO_HANDLE = r"[\s\p{Z}/\\]"
_BARE = Text(
    "tulis nama akunnya saja seperti budi_s, bukan tautan atau nama orang; kosongkan bila hanya ada ID",
    "write the account's name alone, as budi_s, no link and no person's name; leave it empty where there is but an ID",
)
TARGETS = tuple(role for role in ROLES if role not in ("colleagues", "none"))


@dataclass(frozen=True, slots=True)
class Register:
    """Declared accounts in columns: `platform`, `uid`, `handle`, days as dates, `zone`, and whose they are."""

    table: pa.Table
    accounts: int
    sha256: str


def officials(path: Path, rulebook: Rulebook) -> Register:
    """The accounts that officials declared; raises RegisterRefused. `zone` is that of the place of work."""
    given = RegisterBytes(path)
    cells = read_cells(given, OFFICIALS)
    refuse_empty(path, cells, "official_id")
    refuse_unless_among(path, cells, "status", ACTOR_STATUSES)
    refuse_unknown_regions(path, cells, rulebook)
    account = account_of(path, cells)
    refuse_rounded(path, account["uid"])
    days = dates(path, cells)
    columns = {**account, **days, **{name: cells.column(name) for name in ("official_id", "status", "agency")}}
    columns["zone"] = pc.fill_null(_mapped(cells.column("region"), lambda code: zone_of(rulebook, region=code)), "WIB")
    table = pa.table(columns)
    refuse_overlaps(path, table, owner=("official_id",), shared=False)
    return Register(table, table.num_rows, given.sha256())


def contestants(path: Path, rulebook: Rulebook) -> Register:
    """The contestants' accounts; raises RegisterRefused. `zone` is null where the contest has no place."""
    given = RegisterBytes(path)
    cells = read_cells(given, CONTESTANTS)
    for check in contestant_checks(path, rulebook):
        check(cells)
    account = account_of(path, cells)
    refuse_rounded(path, account["uid"])
    columns = {**account, **dates(path, cells)}
    columns |= {name: cells.column(name) for name in ("contest", "contestant_id", "name", "role")}
    columns["given_status"] = cells.column("status")
    columns["contest_base"] = _mapped(cells.column("contest"), base_of)
    columns["zone"] = _mapped(
        cells.column("contest"), lambda name: zone_of(rulebook, contest=name) if split_contest(name)[1] else None
    )
    table = pa.table(columns)
    refuse_overlaps(path, table, owner=STANDING, shared=True)
    return Register(table, table.num_rows, given.sha256())


def contestant_checks(path: Path, rulebook: Rulebook) -> tuple[Callable[[pa.Table], None], ...]:
    """What the words of a row must be, one by one; each raises RegisterRefused for the first row where they are not."""
    return (
        lambda cells: refuse_empty(path, cells, "contest"),
        lambda cells: refuse_empty(path, cells, "contestant_id"),
        lambda cells: refuse_unless_among(path, cells, "role", TARGETS),
        lambda cells: refuse_unless_among(path, cells, "status", TARGET_STATUSES, optional=True),
        lambda cells: refuse_unknown_contests(path, cells, rulebook),
    )


def sieve(officials: Register, contestants: Register) -> Sieve:
    """Lets through what may be an official's act toward a contestant."""
    ids = [Names(register.table.column("uid")) for register in (officials, contestants)]
    handles = [Names(register.table.column("handle")) for register in (officials, contestants)]
    return Sieve(actor_ids=ids[0], actor_handles=handles[0], owner_ids=ids[1], owner_handles=handles[1])


def _mapped(cells: pa.ChunkedArray, change: Callable[[str], str | None]) -> pa.Array:
    """Each distinct word changed once: registers repeat few words many times."""
    coded = cells.combine_chunks().dictionary_encode()
    words = [None if word is None else change(word) for word in coded.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(coded.indices)


def account_of(path: Path, cells: pa.Table) -> dict[str, pa.Array]:
    """platform, uid and handle, as `netral.acts.accounts` would make them one by one; raises RegisterRefused."""
    refuse_empty(path, cells, "platform")
    column = cells.column("platform")
    for name in words(column).to_pylist():
        try:
            normalise_platform(name)
        except UnknownPlatform:
            row = row_of(column, name)
            remedy = Text("gunakan x, instagram, bluesky, …", "use x, instagram, bluesky, …")
            raise RegisterRefused(path, unknown(name[:40]), remedy, row=row, column="platform") from None
    platform = _mapped(column, normalise_platform)
    uid = cells.column("platform_user_id").combine_chunks()
    bare = cells.column("handle").combine_chunks()
    if pc.any(pc.starts_with(bare, "@")).as_py():
        bare = pc.replace_substring_regex(bare, r"^[\s@]+", "")
    bare = pc.ascii_lower(bare)
    sky = pc.equal(platform, "bluesky")
    if pc.any(sky).as_py():
        bare = pc.if_else(sky, pc.utf8_rtrim(bare, characters="."), bare)
    if (odd := first(pc.match_substring_regex(bare, _NO_HANDLE))) is not None:
        problem = Text(
            "bukan nama akun (ada spasi atau garis miring)", "is no account's name (a space or a slash in it)"
        )
        raise RegisterRefused(path, problem, _BARE, row=odd, column="handle")
    did = pc.and_(sky, pc.starts_with(bare, "did:"))
    nothing = pa.scalar(None, pa.string())
    uid = pc.if_else(pc.fill_null(did, False), pc.coalesce(uid, bare), uid)
    handle = pc.if_else(pc.fill_null(pc.or_(did, pc.equal(bare, "")), True), nothing, bare)
    if (bare_row := first(pc.and_(pc.is_null(uid), pc.is_null(handle)))) is not None:
        problem = Text("tidak ada platform_user_id maupun handle", "there is neither platform_user_id nor handle")
        remedy = Text("isi salah satunya", "fill one of them")
        raise RegisterRefused(path, problem, remedy, row=bare_row, column="handle")
    return {"platform": platform, "uid": uid, "handle": handle}
