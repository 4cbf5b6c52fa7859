"""Which columns have the tables that the plan joins? Plain words, for engines and for the plan itself."""

from __future__ import annotations

from typing import Any

TIME = "timestamp(6)"
ACTIVITIES = {
    **dict.fromkeys(("activity_key", "activity_id", "platform", "verb", "interaction"), "string"),
    **dict.fromkeys(("actor_id", "actor_handle", "object_id", "object_url"), "string"),
    **dict.fromkeys(("object_owner_id", "object_owner_handle", "object_owner_basis"), "string"),
    **dict.fromkeys(("published_at", "published_earliest", "published_latest"), TIME),
    "published_precision": "string",
    "source_sha256": "string",
    "source_row": "int64",
}
"""Canonical activities as the plan sees them: keys and digests in hexadecimal, times without zone in UTC."""
OTHERS = dict.fromkeys(("platform", "actor_handle", "object_owner_id", "object_owner_handle"), "string")
PLACE = {"input": "int32", "place": "int64"}
"""What is asked of acts on a declared handle that has another id now, and which record of which input it was."""
_ACCOUNT = {
    **dict.fromkeys(("platform", "uid", "handle"), "string"),
    **dict.fromkeys(("valid_from", "valid_to"), "date"),
    "zone": "string",
}
OFFICIALS = {**_ACCOUNT, **dict.fromkeys(("official_id", "status", "agency"), "string")}
CONTESTANTS = {
    **_ACCOUNT,
    **dict.fromkeys(("contest", "contest_base", "contestant_id", "name", "role", "given_status"), "string"),
}
ANSWER = ("target_status", "phase", "verdict_literal", "verdict_practice", "class_literal", "class_practice")
DECISIONS = {
    "decision_key": "string",
    **dict.fromkeys(("first_starts", "first_ends", "last_starts", "last_ends"), TIME),
    **dict.fromkeys((*ANSWER, "norms", "missing_facts"), "string"),
}
FINDINGS = (
    *("finding_id", "official_id", "agency", "contest", "contestant_id", "role", "target_status", "phase"),
    *("platform", "verb", "activity_id", "object_id", "url", "occurred_at", "precision", "match_basis"),
    *("owner_basis", "verdict_literal", "verdict_practice", "class_literal", "class_practice", "norms"),
    *("missing_facts", "source_sha256", "source_row", "mitigating", "sources", "conflicts"),
)
FACTS = ("verb", "reply", "o_status", "contest_base", "role", "given", "asked_zone")
"""What a decision hangs on, beside the time; columns of `matched`."""
EXACT = ("us", "ms", "s")
PRECISIONS = (*EXACT, "min", "hour", "day", "week", "month", "year", "interval", "none")
"""How exactly a time is stated, the most exact first; unsaid is to the second."""
TAKEN_BACK = ("Undo", "Delete")
REPLIABLE = ("Create", "Update")
FIRST, LAST = "0001-01-01 00:00:00", "9999-12-31 00:00:00"
"""Open ends of a decision; an act without a time spans from one to the other."""


def decision_key(*, verb: Any, reply: Any, status: Any, base: Any, role: Any, given: Any, zone: Any) -> Any:
    """The one column on which acts and decisions meet; every part is text, unknown is empty."""
    return verb + "|" + reply + "|" + status + "|" + base + "|" + role + "|" + given + "|" + zone
