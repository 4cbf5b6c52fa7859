"""4CAT's tables: only the epoch is a time, hidden authors are nobody, and a complaint is no account."""

import pytest

from netral.acts.rejects import FileRefused
from tests.acts.formats.tables import changed, outcome, rows, written

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"
AUTHORS = {
    "4cat-twitter-table": ("author", "author_id"),
    "4cat-bluesky-table": ("author", "author_id"),
    "4cat-telegram-table": ("author", "author_username"),
    "tiktok-comments-table": ("author",),
    "instagram-posts-table": ("author",),
    "threads-posts-table": ("author",),
    "tiktok-posts-table": ("author",),
}


@pytest.mark.parametrize("hidden", ["REDACTED", HASH])
@pytest.mark.parametrize("name", AUTHORS)
def test_hidden_authors_refuse_the_file(tmp_path, name, hidden):
    for column in AUTHORS[name]:
        with pytest.raises(FileRefused) as refusal:
            written(tmp_path, *changed(name, **{column: hidden}))
        assert refusal.value.reason == "actor_redacted"


@pytest.mark.parametrize("name", AUTHORS)
def test_an_author_hidden_far_down_is_nobody(tmp_path, name):
    header, (plain,) = changed(name)
    _, (hidden,) = changed(name, **dict.fromkeys(AUTHORS[name], "REDACTED"))
    acts, rejected = outcome(written(tmp_path, header, [plain] * 30 + [hidden]))
    assert (len(acts), sum(rejected.values())) == (30, 1)
    assert not any("redacted" in str(act["actor_key"]).lower() for act in acts)


@pytest.mark.parametrize(
    "name", [name for name in AUTHORS if name not in ("4cat-bluesky-table", "4cat-telegram-table")]
)
def test_the_same_table_of_either_tool_holds_the_same_acts_and_says_whose_it_is(tmp_path, name):
    found = {}
    for delimiter in ",;":
        reading = written(tmp_path, *rows(name), delimiter=delimiter)
        acts, rejected = outcome(reading)
        same = {"source_byte_offset": 0, "collector_version": ""}
        found[reading.variant] = ([act | same for act in acts], rejected)
    assert found["zeeschuimer csv"] == found["4cat csv"]


@pytest.mark.parametrize("name", ["4cat-twitter-table", "4cat-telegram-table", "instagram-posts-table"])
def test_the_servers_own_time_is_never_read(tmp_path, name):
    plain, other = (
        outcome(written(tmp_path, *changed(name, timestamp=stamp)))[0][0]["published_at"]
        for stamp in ("2024-10-06 02:15:04", "1999-01-01 00:00:00")
    )
    assert plain == other
    assert outcome(written(tmp_path, *changed(name, unix_timestamp=""))) == ([], {"time_missing": 1})


def test_zeeschuimers_own_table_is_told_by_its_delimiter(tmp_path):
    header, found = rows("4cat-twitter-table")
    for delimiter, variant in ((",", "4cat csv"), (";", "zeeschuimer csv")):
        assert written(tmp_path, header, found, delimiter=delimiter).report().variant == variant


@pytest.mark.parametrize("said", ["Profile not found", "handle.invalid", "DELETED"])
def test_a_complaint_of_the_server_is_no_owner(tmp_path, said):
    ((act,), _) = outcome(written(tmp_path, *changed("4cat-bluesky-table", replied_to_user=said)))
    assert (act["object_owner_id"], act["object_owner_handle"]) == (None, None)


def test_forwarded_words_are_not_laid_into_the_forwarders_mouth(tmp_path):
    ((act,), _) = outcome(written(tmp_path, *changed("4cat-telegram-table", 2)))
    assert (act["verb"], act["text"], act["object_owner_handle"]) == ("Announce", None, "kanal_calon")
    hidden = changed("4cat-telegram-table", 2, author_forwarded_from_username="")
    assert outcome(written(tmp_path, *hidden)) == ([], {"object_missing": 1})
