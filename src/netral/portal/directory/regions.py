"""Which regions are there? Codes of provinces and regencies by Kepmendagri 300.2.2-2138 Tahun 2025.

`regions.csv` is condensed from “Data Wilayah Indonesia” (yonatanyl and indrayoga, CC BY 4.0): code and name alone, the
code without its dot. Holidays stand in `netral.law.deadlines`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def regions() -> Mapping[str, str]:
    """Name by code, provinces (two figures) and regencies (four)."""
    text = files("netral.portal.directory").joinpath("regions.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}
