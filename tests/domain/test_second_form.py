"""A second form beside the long sheet: begun by its keeper, chosen by the worker, counted on its own."""

from datetime import timedelta

import pytest

from kasane.access.actor import Actor
from kasane.assessments.actions.answers import SectionWords, begin, finish, save_section
from kasane.assessments.actions.forms import FormWords, begin_form, publish
from kasane.assessments.facts import sheet_of
from kasane.assessments.models import Assessment, Form, FormVersion
from kasane.assessments.queries import ASSESSMENT, draft_of, forms_in_force, newest_finished
from kasane.rules.verdicts import Refused
from tests.domain.test_assessments import YUMI, begun, whom
from tests.world import World


def housing() -> Form:
    return Form.objects.get(title="住まいの状況")


def begun_on(form: Form, by: Actor, *, copies: bool = False) -> Assessment:
    case, person = whom(YUMI)
    return begin(
        case=case,
        person=person,
        assessed_on=by.today,
        is_own_form=False,
        copies_previous=copies,
        by=by,
        form=form.code,
    )


def finished_on(form: Form, by: Actor) -> Assessment:
    one = begun_on(form, by)
    save_section(one, "now", SectionWords({"kind": "owned", "arrears": "no"}), by=by)
    save_section(one, "wish", SectionWords({"wish": "ここに住みつづけたい"}), by=by)
    finish(one, by=by)
    return one


def test_the_long_sheet_begun_does_not_stand_in_the_way_of_the_short_one(town: World) -> None:
    with town.acting("sato") as sato:
        with pytest.raises(Refused, match="書きかけ"):
            begun(YUMI, sato)
        short = begun_on(housing(), sato)
        assert (short.form_title, short.previous) == ("住まいの状況", None)
        assert short.summary == "住まいの状況"
        with pytest.raises(Refused, match="書きかけ"):
            begun_on(housing(), sato)
        case, person = whom(YUMI)
        assert draft_of(case, person, short.home_id, housing().code) == short
        assert draft_of(case, person, short.home_id) != short


def test_the_former_answers_are_those_on_the_same_form(town: World) -> None:
    with town.acting("sato") as sato:
        former = finished_on(housing(), sato)
        again = begun_on(housing(), sato, copies=True)
        assert again.previous == former
        case, person = whom(YUMI)
        assert newest_finished(case, person, former.home_id) is None, "of the long sheet there is none"
        assert again.parts.filter(section="wish").exists()


def test_a_copy_begins_with_the_other_s_items_and_is_offered_from_its_day_on(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        draft = begin_form(FormWords("家計の状況", "家計を見るとき"), copy_of=housing(), by=tanaka)
        newest = FormVersion.objects.filter(form=housing()).latest("number")
        assert sheet_of(draft) == sheet_of(newest)
        assert draft.form not in forms_in_force(tanaka.today)
        tomorrow = tanaka.today + timedelta(days=1)
        publish(draft, valid_from=tomorrow, edition=draft.edition, by=tanaka)
        assert draft.form not in forms_in_force(tanaka.today)
        assert draft.form in forms_in_force(tomorrow)
        code = draft.form.code
    with town.acting("sato") as sato, pytest.raises(Refused, match="まだ使われていません"):
        begun_on(Form.objects.get(code=code), sato)


def test_the_long_sheet_comes_first_and_a_form_from_nothing_is_empty(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        assert [form.code for form in forms_in_force(tanaka.today)] == [ASSESSMENT, housing().code]
        assert sheet_of(begin_form(FormWords("家計の状況"), copy_of=None, by=tanaka)).sections == ()


def test_two_forms_of_one_title_are_refused(town: World) -> None:
    with town.acting("tanaka") as tanaka, pytest.raises(Refused, match="同じ題の様式"):
        begin_form(FormWords("住まいの状況"), copy_of=None, by=tanaka)


def test_who_keeps_no_forms_begins_none(town: World) -> None:
    with town.acting("sato") as sato, pytest.raises(Exception, match="row-level security"):
        begin_form(FormWords("家計の状況"), copy_of=None, by=sato)
