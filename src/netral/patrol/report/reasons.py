"""Why was a record or a file not used, and what made the file? In words; the codes are for whoever searches."""

from __future__ import annotations

from netral.patrol.report.words import w

# What happened; what can be done about it is told by `netral.acts.rejects`.
WHY = {
    "actor_missing": w("Pelaku tidak disebut", "No author is named"),
    "actor_conflict": w("Dua akun yang berbeda disebut", "Two different accounts are named"),
    "actor_id_lost": w("Nomor akun rusak", "The account's id is destroyed"),
    "id_precision_lost": w("Nomor kehilangan angka", "An id lost digits"),
    "id_conflict": w("Dua nomor yang berbeda disebut", "Two different ids are told"),
    "id_missing": w("Nomor unggahan tidak ada", "The post's id is missing"),
    "id_time_conflict": w("Waktu tidak cocok dengan nomornya", "The time does not fit the id"),
    "object_missing": w("Yang dituju tidak disebut", "What was acted on is not named"),
    "verb_unsupported": w("Jenis tindakan belum dikenal", "The kind of act is not known"),
    "actor_obfuscated": w("Pelaku disamarkan Facebook", "Facebook disguised the author"),
    "not_public": w("Bukan unggahan publik", "Not a public act"),
    "time_missing": w("Waktu tidak ada", "The time is missing"),
    "time_unreadable": w("Waktu tidak terbaca", "The time cannot be read"),
    "time_zone_missing": w("Zona waktu tidak ada", "The time zone is missing"),
    "row_width": w("Banyaknya sel tidak cocok", "The number of cells does not fit"),
    "row_truncated": w("Baris terpotong", "The record was cut"),
    "unescaped_quote": w("Tanda kutip merusak baris", "A quote breaks the row"),
    "encoding": w("Huruf tidak terbaca", "Letters cannot be read"),
    "invalid_json": w("Baris rusak, bukan JSON", "A damaged line, no JSON"),
    "invalid_document": w("Dokumen tidak sah", "Not a valid document"),
    "record_too_long": w("Baris terlalu panjang", "The record is too long"),
    "unknown_record": w("Bentuk baris tidak dikenal", "A record of unknown form"),
    "no_result_row": w("Alat ekspor tidak menemukan hasil", "The exporting tool found nothing"),
    "missing_file": w("Berkas tidak ada", "There is no such file"),
    "is_directory": w("Ini sebuah folder", "This is a folder"),
    "unreadable": w("Berkas tidak dapat dibuka", "The file cannot be opened"),
    "empty_file": w("Berkas kosong", "The file is empty"),
    "header_only": w("Hanya ada judul kolom", "There is only a header"),
    "unknown_format": w("Format belum dikenal", "The format is not known"),
    "html_instead_of_data": w("Halaman web, bukan ekspor", "A web page, not an export"),
    "archive": w("Arsip yang belum dibuka", "An archive, still packed"),
    "too_large_unpacked": w("Isi arsip terlalu besar", "The archive unpacks to too much"),
    "actor_column_missing": w("Kolom pelaku tidak ada", "The author column is missing"),
    "actor_redacted": w("Pelaku disamarkan", "The authors are redacted"),
    "sidecar_missing": w("Yang dituju tidak disebut", "What was acted on is not said"),
    "not_public_file": w("Percakapan pribadi", "A private conversation"),
    "whole_account_export": w("Ekspor seluruh akun", "A whole account"),
    "ambiguous_date_order": w("Urutan tanggal tidak pasti", "The order of the date is uncertain"),
    "invalid_as2": w("Dokumen ActivityStreams tidak sah", "Not a valid ActivityStreams document"),
    "schema_mismatch": w("Kolom Parquet tidak cocok", "The Parquet columns do not fit"),
    "damaged": w("Berkas rusak", "The file is damaged"),
}
_X_POSTS = w("Unggahan X", "Posts of X")
_TIKTOK = w("Komentar TikTok", "Comments on TikTok")
_YOUTUBE = w("Komentar YouTube", "Comments on YouTube")
_INSTAGRAM = w("Komentar Instagram", "Comments on Instagram")
FORMATS = {
    "4cat-tiktok-comments": _TIKTOK,
    "4cat-x": _X_POSTS,
    "activitystreams": w("Kegiatan ActivityStreams, misalnya Mastodon", "ActivityStreams, as of Mastodon"),
    "apify-facebook-comments": w("Komentar Facebook", "Comments on Facebook"),
    "apify-instagram-comments": _INSTAGRAM,
    "apify-tiktok-comments": _TIKTOK,
    "canonical": w("Parquet Netral", "Netral's Parquet"),
    "facebook-scraper": w("Kiriman Facebook", "Posts of Facebook"),
    "instaloader-comments": _INSTAGRAM,
    "jetstream": w("Rekaman Bluesky", "A recording of Bluesky"),
    "mastodon-rest": w("Unggahan Mastodon", "Posts of Mastodon"),
    "minet-youtube-comments": _YOUTUBE,
    "snscrape-twitter": _X_POSTS,
    "telegram-desktop": w("Grup atau kanal Telegram", "A group or channel of Telegram"),
    "tiktok-comments-table": _TIKTOK,
    "tweet-harvest": _X_POSTS,
    "x-api-accounts": w("Akun yang bereaksi di X", "Accounts that reacted on X"),
    "x-api-posts": _X_POSTS,
    "youtube-api": _YOUTUBE,
    "yt-dlp": _YOUTUBE,
    "zeeschuimer-tiktok-comments": _TIKTOK,
    "zeeschuimer-x": _X_POSTS,
}
