"""提供体制 as the plan's own tables, and the gallery of components."""

from datetime import UTC, datetime

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from kasane.access.permissions import Permission
from kasane.directory.queries import (
    bodies,
    fiscal_years,
    harmonised_plans,
    municipality,
    sites_by_method,
    standing_members,
)
from kasane.directory.queries import provision as provision_of
from kasane.japanese.ages import fiscal_year, fiscal_year_label
from kasane.rules.meetings import MeetingKind
from kasane.rules.verdicts import allowed, refused
from kasane.web.access import ActingRequest, needs
from kasane.web.case_file.timeline import Entry
from kasane.web.components.fields import DayField, LongField, OneField, SeveralField


@needs(Permission.READ_PROVISION)
def provision(request: ActingRequest) -> HttpResponse:
    years = fiscal_years()
    asked = request.GET.get("year", "")
    # Next year's provision is entered before April: the year that runs is shown unless another is asked for.
    wanted = int(asked) if asked.isdecimal() else fiscal_year(request.actor.today)
    year = wanted if wanted in years else years[0]
    rows = provision_of(year)
    found = bodies(year)
    context = {
        "municipality": municipality(),
        "year": year,
        "year_label": fiscal_year_label(year),
        "years": [(one, fiscal_year_label(one)) for one in years],
        "rows": rows,
        "sites": sum(row.sites for row in rows),
        "sites_by_method": sites_by_method(rows),
        "convened": [kind.value for kind in MeetingKind],
        "members": standing_members(),
        "groups": [
            (role, [b for b in found if b.role == role]) for role in dict.fromkeys(b.role for b in found)
        ],
        "plans": harmonised_plans(year),
    }
    return render(request, "office/provision.html", context)


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="氏名", help_text="わからないときは空けておきます。", required=False)
    day = DayField(label="日付")
    text = LongField(label="内容", rows=3)
    way = OneField([("phone", "電話"), ("visit", "訪問")], label="方法")
    who = SeveralField([("1", "山田 花子"), ("2", "山田 太郎")], label="だれについて")


@needs(Permission.READ_PROVISION)
def components(request: ActingRequest) -> HttpResponse:
    """Every component once, with what it is given; for who builds screens, and so in the fictional town alone."""
    if not request.actor.is_demo:
        raise Http404
    verdict = refused(
        "出席機関すべてについて本人の同意が確認できていません。",
        basis="実施計画 3-1(2)2",
        rule="M-1",
        remedy="同意を得てから議題にするか、同意のない方は支援会議で扱ってください。",
        details=("市立病院 × 山田 花子さん",),
    )
    entry = Entry(
        datetime(2026, 6, 1, 1, 30, tzinfo=UTC), "訪問", "玄関先で10分ほど話した。", is_laid_open=True
    )
    context = {
        "form": SampleForm(),
        "bad_form": SampleForm({}),
        "verdict": verdict,
        "allowed": allowed(),
        "entries": [entry],
    }
    return render(request, "office/components.html", context)
