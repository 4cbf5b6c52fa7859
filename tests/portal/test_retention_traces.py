"""What is left of a record that was destroyed? No trace in the database, its log or the copies, whatever happens."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from netral.cli.main import main
from netral.portal import clock
from netral.portal.audit.checks import checked, sealed_size
from netral.portal.audit.models import Event
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.intake import actions as intake
from netral.portal.intake import files, sweeping
from netral.portal.intake.models import Attachment, Band, Message, Report, Step
from netral.portal.retention import actions, rinsing
from netral.portal.retention.models import Destroyed, Hold
from netral.portal.sealed.models import Box, BoxRecipient
from netral.portal.triage import actions as triage
from netral.portal.triage.models import Finding
from tests.portal.cast import Cast
from tests.portal.endings import ABOUT, CANARIES, THEN, Closed, on
from tests.portal.killing import Killed, killed_at
from tests.portal.patrols import row, taken
from tests.portal.reporting import NAMED, WHAT, WHOM, examiner, photo, sent
from tests.portal.test_report_secrecy import everything_in_the_database


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Copies of this test alone."""
    settings.NETRAL = replace(settings.NETRAL, data=tmp_path)
    return tmp_path / "copies"


def copies(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db(transaction=True)
def test_no_trace_of_it_is_left_in_the_database_its_log_or_among_the_copies(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cast = Cast()
    for _ in range(40):
        sent(Client(), what={**WHAT, "story": "Kepala sekolah mengajak guru memilih lewat grup percakapan kelas."})
    closed = Closed(cast, you=NAMED, whom={**ABOUT, "berkas": photo()})
    with on(THEN):
        intake.answer(closed.report, "Kanari-Pesan", [], pressure=False, token="satu", now=clock.now())
        intake.write(closed.report, closed.first, "Kanari-Balasan", token="dua", now=clock.now())
    code = Report.objects.get(number=closed.number).code
    bands = [one.encode() for one in Band.objects.filter(report=closed.report).values_list("band", flat=True)]
    sealed = [bytes(one)[:200] for one in Box.objects.values_list("cipher", flat=True)]
    wrapped = [bytes(one) for one in BoxRecipient.objects.values_list("wrapped", flat=True)]
    view = copies(folder)
    held = everything_in_the_database()
    assert all(one in held for one in [CANARIES[0], code.encode(), *bands, *sealed, *wrapped])
    assert view
    # The draft of the sending, which is ciphertext, lies for an hour.
    sweeping.sweep(now=clock.now())
    closed.approved()
    assert closed.confirmed().numbers == [closed.number]
    with pytest.raises(SystemExit) as left:
        main(["sweep"])
    assert (left.value.code, "sisa 1 berkas" in capsys.readouterr().out, rinsing.rinse()) == (0, True, 0)
    held = everything_in_the_database()
    assert [one for one in [*CANARIES, code.encode(), *bands, *sealed, *wrapped] if one in held] == []
    assert copies(folder) == b""
    assert (Box.objects.count(), Step.objects.count(), Message.objects.count()) == (0, 40, 0)
    assert checked(sealed_size(clock.now())).faults == []


@pytest.mark.django_db(transaction=True)
def test_no_trace_of_a_finding_is_left() -> None:
    cast = Cast()
    first, second = examiner(cast), examiner(cast)
    rows = [row(cast.official.nip, at, activity_id=f"at://suka/kanari-bekas-{at:02}") for at in range(1, 41)]
    with on(THEN):
        taken(rows, cast.agency, first, clock.now())
        ended = Finding.objects.get(source_row=1)
        triage.close_many([(ended.number, 1)], first, reason="tidak_diatur", words="", now=clock.now())
    traces = [one.encode() for one in (ended.finding_id, ended.act, "kanari-bekas-01")]
    held = everything_in_the_database()
    assert all(one in held for one in traces)
    actions.approve([ended.number], first, "JRA 3.2", now=clock.now())
    assert actions.confirm([ended.number], second, now=clock.now()).numbers == [ended.number]
    assert rinsing.rinse() == 1
    held = everything_in_the_database()
    assert [one for one in traces if one in held] == []
    assert b"kanari-bekas-02" in held


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_came_with_another_report_too_stays(folder: Path) -> None:
    closed = Closed(Cast(), whom={**ABOUT, "berkas": photo()})
    other = sent(
        Client(), what={**WHAT, "story": "Kepala sekolah mengajak guru memilih."}, whom={**WHOM, "berkas": photo()}
    )
    closed.approved()
    closed.confirmed()
    assert files.store().names() == [other.attachments.get().view]


@pytest.mark.django_db(transaction=True)
def test_killed_between_any_two_writes_all_of_it_is_there_or_nothing(folder: Path) -> None:
    closed = Closed(Cast(), you=NAMED, whom={**ABOUT, "berkas": photo()})
    closed.approved()
    whole = [model.objects.count() for model in (Report, Attachment, Box, BoxRecipient, Step, Band, Event)]
    for at in range(1, 80):
        with killed_at(at) as begun:
            closed.confirmed()
        if len(begun) < at:
            break
        assert not transaction.get_connection().in_atomic_block
        there = [model.objects.count() for model in (Report, Attachment, Box, BoxRecipient, Step, Band, Event)]
        assert (there, Destroyed.objects.count(), len(files.store().names())) == (whole, 0, 1)
    assert at > 10
    assert not closed.there


@pytest.mark.django_db(transaction=True)
def test_killed_before_the_copies_are_gone_the_sweep_ends_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = Closed(Cast(), whom={**ABOUT, "berkas": photo()})
    closed.approved()

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched, suppress(Killed):
        # A kill, where no other can be placed.
        patched.setattr(actions, "remove_copies", die)
        closed.confirmed()
    assert (closed.there, len(files.store().names())) == (False, 1)
    sweeping.sweep(now=clock.now())
    assert files.store().names() == []


@pytest.mark.django_db(transaction=True)
def test_of_many_who_confirm_at_once_one_destroys() -> None:
    closed = Closed(Cast())
    others = [closed.second, *(examiner(closed.cast) for _ in range(5))]
    closed.approved()

    def work(user: User) -> list[str]:
        try:
            return closed.confirmed(user).numbers
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(work, others))
    assert sorted(done) == [[]] * 5 + [[closed.number]]
    assert Event.objects.filter(kind="retention.destroyed").count() == Destroyed.objects.count() == 1
    assert checked(sealed_size(clock.now())).faults == []


@pytest.mark.django_db(transaction=True)
def test_who_holds_and_who_destroys_at_once_never_both_succeed() -> None:
    cast = Cast()
    for _ in range(4):
        closed = Closed(cast)
        closed.approved()

        def work(what: str, closed: Closed = closed) -> bool:
            try:
                if what == "tahan":
                    done = actions.hold(closed.number, closed.first, "gugatan", now=clock.now())
                    return not isinstance(done, Denial)
                return bool(closed.confirmed().numbers)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            held, destroyed = pool.map(work, ("tahan", "sahkan"))
        assert held != destroyed
        assert (closed.there, Hold.objects.filter(number=closed.number).exists()) == (held, held)
