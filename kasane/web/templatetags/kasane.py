"""Filters by which every page writes dates, ages and addresses."""

from datetime import date, datetime
from typing import Any

from django import template

from kasane.access import ids
from kasane.access.actor import TOKYO
from kasane.access.ids import encode_id
from kasane.drafts.queries import drafts_at
from kasane.japanese import wareki as eras
from kasane.japanese.partial import spoken
from kasane.meetings.models import AgendaItem
from kasane.meetings.queries import may_write_opinion, opinions_of
from kasane.web.case_file.tabs import tabs_for
from kasane.web.components.addresses import address_of

register = template.Library()
NOTHING = "—"


@register.filter
def wareki(moment: date | datetime | None) -> str:
    """令和8年11月24日（火）, in Japan's days."""
    return NOTHING if moment is None else eras.wareki(_day(moment))


@register.filter
def wareki_month(month: date) -> str:
    """令和8年11月, of any day in it."""
    return f"{eras.wareki_year(month)}{month.month}月"


@register.filter
def wareki_short(moment: date | datetime | None) -> str:
    return NOTHING if moment is None else eras.wareki_short(_day(moment))


@register.filter
def wareki_time(moment: datetime | None) -> str:
    """令和8年11月24日（火）9時05分."""
    if moment is None:
        return NOTHING
    local = moment.astimezone(TOKYO)
    return f"{eras.wareki(local.date())}{local.hour}時{local.minute:02}分"


@register.filter
def partial_day(code: str) -> str:
    """昭和60年頃, 令和8年3月: a day known in part, as it is stored."""
    return spoken(code)


@register.filter
def day_and_weekday(day: date) -> str:
    """11月24日（火）, where the year is told above."""
    return f"{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"


@register.filter
def public_id(number: int | None) -> str:
    """The letters that stand for an id in an address."""
    return encode_id(number) if number else ""


@register.filter
def case_number(number: int) -> str:
    """An id as a case number is read aloud and written on paper."""
    return ids.case_number(number)


@register.filter
def of(table: dict[Any, Any], key: Any) -> Any:
    """What a table says of a key; nothing where it says nothing."""
    return table.get(key, "")


@register.inclusion_tag("components/case_tabs.html", takes_context=True)
def case_tabs(context: Any, case_id: int) -> dict[str, Any]:
    """The tabs of a case, the one where one is marked."""
    request = context["request"]
    page = request.resolver_match.url_name if request.resolver_match else ""
    tabs = [(label, address_of(name, case_id), here) for label, name, here in tabs_for(request.actor, page)]
    return {"tabs": tabs}


@register.inclusion_tag("drafts/here.html", takes_context=True)
def drafts_here(context: Any, what: str = "") -> dict[str, Any]:
    """What one began to write in this form and has not stored; `what` names it where a page has several."""
    request = context["request"]
    is_asked = request.method == "GET" and request.actor is not None
    place = f"{request.path}#{what}" if what else request.path
    drafts = drafts_at(place) if is_asked else []
    return {"drafts": drafts, "what": what, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("meetings/opinions.html", takes_context=True)
def opinions_here(context: Any, item: AgendaItem) -> dict[str, Any]:
    """What the absent wrote on an item, and the way to write it."""
    actor = context["request"].actor
    return {"item": item, "opinions": opinions_of(item), "may_write": may_write_opinion(item, actor)}


def _day(moment: date | datetime) -> date:
    return moment.astimezone(TOKYO).date() if isinstance(moment, datetime) else moment
