"""Guessing is slow from everywhere, and keeps nobody out who knows the password."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from django.db import connections
from django.test import RequestFactory

from netral.portal import clock
from netral.portal.directory.models import User
from netral.portal.signin import code, factors, password, throttle, totp
from netral.portal.signin.blocks import block, block_of
from netral.portal.signin.limits import CODE_PAIR, LIMITS, LONGEST, PASSWORD_BLOCK, PASSWORD_PAIR
from netral.portal.signin.models import Try
from netral.portal.signin.password import Refused
from tests.portal.cast import Cast
from tests.portal.test_signin import PASSWORD

NOW = clock.running()


@pytest.fixture(autouse=True)
def _cheap_hashes(settings) -> None:  # type: ignore[no-untyped-def]
    """It is counted here how often a hash is made, not what one costs."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("sari@contoh.example", PASSWORD)


def tried(login: str, secret: str, place: str, *, later: timedelta = timedelta()) -> User | Refused:
    return password.check(login, secret, block=place, now=NOW + later)


def test_a_thousand_tries_from_a_hundred_addresses(owner: User) -> None:
    places = [block(ip_address(f"203.{number}.113.7")) for number in range(100)]
    answers = [tried(owner.login, f"tebakan-{number}", places[number % 100]) for number in range(1000)]
    # Twenty free, then one a block: everything else was not even looked at.
    assert answers.count(Refused.WRONG) <= 120
    assert answers.count(Refused.WAIT) >= 880
    assert tried(owner.login, PASSWORD, block(ip_address("198.51.100.4"))) == owner
    assert tried(owner.login, PASSWORD, places[0]) is Refused.WAIT
    assert tried(owner.login, PASSWORD, places[0], later=timedelta(minutes=16)) == owner


def test_an_account_that_is_not_there_is_throttled_alike(owner: User) -> None:
    for login in (owner.login, "tidak-ada"):
        said = [tried(login, "salah", "203.0.113.0/24") for _ in range(7)]
        assert said == [Refused.WRONG] * PASSWORD_PAIR.most + [Refused.WAIT] * 2


def test_one_block_cannot_try_one_password_on_everybody(owner: User) -> None:
    for number in range(PASSWORD_BLOCK.most):
        throttle.count((PASSWORD_BLOCK, "203.0.113.0/24"), now=NOW)
        assert number >= 0
    assert tried(owner.login, PASSWORD, "203.0.113.0/24") is Refused.WAIT
    assert tried(owner.login, PASSWORD, "203.0.114.0/24") == owner


def test_success_forgets_one_s_own_slips_of_the_finger(owner: User) -> None:
    for _ in range(3):
        for _ in range(4):
            assert tried(owner.login, "salah", "203.0.113.0/24") is Refused.WRONG
        assert tried(owner.login, PASSWORD, "203.0.113.0/24") == owner


def test_tries_are_gone_after_the_longest_window(owner: User) -> None:
    tried(owner.login, "salah", "203.0.113.0/24")
    tried("lain", "salah", "203.0.113.0/24", later=LONGEST + timedelta(seconds=1))
    assert not Try.objects.filter(at__lte=NOW).exists()


def test_too_many_figures_from_everywhere_close_figures_alone(cast: Cast) -> None:
    user, secret = cast.holder("pemeriksa"), totp.new_secret()
    codes = factors.add_totp(user, secret, step=0, now=NOW)
    said = [code.check(user, "000000", block=f"place-{number}", now=NOW) for number in range(30)]
    assert said == [Refused.WRONG] * 20 + [Refused.FIGURES] * 10
    right = totp.figures(secret, totp.step_at(NOW))
    assert code.check(user, right, block="home", now=NOW) is Refused.FIGURES
    assert code.check(user, codes[0], block="home", now=NOW) == "recovery"
    said = [code.check(user, f"{number:010}", block="away", now=NOW) for number in range(7)]
    assert said == [Refused.WRONG] * CODE_PAIR.most + [Refused.WAIT] * 2


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_find_no_more_room_than_one_after_the_other() -> None:
    def one(_number: int) -> bool:
        try:
            throttle.count((PASSWORD_PAIR, "a b"), now=NOW)
            return not throttle.full(PASSWORD_PAIR, "a b", now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        admitted = list(pool.map(one, range(24)))
    assert admitted.count(True) <= PASSWORD_PAIR.most


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("203.0.113.250", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
    ],
)
def test_a_block_is_one_place(address: str, place: str) -> None:
    assert block(ip_address(address)) == place


def test_behind_a_proxy_only_its_own_word_counts(settings) -> None:  # type: ignore[no-untyped-def]
    asked = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="192.0.2.9, 203.0.113.7", REMOTE_ADDR="127.0.0.1")
    assert block_of(asked) == "127.0.0.0/24"
    settings.NETRAL = replace(settings.NETRAL, https=True)
    assert block_of(asked) == "203.0.113.0/24"


def test_every_limit_has_its_row_in_the_manual() -> None:
    assert len({limit.name for limit in LIMITS}) == len(LIMITS)
    for language in ("id", "en"):
        page = "sign-in-and-second-factors" + (".id" if language == "id" else "")
        manual = Path("docs/how-to", f"{page}.md").read_text("utf-8")
        assert all(f"| {getattr(limit, language).counts} | {limit.most} |" in manual for limit in LIMITS)
