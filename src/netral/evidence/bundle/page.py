"""The bundle for people: one page that asks nobody anything and runs nothing, Indonesian first."""

from __future__ import annotations

from html import escape

from netral.evidence.bundle.contents import Contents, Standing
from netral.evidence.bundle.words import about, both, custody, sealed, summary
from netral.evidence.item import Item

_STYLE = (
    "body{margin:0 auto;max-width:58rem;padding:1.5rem 1rem 4rem;font:1.0625rem/1.55 system-ui,sans-serif;color:#1D1826;"
    "background:#FFF;overflow-wrap:anywhere}h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.25rem;margin-top:2rem}"
    "em{color:#544E5E}table{border-collapse:collapse;width:100%;font-size:.9375rem}th,td{text-align:left;"
    "vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid #DAD6DF}code{font-size:.875rem}"
    "dt{color:#544E5E}dd{margin:0 0 .75rem}img{max-width:100%;height:auto;border:1px solid #DAD6DF}"
    ".gulir{overflow-x:auto}"
    "@media (prefers-color-scheme:dark){body{color:#EDEAF2;background:#14111A}em,dt{color:#BDB6C9}"
    "th,td,img{border-color:#3A3446}a{color:#C9B8F0}}@media print{body{font-size:10pt}}"
)
_SHOWN = ("image/png", "image/jpeg", "image/webp")


def page(contents: Contents, state: Standing) -> str:
    """HTML that can be opened from the folder itself."""
    title = escape(contents.case)
    parts = [
        '<!doctype html><html lang="id"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:\">",
        f"<title>{title} – Netral</title><style>{_STYLE}</style></head><body><h1>Bundel bukti {title}</h1>",
        *(f'<p>{escape(one["id"])} <em lang="en">{escape(one["en"])}</em></p>' for one in summary(contents, state)),
        '<h2>Bukti · <em lang="en">Items</em></h2>',
        *map(_item, state.items),
        '<h2>Riwayat penguasaan · <em lang="en">Custody</em></h2>',
        _table(("No.", "Waktu (UTC)", "Perbuatan", "Bukti", "Oleh", "Alasan"), custody(state)),
        '<h2>Segel · <em lang="en">Seals</em></h2>',
        _table(("Catatan", "Isi · root", "Waktu menurut otoritas · by the authority"), sealed(state)),
        "</body></html>\n",
    ]
    return "".join(parts)


def _item(item: Item) -> str:
    """One piece of evidence: what it is, where it is, its digest; a picture only where it was made by us."""
    rows = [
        (name, f"<code>{escape(value)}</code>" if value == item.object else escape(value))
        for name, value in about(item)
    ]
    shown = ""
    if item.state == "here":
        address = f"objects/{item.object.removeprefix('sha256:')}"
        rows.append((both("Berkas", "File"), f'<a href="{address}">{address}</a>'))
        # Only copies that were re-encoded here: an original is never opened by looking at this page.
        if item.kind in ("view", "redaction") and item.media_type in _SHOWN:
            shown = f'<p><img src="{address}" alt="{escape(item.title)}"></p>'
    cells = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return f"<section><h3>{escape(item.item)} · {escape(item.title)}</h3><dl>{cells}</dl>{shown}</section>"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="gulir" tabindex="0" role="region" aria-label="{escape(heads[0])}"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
