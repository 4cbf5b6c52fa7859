"""The cast, for every test of the portal that asks for it."""

from __future__ import annotations

import pytest

from tests.portal.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()
