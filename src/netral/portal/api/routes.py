"""Every operation of the API. Only `ask` is open; each other one names the scope of token that it needs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Body, File, Header, NinjaAPI, Query, Status
from ninja.errors import HttpError, ValidationError
from ninja.files import UploadedFile
from ninja.security import HttpBearer

from netral.law.answer import answer
from netral.law.contests import UnknownContest
from netral.law.question import BadQuestion
from netral.portal import clock
from netral.portal.api import desks, reports, tokens
from netral.portal.api.models import Token
from netral.portal.api.schemas import (
    WHOLE,
    Calendar,
    Filed,
    Findings,
    FollowUp,
    Import,
    NewMessage,
    NewReport,
    Problem,
    Question,
    Questions,
    Standing,
)
from netral.portal.audit import export as ledger
from netral.portal.auditor.who import ROLE, of_part
from netral.portal.denial import Denial
from netral.portal.guidance import strip
from netral.portal.guidance.rulebook import table
from netral.portal.sheet import LARGEST, too_large

api = NinjaAPI(title="Netral", version="1", docs_url=None, openapi_url="/openapi.json", urls_namespace="api", auth=None)
REFUSED = {400: Problem, 401: Problem, 422: Problem}
Asked = Annotated[Question | Questions, Body()]
Key = Annotated[str, Header(min_length=16, max_length=64)]
"""`Idempotency-Key`: chosen by the caller, once for each report."""


class Scoped(HttpBearer):
    """A token of this scope; whatever is wrong with another one, the answer is the same."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:  # noqa: ARG002
        return tokens.believed(token, self.scope, now=clock.now())


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The first of what does not fit, with its place."""
    first = error.errors[0]
    field = ".".join(str(one) for one in first["loc"][1:]) or None
    return api.create_response(request, {"detail": str(first["msg"]), "field": field}, status=422)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return api.create_response(request, {"detail": str(error), "field": None}, status=error.status_code)


@api.post("/ask", response={200: Any, 400: Problem, 422: Problem}, tags=["ask"], summary="May I?")
def ask(request: HttpRequest, asked: Asked) -> Any:  # noqa: ARG001
    """One question or many, as `netral ask --json` takes them; nothing is stored."""
    language = "en" if translation.get_language() == "en" else "id"
    many = isinstance(asked, list)
    answers = []
    for number, question in enumerate(asked if isinstance(asked, list) else [asked], 1):
        try:
            answers.append(answer(question, table(), lang=language))
        except BadQuestion as error:
            told = error.in_english() if language == "en" else str(error)
            where = f"{number}.{error.field}" if many else error.field
            return Status(422, {"detail": told, "field": where})
    return answers if many else answers[0]


@api.get(
    "/calendar", response={200: Calendar, **REFUSED, 404: Problem}, auth=Scoped("calendar:read"), tags=["calendar"]
)
def calendar(request: HttpRequest, contest: str, region: str = "") -> Any:  # noqa: ARG001
    """The phases of a contest, for a region where it is held by region."""
    try:
        found = strip.of(f"{contest}/{region}" if region else contest, clock.now().date())
    except UnknownContest as error:
        return Status(404, {"detail": str(error)})
    if found is None:
        return Status(404, {"detail": _("Jadwal pemilihan ini belum ditetapkan.")})
    phases = [
        {"name": str(one.name), "starts": one.starts, "ends": one.ends, "state": one.state, "like": str(one.meaning)}
        for one in found.spans
    ]
    return {"contest": found.contest.id, "phases": phases}


@api.post("/reports", response={201: Filed, **REFUSED, 409: Problem}, auth=Scoped("reports:write"), tags=["reports"])
def file(request: HttpRequest, told: NewReport, idempotency_key: Key) -> Any:
    """Take a report for somebody. The same key within an hour gives the same report and the same code."""
    token: Token = request.auth  # type: ignore[attr-defined]
    bearer = request.headers["Authorization"].partition(" ")[2]
    done = reports.file(told, token, bearer, idempotency_key, now=clock.now())
    if isinstance(done, Denial):
        return Status(409, {"detail": str(done.reason)})
    report, code = done
    return Status(201, {"number": report.number, "code": code, "receipt": orjson.loads(bytes(report.receipt))})


@api.post(
    "/reports/follow-up",
    response={200: Standing, **REFUSED, 404: Problem, 429: Problem},
    auth=Scoped("reports:write"),
    tags=["reports"],
)
def follow_up(request: HttpRequest, asked: FollowUp) -> Any:
    """Where the report of this code stands. The code is never part of an address."""
    found = reports.of_code(request, asked.code)
    return found if isinstance(found, Status) else reports.standing(found, request.auth, now=clock.now())  # type: ignore[attr-defined]


@api.post(
    "/reports/messages",
    response={201: Standing, **REFUSED, 404: Problem, 409: Problem, 429: Problem},
    auth=Scoped("reports:write"),
    tags=["reports"],
)
def say(request: HttpRequest, told: NewMessage) -> Any:
    """Add to a report what its reporter says."""
    found = reports.of_code(request, told.code)
    if isinstance(found, Status):
        return found
    said = reports.say(found, told.words, told.once, now=clock.now())
    if isinstance(said, Denial):
        return Status(409, {"detail": str(said.reason)})
    return Status(201, reports.standing(found, request.auth, now=clock.now()))  # type: ignore[attr-defined]


@api.get("/findings", response={200: Findings, **REFUSED}, auth=Scoped("findings:read"), tags=["findings"])
def findings(
    request: HttpRequest,
    state: Literal["", "menunggu", "diteruskan", "kurang_data", "ditutup"] = "",
    after: Annotated[str, Query(max_length=16, pattern=WHOLE)] = "",
) -> Any:
    """Findings in the owner's scope, masked as on the desk; a hundred at a time."""
    return desks.findings(request.auth, state=state, after=after, now=clock.now())  # type: ignore[attr-defined]


@api.post(
    "/directory/imports",
    response={201: Import, **REFUSED, 409: Problem, 413: Problem},
    auth=Scoped("directory:import"),
    tags=["directory"],
)
def stage(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Any:
    """Check a list of officials (CSV or XLSX). Nothing changes before its clerk confirms it on `page`."""
    if (file.size or 0) > LARGEST:
        return Status(413, {"detail": too_large().reason})
    return desks.stage(request.auth, file.read(), file.name or "", now=clock.now())  # type: ignore[attr-defined]


@api.post("/audit/exports", response={200: bytes, **REFUSED, 403: Problem}, auth=Scoped("audit:read"), tags=["audit"])
def export(request: HttpRequest) -> Any:
    """The whole ledger as a ZIP that `netral verify` checks; that it was handed out is its last event."""
    token: Token = request.auth  # type: ignore[attr-defined]
    refused = of_part(token.user.mandates.on(clock.now().date()).filter(role=ROLE))
    if refused is not None:
        return Status(403, {"detail": str(refused.reason)})
    size = ledger.begun({"role": ROLE, "id": f"{token.user_id}"}, now=clock.now())
    return StreamingHttpResponse(ledger.zipped(size), content_type="application/zip")
