"""Which contestants does a demonstration have? Two pairs that do not exist, with as many accounts each."""

from __future__ import annotations

from datetime import timedelta

from netral.patrol.registers import CONTESTANTS
from netral.portal import clock
from netral.portal.contests import actions
from netral.portal.contests.models import Upload
from netral.portal.contests.plan import Plan
from netral.portal.directory.models import Agency, User
from netral.portal.sheet import written

ROWS = """
pilkada-2024/7399,paslon-1,Rahmat Karangan,contestant,bluesky,did:plc:peragaan1,rahmat.example,,2024-01-01,
pilkada-2024/7399,paslon-1,Rahmat Karangan,contestant,x,80000000001,rahmat_karangan,,2024-01-01,
pilkada-2024/7399,paslon-1,Rahmat Menang,campaign_account,mastodon,,rahmatmenang@mastodon.example,,2024-05-01,
pilkada-2024/7399,paslon-2,Siti Karangan,contestant,bluesky,did:plc:peragaan2,siti.example,,2024-01-01,
pilkada-2024/7399,paslon-2,Siti Karangan,contestant,x,80000000002,siti_karangan,,2024-01-01,
pilkada-2024/7399,paslon-2,Siti Jaya,campaign_account,mastodon,,sitijaya@mastodon.example,,2024-05-01,
"""
LATER = """
pilkada-2024/7399,paslon-1,Relawan Rahmat,supporters_account,instagram,,relawan_rahmat,,2024-08-27,
pilkada-2024/7399,paslon-2,Relawan Siti,supporters_account,instagram,,relawan_siti,,2024-08-27,
"""


def fill(agency: Agency, _examiner: User) -> None:
    """Two editions by who runs the machine, and an upload that waits for its confirmation."""
    keeper = User.objects.filter(mandates__role=actions.KEEPER, mandates__agency=agency).earliest("pk")
    now = clock.now()
    for text, ago in ((ROWS, 60), (LATER, 39)):
        upload = _staged(text, keeper, agency)
        at = now - timedelta(days=ago)
        mark = actions.plan_of(upload, today=at.date()).mark()
        assert isinstance(actions.take_over(upload, seen=mark, end_the_gone=False, now=at), Plan)
        upload.delete()
    _staged(ROWS.replace("karangan,,2024-01-01,", "karangan,,2024-01-01,2024-11-27"), keeper, agency)


def _staged(text: str, keeper: User, agency: Agency) -> Upload:
    rows = (row.split(",") for row in text.strip().splitlines())
    staged = actions.stage(
        written([CONTESTANTS, *rows]), name="peserta-pilkada-2024.csv", user=keeper, agency=agency, now=clock.now()
    )
    assert isinstance(staged, Upload)
    return staged
