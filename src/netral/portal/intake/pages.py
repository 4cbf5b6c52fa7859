"""Report in four pages, without an account. What was written so far is kept as ciphertext; no script, no address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from netral.law.deadlines import report_due
from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.models import Agency, Unit, User
from netral.portal.intake import draft, files, filing, flood, inbox
from netral.portal.intake.draft import Writing
from netral.portal.intake.forms import Check, What, Whom, You, today_at
from netral.portal.intake.receivers import receivers
from netral.portal.intake.uploads import in_memory

PAGES = (("what", "report"), ("who", "report-whom"), ("you", "report-you"), ("check", "report-check"))
"""Each page's name among the answers, and its address."""
METHODS = ("GET", "HEAD", "POST")
Page = Callable[[HttpRequest, Writing, Agency], HttpResponse]


def here() -> Agency | None:
    """The agency to which this portal reports; None before it was set up."""
    from django.conf import settings

    return Agency.objects.filter(name=settings.NETRAL.agency).first() or Agency.objects.order_by("pk").first()


def page(step: int) -> Callable[[Page], Callable[[HttpRequest], HttpResponse]]:
    """The page of this number: not before those ahead of it are filled in, and not once the report was sent."""

    def made(view: Page) -> Callable[[HttpRequest], HttpResponse]:
        @login_not_required
        @never_cache
        @require_http_methods(METHODS)
        @wraps(view)
        def shown(request: HttpRequest) -> HttpResponse:
            now = clock.now()
            draft.sweep(now)
            agency = here()
            if agency is None:
                return render(request, "intake/not_ready.html", status=503)
            writing = draft.of(request, now) or draft.begun()
            if writing.sent is not None and not writing.sent["kept"]:
                return redirect("report-receipt")
            if writing.sent is not None:
                writing = draft.begun()
            if request.method == "POST" and writing.mark not in ("", request.POST.get("isian") or writing.mark):
                # A clerk with two callers: what one of them says must not come to the other's report.
                words = _("Isian lain sudah dimulai di jendela lain, jadi halaman ini belum disimpan.")
                return render(request, "fault.html", {"sentence": words}, status=409)
            request.draft = writing.mark  # type: ignore[attr-defined]
            for name, address in PAGES[: step - 1]:
                if name not in writing.told:
                    return redirect(address)
            return view(request, writing, agency)

        return shown

    return made


def saved(writing: Writing, step: int, told: dict[str, Any]) -> HttpResponse:
    """The answers of this page are kept, and it goes on to the first page that is not filled in yet."""
    name = PAGES[step - 1][0]
    done = draft.changed(writing, clock.now(), lambda there: there.told.update({name: told}))
    if done is None:
        return redirect("report")
    if done.sent is not None:
        return redirect("report-receipt")
    onward = next(address for page, address in PAGES if page not in done.told)
    return draft.keep_cookie(redirect(onward), done)


def asked(request: HttpRequest, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    """The page with its form; 422 where something has to be mended."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"intake/{template}.html", {"form": form, **more}, status=status)


@page(1)
def what(request: HttpRequest, writing: Writing, agency: Agency) -> HttpResponse:
    """What happened?"""
    today = today_at(agency, clock.now())
    if request.method != "POST":
        return asked(request, "what", What(initial=_days(writing.told.get("what", {})), today=today), step=1)
    form = What(request.POST, today=today)
    if not form.is_valid():
        return asked(request, "what", form, step=1)
    told = form.cleaned_data
    days = {name: told[name].isoformat() for name in ("happened_on", "known_on")}
    return saved(writing, 1, {**told, **days})


@in_memory
@page(2)
def whom(request: HttpRequest, writing: Writing, agency: Agency) -> HttpResponse:
    """Who, and what shows it? Files that are chosen are taken even where an answer is missing."""
    if request.method != "POST":
        return _whom(request, Whom(initial=writing.told.get("who"), agency=agency), writing, agency)
    problems = taken_into(request, writing)
    if "tambah" in request.POST:
        # Only a file was to be added: what is still missing is not held against anybody yet.
        form = Whom(initial=request.POST.dict(), agency=agency)
    else:
        form = Whom(request.POST, agency=agency)
        if form.is_valid() and not problems:
            return saved(writing, 2, form.cleaned_data)
    return draft.keep_cookie(_whom(request, form, writing, agency, problems), writing)


def _whom(
    request: HttpRequest, form: Whom, writing: Writing, agency: Agency, problems: list[str] | None = None
) -> HttpResponse:
    ready = bool(receivers(agency, None, on=clock.now().date()).keys)
    around = {"step": 2, "files": writing.files, "most": files.MOST, "problems": problems, "ready": ready}
    response = asked(request, "whom", form, late=late(writing), **around)
    response.status_code = 422 if problems else response.status_code
    return response


def taken_into(request: HttpRequest, writing: Writing) -> list[str]:
    """Take the files of this form into the draft; what was wrong with those that were not."""
    problems, until = list[str](), files.deadline()
    for one in request.FILES.getlist("berkas"):
        if len(writing.files) >= files.MOST:
            problems.append(_("Paling banyak 5 berkas. Sisanya dapat menyusul lewat kotak pesan."))
            break
        if not flood.take("file", request):
            problems.append(_("Terlalu banyak kiriman dari jaringan ini. Coba lagi 15 menit lagi."))
            break
        found = files.taken(one.name or "?", one.read(), until=until)
        if isinstance(found, Denial):
            problems.append(str(found.reason))
            continue
        if not writing.take(found.about(), found.original, found.view, clock.now()):
            problems.append(_("Laporan ini sudah dikirim. Berkas dapat menyusul lewat kotak pesan."))
    return problems


@login_not_required
@never_cache
@require_POST
def drop_file(request: HttpRequest, file_id: str) -> HttpResponse:
    """Remove a file that was chosen by mistake."""
    now = clock.now()
    writing = draft.of(request, now)
    if writing is not None:
        draft.changed(writing, now, draft.without(str(file_id)))
    return redirect("report-whom")


@page(3)
def you(request: HttpRequest, writing: Writing, agency: Agency) -> HttpResponse:
    """With a name or without?"""
    # Whoever was avoided before can be chosen again.
    to = filing.to_whom(writing, agency, avoided=(), now=clock.now())
    people = [key.user for key in to.keys]
    told = writing.told.get("you", {})
    if request.method != "POST":
        initial = {**told, **(told.get("identity") or {})}
        initial["named"] = {True: "dengan", False: "tanpa"}.get(told.get("named", ""), "")
        return asked(request, "you", You(initial=initial, people=people), step=3, names=to.names)
    form = You(request.POST, people=people)
    if not form.is_valid():
        return asked(request, "you", form, step=3, names=to.names)
    given = form.cleaned_data
    named = given["named"] == "dengan"
    identity = {name: given[name] for name in ("name", "address", "contact")} if named else None
    avoided = [int(one) for one in given.get("avoided", ())]
    told = {"named": named, "identity": identity, "avoided": avoided, "colleague": given["colleague"]}
    return saved(writing, 3, told)


@page(4)
def check(request: HttpRequest, writing: Writing, agency: Agency) -> HttpResponse:
    """Read it once more, promise good faith, send."""
    form = Check(request.POST if request.method == "POST" else None)
    to = filing.to_whom(writing, agency, avoided=writing.told["you"]["avoided"], now=clock.now())
    if not form.is_bound or not form.is_valid():
        around = {"step": 4, "told": _told(writing), "names": to.names, "late": late(writing)}
        return draft.keep_cookie(asked(request, "check", form, **around), writing)
    if not flood.take("report", request):
        words = _("Terlalu banyak kiriman dari jaringan ini. Coba lagi 15 menit lagi; isian Anda masih ada.")
        return render(request, "fault.html", {"sentence": words}, status=429)
    done = filing.file(writing, agency, now=clock.now())
    if isinstance(done, Denial):
        flood.give_back("report", request)
        return render(request, "fault.html", {"sentence": done.reason}, status=409)
    return draft.keep_cookie(redirect("report-receipt"), done)


@login_not_required
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Forget what was written, and go elsewhere; the browser's own history stays, and the page says so."""
    writing = draft.of(request, clock.now())
    if writing is not None and writing.sent is not None and not writing.sent["kept"]:
        return redirect("report-receipt")
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        # A link on somebody else's page forgets nothing.
        return redirect("report")
    if writing is not None:
        draft.forget(writing)
    response = render(request, "intake/left.html")
    response.delete_cookie(draft.COOKIE)
    response.delete_cookie(inbox.COOKIE)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def late(writing: Writing) -> dict[str, Any] | None:
    """The term of a formal report as the pages tell it; None where nobody knows one."""
    told = writing.told["what"]
    found = report_due(told["contest"], date.fromisoformat(told["known_on"]))
    if found is None:
        return None
    unit = _("hari kerja") if found.term.unit == "hari_kerja" else _("hari kalender")
    passed = found.passed(clock.now().date())
    words, citation = f"{found.term.days} {unit}", found.term.citation
    return {"last": found.last, "safest": found.safest, "passed": passed, "words": words, "citation": citation}


def _days(told: dict[str, Any]) -> dict[str, Any]:
    """The answers of page 1 as its form takes them back."""
    if not told:
        return {}
    days = {name: date.fromisoformat(told[name]) for name in ("happened_on", "known_on")}
    return {**told, **days}


def _told(writing: Writing) -> dict[str, Any]:
    """All answers as the check page shows them."""
    told = {**_days(writing.told["what"]), **writing.told["who"], **writing.told["you"], "files": writing.files}
    told["unit_name"] = Unit.objects.filter(pk=told["unit"]).first() if told["unit"] else None
    told["avoided_names"] = [str(one) for one in User.objects.filter(pk__in=told["avoided"])]
    return told
