"""Is this finding worth pursuing? One page, three choices of one weight, and a person who decides."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from netral.portal import clock
from netral.portal.denial import Denial
from netral.portal.directory.models import User
from netral.portal.signin.door import needs, person
from netral.portal.triage import actions, overtaken, policies, told
from netral.portal.triage.actions import Choice, Overtaken
from netral.portal.triage.models import Finding
from netral.portal.triage.queue import Queue
from netral.portal.triage.states import CHOICES, FORWARDED, REASONS, STATES, WAITING
from netral.portal.triage.worklist import chosen, narrowed, read_beside, version


@needs("pemeriksa")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: str) -> HttpResponse:
    """The finding, masked; a POST weighs it and leads on to the next."""
    user, now = person(request), clock.now()
    finding = _finding(user, number)
    if request.method != "POST":
        actions.opened(finding, user, now=now)
        return _page(request, finding, None)
    sent = request.POST
    choice = Choice(sent.get("keputusan", ""), sent.get("alasan", ""), sent.get("catatan", ""))
    done = actions.weigh(finding, user, choice, version=version(sent.get("terlihat", "")), now=now)
    if isinstance(done, Denial):
        # As it is now, where it still is this person's.
        finding = _finding(user, number)
    if isinstance(done, Denial | Overtaken):
        # The answer shows it, also to whoever never opened its page.
        actions.opened(finding, user, now=now)
    if isinstance(done, Denial):
        return _page(request, finding, done)
    if isinstance(done, Overtaken):
        return overtaken.page(request, [done], choice)
    if sent.get("sama"):
        same = chosen(sent.getlist("lain"))
        also = actions.close_many(same, user, reason=choice.reason, words=choice.words, now=now)
        if not isinstance(also, Denial) and also[1]:
            read_beside(also[1], user, now)
            return overtaken.page(request, also[1], choice, closed=1 + len(also[0]))
    return redirect(_next(request, user, finding))


def _next(request: HttpRequest, user: User, after: Finding) -> str:
    """The one that stands next in the list it was opened from, or the list when nothing is left."""
    reach = Finding.objects.reach(user, on=clock.now().date())
    queue = Queue(reach, narrowed(request.GET))
    found = next(iter(queue.rows(0, 1, after=after) or queue.rows(0, 1)), None)
    address = reverse("finding", args=(found.number,)) if found else reverse("findings")
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


def _page(request: HttpRequest, finding: Finding, problem: Denial | None) -> HttpResponse:
    user, today = person(request), clock.now().date()
    refused = policies.forwarding(finding)
    visible = Finding.objects.visible_to(user, on=today)
    others = visible.filter(act=finding.act, state=WAITING).exclude(pk=finding.pk).order_by("number")
    context = {
        "finding": {"number": finding.number, "version": finding.version, "open": finding.state == WAITING},
        "told": told.detail(finding, today),
        "first_known_on": finding.first_known_on if finding.first_known_on != finding.known_on else None,
        "state": STATES[finding.state],
        "choices": [
            {"name": name, "word": word, "refused": refused if name == FORWARDED else None}
            for name, word in CHOICES.items()
        ],
        "reasons": [
            (word, [(name, one.word) for name, one in REASONS.items() if one.leads_to == state])
            for state, word in CHOICES.items()
        ],
        "others": [told.line(one, today) for one in others[:20]],
        "weighings": [
            (one, STATES[one.state], REASONS[one.reason].word) for one in finding.weighings.select_related("by")
        ],
        "sent": request.POST,
        "query": request.GET.urlencode(),
        "problem": problem,
    }
    return render(request, "triage/finding.html", context, status=422 if problem else 200)


def _finding(user: User, number: str) -> Finding:
    """One answer for a finding that is not there and one that is not this person's."""
    visible = Finding.objects.visible_to(user, on=clock.now().date()).select_related("agency")
    found = visible.filter(number=number).first()
    if found is None:
        raise Http404
    return found
