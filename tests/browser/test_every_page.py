"""Every page of the demonstration in a real browser, found by following links as each role: in nobody's way anywhere.

Wide and light in Indonesian, narrow and dark in English. A page that no link leads to fails the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, URLResolver, get_resolver, resolve
from playwright.sync_api import Browser, Page

from netral.portal.demo.fill import fill
from netral.portal.demo.logins import shown
from netral.portal.directory.models import User
from tests.browser.pictures import shot
from tests.browser.test_portal_pages import browser, pytestmark, refuse_barriers  # noqa: F401
from tests.portal.cast import signed_in
from tests.portal.test_access import TABLE

NO_PAGES = {
    *(
        "calendar-file",
        "card-svg",
        "card-png",
        "card-pdf",
        "invitation-letter",
        "import-example",
        "import-mend",
        "audit-export",
    ),
    *("contestants-file", "contestants-example", "contestants-mend"),
    *("report-picture", "report-by-code", "agency-login", "agency-login-back", "healthz"),
}
"""Files, and addresses that lead on at once."""
WALKED_ELSEWHERE = {
    "ask": "test_portal_pages",
    **dict.fromkeys(("report-whom", "report-you", "report-check", "report-receipt"), "test_report_journey"),
    **dict.fromkeys(("report-box", "report-withdraw", "report-leave"), "test_report_journey"),
    "import": "test_import_journey",
    **dict.fromkeys(("second-proof", "add-figures", "add-key", "new-codes", "kept-forms"), "test_signin"),
}
"""Pages that stand at the end of a form: the journey that comes by."""


@pytest.fixture
def demo(transactional_db: None) -> None:
    fill()


def links(page: Page, site: str) -> Iterator[str]:
    """Where one can go from here by a link, within the portal and without leaving it."""
    for address in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
        if address.startswith(site) and "/keluar" not in address:
            yield address.split("#")[0]


def name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""


def walk(page: Page, site: str, language: str, seen: set[str]) -> None:
    """Each kind of page once, whoever comes by it first."""
    ahead = {"start": site + "/", "me": site + "/saya"}
    while ahead:
        name, address = ahead.popitem()
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        if (name := name_of(page.url)) not in seen:
            refuse_barriers(page)
            assert page.get_attribute("html", "lang") == language[:2]
            shot(page, name)
            seen.add(name)
        ahead |= {name: one for one in links(page, site) if (name := name_of(one)) not in seen | NO_PAGES}


def pages(resolver: URLResolver | None = None) -> set[str]:
    """Names of all that answers somebody's GET with a page, or would for a record that exists; not the API's."""
    found = set()
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            found |= pages(one) if not str(one.pattern) else set()
        elif {200, 404} & set(TABLE.get(str(one.pattern), {}).values()):
            found.add(one.name or str(one.pattern))
    return found


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "id-ID"), (320, "dark", "en")])
def test_no_page_stands_in_anybody_s_way(
    browser: Browser,  # noqa: F811
    live_server: Any,
    demo: None,
    width: int,
    scheme: str,
    language: str,
) -> None:
    seen: set[str] = set()
    for login in (None, *(login for _role, login, _password in shown())):
        view = {"width": width, "height": 700}
        page = browser.new_context(viewport=view, color_scheme=scheme, locale=language).new_page()  # type: ignore[arg-type]
        if login is not None:
            cookie = signed_in(User.objects.get(login=login)).cookies[settings.SESSION_COOKIE_NAME]
            page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        walk(page, live_server.url, language, seen)
        page.context.close()
    assert pages() - seen - NO_PAGES <= set(WALKED_ELSEWHERE)
    assert not seen & set(WALKED_ELSEWHERE)
