"""Which records tell of the same act? One act in two tools or two runs is one finding, two acts are never one.

Parts of the plan, like `netral.patrol.plan`: building them runs nothing. Why it is so: docs/adr/0015.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringColumn, StringValue, Table, TimestampValue

from netral.patrol.tables import PRECISIONS

# Done or not done, so that a record without id and time tells nothing new where one with them is known.
ONCE = ("Like", "Dislike", "Follow", "Join", "Leave", "Announce")
# Where a post can be shared once, until that is taken back; elsewhere it can be shared again and again.
SHARED_ONCE = ("x", "bluesky", "mastodon", "threads")
# Ids that a reader made of a record's words: no other tool has them.
_MADE_UP = "synthetic:"
# The address of "A posted B" is that of B with this behind it; some tools give the one, some the other.
ACTIVITY = r"/activity$"
_BASES = ("stated", "url", "parent", "context", "inferred")
_LAST_MICROSECOND = {"s": 999_999, "ms": 999}


def named(matched: Table) -> Table:
    """`act` is the same text for records of the same act; `finding_id` is that act of one official toward one role.

    The declared account stands for the actor and the contestant's for the owner, so that it does not matter
    whether a record knows their ids or their handles.
    """
    acts = _first_of(_done(_identified(matched)))
    once = acts.thing.notnull() & ibis.coalesce(acts.own == acts.first_own, ibis.literal(True))
    by_id = acts.own.notnull() & (acts.verb != "Update")
    what = ibis.cases(
        (once, _lines(ibis.literal("once"), acts.official_id, acts.o_account, acts.thing)),
        (by_id, "id\n" + acts.own),
        else_="at\n" + _when(acts, acts.own, ibis.coalesce(_written(acts), "")),
    )
    act = acts.platform + "\n" + acts.verb + "\n" + what
    whose = (acts.official_id, acts.contest, acts.contestant_id, acts.role)
    return acts.mutate(act=act, finding_id=_lines(act, *whose).hexdigest("sha256"))


def _lines(first: StringValue, *more: StringValue) -> StringValue:
    for one in more:
        first = first + "\n" + one
    return first


def _identified(matched: Table) -> Table:
    """`own`: the platform's id of the act itself, or what is as good as one; null where a record tells none."""
    own, once = matched.activity_id.re_replace(ACTIVITY, ""), matched.verb.isin(ONCE)
    again = (matched.verb == "Announce") & ~matched.platform.isin(SHARED_ONCE)
    own = ibis.ifelse(once & ~again & own.startswith(_MADE_UP), ibis.null("string"), own)
    when = ibis.ifelse(again, _when(matched, own, _written(matched)), ibis.null("string"))
    return matched.mutate(own=ibis.coalesce(own, when), once=once)


def _when(acts: Table, own: StringValue, at: StringValue) -> StringValue:
    """Who did it to what at the time that is stated."""
    return _lines(acts.official_id, acts.o_account, ibis.coalesce(own, acts.object_id, acts.c_account), at)


def _written(acts: Table) -> StringValue:
    return acts.published_at.strftime("%Y-%m-%dT%H:%M:%S.%f")


def _done(acts: Table) -> Table:
    """`thing`: for what is done once, to what; else null. `disputed`: the same act is told of two officials.

    Joins, and with the few that are told again: windows over all columns of all records would take twice as long.
    """
    known = acts.filter(acts.own.notnull())
    same = known.group_by("platform", "verb", "own").agg(
        records=known.count(),
        own_object=known.object_id.min(),
        own_latest=known.latest.min(),
        disputed=known.official_id.min(where=known.in_force) != known.official_id.max(where=known.in_force),
    )
    again = same.filter(same.records > 1).select("platform", "verb", "own", "own_object", "own_latest", "disputed")
    acts = _beside(acts, again, "platform", "verb", "own")
    # Tools call the account that was followed by its id, its handle, or not at all; the register knows it.
    thing = ibis.ifelse(acts.verb == "Follow", acts.c_account, ibis.coalesce(acts.own_object, acts.object_id))
    return acts.mutate(thing=ibis.ifelse(acts.once, thing, ibis.null("string")))


def _first_of(acts: Table) -> Table:
    """`first_own`: of several doings with ids of their own, the first; records without id are told of that one."""
    whose = ("platform", "verb", "official_id", "o_account", "thing")
    known = acts.filter(acts.own.notnull() & acts.thing.notnull())
    doings = known.group_by(*whose, "own").agg(
        latest=ibis.coalesce(known.own_latest, known.latest).min(), held=known.in_force.any()
    )
    several = doings.group_by(*whose).agg(doings=doings.count())
    doings = doings.semi_join(several.filter(several.doings > 1), whose)
    order = [~doings.held, doings.latest.isnull(), doings.latest, doings.own]
    nth = ibis.row_number().over(group_by=[doings[name] for name in whose], order_by=order)
    doings = doings.mutate(nth=nth)
    firsts = doings.filter(doings.nth == 0)
    return _beside(acts, firsts.select(*whose, first_own="own"), *whose)


def _beside(acts: Table, more: Table, *keys: str) -> Table:
    """`acts` with the other columns of `more`, null where it has no such keys."""
    both = acts.left_join(more, [acts[key] == more[key] for key in keys])
    return both.select(
        *(acts[name] for name in acts.columns), *(more[name] for name in more.columns if name not in keys)
    )


def most_exact(assessed: Table) -> list[BooleanValue | IntegerValue | StringColumn]:
    """The order among records of one finding: the first one's values are shown."""
    return [
        assessed.match_basis != "id",
        _rank(ibis.coalesce(assessed.published_precision, "s"), PRECISIONS),
        assessed.own.isnull(),
        _rank(assessed.object_owner_basis, _BASES),
        assessed.owner_match != "id",
        assessed.source_sha256,
        assessed.source_row,
    ]


def _rank(value: StringValue, words: tuple[str, ...]) -> IntegerValue:
    return ibis.cases(*((value == word, rank) for rank, word in enumerate(words)), else_=len(words))


def seen(acts: Table) -> Table:
    """For acts that several records tell of: `act`, all `sources`, and the `conflicts` among them."""
    source = acts.source_sha256 + ":" + acts.source_row.cast("string")
    acts = acts.mutate(source=source, until=_until(acts))
    ends = acts.group_by("act").agg(first=acts.source.min(), last=acts.source.max())
    several = acts.filter(acts.act.isin(ends.filter(ends.first != ends.last).act))
    listed = several.select("act", "source").distinct()
    sources = listed.group_by("act").agg(sources=listed.source.group_concat(";", order_by=listed.source))
    told = several.group_by("act").agg(conflicts=_conflicts(several))
    return sources.join(told, "act").select("act", "sources", "conflicts")


def _conflicts(acts: Table) -> StringValue:
    """Names of the columns on which records disagree; what a record leaves open contradicts nobody."""
    reply = ibis.cases((acts.interaction == "reply", 1), (acts.interaction.notnull(), 0))
    named = {name: acts[name].min() != acts[name].max() for name in ("actor_handle", "actor_id")}
    # Nothing but this hangs on how an act is called.
    named["interaction"] = reply.min() != reply.max()
    # What was followed is told by whose account it is.
    named["object_id"] = (acts.verb.max() != "Follow") & (acts.object_id.min() != acts.object_id.max())
    named |= {name: acts[name].min() != acts[name].max() for name in ("object_owner_handle", "object_owner_id")}
    named["occurred_at"] = acts.earliest.max() > acts.until.min()
    named["official_id"] = acts.disputed.any()
    told = ibis.literal("")
    for name, differ in named.items():
        told = told + ibis.ifelse(ibis.coalesce(differ, ibis.literal(False)), f";{name}", "")
    return told.substr(1)


def _until(acts: Table) -> TimestampValue:
    """The last instant that the stated time may mean: 12:00:00 to the second may be 12:00:00.9."""
    precision = ibis.coalesce(acts.published_precision, "s")
    spans = ((precision == unit, acts.latest + ibis.interval(microseconds=n)) for unit, n in _LAST_MICROSECOND.items())
    return ibis.cases(*spans, else_=acts.latest)
