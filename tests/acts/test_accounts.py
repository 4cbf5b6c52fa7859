"""One account, one key; look-alikes never become one person."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netral.acts.accounts import PLATFORMS, UnknownPlatform, account_key, normalise_handle, normalise_platform


@pytest.mark.parametrize(
    ("given_handle", "platform", "expected"),
    [
        ("@Budi", "x", "acct:budi@x"),
        ("Budi", "Twitter", "acct:budi@x"),
        (" @asn.Contoh.bsky.social ", "bluesky", "acct:asn.contoh.bsky.social@bluesky"),
        ("@Budi@Mastodon.Example", "mastodon", "acct:budi@mastodon.example@mastodon"),
        ("did:plc:abc", "bluesky", "id:did:plc:abc@bluesky"),
    ],
)
def test_a_handle_as_people_write_it_gives_the_key(given_handle, platform, expected):
    assert account_key(platform, handle=given_handle) == expected


def test_an_id_beats_a_handle():
    assert account_key("x", id="123", handle="budi") == "id:123@x"


def test_nothing_given_is_no_account():
    assert account_key("x", handle=" @ ") is None


def test_an_unknown_platform_is_named_with_the_known_ones():
    with pytest.raises(UnknownPlatform, match=r"friendster.*instagram"):
        normalise_platform("friendster")


@given(st.sampled_from(PLATFORMS), st.text())
@example("bluesky", "budi. .")
def test_normalising_a_handle_twice_changes_nothing(platform, handle):
    once = normalise_handle(platform, handle)
    assert once is None or normalise_handle(platform, once) == once


@pytest.mark.parametrize("twin", ["prаbowo", "prabowo_", "prabоwo", "ｐrabowo", "prabowo\u200b", "pŕabowo", "prabow0"])
def test_look_alike_handles_stay_two_accounts(twin):
    assert account_key("x", handle=twin) != account_key("x", handle="prabowo")


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_handles_share_a_key_only_if_they_differ_in_ascii_case_at_and_edges(one, other):
    if account_key("x", handle=one) != account_key("x", handle=other):
        return
    fold = [h.lstrip("@ \t\n\r\x0b\x0c").strip() for h in (one, other)]
    plain = ["".join(c.lower() if c.isascii() else c for c in h if not c.isspace() and c != "@") for h in fold]
    assert plain[0] == plain[1]
