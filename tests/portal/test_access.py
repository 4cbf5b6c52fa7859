"""Every address of the portal, and what each role gets there: a truth table with the outsider in every row."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.portal import access
from tests.portal.access import OUTSIDER, WHO, Row
from tests.portal.cast import Cast, signed_in

ROOMS = [path.stem for path in Path(access.__file__).parent.glob("*.py") if path.stem != "__init__"]
TABLE: dict[str, Row] = {
    address: row for room in sorted(ROOMS) for address, row in import_module(f"tests.portal.access.{room}").ROWS.items()
}
NOWHERE = {"slug": "tidak-ada", "str": "tidak-ada", "int": "999999", "uuid": "00000000-0000-4000-8000-000000000000"}
"""What stands for a record that does not exist, by the kind of converter."""


def addresses(resolver: URLResolver, before: str = "") -> list[str]:
    found = []
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        found += addresses(one, path) if isinstance(one, URLResolver) else [path] if isinstance(one, URLPattern) else []
    return found


def test_every_address_stands_in_the_table() -> None:
    assert set(addresses(get_resolver())) == set(TABLE)


def test_every_row_answers_for_everybody() -> None:
    assert all(set(row) == set(WHO) for row in TABLE.values())


@pytest.mark.parametrize("who", WHO)
def test_each_gets_what_the_table_says(cast: Cast, who: str) -> None:
    client = Client() if who == OUTSIDER else signed_in(cast.holder(who))
    got = {address: client.get(nowhere(address)).status_code for address in TABLE}
    assert got == {address: row[who] for address, row in TABLE.items()}


def test_a_second_proof_is_asked_of_every_role_but_pegawai(cast: Cast) -> None:
    for who in WHO[1:]:
        client = signed_in(cast.holder(who), twice=False)
        guarded = [address for address, row in TABLE.items() if row[OUTSIDER] == 302 and 403 in row.values()]
        for address in guarded:
            if TABLE[address][who] != 403 and who != "pegawai":
                answer = client.get(nowhere(address))
                assert (answer.status_code, answer.headers["Location"][:11]) == (302, "/masuk/kode"), (who, address)


def nowhere(address: str) -> str:
    """The address with records that do not exist."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: NOWHERE.get(found[1] or "str", "tidak-ada"), address)
