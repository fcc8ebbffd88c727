"""The screens of a plan: what is missing, two people at one draft, what waits unconfirmed, who sees which button."""

import re

from django.test import Client

from kasane.access.ids import encode_id
from tests.world import World

URGENT = "夜8時の電話を始めた"


def of(town: World, query: str) -> str:
    return encode_id(int(str(town.one(query))))


def drafted(town: World) -> str:
    """The part help began for before any sitting."""
    return of(town, f"select part_id from support_plans_urgentstart where what = '{URGENT}'")


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_draft_names_what_is_missing_and_then_may_be_put_to_a_sitting(town: World) -> None:
    tanaka, part = town.client("tanaka"), drafted(town)
    assert "深刻な課題に、目標も、置かないわけもない" in page(tanaka, f"/parts/{part}/draft/")
    issue = of(
        town,
        "select i.id from cases_issue i join rooms_compartment r on r.id = i.home_id join directory_desk d"
        " on d.id = r.desk_id where d.is_host and i.seriousness = 'serious'",
    )
    told = {"reason": "電話の見守りで支えるため"}
    assert tanaka.post(f"/parts/{part}/draft/issues/{issue}/", told).status_code == 302
    shown = page(tanaka, f"/parts/{part}/draft/")
    assert "重層的支援会議（プラン策定時）に諮れます。" in shown
    assert "電話の見守りで支えるため" in shown


def test_two_people_at_one_goal_are_asked_what_both_wrote(town: World) -> None:
    """清水 of the same desk was quicker; what only one of them wrote is carried along."""
    tanaka, shimizu, part = town.client("tanaka"), town.client("shimizu"), drafted(town)
    goal = of(town, "select id from support_plans_goal where text ~ '^夜のあいだも'")
    path = f"/parts/{part}/draft/goals/{goal}/"
    seen = re.findall(r'name="(seen-[^"]+)" value="([^"]*)"', page(tanaka, path))
    form: dict[str, object] = {}
    for name, value in seen:
        form.setdefault(name.removeprefix("seen-"), value)
        form[name] = value
    form |= {"edition": "1", "text": "夜も安心して眠れる"}
    assert shimizu.post(path, {**form, "text": "夜、すぐに知らせられる"}).status_code == 302
    answer = tanaka.post(path, form)
    assert answer.status_code == 422
    asked = answer.content.decode()
    assert "清水 明子さんが書いたもの" in asked
    assert "夜、すぐに知らせられる" in asked
    assert "夜も安心して眠れる" in asked
    assert town.one("select text from support_plans_goal where text ~ '^夜'") == "夜、すぐに知らせられる"


def test_help_begun_urgently_waits_everywhere_until_a_sitting_decides(town: World) -> None:
    tanaka = town.client("tanaka")
    case = of(town, f"select case_id from support_plans_urgentstart where what = '{URGENT}'")
    for path in ("/plans/unconfirmed/", "/?view=desk"):
        assert URGENT in page(tanaka, path), path
    for path in ("/board/", f"/cases/{case}/plan/", f"/cases/{case}/"):
        assert "未確認" in page(tanaka, path), path
    town.superuser.execute(
        "insert into support_plans_partstatechange select (jsonb_populate_record(null::support_plans_partstatechange,"
        " to_jsonb(c) || jsonb_build_object('id', 77, 'decision_id', 77, 'part_id', u.part_id, 'version_id', v.id,"
        " 'state_after', 'active'))).* from support_plans_urgentstart u join support_plans_partversion v on"
        " v.part_id = u.part_id, lateral (select * from support_plans_partstatechange limit 1) c where u.what = %s",
        [URGENT],
    )
    for path in ("/plans/unconfirmed/", "/?view=desk"):
        assert URGENT not in page(tanaka, path), path


def test_who_reads_the_plan_by_consent_is_shown_no_way_to_change_it(town: World) -> None:
    suzuki, part = (
        town.client("suzuki"),
        of(town, "select id from support_plans_planpart order by written_at"),
    )
    shown = page(suzuki, f"/parts/{part}/")
    assert "家賃の心配をなくす" in shown
    for word in ("モニタリングを記録する", "変更の案をつくる", "会議に諮る</h2>", "評価シートを書く"):
        assert word not in shown
    for path in ("change", "draft", "evaluation", "suspension", "urgent"):
        assert suzuki.get(f"/parts/{part}/{path}/").status_code == 403, path
    assert town.client("watanabe").get(f"/parts/{part}/").status_code == 404


def test_after_a_withdrawal_the_page_says_that_only_an_end_is_left(town: World) -> None:
    tanaka, part = (
        town.client("tanaka"),
        of(town, "select id from support_plans_planpart order by written_at"),
    )
    sentence = "同意が取りやめられたため、終結と中断は、同意なしに重層的支援会議で決められます。"
    assert sentence not in page(tanaka, f"/parts/{part}/")
    town.superuser.execute("update consents_consent set ended_at = now(), ended_why = '本人の申し出'")
    assert sentence in page(tanaka, f"/parts/{part}/")


def test_what_was_added_is_marked_by_a_word(town: World) -> None:
    part = of(town, "select id from support_plans_planpart order by written_at")
    shown = page(town.client("suzuki"), f"/parts/{part}/versions/2/")
    assert "加わった" in shown
    assert "デイサービスの見学が決まったため" in shown


def test_a_goal_given_up_by_mistake_is_taken_up_again_by_its_desk_alone(town: World) -> None:
    tanaka, part = town.client("tanaka"), drafted(town)
    goal = of(town, "select id from support_plans_goal where text ~ '^夜のあいだも'")
    given_up = tanaka.post(f"/parts/{part}/draft/goals/{goal}/drop/", follow=True).content.decode()
    assert "取りやめた目標（1）" in given_up
    assert f"/undo/goals/{goal}/" in given_up
    assert town.client("sato").post(f"/undo/goals/{goal}/").status_code == 403, "she drafts no plans"
    back = tanaka.post(f"/undo/goals/{goal}/", follow=True).content.decode()
    assert "案に戻しました" in back
    assert "取りやめた目標" not in back
    assert tanaka.post(f"/undo/goals/{goal}/").status_code == 404, "nothing is given up any more"
