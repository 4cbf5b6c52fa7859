"""Whoever guesses codes learns nothing: not by status, not by a byte, not by time; and soon has to wait.

`CODES=10000 pytest tests/portal/test_report_guessing.py` is the long run; the short one is of two hundred.
"""

from __future__ import annotations

import os
import random
import re
from statistics import mean, stdev
from time import perf_counter_ns

import pytest
from django.test import Client, RequestFactory

from netral.portal.intake import codes, flood, inbox
from netral.portal.intake.limits import LIMITS
from tests.portal.cast import Cast
from tests.portal.reporting import code_of, sent

GUESSES = int(os.environ.get("CODES", "200"))
PAIRS = GUESSES // 5


@pytest.fixture
def near(cast: Cast) -> str:
    """A code that is right but for its last sign."""
    browser = Client()
    sent(browser)
    code = "".join(code_of(browser).split())
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def asked(code: str) -> tuple[int, dict[str, str], str]:
    """What the page says to a guess, but for the token of its form and the code in a link of its own address."""
    answer = Client().get(f"/lapor/{code}")
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())
    told = {name: value for name, value in answer.headers.items() if name != "Expires"}  # the second of asking
    return answer.status_code, told, page.replace(code, "…")


def test_ten_thousand_guesses_are_told_the_same_and_nothing_more(near: str) -> None:
    said = set()
    for number in range(GUESSES):
        flood.forget()
        status, headers, page = asked(near if number % 2 else codes.make())
        said.add((status, tuple(sorted(headers.items())), page))
    assert len(said) == 1
    assert next(iter(said))[0] == 404


def test_the_time_of_a_guess_does_not_tell_how_near_it_is(near: str) -> None:
    """Paired, in random order; the outer tenths, which are the machine's, are left out. |t| above 5 would be a sign."""
    chance = random.Random(20241005)
    differences = []
    for _number in range(PAIRS * 5):
        pair = [near, codes.make()]
        took = {}
        for at in chance.sample((0, 1), 2):
            began = perf_counter_ns()
            assert inbox.found(pair[at]) is None
            took[at] = perf_counter_ns() - began
        differences.append(took[0] - took[1])
    differences.sort()
    kept = differences[len(differences) // 10 : -len(differences) // 10]
    assert abs(mean(kept)) / (stdev(kept) / len(kept) ** 0.5) < 5


def test_whoever_goes_on_guessing_waits_and_a_right_code_is_then_answered_alike(near: str, cast: Cast) -> None:
    right = next(f"{near[:-1]}{sign}" for sign in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if inbox.found(near[:-1] + sign))
    flood.forget()
    said = [Client().get(f"/lapor/{codes.make()}", REMOTE_ADDR="203.0.113.7").status_code for _ in range(20)]
    assert (said[: LIMITS["code"].block], set(said[LIMITS["code"].block :])) == ([404] * LIMITS["code"].block, {429})
    waits = [Client().get(f"/lapor/{code}", REMOTE_ADDR="203.0.113.7") for code in (right, codes.make())]
    assert [one.status_code for one in waits] == [429, 429]
    assert len(waits[0].content) == len(waits[1].content)
    flood.forget()


@pytest.mark.parametrize("onion", [True, False])
def test_whoever_floods_from_everywhere_keeps_no_reporter_out_of_their_box(near: str, cast: Cast, onion: bool) -> None:
    """Five hundred wrong codes, which one browser sends in a minute through an onion, closed every box to everybody."""
    right = next(f"{near[:-1]}{sign}" for sign in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if inbox.found(near[:-1] + sign))
    flood.forget()
    most = LIMITS["code"]
    for number in range(most.everybody):
        from_ = "127.0.0.1" if onion else f"10.{number // most.block // 250}.{number // most.block % 250}.1"
        assert flood.take("code", RequestFactory().get("/", REMOTE_ADDR=from_))
    mine = "127.0.0.1" if onion else "203.0.113.7"
    said = [Client().get(f"/lapor/{codes.make()}", REMOTE_ADDR=mine).status_code for _ in range(most.block - 1)]
    assert set(said) == {429}
    assert Client().get(f"/lapor/{right}", REMOTE_ADDR=mine).status_code == 303
    # From one place guessing goes on no longer than it ever did.
    assert onion or Client().get(f"/lapor/{right}", REMOTE_ADDR=mine).status_code == 429
    flood.forget()
