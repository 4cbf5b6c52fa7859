"""Rows of a list: each cell under its column's words, and nothing that somebody typed becomes markup."""

from __future__ import annotations

from netral.portal.table import body, joined, label, link


def test_cells_stand_under_their_columns_and_are_escaped() -> None:
    rows = [(link("/a?b&c", "<Satu>"), "<b>", 7), (joined("<", label("x", "boleh")), label("{y}"), "{}")]
    assert body(["Ini {itu} & lain", "Sisa"], rows, figures=["Sisa"]) == (
        '<tr><th scope="row"><a href="/a?b&amp;c">&lt;Satu&gt;</a></th>'
        '<td data-l="Ini {itu} &amp; lain">&lt;b&gt;</td><td class="num" data-l="Sisa">7</td></tr>\n'
        '<tr><th scope="row">&lt;<span class="label v-boleh">x</span></th>'
        '<td data-l="Ini {itu} &amp; lain"><span class="label">{y}</span></td>'
        '<td class="num" data-l="Sisa">{}</td></tr>'
    )


def test_no_rows_are_nothing() -> None:
    assert not body(["Satu"], [])
