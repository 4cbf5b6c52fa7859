"""The API answers programs by their tokens; a session opens none of it."""

from tests.portal.access import everybody, only

ROWS = {
    "api/openapi.json": everybody(),
    "api/": everybody(404),
    "api/ask": everybody(405),
    "api/calendar": everybody(401),
    "api/reports": everybody(405),
    "api/reports/follow-up": everybody(405),
    "api/reports/messages": everybody(405),
    "api/findings": everybody(401),
    "api/directory/imports": everybody(405),
    "api/audit/exports": everybody(405),
    "saya/token": only("pengelola", "pemeriksa", "ppk", "auditor", "admin"),
    "saya/token/<int:number>/akhiri": only("pengelola", "pemeriksa", "ppk", "auditor", "admin", status=405),
}
