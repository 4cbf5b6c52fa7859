"""Which facts the law asks about: the closed list of names and the values each may take.

A norm's condition, a question and a spec case may name these facts and no others.
"""

from __future__ import annotations

BOOL = ("false", "true")

ACTOR_STATUSES = ("pns", "cpns", "pppk", "ppnpn", "kepala_desa", "perangkat_desa", "bumn", "tni", "polri")
RELATIONS = ("none", "spouse", "child", "parent", "sibling", "friend")
AS2_VERBS = (
    *("Create", "Like", "Dislike", "Announce", "Follow", "Join", "Leave", "Add", "Update", "Delete"),
    *("Undo", "Invite", "View", "Listen"),
)
OWN_VERBS = (
    *("Attend", "SupportActively", "Display", "Lobby", "BecomeMember", "Advise", "Mobilise", "UseFacility"),
    *("Decide", "HoldActivity", "GiveSupportLetter", "Gesture", "WearAttribute", "Execute", "Run", "Vote"),
    *("Speak", "Give"),
)
VERBS = AS2_VERBS + OWN_VERBS
OBJECT_TYPES = ("Note", "Image", "Video", "Article", "Sticker", "Group", "Event", "Prop", "Document")
VISIBILITIES = ("public", "limited", "private")
CONTENTS = ("promotes", "opposes", "neutral", "official", "unknown")
COMPANIONS = ("contestant", "team", "prop")
ROLES = (
    *("contestant", "campaign_account", "supporters_account", "campaign_team", "party"),
    *("government_account", "news_media", "colleagues", "none"),
)
TARGET_STATUSES = ("bakal_calon", "calon", "former", "none")
CONTEST_TYPES = ("PPWP", "DPR", "DPD", "DPRD", "PILKADA")
PHASES = (
    *("belum", "bakal_calon", "penetapan", "kampanye", "masa_tenang"),
    *("pemungutan_suara", "rekapitulasi", "sesudah"),
)

# What somebody says about the act. `unsaid` tells how silence is read: an element of a prohibition that is
# not said is missing (named, never assumed); a defence that nobody claims is taken as not claimed, and is
# shown in `would_change`.
CIRCUMSTANCES: dict[str, str] = {
    "passive": "missing",
    "duty_letter": "unclaimed",
    "party_attributes": "missing",
    "pns_attributes": "missing",
    "state_facility": "missing",
    "partisan_sign": "missing",
    "support_aim": "missing",
    "undone": "unclaimed",
    "not_author": "unclaimed",
    "accidental": "unclaimed",
    "all_contestants": "unclaimed",
    "outside_working_hours": "missing",
    "before_employment": "unclaimed",
    "added_by_others": "unclaimed",
    "resigned_before": "unclaimed",
    "independent_candidacy": "missing",
    "campaign_participant": "missing",
}
MITIGATING = ("undone", "accidental", "added_by_others")

FACTS: dict[str, tuple[str, ...]] = {
    "actor.status": ACTOR_STATUSES,
    "actor.pejabat": BOOL,
    "actor.on_cltn": BOOL,
    "actor.relation": RELATIONS,
    "verb": VERBS,
    "object.type": OBJECT_TYPES,
    "object.visibility": VISIBILITIES,
    "object.content": CONTENTS[:-1],
    "object.with": (*COMPANIONS, "nobody"),
    "object.in_reply_to": BOOL,
    "target.role": ROLES,
    "target.status": TARGET_STATUSES,
    "contest.type": CONTEST_TYPES,
    "contest.phase": PHASES,
    **{f"circumstances.{name}": BOOL for name in CIRCUMSTANCES},
}
READINGS = ("literal", "official_practice")
VERDICTS = ("prohibited", "permitted", "permitted_with_conditions", "not_regulated")
# Heaviest first. `disiplin_instansi`, `kontrak` and `satgas` stand in for people and acts that the national
# ladder does not reach.
CLASSES = (
    *("pidana", "administratif", "disiplin_berat", "disiplin_sedang", "disiplin_ringan"),
    *("disiplin_instansi", "kontrak", "kode_etik", "satgas"),
)
CONFIDENCES = ("high", "medium", "low")
PROFILES = ("registered", "publicly_declared")
