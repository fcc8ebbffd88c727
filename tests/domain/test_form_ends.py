"""Ending a form: nothing new is begun on it, what was begun is finished on it, and its title stays as it was told."""

from datetime import timedelta
from importlib import import_module

import pytest

from kasane.access.actor import Actor
from kasane.assessments.actions.answers import (
    OwnFormWords,
    SectionWords,
    begin,
    finish,
    save_own_form,
    save_section,
)
from kasane.assessments.actions.form_ends import EndWords, end_form, take_up_form
from kasane.assessments.actions.forms import FormWords, begin_draft, begin_form
from kasane.assessments.models import Assessment, Form, FormEnd
from kasane.assessments.queries import ASSESSMENT, assessment_view, forms, forms_in_force
from kasane.rules.verdicts import Refused
from tests.domain.test_assessments import YUMI, whom
from tests.domain.test_second_form import begun_on, finished_on, housing
from tests.world import World

DAY = timedelta(days=1)
WHY = "新しい様式に替えた"


def ended(by: Actor, days: int = 0, form: Form | None = None) -> FormEnd:
    return end_form(form or housing(), EndWords(by.today + days * DAY, WHY), by=by)


@pytest.fixture
def begun_before(town: World) -> Assessment:
    """佐藤 has begun on the short form; 田中 ends it."""
    with town.acting("sato") as sato:
        one = begun_on(housing(), sato)
    with town.acting("tanaka") as tanaka:
        ended(tanaka)
    return one


def test_nothing_new_is_begun_and_what_was_begun_is_read_and_finished(
    town: World, begun_before: Assessment
) -> None:
    with town.acting("sato") as sato:
        assert housing() not in forms_in_force(sato.today)
        one = begun_before
        save_section(one, "now", SectionWords({"kind": "owned", "arrears": "no"}), by=sato)
        save_section(one, "wish", SectionWords({"wish": "ここにいたい"}), by=sato)
        finish(one, by=sato)
        view = assessment_view(one.pk)
        assert view is not None
        assert (view.assessment.is_finished, view.answers["wish"]) == (True, "ここにいたい")
        with pytest.raises(Refused, match="終えられています"):
            begun_on(housing(), sato)


def test_until_its_day_it_is_begun_as_before(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        ended(tanaka, days=1)
        assert housing() in forms_in_force(tanaka.today)
        assert housing() not in forms_in_force(tanaka.today + DAY)
    with town.acting("sato") as sato:
        begun_on(housing(), sato)


def test_it_is_taken_up_again_and_the_end_stays_to_be_read(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        one = ended(tanaka)
        with pytest.raises(Refused, match="もう終えてあります"):
            ended(tanaka)
        take_up_form(housing(), by=tanaka)
        assert housing() in forms_in_force(tanaka.today)
        kept = FormEnd.objects.get(pk=one.pk)
        assert (kept.reason, kept.taken_up_by) == (WHY, tanaka.staff)
        with pytest.raises(Refused, match="終えてありません"):
            take_up_form(housing(), by=tanaka)
        ended(tanaka)


def test_the_last_form_that_asks_what_is_reported_stays(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="国への報告事項"):
            ended(tanaka, form=Form.objects.get(code=ASSESSMENT))
        draft = begin_form(FormWords("家計の状況"), copy_of=Form.objects.get(code=ASSESSMENT), by=tanaka)
        with pytest.raises(Refused, match="まだ公開していない"):
            ended(tanaka, form=draft.form)
        with pytest.raises(Refused, match="過去の日"):
            ended(tanaka, days=-1)


def test_who_keeps_no_forms_ends_none(town: World) -> None:
    with town.acting("sato") as sato, pytest.raises(Exception, match="row-level security"):
        ended(sato)
    with town.acting("tanaka") as tanaka:
        ended(tanaka)
    with town.acting("sato") as sato, pytest.raises(Refused, match="終えてありません"):
        take_up_form(housing(), by=sato)


def test_an_old_version_and_what_was_given_on_it_keep_the_title_of_their_day(town: World) -> None:
    with town.acting("sato") as sato:
        one = finished_on(housing(), sato)
    town.superuser.execute("update assessments_form set title = '住まいと家賃' where title = '住まいの状況'")
    with town.acting("tanaka") as tanaka:
        renamed = Form.objects.get(title="住まいと家賃")
        begin_draft(renamed, by=tanaka)
        titles = [v.title for known in forms() if known == renamed for v in known.versions.all()]
        assert titles == ["住まいと家賃", "住まいの状況"]
    with town.acting("sato"):
        assert Assessment.objects.get(pk=one.pk).summary == "住まいの状況"


def test_an_agencys_own_form_is_called_what_it_says_of_itself(town: World) -> None:
    with town.acting("sato") as sato:
        case, person = whom(YUMI)
        one = begin(
            case=case,
            person=person,
            assessed_on=sato.today,
            is_own_form=True,
            copies_previous=False,
            by=sato,
            form=housing().code,
        )
        assert one.summary == "機関の様式によるアセスメント"
        save_own_form(one, OwnFormWords(frozenset(), title=" 利用者基本情報 "), {}, by=sato)
        save_own_form(one, OwnFormWords(frozenset()), {}, by=sato)
        assert Assessment.objects.get(pk=one.pk).summary == "利用者基本情報"


def test_what_was_told_without_a_title_gets_the_one_its_form_has(town: World) -> None:
    with town.acting("sato") as sato:
        one = finished_on(housing(), sato)
    town.superuser.execute("alter table assessments_formversion disable trigger user")
    town.superuser.execute("update assessments_formversion set title = ''")
    town.superuser.execute("alter table assessments_formversion enable trigger user")
    town.superuser.execute("update assessments_assessment set form_title = '' where id = %s", [one.pk])
    town.superuser.execute(import_module("kasane.assessments.migrations.0004_told_titles").TELL_TITLES)
    assert town.one("select count(*) from assessments_formversion where title = ''") == 0
    assert town.one("select form_title from assessments_assessment where id = %s", one.pk) == "住まいの状況"
