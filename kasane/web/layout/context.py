"""What every page is framed with: who acts, where they may go."""

from typing import Any

from django.http import HttpRequest

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.web.help.places import HELP, help_for

NAVIGATION = (
    ("今日", "/", None),
    ("市全体", "/board/", Permission.CONVENE_MEETINGS),
    ("相談を受ける", "/consultations/new/", Permission.TAKE_CONSULTATION),
    ("ケース", "/cases/", Permission.READ_CASES),
    ("訪問の予定", "/visits/", Permission.WRITE_NOTES),
    ("つなぎ", "/referrals/", Permission.ANSWER_REFERRAL),
    ("電話メモ", "/memos/", Permission.TAKE_CONSULTATION),
    ("名寄せ", "/matches/", Permission.DECIDE_MATCHES),
    ("会議", "/sittings/", Permission.ATTEND_MEETINGS),
    ("さがす", "/search/", Permission.READ_CASES),
    ("帳票", "/ledgers/", Permission.EXPORT_LISTS),
    ("提供体制", "/office/provision/", Permission.READ_PROVISION),
    ("様式", "/forms/", Permission.KEEP_FORMS),
    ("緊急の閲覧の確認", "/privacy/emergencies/", Permission.REVIEW_EMERGENCY),
    ("だれが見たか", "/privacy/seeing/", Permission.READ_SEEING),
)

# Pages that belong to a place of the menu without standing below its address.
BELONGS = (
    ("/emergency/", "/search/"),
    ("/items/", "/sittings/"),
    ("/parts/", "/cases/"),
    ("/follow-ups/", "/cases/"),
    ("/plans/", "/board/"),
    ("/notes/", "/cases/"),
    ("/consents/", "/cases/"),
    ("/today/", "/"),
    ("/desk/", "/"),
    ("/notices/", "/"),
    ("/assessments/", "/cases/"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `navigation` (label, address, whether it is where one is) and `help_url` of the screen."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"actor": None, "navigation": [], "help_url": ""}
    everybodys = not actor.is_guest
    places = [
        (label, url)
        for label, url, needed in NAVIGATION
        if (everybodys if needed is None else actor.may(needed))
    ]
    belongs = next((home for start, home in BELONGS if request.path.startswith(start)), request.path)
    inside = (url for _, url in places if belongs.startswith(url) and (url != "/" or belongs == "/"))
    here = max(inside, key=len, default="")
    page = request.resolver_match.url_name if request.resolver_match else None
    return {
        "actor": actor,
        "navigation": [(label, url, url == here) for label, url in places],
        "help_url": "" if page in HELP else help_for(page or ""),
    }
