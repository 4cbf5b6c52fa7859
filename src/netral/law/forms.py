"""What each kind of rulebook file holds, as shapes: the lawyer's forms."""

from __future__ import annotations

from typing import Any

from netral.law.facts import ACTOR_STATUSES, CLASSES, CONFIDENCES, CONTEST_TYPES, FACTS, PROFILES, READINGS
from netral.law.shapes import Day, Either, Flag, Many, Maybe, Number, Record, Table, Word

TEXT = Record({"id": Word(what="Indonesian text"), "en": Word(what="English text")}, {})
CONFIDENCE = Word(CONFIDENCES, "confidence")
CONDITIONS = Table(Word(tuple(FACTS), "fact"), Many(Word(), least=1))
CITES = Many(Word(what="citation"), least=1)

INSTRUMENT = Record(
    {
        "id": Word(),
        "short": Word(),
        "title": TEXT,
        "valid_from": Day(),
        "confidence": CONFIDENCE,
        "articles": Table(Word(), Word(what="what the article says")),
    },
    {"valid_to": Maybe(Day()), "note": TEXT},
    keep_line=True,
)
SANCTION = Record(
    {
        "code": Word(),
        "order": Number(),
        "ladder": Word(),
        "text": TEXT,
        "cites": CITES,
        "confidence": CONFIDENCE,
        "valid_from": Day(),
    },
    {"valid_to": Maybe(Day())},
    keep_line=True,
)
VERSION = Record(
    {
        "valid_from": Day(),
        "binds": Many(Word(ACTOR_STATUSES, "actor status")),
        "cites": CITES,
        "confidence": Either(CONFIDENCE, Table(Word(READINGS, "reading"), CONFIDENCE)),
        "checked_on": Day(),
    },
    {
        "valid_to": Maybe(Day()),
        "when": CONDITIONS,
        "any_of": Many(CONDITIONS, least=1),
        "literal": Either(Word(("not_read",), "reading"), CONDITIONS),
        "official_practice": Either(Word(("not_read",), "reading"), CONDITIONS),
        "unless": Many(CONDITIONS, least=1),
        "covers": Many(Word(what="norm id or pattern"), least=1),
        "follows": Many(Word(CLASSES, "class"), least=1),
        "class": Maybe(Word(CLASSES, "class")),
        "class_by_status": Table(Word(ACTOR_STATUSES, "actor status"), Word(CLASSES, "class")),
        "sanction": Table(Word(("*", *ACTOR_STATUSES), "actor status"), Many(Word(what="sanction code"), least=1)),
        "conditions": TEXT,
        "contestable": Many(Record({"why": TEXT}, {"when": CONDITIONS}), least=1),
    },
    keep_line=True,
)
NORM = Record(
    {
        "id": Word(),
        "kind": Word(("prohibition", "permission", "consequence"), "kind of norm"),
        "title": TEXT,
        "versions": Many(VERSION, least=1),
    },
    {"binds_others": TEXT},
    keep_line=True,
)
SPAN = Many(Day(), least=2)
EVENT = Record({"name": Word(), "starts": Day(), "ends": Day(), "confidence": CONFIDENCE}, {"note": TEXT})
CONTEST = Record(
    {"id": Word(), "type": Word(CONTEST_TYPES, "contest type"), "title": TEXT, "events": Many(EVENT), "cites": CITES},
    {
        "regional": Flag(),
        "placeholder": Flag(),
        "regions": Many(Word(what="region code"), least=1),
        "bakal_calon_from": Table(Word(PROFILES, "profile"), Maybe(Day())),
        "independent_from": Maybe(Day()),
        "calon_from": Maybe(Day()),
        "calon_to": Maybe(Day()),
        "campaign": Maybe(SPAN),
        "masa_tenang": Maybe(SPAN),
        "vote": Maybe(Day()),
        "recap_to": Maybe(Day()),
        "unsettled": Maybe(SPAN),
        "confidence": Table(Word(), CONFIDENCE),
    },
    keep_line=True,
)
DEFENCE = Record(
    {
        "applies_to": Either(Word(("all",), "scope"), Many(Word(FACTS["verb"], "verb"), least=1)),
        "when": CONDITIONS,
        "title": TEXT,
    },
    {},
    keep_line=True,
)
FILES = {
    "instruments": Record({"instrument": INSTRUMENT}, {}),
    "sanctions": Record({"sanctions": Many(SANCTION, least=1)}, {}),
    "norms": Record({"norms": Many(NORM, least=1)}, {}),
    "contests": Record({"contest": CONTEST}, {}),
    "defences": Record({"defences": Many(DEFENCE, least=1)}, {}),
    "rulebook": Record({"version": Word(), "checked_on": Day()}, {}),
    "zones": Record({"zones": Table(Word(), Word(("WIB", "WITA", "WIT"), "zone"))}, {}),
}


def schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema per kind of file, for editors that complete and check while a lawyer types."""
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **form.schema()}
        for name, form in FILES.items()
    }
