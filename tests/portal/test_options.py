"""A choice is offered as it was told, and nothing that somebody typed becomes markup."""

from __future__ import annotations

from netral.portal.options import options


def test_the_chosen_one_is_marked_and_all_is_escaped() -> None:
    told = options([("1", 'Dinas <b> & "Unit"'), ("2", "Lain")], "2")
    assert told == (
        '<option value="1">Dinas &lt;b&gt; &amp; &quot;Unit&quot;</option><option value="2" selected>Lain</option>'
    )
