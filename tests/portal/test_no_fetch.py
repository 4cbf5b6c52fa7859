"""Netral asks no address that a person typed, whoever typed it wherever."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Thread
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from django.test import Client

from netral.portal import clock
from tests.portal.cast import Cast, signed_in
from tests.portal.patrols import row, taken
from tests.portal.reporting import WHAT, WHOM, examiner, sent

pytestmark = pytest.mark.django_db


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and who came to it."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)

        def wait() -> None:
            while True:
                try:
                    line, who = server.accept()
                except TimeoutError:
                    continue
                except OSError:
                    return
                came.append(f"{who}")
                line.close()

        waiting = Thread(target=wait, daemon=True)
        waiting.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/unggahan", came
    waiting.join(5)


def told_of(address: str, came: list[str]) -> bool:
    """Whether somebody who does come is noticed."""
    socket.create_connection(("127.0.0.1", urlsplit(address).port or 0)).close()
    until = monotonic() + 10
    while not came and monotonic() < until:
        sleep(0.05)
    return bool(came)


def test_no_address_of_a_report_or_a_finding_is_visited(cast: Cast) -> None:
    with listening() as (address, came):
        pointing = BytesIO(f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}"/></svg>'.encode())
        pointing.name = "gambar.svg"
        desk = examiner(cast)
        told = {"story": f"{WHAT['story']} Lihat {address}.", "place": address}
        report = sent(Client(), what={**WHAT, **told}, whom={**WHOM, "link": address, "files": pointing})
        taken([row(cast.official.nip, 1, url=address, object_id=address)], cast.agency, desk, clock.now())
        client = signed_in(desk)
        for page in ("/kerja", "/kerja/laporan", f"/kerja/laporan/{report.number}", "/kerja/temuan", "/kerja/patroli"):
            assert client.get(page).status_code == 200
        assert report.link == address
        assert came == []
        assert told_of(address, came), "the listener would have told"
