"""Of many at once no more pass than the limits say; what did not count is given back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import Client, RequestFactory

from netral.portal.intake import flood
from netral.portal.intake.limits import LIMITS
from tests.portal.cast import Cast
from tests.portal.reporting import code_of, sent

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    flood.forget()


def test_of_many_at_once_no_more_pass_than_the_limit(cast: Cast) -> None:
    request, together = RequestFactory().get("/", **ELSEWHERE), Barrier(16)

    def press(_number: int) -> int:
        together.wait()
        return sum(flood.take("report", request) for _ in range(20))

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(press, range(16))) == LIMITS["report"].block


def test_a_code_that_fits_counts_for_nothing(cast: Cast) -> None:
    reporter = Client()
    sent(reporter)
    code, other = code_of(reporter), Client(**ELSEWHERE)
    for _ in range(3 * LIMITS["code"].block):
        assert other.post("/lapor/buka", {"kode": code}).status_code == 303
    wrong = [other.post("/lapor/buka", {"kode": "0" * 16}).status_code for _ in range(LIMITS["code"].block + 1)]
    assert wrong == [404] * LIMITS["code"].block + [429]
    # Then not even the right one is looked for.
    assert other.post("/lapor/buka", {"kode": code}).status_code == 429


def test_what_is_given_back_leaves_nothing(db: None) -> None:
    request = RequestFactory().get("/", **ELSEWHERE)
    assert flood.take("report", request)
    flood.give_back("report", request)
    flood.give_back("report", request)
    assert all(flood.take("report", request) for _ in range(LIMITS["report"].block))
    assert not flood.take("report", request)
