"""The API keeps what its OpenAPI promises, whatever is sent: schemathesis tries."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from netral.portal import clock
from netral.portal.api import tokens
from netral.portal.api.routes import api
from netral.portal.api.tokens import SCOPES
from netral.portal.intake import flood
from tests.portal.cast import Cast

CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance, response_headers_conformance)


@pytest.fixture
def wide(transactional_db: None) -> str:
    """A token for everything, of somebody who holds every role."""
    cast = Cast()
    user = cast.holder("pengelola")
    for role in ("pemeriksa", "auditor"):
        user.mandates.create(
            role=role, agency=cast.agency, granted_by=cast.granter, second_grant_by=cast.second, valid_from="2024-01-01"
        )
    made = tokens.make(user, name="uji", scopes=list(SCOPES), days=30, now=clock.now())
    assert isinstance(made, str)
    return made


schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/"))


@schema.parametrize()
@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
def test_every_operation_keeps_its_promise(case: schemathesis.Case, wide: str, live_server) -> None:  # type: ignore[no-untyped-def]
    flood.forget()
    answer = case.call(base_url=live_server.url, timeout=60, headers={"Authorization": f"Bearer {wide}"})
    case.validate_response(answer, checks=list(CHECKS))
