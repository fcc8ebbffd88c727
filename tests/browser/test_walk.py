"""The whole way in the browser: from a call at a 包括 to a plan decided, changed and ended."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from kasane.access.ids import decode_id
from kasane.sign_in.actions import act
from kasane.web.components.sealed import searched
from seeds.town.assessments import assess_mother
from tests import cluster as clusters
from tests.browser.conftest import Office, Seat
from tests.world import World

pytestmark = pytest.mark.browser
MOTHER, SON = "山田 花子", "山田 太郎"
TEAM = (
    "福祉政策課 福祉総合相談担当",
    "茅ヶ崎市社会福祉協議会",
    "地域包括支援センター（南湖地区）",
    "生活支援課 生活自立相談窓口",
)
HOSPITAL = "市立病院 地域連携室"


def test_the_whole_way_of_one_household(office: Office, world: World, tmp_path: Path) -> None:
    case = a_worker_takes_the_call(office)
    it_goes_to_the_coordinator(office, case)
    the_mother_consents_and_the_son_does_not(office, case)
    the_second_agency_joins(office, case)
    the_conference_speaks_of_the_son(office, case)
    the_hospital_may_not_hear_of_the_mothers_plan(office, case)
    the_plan_says_who_does_what(office, world, case)
    part = the_plan_is_decided(office, case)
    nobody_sets_a_state_by_hand(world)
    the_plan_is_followed_changed_and_ended(office, case, part)
    the_outsider_finds_nothing(office, case, part)
    the_mother_withdraws(office, case)
    every_view_is_recorded(office, world, case)
    the_chain_holds_until_somebody_tampers(world, tmp_path / "head")
    assert [seat.complaints for seat in office.seats.values() if _serious(seat)] == []


def a_worker_takes_the_call(office: Office) -> str:
    sato = office.seat("sato")
    sato.picture("01-kyou")
    sato.go("/consultations/new/")
    page = sato.page
    page.get_by_label("相談の内容").fill(
        "民生委員から電話。「息子が部屋から出てこない。わたしの年金だけで、もう何年も」"
    )
    page.get_by_label("本人・家族の希望").fill("わたしが動けなくなったら、この子はどうなるのか")
    sato.choose("受付方法", "電話")
    sato.choose("相談した人", "民生委員・児童委員")
    _write_person(sato, 0, called="高齢の母", birth="昭和19年3月14日", sex="女性")
    page.get_by_text("2人目", exact=True).first.click()
    _write_person(sato, 1, name=SON, kana="やまだ たろう", birth="S47.7.2", sex="男性", relation="息子")
    _write_issue(sato, 0, "介護・世話", "膝が痛く、買い物に行けない", "1人目")
    page.get_by_text("課題 2", exact=True).click()
    _write_issue(sato, 1, "ひきこもり・社会的孤立", "20年ほど自室で過ごしている", "2人目")
    sato.choose("対応", "この窓口で続ける（同意に向けた関わりを含む）", "多機関協働（福祉総合相談担当）へ")
    sato.picture("02-soudan")
    sato.press("相談を保存する")
    page.wait_for_url(re.compile(r"/cases/[0-9a-z]{13}/$"))
    assert sato.says("（氏名不明）高齢の母")
    assert sato.says(SON)
    assert sato.says("課題が2つの分野（介護・世話、ひきこもり・社会的孤立）にまたがっています。")
    assert re.search(
        r"8\d歳の親と5\d歳の子に、ともに課題があります（8050問題）", page.locator("main").inner_text()
    )
    sato.picture("03-setai")
    page.get_by_role("link", name="書き直す").first.click()
    page.get_by_label("氏名", exact=False).first.fill(MOTHER)
    page.get_by_label("ふりがな").fill("やまだ はなこ")
    sato.press("書き直す")
    assert sato.says("山田さんの世帯")
    sato.go(searched("/search/", "やまだ はな"))
    assert sato.says(MOTHER)
    page.get_by_role("link", name=MOTHER).click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-z]{13}/$"))
    return page.url.rstrip("/").rsplit("/", 1)[1]


def it_goes_to_the_coordinator(office: Office, case: str) -> None:
    sato, tanaka, suzuki = office.seat("sato"), office.seat("tanaka"), office.seat("suzuki")
    sato.go(f"/cases/{case}/referrals/new/")
    page = sato.page
    page.get_by_label("つなぎ先の窓口").select_option(label="生活支援課 生活自立相談窓口")
    sato.choose("名前を伝える根拠", "【本人同意なし】相談受付・申込票（福祉総合相談担当へ）")
    sato.choose("だれについて", MOTHER, SON)
    page.get_by_label("相談の内容と経過").fill("高齢の母とひきこもりの長男の二人暮らしです。")
    page.get_by_label("依頼したいこと").fill("長男への関わり方と、機関の調整")
    sato.press("送る前に確かめる")
    assert sato.says("つなぐシートに、まだ書かれていないところがあります。")
    assert sato.says("こちらで続けること")
    page.get_by_label("こちらで続けること").fill("母への訪問を続けます")
    sato.press("送る前に確かめる")
    assert sato.says("【本人同意なし】相談受付・申込票を送れるのは、福祉総合相談担当だけです。")
    page.get_by_label("つなぎ先の窓口").select_option(label=TEAM[0])
    _send(sato)
    assert sato.says("つなぎを送りました")
    assert tanaka.go(f"/cases/{case}/") == 404, "a preview is not the case"
    tanaka.go("/")
    tanaka.page.get_by_role("link", name="から").first.click()
    assert tanaka.says("【本人同意なし】相談受付・申込票")
    assert tanaka.says(SON)
    tanaka.picture("04-tsunagi")
    tanaka.press("受け付ける")
    tanaka.page.get_by_role("link", name="世帯のページへ").click()
    assert tanaka.says("多機関協働")
    assert tanaka.says("主担当")
    assert suzuki.go(f"/cases/{case}/") == 404, "the other desks learn nothing yet"


def the_mother_consents_and_the_son_does_not(office: Office, case: str) -> None:
    tanaka = office.seat("tanaka")
    tanaka.go(f"/cases/{case}/consents/new/")
    page = tanaka.page
    tanaka.choose("だれの同意ですか", MOTHER)
    tanaka.choose("結果", "同意された")
    tanaka.choose("方法", "口頭（聞き取った職員の証言）")
    tanaka.choose("答えた人", "家族（代理権なし）")
    tanaka.choose("何に同意しましたか", "支援を受けること", "選んだ機関のあいだで情報を共有すること")
    tanaka.choose("共有してよい機関", *TEAM)
    tanaka.choose("共有してよい情報", "一般", "要配慮")
    tanaka.press("記録する")
    assert tanaka.says("代理権のないご家族は、本人に代わって同意できません。")
    tanaka.choose("答えた人", "本人")
    tanaka.press("記録する")
    assert tanaka.says("口頭の同意は、本人が答えたことばのまま記録します。")
    page.get_by_label("本人のことば").fill("「みなさんで考えてくれるなら、お願いします」")
    page.get_by_label("ほかに聞いた職員・確認した上司").fill("佐藤 恵")
    tanaka.picture("05-doui")
    tanaka.press("記録する")
    assert tanaka.says("同意あり")
    tanaka.go(f"/cases/{case}/consents/new/")
    tanaka.choose("だれの同意ですか", SON)
    tanaka.choose("結果", "同意されなかった")
    tanaka.choose("方法", "口頭（聞き取った職員の証言）")
    page.get_by_label("本人のことば").fill("ドア越しに「放っておいてくれ」")
    tanaka.press("記録する")
    assert tanaka.says("同意なし")


def the_second_agency_joins(office: Office, case: str) -> None:
    tanaka, suzuki = office.seat("tanaka"), office.seat("suzuki")
    _note(tanaka, case, "母と面談。家賃の滞納が2か月。", MOTHER)
    _note(tanaka, case, "長男の部屋の前に手紙を置いた。", SON)
    for row in ("母と面談", MOTHER):
        tanaka.go(f"/cases/{case}/opening/")
        tanaka.page.get_by_role("row").filter(has_text=row).get_by_role("link", name="開く").first.click()
        tanaka.choose("だれについての記録ですか", MOTHER)
        tanaka.press("選んだ方の同意の範囲に開く")
        assert tanaka.says("同意した機関に開きました。")
    assert suzuki.go(f"/cases/{case}/") == 404, "consent alone does not make a team"
    tanaka.go(f"/cases/{case}/referrals/new/")
    page = tanaka.page
    page.get_by_label("つなぎ先の窓口").select_option(label=TEAM[3])
    tanaka.choose("名前を伝える根拠", "本人の同意がある")
    tanaka.choose("だれについて", MOTHER, SON)
    page.get_by_label("相談の内容と経過").fill("82歳の女性。家賃の滞納が2か月あります。")
    page.get_by_label("依頼したいこと").fill("家計の相談")
    page.get_by_label("こちらで続けること").fill("全体の調整")
    tanaka.press("送る前に確かめる")
    assert tanaka.says("選んだ方全員について、この機関との共有の同意が確認できていません。")
    page.get_by_role("group", name="だれについて").get_by_label(SON).uncheck()
    _send(tanaka)
    suzuki.go("/referrals/")
    suzuki.page.get_by_role("row").nth(1).get_by_role("link").click()
    suzuki.press("受け付ける")
    assert suzuki.go(f"/cases/{case}/") == 200
    assert suzuki.says("母と面談。家賃の滞納が2か月。")
    assert suzuki.says("同居の家族 1名")
    assert not suzuki.says("太郎")
    assert not suzuki.says("手紙")
    suzuki.page.get_by_text("なぜ見られるのか").click()
    assert suzuki.says("本人同意")
    suzuki.picture("06-futatsume-no-kikan")


def the_conference_speaks_of_the_son(office: Office, case: str) -> None:
    tanaka = office.seat("tanaka")
    _convene(
        tanaka, "支援会議（同意は要らない。全員に守秘義務）", "田中", "高橋", "佐藤", "伊藤", purpose=True
    )
    _put_on_agenda(tanaka, case, "長男への関わり方", SON)
    _host_form(
        tanaka,
        "資料を入れる",
        {"資料名": "これまでの経過", "内容": "深夜に台所へ下りる。手紙は受け取っている。"},
    )
    item = tanaka.page.url.removeprefix(office.base)
    ito, suzuki = office.seat("ito"), office.seat("suzuki")
    assert ito.go(item) == 404, "no packet before the pledge"
    assert suzuki.go(item) == 404, "a team agency that was not invited knows of nothing"
    for who in ("ito", "takahashi", "sato"):
        _pledge(office.seat(who))
    ito.picture("07-shien-kaigi")
    assert ito.go(item) == 200
    assert ito.says("深夜に台所へ下りる。")
    assert ito.says(f"{SON}さん（5"), "the packet itself says whom it is about"
    assert ito.go(f"/cases/{case}/") == 403, "a participant has no case screens at all"
    _open(tanaka)
    _write_live(tanaka, item, {"議事録の案": "会うことを急がない。"})
    _host_form(
        tanaka,
        "関わりの方針を決める",
        {"関わりの方針": "CSWが月2回手紙を届ける。", "見直しの日": _days_ahead(180)},
    )
    assert tanaka.says("CSWが月2回手紙を届ける。")
    assert not _reading(ito, item, "CSWが月2回手紙を届ける。"), "the policy lies in the matter's own room"
    for desk, text in (("社会福祉協議会 CSW", "手紙を届ける"), ("市立病院 地域連携室", "家族相談の案内")):
        _assign(tanaka, desk, text)
    tanaka.picture("08-kakawari-no-houshin")
    _close(tanaka)


def the_hospital_may_not_hear_of_the_mothers_plan(office: Office, case: str) -> None:
    tanaka = office.seat("tanaka")
    tanaka.go(f"/cases/{case}/parts/new/")
    tanaka.choose("事業", "多機関協働")
    tanaka.choose("だれのプランですか", MOTHER)
    tanaka.page.get_by_label("本人の意向").fill("自分で買い物に行きたい")
    tanaka.page.get_by_label("支援方針").fill("四つの機関で重ねる")
    tanaka.press("保存して目標を書く")
    assert tanaka.says("目標が一つもない")
    assert tanaka.says("この方の、完了したアセスメントがない")
    _convene(tanaka, "重層的支援会議（本人の同意が要る。プランを決める）", "田中", "高橋", "佐藤", "伊藤")
    _begin_item(tanaka, case, "プランの策定", MOTHER, "プラン策定時")
    tanaka.press("議題に立てる")
    assert tanaka.says("出席機関すべてについて本人の同意が確認できていません。")
    assert tanaka.says(f"{HOSPITAL} × {MOTHER}さん")
    assert tanaka.says("根拠：実施計画 3-1(2)2")
    assert tanaka.says("支援会議で扱ってください")
    tanaka.picture("09-M-1")


def the_plan_says_who_does_what(office: Office, world: World, case: str) -> None:
    tanaka = office.seat("tanaka")
    with transaction.atomic():
        actor = act(world.token("tanaka"), at=datetime.now(UTC))
        assert actor is not None
        assess_mother(actor.today, by=actor)
    tanaka.go(f"/cases/{case}/plan/")
    tanaka.page.get_by_role("link", name="多機関協働（").click()
    tanaka.page.get_by_role("link", name="案を書く").first.click()
    tanaka.page.get_by_role("link", name="目標を加える").click()
    tanaka.page.get_by_label("目標", exact=False).first.fill("近くの店まで、自分で行く")
    row = tanaka.page.get_by_role("group", name="実施することを加える").first
    row.get_by_label("実施すること").fill("昼の配食")
    row.get_by_label("だれが").select_option(label="アカウントのない機関・人")
    row.get_by_label("名前").fill("配食サービス")
    row.get_by_label("頻度").fill("週3回")
    tanaka.press("保存する")
    assert tanaka.says("近くの店まで、自分で行く")
    assert tanaka.says("本人が合意しているかどうかが書かれていない")
    tanaka.page.get_by_role("link", name="ことばを書き直す").click()
    tanaka.page.get_by_label("本人の合意").select_option(label="合意している")
    tanaka.press("保存する")
    assert tanaka.says("重層的支援会議（プラン策定時）に諮れます。")
    tanaka.picture("09-plan")


def the_plan_is_decided(office: Office, case: str) -> str:
    tanaka = office.seat("tanaka")
    _convene(tanaka, "重層的支援会議（本人の同意が要る。プランを決める）", "田中", "高橋", "佐藤", "鈴木")
    _put_on_agenda(tanaka, case, "プランの策定", MOTHER, "プラン策定時")
    item = tanaka.page.url.removeprefix(office.base)
    _open(tanaka)
    tanaka.go(item)
    _decide(tanaka)
    assert tanaka.says("プラン策定時に確認する事項が、まだ残っています。")
    _write_live(
        tanaka,
        item,
        {
            "アセスメント結果に基づく本人の目標": "買い物に行く",
            "支援方針": "重ねる",
            "プラン内容": "配食と分割",
            "各関係機関の役割分担の確認": "包括：訪問。自立：家賃",
            "モニタリングの時期の検討等": "3か月後",
        },
    )
    _decide(tanaka)
    assert tanaka.says("適切")
    tanaka.picture("10-kettei")
    _close(tanaka)
    tanaka.go(f"/cases/{case}/")
    assert tanaka.says("実施中")
    tanaka.page.get_by_role("link", name="多機関協働（").first.click()
    return tanaka.page.url.removeprefix(office.base)


def nobody_sets_a_state_by_hand(world: World) -> None:
    part = world.one("select id from support_plans_planpart")
    version = world.one("select id from support_plans_partversion")
    with world.acting("tanaka"), connection.cursor() as cursor:
        for attempt in (
            f"insert into support_plans_partstatechange (id, part_id, version_id) values (1, {part}, {version})",
            "update support_plans_partstatechange set state_after = 'ended'",
            "delete from support_plans_partstatechange",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(attempt)


def the_plan_is_followed_changed_and_ended(office: Office, case: str, part: str) -> None:
    tanaka, sato = office.seat("tanaka"), office.seat("sato")
    tanaka.go(part)
    tanaka.page.get_by_role("link", name="モニタリングを記録する").click()
    tanaka.page.get_by_label("いまの状況").fill("配食が届き、体重が戻った。")
    tanaka.page.get_by_label("近くの店まで、自分で行く").select_option(label="進んでいる")
    tanaka.page.get_by_label("健康状態の改善").check()
    tanaka.press("保存する")
    assert tanaka.says("配食が届き、体重が戻った。")
    tanaka.page.get_by_role("link", name="変更の案をつくる").first.click()
    tanaka.page.get_by_label("変更の理由").fill("体力が戻ったため")
    tanaka.press("保存する")
    assert tanaka.says("第2版")
    tanaka.page.get_by_role("link", name="書き直す", exact=True).first.click()
    tanaka.page.get_by_label("頻度").first.fill("週2回")
    tanaka.press("保存する")
    tanaka.page.get_by_role("link", name="前の版とくらべる").click()
    assert tanaka.says("変わったところは1です。")
    _sit(
        office,
        case,
        "プランの変更",
        "プラン変更時",
        ("本人の状況変化の確認、評価", "現行プランの評価", *_ESTABLISH),
    )
    tanaka.go(part)
    assert tanaka.says("プラン変更時")
    assert tanaka.says("前の版とくらべる")
    tanaka.go(f"/cases/{case}/lead/")
    tanaka.choose("依頼する窓口", "地域包括支援センター（南湖地区）")
    tanaka.press("依頼する")
    assert tanaka.says("主担当を依頼中")
    sato.go(f"/cases/{case}/")
    sato.page.get_by_role("link", name="依頼に答える").click()
    sato.press("引き受ける")
    assert sato.says("主担当を引き受けました。")
    tanaka.go(part)
    tanaka.page.get_by_role("link", name="評価シートを書く").click()
    tanaka.page.get_by_label("近くの店まで、自分で行く").select_option(label="達成した")
    tanaka.page.get_by_label("配食サービス：昼の配食").select_option(label="済んだ")
    tanaka.choose("今後の方針", "終結")
    tanaka.page.get_by_label("終結区分").select_option(label="目標達成")
    tanaka.press("保存する")
    assert tanaka.says("評価シートを書きました。")
    _sit(
        office,
        case,
        "支援の終結",
        "支援終結の判断時",
        (
            "本人の目標達成状況",
            "本人に関わる支援者の状況等の確認",
            "支援終結の評価",
            "フォローアップの必要性やその方法の確認",
        ),
    )
    tanaka.go(part)
    assert tanaka.says("終結")
    tanaka.page.get_by_role("link", name="フォローアップの予定を入れる").click()
    tanaka.page.get_by_label("予定日").fill(_days_ahead(90))
    tanaka.page.get_by_label("方法").fill("包括の訪問のときに様子をうかがう")
    tanaka.press("保存する")
    assert tanaka.says("包括の訪問のときに様子をうかがう")
    tanaka.picture("11-shuuketsu")


def the_outsider_finds_nothing(office: Office, case: str, part: str) -> None:
    watanabe = office.seat("watanabe")
    for path in (f"/cases/{case}/", f"/cases/{case}/notes/", part, f"/cases/{case}/notes/new/"):
        assert watanabe.go(path) == 404
    watanabe.go("/cases/")
    assert not watanabe.says("山田")
    for typed in ("山田", "やまだ", "母と面談"):
        watanabe.go(searched("/search/", typed))
        assert watanabe.says("見つかりませんでした。")
    watanabe.go("/sittings/")
    assert watanabe.says("招かれている会議はありません。")
    watanabe.picture("12-kankei-no-nai-madoguchi")


def the_mother_withdraws(office: Office, case: str) -> None:
    tanaka, suzuki = office.seat("tanaka"), office.seat("suzuki")
    suzuki.go(f"/cases/{case}/notes/")
    assert suzuki.says("母と面談。")
    tanaka.go(f"/cases/{case}/")
    tanaka.page.get_by_role("link", name=MOTHER).first.click()
    tanaka.page.get_by_role("link", name="同意を終わる").click()
    assert tanaka.says("生活支援課 生活自立相談窓口")
    tanaka.picture("13-tekkai")
    tanaka.choose("わけ", "本人の申し出")
    tanaka.press("同意を終わる")
    assert tanaka.says("本の鍵も、同時に終わりました。")
    suzuki.go(f"/cases/{case}/notes/")
    assert not suzuki.says("母と面談。")


def every_view_is_recorded(office: Office, world: World, case: str) -> None:
    yamamoto = office.seat("yamamoto")
    yamamoto.go(f"/privacy/seeing/?case={case}")
    assert yamamoto.says("鈴木 大輔")
    assert yamamoto.says("経過を見た")
    assert yamamoto.says("本人同意")
    yamamoto.picture("14-dare-ga-mita-ka", is_whole=False)
    views = world.superuser.execute(
        "select r.grants from audit_auditrow r join directory_staff s on s.id = r.staff"
        " where r.kind = 'view' and s.name = '鈴木 大輔' and r.cases @> array[%s::bigint]"
        " and r.records ? 'cases.note'",
        [decode_id(case)],
    ).fetchall()
    assert views
    assert all(grants for (grants,) in views)


def the_chain_holds_until_somebody_tampers(world: World, head: Path) -> None:
    assert _keeper(world, head, "kasane.worker.keep", "--once") == 0
    assert _keeper(world, head, "kasane.cli.steps", "verify") == 0
    world.superuser.execute(
        "update audit_auditrow set staff = null where id = (select id from audit_auditrow where kind = 'view' limit 1)"
    )
    assert _keeper(world, head, "kasane.cli.steps", "verify") == 1


_ESTABLISH = (
    "アセスメント結果に基づく本人の目標",
    "支援方針",
    "プラン内容",
    "各関係機関の役割分担の確認",
    "モニタリングの時期の検討等",
)


def _keeper(world: World, head: Path, *words: str) -> int:
    """A step of the keeper's role on this test's database, with a head file of its own."""
    told = clusters.installation(world.name).process_environment(role="keeper")
    done = subprocess.run(
        [sys.executable, "-m", "kasane.cli.boot", *words],
        env=told | {"KASANE_AUDIT_HEAD": str(head)},
        cwd=clusters.PROJECT,
        capture_output=True,
        check=False,
    )
    return done.returncode


def _serious(seat: Seat) -> bool:
    """Whether the browser complained of anything but the answers this story provokes."""
    return any("Failed to load resource" not in line for line in seat.complaints)


def _write_person(seat: Seat, place: int, *, sex: str, relation: str = "", **told: str) -> None:
    row = seat.page.locator(f"details:has(#id_p{place}-name)")
    labels = {"name": "name", "kana": "kana", "called": "called", "birth": "birth_on"}
    for key, text in told.items():
        row.locator(f"#id_p{place}-{labels[key]}").fill(text)
    row.get_by_role("group", name="性別").get_by_label(sex, exact=True).check()
    if relation:
        row.locator(f"#id_p{place}-relation").select_option(label=relation)


def _write_issue(seat: Seat, place: int, field: str, text: str, whose: str) -> None:
    row = seat.page.locator(f"details:has(#id_i{place}-text)")
    row.locator(f"#id_i{place}-field").select_option(label=field)
    row.locator(f"#id_i{place}-text").fill(text)
    row.get_by_label(whose, exact=True).check()


def _note(seat: Seat, case: str, text: str, about: str) -> None:
    seat.go(f"/cases/{case}/notes/new/")
    seat.choose("方法", "訪問")
    seat.choose("だれについて", about)
    seat.page.get_by_label("内容").fill(text)
    seat.press("経過を保存する")
    assert seat.says(text)


def _convene(seat: Seat, kind: str, *names: str, purpose: bool = False) -> None:
    seat.go("/sittings/new/")
    seat.choose("会議", kind)
    if purpose:
        seat.choose("支援会議の目的", "支援方針の決定と共有")
    seat.page.get_by_label("開始時刻").fill("13:30")
    seat.page.get_by_label("場所").fill("分庁舎 第2会議室")
    box = seat.page.get_by_role("group", name="出席者")
    for name in names:
        options = box.get_by_label(name).and_(box.locator("input"))
        # The CSW's other hat is a 地区ボランティアセンター's.
        (options.first if options.count() == 1 else box.get_by_label("CSW　高橋").first).check()
    seat.press("招集する")
    assert seat.says("会議を招集しました。")


def _begin_item(seat: Seat, case: str, topic: str, about: str, occasion: str = "") -> None:
    seat.go(f"{_sitting_path(seat)}items/new/{case}/")
    seat.page.get_by_label("議題").fill(topic)
    seat.choose("だれについて", about)
    if occasion:
        seat.page.get_by_label("決めるプラン").select_option(index=1)
        seat.choose("開催時期", occasion)


def _put_on_agenda(seat: Seat, case: str, topic: str, about: str, occasion: str = "") -> None:
    _begin_item(seat, case, topic, about, occasion)
    seat.press("議題に立てる")
    assert seat.says("議題を立てました。")
    item = seat.page.url
    _notify(seat)
    seat.page.goto(item)


def _sitting_path(seat: Seat) -> str:
    """The address of the sitting a page belongs to."""
    found = re.search(r"/sittings/[0-9a-z]{13}/", seat.page.url)
    if found:
        return found[0]
    href = seat.page.locator(".k-breadcrumb a").last.get_attribute("href")
    assert href
    return href


def _host_form(seat: Seat, summary: str, texts: dict[str, str]) -> None:
    card = seat.page.locator("details.k-card").filter(has=seat.page.get_by_text(summary, exact=True))
    card.locator("summary").click()
    for label, text in texts.items():
        card.get_by_label(label).fill(text)
    card.get_by_role("button", name="記録する").click()
    assert seat.says("記録しました。")


def _write_live(seat: Seat, item: str, texts: dict[str, str]) -> None:
    """Fields of the page that conducts the sitting, each stored by leaving it; then back to the item."""
    seat.go(item)
    seat.page.get_by_role("link", name="会議を進める画面で書く").click()
    for label, text in texts.items():
        box = seat.page.locator(".k-live").filter(has=seat.page.get_by_label(label))
        box.locator("textarea").fill(text)
        box.locator("textarea").blur()
        box.get_by_text("に保存しました。").wait_for()
    seat.go(item)


def _assign(seat: Seat, desk: str, text: str) -> None:
    card = seat.page.locator("details.k-card").filter(has=seat.page.get_by_text("役割を割り振る", exact=True))
    card.locator("summary").click()
    card.get_by_label("担う機関").select_option(label=desk)
    card.get_by_label("役割").fill(text)
    card.get_by_role("button", name="記録する").click()
    assert seat.says("記録しました。")


def _send(seat: Seat) -> None:
    """Look at the sheet as it will arrive, and only then send it."""
    seat.press("送る前に確かめる")
    assert seat.says("つなぎ先には、このとおりに見えます。")
    seat.press("この内容で送る")


def _pledge(seat: Seat) -> None:
    seat.go("/sittings/")
    seat.page.get_by_role("row").nth(1).get_by_role("link").click()
    assert seat.says("誓約をお願いします")
    seat.page.get_by_role("button", name="として誓約する").click()
    assert seat.says("誓約を受け取りました。")


def _open(seat: Seat) -> None:
    seat.go(_sitting_path(seat))
    seat.page.get_by_role("link", name="開会する").click()
    for box in seat.page.get_by_role("group", name="出席している方").get_by_role("checkbox").all():
        box.check()
    seat.press("開会する")
    assert seat.says("開会しました。")


def _close(seat: Seat) -> None:
    seat.go(_sitting_path(seat))
    seat.press("閉会する")
    assert seat.says("閉会しました。")


def _notify(seat: Seat) -> None:
    seat.go(_sitting_path(seat))
    seat.press("開催通知を出す")
    assert seat.says("開催通知を出しました。")


def _decide(seat: Seat) -> None:
    card = seat.page.locator("details.k-card").filter(has=seat.page.get_by_text("決定する", exact=True)).first
    card.locator("summary").click()
    card.get_by_label("適切", exact=True).check()
    card.get_by_role("button", name="決定する").click()


def _sit(office: Office, case: str, topic: str, occasion: str, matters: tuple[str, ...]) -> None:
    """A whole sitting of 重層的支援会議 on the mother's plan."""
    tanaka = office.seat("tanaka")
    _convene(tanaka, "重層的支援会議（本人の同意が要る。プランを決める）", "田中", "高橋", "佐藤", "鈴木")
    _put_on_agenda(tanaka, case, topic, MOTHER, occasion)
    item = tanaka.page.url.removeprefix(office.base)
    _open(tanaka)
    _write_live(tanaka, item, dict.fromkeys(matters, "会議で確認した"))
    _decide(tanaka)
    assert tanaka.says("支援決定日")
    _close(tanaka)


def _reading(seat: Seat, path: str, text: str) -> bool:
    seat.go(path)
    return seat.says(text)


def _days_ahead(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
