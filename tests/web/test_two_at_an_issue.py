"""Two people of one desk at the same 課題: each sees what the other wrote before anything of it is stored."""

import re
from html import unescape

import pytest
from django.http import QueryDict

from kasane.access.ids import encode_id
from tests.world import World

FORM = "application/x-www-form-urlencoded"
HIDDEN = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
MOTHERS = "買い物と通院に、付き添いが要る"


@pytest.fixture
def issue(town: World) -> str:
    """An open 課題 of 南湖's own room; its page."""
    number, case = town.superuser.execute(
        "select i.id, i.case_id from cases_issue i join rooms_compartment c on c.id = i.home_id"
        " join directory_desk d on d.id = c.desk_id where d.code = 'houkatsu-nango' and i.state = 'open'"
        " order by i.written_at, i.id limit 1"
    ).fetchone() or (0, 0)
    return f"/cases/{encode_id(case)}/issues/{encode_id(number)}/"


def sent(page: str, **changed: str) -> str:
    """The form of a page sent again, with these fields typed anew."""
    form = QueryDict(mutable=True)
    for name, value in re.findall(HIDDEN, page):
        if name == "edition" or name.startswith("seen-"):
            form.appendlist(name, unescape(value))
        if name.startswith("seen-"):
            told = name.removeprefix("seen-")
            form.appendlist(told, changed.get(told, unescape(value)))
    return form.urlencode()


def chosen(page: str, **choices: str) -> str:
    """What the page of both sends once everything is chosen."""
    form = QueryDict(mutable=True)
    for name, value in re.findall(HIDDEN, page):
        if name != "csrfmiddlewaretoken":
            form.appendlist(name, unescape(value))
    for name, value in choices.items():
        form.appendlist(name, value)
    return form.urlencode()


def test_what_sato_and_kimura_both_wrote_is_chosen_and_then_stored(town: World, issue: str) -> None:
    sato, kimura = town.client("sato"), town.client("kimura")
    path = f"{issue}edit/"
    read = sato.get(path).content.decode()
    assert kimura.post(path, sent(read, text=MOTHERS), content_type=FORM).status_code == 302
    both = sato.post(path, sent(read, text="冬の間の買い物に困っている"), content_type=FORM)
    page = both.content.decode()
    assert both.status_code == 422
    assert MOTHERS in page
    assert "冬の間の買い物に困っている" in page
    assert MOTHERS in sato.get(issue).content.decode(), "nothing is stored before sato has chosen"
    assert sato.post(path, chosen(page), content_type=FORM).status_code == 422, "and she has to choose"
    done = sato.post(path, chosen(page, text="冬の間の買い物に困っている"), content_type=FORM)
    assert done.status_code == 302
    assert "冬の間の買い物に困っている" in sato.get(issue).content.decode()


def test_what_only_kimura_wrote_stays_when_sato_stores_another_field(town: World, issue: str) -> None:
    sato, kimura = town.client("sato"), town.client("kimura")
    path = f"{issue}edit/"
    read = sato.get(path).content.decode()
    assert kimura.post(path, sent(read, text=MOTHERS), content_type=FORM).status_code == 302
    page = sato.post(path, sent(read, since="平成30年頃"), content_type=FORM).content.decode()
    assert "このまま残ります" in page
    assert sato.post(path, chosen(page), content_type=FORM).status_code == 302
    shown = sato.get(issue).content.decode()
    assert MOTHERS in shown
    assert "平成30年頃" in shown


def test_a_step_taken_meanwhile_is_shown_before_another_is_recorded(town: World, issue: str) -> None:
    sato, kimura = town.client("sato"), town.client("kimura")
    page = sato.get(f"{issue}settle/").content.decode()
    day = re.findall(r'name="happened_on"[^>]*value="([^"]+)"', page)[0]
    edition = re.findall(r'name="edition" value="(\d+)"', page)[0]
    read = kimura.get(f"{issue}edit/").content.decode()
    assert kimura.post(f"{issue}edit/", sent(read, text=MOTHERS), content_type=FORM).status_code == 302
    told = {"happened_on": day, "text": "配食が入り、困らなくなった", "edition": edition}
    shown = sato.post(f"{issue}settle/", told)
    assert shown.status_code == 422
    assert MOTHERS in shown.content.decode()
    again = sato.post(f"{issue}settle/", chosen(shown.content.decode()), content_type=FORM)
    assert again.status_code == 302
    assert "配食が入り、困らなくなった" in sato.get(issue).content.decode()
