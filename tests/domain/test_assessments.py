"""Assessments: on a version, in parts by class, saved section by section, finished once, carried on."""

from typing import Any

import pytest
from django.db import DatabaseError, connection

from kasane.access.actor import Actor
from kasane.assessments.actions.answers import (
    OwnFormWords,
    SectionWords,
    begin,
    finish,
    open_to_consented,
    save_own_form,
    save_section,
)
from kasane.assessments.actions.forms import begin_draft, publish, write_draft
from kasane.assessments.facts import sheet_of
from kasane.assessments.models import Assessment, AssessmentPart, Form, FormVersion
from kasane.assessments.queries import ASSESSMENT, AssessmentView, assessment_view, newest_finished, views_of
from kasane.people.models import Identity
from kasane.rules.sheet_changes import with_item, without_item
from kasane.rules.sheets import Item, ItemKind
from kasane.rules.tax import TaxOrigin
from kasane.rules.verdicts import Refused
from kasane.search.queries import found
from seeds.town.paper import blank_sheet
from tests.world import World

YUMI, HANAKO, TARO = "中村 由美", "山田 花子", "山田 太郎"
REST: dict[str, dict[str, Any]] = {
    "home": {"housing": "owned"},
    "health": {"health": "treated", "hospital": "駅前クリニック"},
    "work": {"work": "working"},
    "factors": {"factors": ["family"]},
    "conclusion": {"summary": "要約", "policy": "方針", "urgency": "no", "screening": "plan"},
}


def whom(name: str) -> tuple[int, int]:
    identity = Identity.objects.filter(name=name).earliest("written_at")
    return identity.case_id, identity.person_id


def begun(name: str, by: Actor, *, copies: bool = False, own: bool = False) -> Assessment:
    case, person = whom(name)
    return begin(
        case=case, person=person, assessed_on=by.today, is_own_form=own, copies_previous=copies, by=by
    )


def seen(assessment: Assessment) -> AssessmentView:
    view = assessment_view(assessment.pk)
    assert view is not None
    return view


def yumis() -> Assessment:
    return Assessment.objects.get(finished_at=None)


def save(assessment: Assessment, section: str, answers: dict[str, Any], by: Actor, **told: Any) -> None:
    editions = {p.information_class: p.edition for p in seen(assessment).parts if p.section == section}
    save_section(assessment, section, SectionWords(answers, **{"editions": editions, **told}), by=by)


def fill(assessment: Assessment, by: Actor) -> None:
    for section, answers in REST.items():
        save(assessment, section, answers, by)


def test_answers_are_split_by_class_and_one_section_saves_without_the_others(town: World) -> None:
    town.step_up("sato")
    with town.acting("sato") as sato:
        one = yumis()
        save(
            one,
            "income",
            {"monthly_income": 210000, "taxation": "taxed"},
            sato,
            tax_origin=TaxOrigin.SELF_REPORT,
        )
        save(one, "health", {"health": "good"}, sato)
        classes = {(p.section, p.information_class): p.answers for p in seen(one).parts}
    assert classes["income", "general"] == {"monthly_income": 210000}
    assert classes["income", "tax"] == {"taxation": "taxed"}
    assert classes["health", "sensitive"] == {"health": "good"}
    assert ("work", "general") not in classes


def test_tax_information_needs_its_origin_and_without_the_second_confirmation_is_not_there(
    town: World,
) -> None:
    town.step_up("sato")
    with town.acting("sato") as sato:
        with pytest.raises(Refused, match="出どころ"):
            save(yumis(), "income", {"taxation": "taxed"}, sato)
        with pytest.raises(Refused, match="その同意が要ります"):
            save(yumis(), "income", {"taxation": "taxed"}, sato, tax_origin=TaxOrigin.CONSENTED)
        save(yumis(), "income", {"taxation": "taxed"}, sato, tax_origin=TaxOrigin.SELF_REPORT)
        assert seen(yumis()).answers["taxation"] == "taxed"
    town.superuser.execute("update sign_in_signin set stepped_up_at = null")
    with town.acting("sato"):
        assert "taxation" not in seen(yumis()).answers


def test_whoever_saves_what_somebody_else_has_changed_is_refused(town: World) -> None:
    with town.acting("sato") as sato:
        read = {p.information_class: p.edition for p in seen(yumis()).parts if p.section == "contact"}
    with town.acting("kimura") as kimura:
        save(yumis(), "contact", {"route": "family"}, kimura)
    with town.acting("sato") as sato:
        words = SectionWords({"route": "person", "how_it_came": "電話"}, read)
        with pytest.raises(Refused, match="ほかの人がこの区分を書き直しました"):
            save_section(yumis(), "contact", words, by=sato)
        assert seen(yumis()).answers["route"] == "family"
        # Another section is nobody else's.
        save(yumis(), "work", {"work": "working"}, sato)


def test_a_section_somebody_else_began_meanwhile_is_a_conflict_too(town: World) -> None:
    with town.acting("kimura") as kimura:
        save(yumis(), "work", {"work": "not"}, kimura)
    with town.acting("sato") as sato, pytest.raises(Refused, match="ほかの人"):
        save_section(yumis(), "work", SectionWords({"work": "working"}), by=sato)


def test_an_answer_that_fits_no_item_is_refused_by_its_label(town: World) -> None:
    with town.acting("sato") as sato:
        for section, answers in (
            ("work", {"work": "gone"}),
            ("income", {"savings": -1}),
            ("home", {"home_state": "fine"}),
        ):
            with pytest.raises(Refused, match="答えとして読めない"):
                save(yumis(), section, answers, sato)
        with pytest.raises(Refused, match="答えとして読めない"):
            save(yumis(), "work", {"unknown": "x"}, sato)


def test_what_is_hidden_is_kept_while_writing_and_gone_once_finished(town: World) -> None:
    with town.acting("sato") as sato:
        one = yumis()
        fill(one, sato)
        save(one, "health", {"health": "good", "hospital": "駅前クリニック"}, sato)
        assert seen(one).answers["hospital"] == "駅前クリニック"
        finish(one, by=sato)
        assert "hospital" not in seen(one).answers


def test_it_is_finished_only_when_nothing_is_missing(town: World) -> None:
    with town.acting("sato") as sato:
        with pytest.raises(Refused, match="国へ報告"):
            finish(yumis(), by=sato)
        fill(yumis(), sato)
        finish(yumis(), by=sato)
        assert Assessment.objects.filter(finished_at=None).count() == 0


def test_what_is_finished_never_changes_not_even_in_raw_sql(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        done = seen(Assessment.objects.filter(finished_at__isnull=False).latest("assessed_on"))
        with pytest.raises(Refused, match="完了したアセスメント"):
            save(done.assessment, "work", {"work": "working"}, tanaka)
    for statement in (
        "update assessments_assessmentpart set answers = '{}'",
        "update assessments_assessment set finished_at = null",
        "insert into assessments_assessmentpart select (jsonb_populate_record(null::assessments_assessmentpart,"
        " to_jsonb(p) || jsonb_build_object('id', 77, 'section', 'new'))).* from assessments_assessmentpart p limit 1",
    ):
        with (
            town.acting("tanaka"),
            pytest.raises(DatabaseError, match="書き直せません"),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_another_desk_writes_neither_into_it_nor_beside_it(town: World) -> None:
    with town.acting("suzuki") as suzuki:
        laid_open = Assessment.objects.filter(doors__len__gt=0).latest("assessed_on")
        with pytest.raises(Refused, match="ほかの窓口"):
            save_section(laid_open, "work", SectionWords({"work": "working"}), by=suzuki)
        mother = laid_open.person_id
        assert newest_finished(laid_open.case_id, mother, laid_open.home_id) is not None
        own = begin(
            case=laid_open.case_id,
            person=mother,
            assessed_on=suzuki.today,
            is_own_form=False,
            copies_previous=True,
            by=suzuki,
        )
        assert seen(own).answers == {}, "what another desk wrote is read and never copied"


def test_nobody_begins_one_of_somebody_else_s_case_or_twice(town: World) -> None:
    with town.acting("sato") as sato:
        case, _ = whom(YUMI)
        _, mother = whom(HANAKO)
        with pytest.raises(Refused, match="このケースの方ではない"):
            begin(
                case=case,
                person=mother,
                assessed_on=sato.today,
                is_own_form=False,
                copies_previous=False,
                by=sato,
            )
        with pytest.raises(Refused, match="書きかけ"):
            begun(YUMI, sato)


def test_the_next_one_carries_the_answers_on_but_no_tax_information(town: World) -> None:
    town.step_up("tanaka")
    with town.acting("tanaka") as tanaka:
        former = newest_finished(
            *whom(HANAKO), Identity.objects.get(name=HANAKO, home__desk_id=tanaka.desk).home_id
        )
        assert former is not None
        again = seen(begun(HANAKO, tanaka, copies=True))
        assert again.assessment.previous_id == former.assessment.pk
        assert again.answers == former.answers
        first = views_of(again.assessment.case_id)[-1]
        assert first.answers["taxation"] == "exempt"
        assert "taxation" not in again.answers
        assert seen(begun(TARO, tanaka, copies=True)).answers == {}


def draft() -> FormVersion:
    return FormVersion.objects.select_related("form").get(published_at=None)


def test_answers_keep_their_version_and_go_on_to_the_next_where_items_match(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        known = draft()
        sheet = without_item(sheet_of(known), "policy")
        sheet = with_item(sheet, Item("aim", "目標", ItemKind.TEXT, is_required=True), section="conclusion")
        write_draft(known, sheet, edition=known.edition, by=tanaka)
        publish(draft(), valid_from=tanaka.today, edition=known.edition + 1, by=tanaka)
        again = seen(begun(HANAKO, tanaka, copies=True))
        assert again.assessment.version.number == 2
        assert "policy" not in again.answers
        assert again.answers["summary"].startswith("要支援1")
        former = next(v for v in views_of(again.assessment.case_id) if v.assessment.is_finished)
        assert former.assessment.version.number == 1
        assert "policy" in former.answers
    with town.acting("sato"):
        assert yumis().version.number == 1, "what was begun goes on as it was begun"


def test_a_draft_is_published_from_a_day_to_come_and_then_stays(town: World) -> None:
    with town.acting("kobayashi") as kobayashi:
        with pytest.raises(Refused, match="過去の日"):
            publish(draft(), valid_from=town.clock.day(1), edition=draft().edition, by=kobayashi)
        with pytest.raises(Refused, match="ほかの人がこの案を直しました"):
            publish(draft(), valid_from=kobayashi.today, edition=1, by=kobayashi)
        known = draft()
        publish(known, valid_from=kobayashi.today, edition=known.edition, by=kobayashi)
        with pytest.raises(Refused):
            write_draft(known, sheet_of(known), edition=known.edition, by=kobayashi)
    for who in ("kobayashi", "tanaka"):
        with town.acting(who), connection.cursor() as cursor:
            cursor.execute("update assessments_formversion set content = '{}'")
            assert cursor.rowcount == 0
    with pytest.raises(Exception, match="公開した版"):
        town.superuser.execute("update assessments_formversion set content = '{}'")


def test_two_keepers_do_not_overwrite_one_another_and_there_is_one_draft(town: World) -> None:
    with town.acting("kobayashi") as kobayashi:
        known = draft()
        write_draft(known, sheet_of(known), edition=known.edition, by=kobayashi)
    with town.acting("tanaka") as tanaka:
        with pytest.raises(Refused, match="ほかの人がこの案を直したか"):
            write_draft(known, sheet_of(known), edition=known.edition, by=tanaka)
        with pytest.raises(Refused, match="すでにあります"):
            begin_draft(Form.objects.get(code=ASSESSMENT), by=tanaka)


def test_an_own_form_stands_in_once_it_holds_all_that_is_reported(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        one = begun(TARO, tanaka, own=True)
        told = {
            "factors": SectionWords({"factors": ["isolation"]}),
            "conclusion": SectionWords({"screening": "toward_consent"}),
        }
        with pytest.raises(Refused, match="添付されていません"):
            finish(one, by=tanaka)
        save_own_form(one, OwnFormWords(frozenset({"factors"}), blank_sheet()), told, by=tanaka)
        with pytest.raises(Refused, match="スクリーニング結果"):
            finish(one, by=tanaka)
        # What is not reported is no cell of an own form.
        covers = frozenset({"factors", "screening", "summary"})
        editions = {"factors": SectionWords({"factors": ["isolation"]}, {"sensitive": 1})}
        save_own_form(one, OwnFormWords(covers), editions, by=tanaka)
        finish(one, by=tanaka)
        done = seen(one).assessment
        assert done.covers == ["factors", "screening"]
        assert done.paper is not None
        assert done.paper.information_class == "sensitive"


def test_only_a_finished_one_is_laid_open_and_only_the_parts_chosen(town: World) -> None:
    with town.acting("sato") as sato, pytest.raises(Refused, match="書きかけ"):
        open_to_consented(seen(yumis()), parts=[], with_paper=False, concerns=[whom(YUMI)[1]], by=sato)
    with town.acting("tanaka") as tanaka:
        one = begun(HANAKO, tanaka, copies=True)
        finish(one, by=tanaka)
        view = seen(one)
        chosen = [part.pk for part in view.parts if part.section == "conclusion"]
        open_to_consented(view, parts=chosen, with_paper=False, concerns=[one.person_id], by=tanaka)
    with town.acting("suzuki"):
        assert seen(one).answers.keys() == {"summary", "policy", "urgency", "screening"}


def test_what_somebody_said_is_found_by_who_may_read_that_part_and_nobody_else(town: World) -> None:
    words = "古い蔵の鍵"
    with town.acting("tanaka") as tanaka:
        one = begun(HANAKO, tanaka, copies=True)
        save(one, "conclusion", {**REST["conclusion"], "summary": f"{words}のことで困っている"}, tanaka)
        save(one, "health", {"health": "treated", "hospital": "汐風診療所"}, tanaka)
        finish(one, by=tanaka)
        parts = {part.pk: part.section for part in seen(one).parts}
        assert [parts[number] for number, _ in found("assessment", words)] == ["conclusion"]
        assert [parts[number] for number, _ in found("assessment", "汐風診療所")] == ["health"]
    with town.acting("suzuki"):
        assert not found("assessment", words)
    with town.acting("tanaka") as tanaka:
        chosen = [number for number, section in parts.items() if section == "conclusion"]
        open_to_consented(seen(one), parts=chosen, with_paper=False, concerns=[one.person_id], by=tanaka)
    with town.acting("suzuki"):
        assert [number for number, _ in found("assessment", words)] == chosen
        assert not found("assessment", "汐風診療所")
    with town.acting("ito"):
        assert not found("assessment", words)


def test_what_was_written_anew_or_hidden_is_no_longer_found_by_its_former_words(town: World) -> None:
    with town.acting("sato") as sato:
        save(yumis(), "home", {"housing": "other", "housing_other": "舟の上の小屋"}, sato)
        assert found("assessment", "舟の上の小屋")
        save(yumis(), "home", {"housing": "other", "housing_other": "知人の離れ"}, sato)
        assert not found("assessment", "舟の上の小屋")
        save(yumis(), "home", {"housing": "owned", "housing_other": "知人の離れ"}, sato)
        fill(yumis(), sato)
        one = yumis()
        finish(one, by=sato)
        assert "housing_other" not in seen(one).answers
        assert not found("assessment", "知人の離れ")


def test_tax_information_is_not_in_the_index_at_all(town: World) -> None:
    kinds = "select distinct e.information_class from search_searchentry e where kind = 'assessment'"
    told = {row[0] for row in town.superuser.execute(kinds).fetchall()}
    assert told == {"general", "sensitive"}
    parts = "select count(*) from assessments_assessmentpart where information_class = 'tax'"
    assert town.one(parts), "there is a part that could have been indexed"


def test_a_part_that_speaks_of_the_son_too_waits_for_his_consent(town: World) -> None:
    with town.acting("tanaka") as tanaka:
        one = begun(HANAKO, tanaka, copies=True)
        finish(one, by=tanaka)
        view = seen(one)
        family = [part.pk for part in view.parts if part.section == "family"]
        son = whom(TARO)[1]
        open_to_consented(view, parts=family, with_paper=False, concerns=[one.person_id, son], by=tanaka)
    with town.acting("suzuki"):
        assert seen(one).parts == ()


def test_the_agency_inside_the_consent_reads_what_was_laid_open_and_never_the_tax_part(town: World) -> None:
    for who in ("suzuki", "watanabe", "tanaka"):
        town.step_up(who)
    with town.acting("tanaka"):
        assert AssessmentPart.objects.filter(information_class="tax").count() == 1
    with town.acting("suzuki"):
        case, _ = whom(HANAKO)
        views = views_of(case)
        assert len(views) == 2
        assert {p.information_class for v in views for p in v.parts} == {"general", "sensitive"}
    with town.acting("watanabe"):
        assert views_of(case) == []
        assert list(FormVersion.objects.filter(form__code=ASSESSMENT).values_list("number", flat=True)) == [
            2,
            1,
        ]
