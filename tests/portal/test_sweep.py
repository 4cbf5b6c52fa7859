"""What a crash leaves behind goes; what a record tells of, or somebody is just bringing, stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event as Signal
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from netral.portal import clock
from netral.portal.audit.models import Event
from netral.portal.intake import draft, files, sweeping
from netral.portal.intake.models import Attachment, Draft
from tests.portal.cast import Cast
from tests.portal.reporting import WHOM, examiner, photo, sent


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """Copies of this test alone."""
    settings.NETRAL = replace(settings.NETRAL, data=tmp_path)
    return tmp_path / "copies"


def with_a_photo(cast: Cast) -> Attachment:
    examiner(cast)
    sent(Client(), whom={**WHOM, "berkas": photo()})
    return Attachment.objects.get()


def test_a_copy_without_a_record_goes_and_a_recorded_one_stays(cast: Cast, folder: Path) -> None:
    kept = with_a_photo(cast)
    orphan = files.keep_view(b"salinan tanpa laporan")
    (folder / "incoming").mkdir(exist_ok=True)
    (folder / "incoming" / "terputus").write_bytes(b"separuh")
    found = sweeping.sweep(now=clock.now())
    assert (found.copies, found.torn) == (1, 1)
    assert files.store().names() == [kept.view]
    assert not files.store().holds(orphan)
    assert Event.objects.filter(kind="intake.swept").count() == 1
    # Nothing left, nothing done.
    assert sweeping.sweep(now=clock.now()) == sweeping.Swept(0, 0, 0)
    assert Event.objects.filter(kind="intake.swept").count() == 1


def test_a_draft_goes_after_its_hour(cast: Cast) -> None:
    for minutes in (30, 61):
        draft.begun().save(clock.now() - timedelta(minutes=minutes))
    assert sweeping.sweep(now=clock.now()).drafts == 1
    assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_sweep_waits_for_whoever_brings_a_file(cast: Cast) -> None:
    kept = with_a_photo(cast)
    with ThreadPoolExecutor(1) as pool:
        with files.held():
            # The same picture again, as yet without its second record.
            with files.view(kept.view) as file:
                assert files.keep_view(file.read()) == kept.view
            sweep = pool.submit(swept)
            with pytest.raises(TimeoutError):
                sweep.result(timeout=0.5)
            other = files.keep_view(b"masuk")
            Attachment.objects.filter(pk=kept.pk).update(view=other)
        assert sweep.result(timeout=30).copies == 1
    assert files.store().names() == [other]


@pytest.mark.django_db(transaction=True)
def test_whoever_brings_a_file_waits_for_a_sweep(cast: Cast) -> None:
    begun = Signal()

    def bring() -> None:
        begun.set()
        try:
            sent(Client(), whom={**WHOM, "berkas": photo()})
        finally:
            connections.close_all()

    examiner(cast)
    with ThreadPoolExecutor(1) as pool:
        with files.held(alone=True):
            brought = pool.submit(bring)
            begun.wait()
            with pytest.raises(TimeoutError):
                brought.result(timeout=3)
            assert files.store().names() == []
        brought.result(timeout=30)
    assert files.store().names() == [Attachment.objects.get().view]


def swept() -> sweeping.Swept:
    try:
        return sweeping.sweep(now=clock.now())
    finally:
        connections.close_all()
