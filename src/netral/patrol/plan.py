"""Which acts of declared accounts toward contestants are there, and what does the law say of them?

One Ibis expression over activities, officials, contestants and decisions; building it runs nothing, so the
same question goes to any engine. `screen` is the first step alone: it keeps the few acts that `findings`
can use, so that an engine holds nobody else's for longer than a batch.
"""

from __future__ import annotations

from typing import Any

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table, TimestampValue

from netral.patrol.sightings import ACTIVITY, most_exact, named, seen
from netral.patrol.tables import EXACT, FINDINGS, FIRST, LAST, REPLIABLE, TAKEN_BACK, TIME, decision_key


def screen(activities: Table, officials: Table, contestants: Table) -> Table:
    """Acts that may be a declared account's toward a contestant, or take one of them back, and others' that look so.

    `mine` is false where only the handle is a declared one, and the id somebody else's: to be counted, never kept.
    On raw ids and handles, one column each: a key made of platform and id would be a new string for every
    row of the export. The platform is compared in `findings`, on what is left.
    """
    toward = _named(activities.object_owner_id, activities.object_owner_handle, contestants)
    near = activities.filter(toward | activities.verb.isin(TAKEN_BACK))
    near = near.mutate(
        by_id=_among(near.actor_id, officials.filter(officials.uid.notnull()).uid),
        by_handle=_among(near.actor_handle, officials.filter(officials.handle.notnull()).handle),
    )
    # Where the register has no id for the handle, anybody's act on it is looked at.
    bare = near.actor_handle.isin(officials.filter(officials.uid.isnull() & officials.handle.notnull()).handle)
    near = near.filter(near.by_id | near.by_handle)
    mine = near.by_id | near.actor_id.isnull() | ibis.coalesce(bare, ibis.literal(False))
    return near.mutate(mine=mine).select(*activities.columns, "mine")


def _named(uid: StringValue, handle: StringValue, register: Table) -> BooleanValue:
    """By id; by handle only where one side has no id, so that most rows cost one probe and not two."""
    nameless = ibis.ifelse(uid.isnull(), handle, ibis.null("string"))
    return (
        uid.isin(register.filter(register.uid.notnull()).uid)
        | nameless.isin(register.filter(register.handle.notnull()).handle)
        | handle.isin(register.filter(register.uid.isnull() & register.handle.notnull()).handle)
    )


def recycled(others: Table, officials: Table, contestants: Table) -> Table:
    """Declared accounts whose handle has another id now: `platform`, `handle`, how many `acts` toward contestants.

    `others`: what `screen` says is not `mine`. Nothing of whoever has the handle now comes out.
    """
    acts = _toward(_with_keys(others, "object_owner_id", "object_owner_handle"), contestants)
    declared = officials.filter(officials.uid.notnull() & officials.handle.notnull())
    handle = acts.actor_handle + "@" + acts.platform
    told = acts.filter(_among(handle, declared.handle + "@" + declared.platform))
    once = told.select("input", "place", "platform", handle="actor_handle").distinct()
    return once.group_by("platform", "handle").agg(acts=once.count())


def findings(activities: Table, officials: Table, contestants: Table, decisions: Table) -> Table:
    """One row per act, official and contestant's role, with both readings; see FINDINGS for the columns."""
    return judged(matched(activities, officials, contestants), activities, decisions)


def matched(activities: Table, officials: Table, contestants: Table) -> Table:
    """Acts of declared accounts toward contestants'; `in_force` while both registers hold, `asked` of the law.

    What is not in force becomes no finding. It is kept as another record of an act that is in force elsewhere.
    """
    both = _toward(_by_official(_keyed(activities), officials), contestants)
    return _asked(both.mutate(in_force=_in_force(both)))


def judged(matched: Table, activities: Table, decisions: Table) -> Table:
    """The findings of `matched`: with the law's answer, once each, and marked where they were taken back."""
    acts = named(matched)
    assessed = _assessed(acts.filter(acts.in_force), decisions)
    own = assessed.filter(~_silent_undo(assessed))
    found = _marked(_once(own), own, _keyed(activities))
    return _told(found, seen(acts)).select(*FINDINGS)


def _keyed(activities: Table) -> Table:
    """Single-column keys, and the first and last instant at which the act may have happened."""
    acts = _with_keys(activities, "actor_id", "actor_handle", "object_owner_id", "object_owner_handle")
    exact = acts.published_precision.isnull() | acts.published_precision.isin(EXACT)
    at = ibis.ifelse(exact, acts.published_at, ibis.null(TIME))
    return acts.mutate(
        earliest=ibis.coalesce(acts.published_earliest, at), latest=ibis.coalesce(acts.published_latest, at)
    )


def _with_keys(acts: Table, *names: str) -> Table:
    return acts.mutate(**{f"{name}_key": acts[name] + "@" + acts.platform for name in names})


def _key(register: Table, mark: str, name: str) -> StringValue:
    return register[f"{mark}_{name}"] + "@" + register[f"{mark}_platform"]


def _by_official(acts: Table, officials: Table) -> Table:
    register = officials.select(
        *("official_id", "agency"),
        *(
            officials[name].name(f"o_{name}")
            for name in ("platform", "uid", "handle", "status", "valid_from", "valid_to", "zone")
        ),
    )
    return _matched(acts, register, act=("actor_id", "actor_handle"), mark="o", basis="match_basis")


def _toward(acts: Table, contestants: Table) -> Table:
    register = contestants.select(
        *("contest", "contest_base", "contestant_id", "role", "given_status"),
        *(
            contestants[name].name(f"c_{name}")
            for name in ("platform", "uid", "handle", "valid_from", "valid_to", "zone")
        ),
    )
    return _matched(acts, register, act=("object_owner_id", "object_owner_handle"), mark="c", basis="owner_match")


def _matched(acts: Table, register: Table, *, act: tuple[str, str], mark: str, basis: str) -> Table:
    """Id beats handle: an act whose id is in the register matches by id alone, in whichever period.

    A handle matches only where one of the two sides has no id: two different ids are two people, the one
    who declared the handle and the one who has it now.
    """
    uid, handle = act
    # Few of a large register's accounts act at all; only for these are keys made.
    seen = register.filter(
        _among(register[f"{mark}_uid"], acts[uid]) | _among(register[f"{mark}_handle"], acts[handle])
    )
    account = ibis.coalesce("id:" + seen[f"{mark}_uid"], "acct:" + seen[f"{mark}_handle"])
    seen = seen.mutate(
        **{f"{mark}_account": account}, id_key=_key(seen, mark, "uid"), handle_key=_key(seen, mark, "handle")
    )
    drop = ("id_key", "handle_key", f"{mark}_platform", f"{mark}_handle")
    ids, named = seen.filter(seen.id_key.notnull()), seen.filter(seen.handle_key.notnull())
    id_key = acts[f"{uid}_key"]
    by_id = acts.join(ids, id_key == ids.id_key).mutate(**{basis: ibis.literal("id")})
    strangers = acts.filter(~_among(id_key, ids.id_key))
    by_handle = strangers.join(named, strangers[f"{handle}_key"] == named.handle_key)
    by_handle = by_handle.filter(by_handle[uid].isnull() | by_handle[f"{mark}_uid"].isnull())
    by_handle = by_handle.mutate(**{basis: ibis.literal("handle")})
    # Not `Table.drop`: its SQL names the columns in another order in each process.
    kept = [name for name in by_id.columns if name not in drop]
    return ibis.union(by_id.select(kept), by_handle.select(kept))


def _among(value: StringValue, column: StringValue) -> BooleanValue:
    """Is it in the column? Never null, so that `not` and `or` mean what they say."""
    return ibis.coalesce(value.isin(column), ibis.literal(False))


def _in_force(t: Table) -> BooleanValue:
    """Both rows hold for the whole time in which the act may have happened, in the effective zone.

    Without a time only an id in a row that is open on both sides will do.
    """
    zone = ibis.coalesce(t.c_zone, t.o_zone)
    by_id = (t.match_basis == "id") & (t.owner_match == "id")
    covered = by_id | (t.earliest.notnull() & t.latest.notnull())
    for side in ("o", "c"):
        starts, ends = t[f"{side}_valid_from"], t[f"{side}_valid_to"]
        covered &= starts.isnull() | ibis.coalesce(_midnight(starts, zone) <= t.earliest, ibis.literal(False))
        covered &= ends.isnull() | ibis.coalesce(t.latest < _midnight(ends, zone), ibis.literal(False))
    return covered


def _midnight(day: Any, zone: Any) -> TimestampValue:
    """When the local day begins, in UTC. Indonesia has three zones and no summer time."""
    start = day.cast(TIME)
    return ibis.cases(
        (zone == "WIT", start - ibis.interval(hours=9)),
        (zone == "WITA", start - ibis.interval(hours=8)),
        else_=start - ibis.interval(hours=7),
    )


def _asked(matched: Table) -> Table:
    reply = ibis.cases(
        (~matched.verb.isin(REPLIABLE) | matched.interaction.isnull(), ""),
        (matched.interaction == "reply", "true"),
        else_="false",
    )
    zone = ibis.coalesce(matched.c_zone, matched.o_zone)
    facts = {"reply": reply, "asked_zone": zone, "given": ibis.coalesce(matched.given_status, "")}
    return matched.mutate(
        begins=ibis.coalesce(matched.earliest, ibis.timestamp(FIRST)),
        finishes=ibis.coalesce(matched.latest, ibis.timestamp(LAST)),
        **facts,
        asked=decision_key(
            verb=matched.verb,
            reply=reply,
            status=matched.o_status,
            base=matched.contest_base,
            role=matched.role,
            given=facts["given"],
            zone=zone,
        ),
    )


def _assessed(asked: Table, decisions: Table) -> Table:
    """Each act with the one decision whose first and last day hold its first and last instant.

    A left join: an act without a decision stays visible, and `netral.patrol.findings` stops on it.
    """
    return asked.left_join(
        decisions,
        [
            asked.asked == decisions.decision_key,
            decisions.first_starts <= asked.begins,
            asked.begins < decisions.first_ends,
            decisions.last_starts <= asked.finishes,
            asked.finishes < decisions.last_ends,
        ],
    )


def _silent_undo(assessed: Table) -> BooleanValue:
    """Taking something back, where the law says nothing of it: it only mitigates."""
    silent = (assessed.verdict_literal == "not_regulated") & (assessed.verdict_practice == "not_regulated")
    return assessed.verb.isin(TAKEN_BACK) & ibis.coalesce(silent, ibis.literal(False))


def _once(assessed: Table) -> Table:
    """One row per finding, with the values of its most exact record; the source is the smallest."""
    told = assessed.mutate(
        url=assessed.object_url,
        occurred_at=assessed.published_at,
        precision=assessed.published_precision,
        owner_basis=assessed.object_owner_basis,
    )
    records = told.group_by("finding_id").agg(records=told.count())
    repeated = told.finding_id.isin(records.filter(records.records > 1).finding_id)
    # To order what stands alone would take longer than all the rest.
    return ibis.union(told.filter(~repeated), _best(told.filter(repeated)).select(*told.columns))


def _best(told: Table) -> Table:
    rest = [told[name] for name in FINDINGS if name in told.columns and name != "finding_id"]
    best = ibis.window(group_by=told.finding_id, order_by=[*most_exact(told), *rest])
    smallest = ibis.window(group_by=told.finding_id, order_by=[told.source_sha256, told.source_row])
    ordered = told.mutate(
        nth=ibis.row_number().over(best),
        source_sha256=told.source_sha256.first().over(smallest),
        source_row=told.source_row.first().over(smallest),
    )
    return ordered.filter(ordered.nth == 0)


def _told(found: Table, seen: Table) -> Table:
    """`sources` and `conflicts`; what one record alone tells is its own source and contradicts nothing."""
    both = found.left_join(seen, found.act == seen.act)
    alone = both.source_sha256 + ":" + both.source_row.cast("string")
    return both.mutate(
        sources=ibis.coalesce(both.sources, alone), conflicts=ibis.coalesce(both.conflicts, ibis.literal(""))
    )


def _marked(found: Table, records: Table, acts: Table) -> Table:
    """`mitigating`: the same actor took this very act back, not before it was done, by any record of it."""
    undos = acts.filter(acts.verb.isin(TAKEN_BACK) & acts.object_id.notnull()).select(
        undone_id=acts.object_id.re_replace(ACTIVITY, ""),
        undo_platform="platform",
        undo_id="actor_id",
        undo_handle="actor_handle",
        undo_latest="latest",
    )
    pairs = records.join(undos, records.own == undos.undone_id)
    # As strict as the match itself: without a declared id, the same handle and the same id or none.
    no = ibis.literal(False)
    handle = ibis.coalesce(pairs.undo_handle == pairs.actor_handle, no)
    by_id = ibis.coalesce(pairs.undo_id == pairs.actor_id, no) & ((pairs.match_basis == "id") | handle)
    same = by_id | (pairs.undo_id.isnull() & pairs.actor_id.isnull() & handle)
    later = ibis.coalesce(pairs.undo_latest >= pairs.earliest, ibis.literal(True))
    undone = pairs.filter(
        (pairs.undo_platform == pairs.platform) & same & later & ~pairs.verb.isin(TAKEN_BACK)
    ).finding_id
    return found.mutate(mitigating=ibis.ifelse(found.finding_id.isin(undone), "undone", ""))
