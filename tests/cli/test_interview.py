"""The interview asks only what decides something, and says beside each question which norm that is."""

from __future__ import annotations

import functools
import io
import re

import pytest

from netral.cli.interview import AT_MOST, interview
from netral.law.facts import VERBS
from netral.law.loader import load_rulebook
from netral.law.table import Table, build
from netral.law.words import ASKED, WHY

ASKABLE = [verb for verb in VERBS if verb not in ("Update", "Delete", "Undo", "Leave", "Listen")]


@functools.cache
def table() -> Table:
    return build(load_rulebook())


def asked(typed: str, monkeypatch: pytest.MonkeyPatch, lang: str = "id") -> list[list[str]]:
    """The lines told with each question."""
    told: list[str] = []
    # Of acts toward nobody no role is asked: the line meant for it is then refused as a date, and asked again.
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    interview(table(), lang=lang, bakal_calon=None, say=told.append)
    questions: list[list[str]] = []
    for line in told:
        if re.match(r"\n\d+\. ", line):
            questions.append([])
        questions[-1].append(line)
    return questions


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("verb", ASKABLE)
def test_every_question_names_a_norm_that_it_decides(verb: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = {getattr(norm.title, lang) for norm in table().rulebook.norms.values()}
    questions = asked(f"{verb}\ncontestant\n2024-10-05\npns\n" + "0\n" * AT_MOST, monkeypatch, lang)
    assert 3 <= len(questions) <= AT_MOST
    for lines in questions:
        reasons = [line.removeprefix(f"   {WHY[lang]} ") for line in lines if WHY[lang] in line]
        assert 1 <= len(reasons) <= 2, lines[0]
        assert all(any(reason.startswith(f"{title} (") for title in titles) for reason in reasons)


def test_a_question_of_several_contests_names_the_norms_that_hang_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = asked("Execute\ncontestant\n2024-09-25\npns\n" + "0\n" * AT_MOST, monkeypatch)
    (contest,) = [lines for lines in questions if ASKED["target.contest"]["id"] in lines[0]]
    assert WHY["id"] in contest[1]


def test_nobody_is_asked_toward_whom_they_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = asked("Vote\n2024-11-27\ntni\n", monkeypatch)
    assert len(questions) == 3
    assert not any(ASKED["target.role"]["id"] in lines[0] for lines in questions)


def test_of_an_act_that_no_norm_names_neither_day_nor_status_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(asked("Dislike\nnews_media\n", monkeypatch)) == 2


def test_without_an_act_there_is_nothing_to_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr("sys.stdin", io.StringIO("0\n"))
    assert interview(table(), lang="en", bakal_calon=None, say=told.append) == 2
    assert told[-1] == "Stopped: the act must be known."
    assert capsys.readouterr().out == ""
