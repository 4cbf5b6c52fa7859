"""What a restore may take away again, and what it must never touch."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from netral.portal.backup import undo
from netral.portal.backup.restore import _alone
from netral.portal.backup.whole import NotRestored
from netral.portal.directory.models import User
from netral.portal.variables import RESTORING

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.NETRAL = replace(settings.NETRAL, data=tmp_path)
    return tmp_path


def test_what_another_database_was_begun_with_takes_nothing_from_this_one(folder: Path) -> None:
    User.objects.create_user("orang")
    undo.begin(["copies/ab/abcd"])
    told = json.loads((folder / RESTORING).read_text())
    told["database"][-1] = "another"
    (folder / RESTORING).write_text(json.dumps(told))
    with pytest.raises(NotRestored, match="basis data lain"):
        undo.undo()
    assert (User.objects.count(), (folder / RESTORING).exists()) == (1, True)


def test_nothing_begun_is_nothing_to_take_away(folder: Path) -> None:
    (folder / "copies").mkdir()
    undo.undo()
    assert [path.name for path in folder.iterdir()] == ["copies"]


def test_two_at_once_do_not_take_each_other_for_cut_off(folder: Path) -> None:
    with _alone(), pytest.raises(NotRestored, match="sedang berjalan"), _alone():
        pass
    with _alone():
        pass
