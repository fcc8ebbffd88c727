"""The first municipality's data against its plan: every figure copied here with its place in the plan.

How the plan's text is read is told in docs/decisions/0003-reading-the-plan.md.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kasane.cli.provision_file import read_provision
from kasane.rules.consents import SHARING, SUPPORT
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.plans import MATTERS, NO_CONTACT, Occasion

FOLDER = Path(__file__).resolve().parents[2] / "seeds" / "chigasaki"
SHAKYO, VOLUNTEERS = "茅ヶ崎市社会福祉協議会", "地区社会福祉協議会内の地区ボランティアセンター"
HOST = "福祉政策課福祉総合相談担当"
OF_THE_LAW = (MeetingKind.SUPPORT_CONFERENCE, MeetingKind.MULTILAYERED)
D, E, R = "直営", "委託", "地域の福祉活動"

# Part 2, line by line: place | 事業名 | 担当課 | 実施機関 実施方式 か所 | 業務内容. In the plan's text the last five
# rows of 2-1 stand behind the heading of 2-2, and the second row of 2-2 behind that of 2-4.
PLAN_TABLE = """
2-1 | 地域福祉活動支援事業 | 福祉部福祉政策課 | 茅ヶ崎市社会福祉協議会 委託 1 / 地区社会福祉協議会内の地区ボランティアセンター 地域の福祉活動 13 | 相談支援 / 日常生活支援事業 / 地区活動 / ボランティア活動支援 / 地区活動支援
2-1 | 総合相談事業 | 福祉部福祉政策課 | 福祉政策課福祉総合相談担当 直営 1 | 相談支援
2-1 | 生活困窮者自立相談支援事業 | 福祉部生活支援課 | 生活自立相談窓口 直営 1 | 相談支援 / 支援プラン作成 / 就労準備支援 / 住居確保給付金の支給 / 学習支援
2-1 | 障がい者等への相談支援体制の機能強化 | 福祉部障がい福祉課 | 相談支援事業所 委託 4 | 相談支援 / 地域の相談機関との連携・調整
2-1 | 地域包括支援センターの運営に関する事務 | 福祉部高齢福祉介護課 | 基幹型地域包括支援センター 直営 1 / 地域包括支援センター 委託 13 | 高齢者等に対する総合相談・支援業務 / 権利擁護業務 / 包括的・継続的マネジメント支援業務 / 介護予防ケアマネジメント業務 / 地域ケア会議
2-1 | 地域子育て支援拠点事業 | こども育成部子育て支援課 | 子育て支援センター 委託 4 / 地域育児センター 直営 1 | 相談支援 / サービス等の情報提供
2-1 | 利用者支援事業 | こども育成部子育て支援課 / こども育成部保育課 / 保健所健康増進課 | 茅ヶ崎駅北口子育て支援センター（子育てアドバイザーによる相談） 委託 1 / 保育課窓口（保育コンシェルジュによる相談） 直営 1 / 子育て世代包括支援センター（母子保健コーディネーターによる相談） 直営 1 | 相談支援 / サービス等の情報提供
2-1 | 家庭児童相談事業 | こども育成部こども育成相談課 | 家庭児童相談室 直営 1 | 相談支援 / サービス等の情報提供
2-1 | 住まいの相談窓口（住環境整備事業） | 都市部都市政策課 | 都市政策課住宅政策担当 直営 1 | 相談支援（住まい探しの相談）
2-1 | 精神保健 個別支援に関する事務（精神保健福祉相談） | 保健所保健予防課 | 保健予防課保健対策担当 直営 1 | 精神疾患、精神障がい、メンタルヘルス、自殺念慮者等、精神保健福祉に関する相談支援
2-2 | 総合相談事業 | 福祉部福祉政策課 | 福祉政策課福祉総合相談担当 直営 1 | 相談支援
2-2 | 地域福祉活動支援事業 | 福祉部福祉政策課 | 茅ヶ崎市社会福祉協議会 委託 1 | 相談支援 / ボランティア活動支援 / 地区活動支援
2-3 | 総合相談事業 | 福祉部福祉政策課 | 福祉政策課福祉総合相談担当 直営 1 | 相談支援
2-3 | 地域福祉活動支援事業 | 福祉部福祉政策課 | 茅ヶ崎市社会福祉協議会 委託 1 | 相談支援 / ボランティア活動支援 / 地区活動支援
2-4 | 地域福祉活動支援事業 | 福祉部福祉政策課 | 茅ヶ崎市社会福祉協議会 委託 1 / 地区社会福祉協議会内の地区ボランティアセンター 地域の福祉活動 13 | 相談支援 / 日常生活支援事業 / 地区活動 / ボランティア活動支援 / 地区活動支援
2-5 | 地域福祉活動支援事業 | 福祉部福祉政策課 | 茅ヶ崎市社会福祉協議会 委託 1 / 地区社会福祉協議会内の地区ボランティアセンター 地域の福祉活動 13 | 相談支援 / 日常生活支援事業 / 地区活動 / ボランティア活動支援 / 地区活動支援 / サロン活動 / 居場所づくり / 地区ボランティアセンターの運営支援 / 総合相談事業
2-5 | 地域介護予防活動支援事業 | 福祉部高齢福祉介護課 | 高齢福祉介護課 直営 1 | 地区組織活動支援事業 / 介護予防ボランティア支援事業 / 歌体操ボランティア養成講座
2-5 | 生活支援体制整備事業 | 福祉部高齢福祉介護課 | 高齢福祉介護課 直営 1 / 茅ヶ崎市社会福祉協議会 委託 1 | 地域支え合い推進員の配置 / 協議体の設置及び運営
2-5 | 総合相談事業 | 福祉部福祉政策課 | 福祉政策課福祉総合相談担当 直営 1 | 相談支援
2-5 | 地域活動支援センター機能強化事業 | 福祉部障がい福祉課 | 地域活動支援センター 委託 8 | 創作的活動及び生産活動の機会の提供 / 社会との交流促進
"""


def _plan() -> list[tuple[str, str, list[str], list[tuple[str, str, int]], list[str]]]:
    lines = []
    for row in PLAN_TABLE.strip().splitlines():
        place, name, divisions, implementers, duties = row.split(" | ")
        who = [one.rsplit(" ", 2) for one in implementers.split(" / ")]
        told = [(named, method, int(sites)) for named, method, sites in who]
        lines.append((place, name, divisions.split(" / "), told, duties.split(" / ")))
    return lines


PLAN = _plan()
PROGRAMMES = [
    ("2-1", "包括的相談支援事業", 10, {D: 9, E: 23, R: 13}),
    ("2-2", "多機関協働事業", 2, {D: 1, E: 1}),
    ("2-3", "アウトリーチ等を通じた継続的支援事業", 2, {D: 1, E: 1}),
    ("2-4", "参加支援事業", 1, {E: 1, R: 13}),
    ("2-5", "地域づくり事業", 5, {D: 3, E: 10, R: 13}),
]
# The desks behind each 実施機関 of the plan: code, how many, whether they take consultations (in 2-1 they do).
DESKS = [
    (HOST, "fukushi-sogo", 1, True),
    (SHAKYO, "shakyo", 1, True),
    (VOLUNTEERS, "chiku-vc", 13, True),
    ("生活自立相談窓口", "jiritsu", 1, True),
    ("相談支援事業所", "shogai-sodan", 4, True),
    ("基幹型地域包括支援センター", "houkatsu-kikan", 1, True),
    ("地域包括支援センター", "houkatsu", 13, True),
    ("子育て支援センター", "kosodate", 4, True),
    ("地域育児センター", "ikuji", 1, True),
    ("茅ヶ崎駅北口子育て支援センター（子育てアドバイザーによる相談）", "kosodate-kitaguchi", 1, True),
    ("保育課窓口（保育コンシェルジュによる相談）", "hoiku", 1, True),
    ("子育て世代包括支援センター（母子保健コーディネーターによる相談）", "boshi", 1, True),
    ("家庭児童相談室", "katei-jido", 1, True),
    ("都市政策課住宅政策担当", "sumai", 1, True),
    ("保健予防課保健対策担当", "hoken-yobo", 1, True),
    ("高齢福祉介護課", "korei", 1, False),
    ("地域活動支援センター", "katsudo", 8, False),
]
DISTRICTS = [
    "茅ヶ崎",
    "茅ヶ崎南",
    "南湖",
    "海岸",
    "鶴嶺東",
    "鶴嶺西",
    "湘南",
    "松林",
    "湘北",
    "小和田",
    "松浪",
    "浜須賀",
    "小出",
]


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return read_provision(FOLDER)


def test_every_line_of_part_2_is_as_the_plan_has_it(data: dict[str, Any]) -> None:
    told = [
        (
            programme["place"],
            line["name"],
            line["divisions"],
            [(who["name"], who["method"], who["sites"]) for who in line["implementations"]],
            line["duties"],
        )
        for programme in data["programmes"]
        for line in programme["undertakings"]
    ]
    assert told == PLAN


@pytest.mark.parametrize(("place", "name", "undertakings", "methods"), PROGRAMMES)
def test_a_programme_adds_up_as_its_table_does(
    data: dict[str, Any], place: str, name: str, undertakings: int, methods: dict[str, int]
) -> None:
    (programme,) = [one for one in data["programmes"] if one["place"] == place]
    counted: Counter[str] = Counter()
    for line in programme["undertakings"]:
        for who in line["implementations"]:
            counted[who["method"]] += who["sites"]
    assert (programme["name"], len(programme["undertakings"])) == (name, undertakings)
    assert counted == methods


def test_the_five_programmes_have_89_sites_in_all(data: dict[str, Any]) -> None:
    sites = [
        sum(who["sites"] for line in programme["undertakings"] for who in line["implementations"])
        for programme in data["programmes"]
    ]
    assert (sites, sum(sites)) == ([45, 2, 2, 14, 26], 89)


def test_ten_divisions_stand_behind_the_first_programme(data: dict[str, Any]) -> None:
    first = data["programmes"][0]["undertakings"]
    assert len({division for line in first for division in line["divisions"]}) == 10


def test_only_the_fifth_programme_has_a_note(data: dict[str, Any]) -> None:
    notes = [
        (programme["place"], line["name"], line["note"])
        for programme in data["programmes"]
        for line in programme["undertakings"]
        if "note" in line
    ]
    told = "地域における生活困窮者支援等のための共助の基盤づくり事業を含む。"
    assert notes == [("2-5", "地域福祉活動支援事業", told)]


def test_the_city_has_thirteen_districts(data: dict[str, Any]) -> None:
    assert data["municipality"]["code"] == "142077"
    assert [district["name"] for district in data["districts"]] == [f"{name}地区" for name in DISTRICTS]


def test_each_implementer_of_the_plan_has_as_many_desks_as_sites(data: dict[str, Any]) -> None:
    sites = {
        who["name"]: who["sites"]
        for programme in data["programmes"]
        for line in programme["undertakings"]
        for who in line["implementations"]
    }
    agencies = {agency["code"]: agency for agency in data["agencies"]}
    told = [
        (name, code, _desks(agencies[code], data), agencies[code].get("takes_consultations", True))
        for name, code, _, _ in DESKS
    ]
    assert told == DESKS
    assert {name: count for name, _, count, _ in DESKS} == sites


def test_desks_without_a_line_in_the_plan_take_no_consultations(data: dict[str, Any]) -> None:
    in_plan = {code for _, code, _, _ in DESKS}
    others = {
        a["code"]: a.get("takes_consultations", True) for a in data["agencies"] if a["code"] not in in_plan
    }
    assert others == {"byoin": False, "gakko": False, "joho": False, "kojin-joho": False}


def test_what_the_city_runs_itself_is_a_public_body_and_what_it_entrusts_is_not(data: dict[str, Any]) -> None:
    methods = {who[0]: who[1] for *_, lines, _ in PLAN for who in lines}
    agencies = {agency["code"]: agency for agency in data["agencies"]}
    for name, code, _, _ in DESKS:
        assert agencies[code].get("public", False) == (methods[name] == D), name


def test_only_the_volunteer_centres_are_run_by_residents(data: dict[str, Any]) -> None:
    assert [a["code"] for a in data["agencies"] if a.get("resident_run")] == ["chiku-vc"]


def test_the_bodies_of_parts_3_and_5_are_named(data: dict[str, Any]) -> None:
    assert [(body["place"], body["name"], body["set_up_by"]) for body in data["bodies"]] == [
        ("3-1(2)", "支援会議", f"{HOST}（主催）"),
        ("3-1(2)", "重層的支援会議", f"{HOST}（主催）"),
        ("5-1", "茅ヶ崎市地域福祉推進委員会", "茅ヶ崎市"),
        ("5-1", "茅ヶ崎市地域福祉推進調整会議", "茅ヶ崎市"),
        ("5-1", "茅ヶ崎市地域福祉活動計画推進委員会", SHAKYO),
    ]
    assert {body["code"] for body in data["bodies"]} >= {kind.value for kind in OF_THE_LAW}
    assert "第106条の6" in data["bodies"][0]["position"]


def test_the_plan_harmonises_with_four_plans_of_part_1(data: dict[str, Any]) -> None:
    assert [plan["name"] for plan in data["harmonised_plans"]] == [
        "茅ヶ崎市地域福祉計画",
        "茅ヶ崎市高齢者福祉計画・介護保険事業計画",
        "茅ヶ崎市障がい者保健福祉計画",
        "茅ヶ崎市子ども・子育て支援事業計画",
    ]


def test_every_matter_the_rules_ask_for_has_its_wording(data: dict[str, Any]) -> None:
    asked = {code for codes in MATTERS.values() for code in codes} | {"attempts"}
    assert {matter["code"] for matter in data["matters"]} >= asked
    for occasion, codes in MATTERS.items():
        required = [m["code"] for m in data["matters"] if occasion.value in m["at"] and m.get("is_required")]
        assert required == list(codes), occasion
    times = {time for matter in data["matters"] for time in matter["at"]}
    assert times == {one.value for one in Occasion} | {one.value for one in ConferencePurpose}


def test_the_lists_speak_the_words_the_rules_know(data: dict[str, Any]) -> None:
    no_contact = next(item for item in data["choices"]["suspension"] if item["code"] == "no_contact")
    assert NO_CONTACT in no_contact["label"]
    assert {item["code"] for item in data["choices"]["consent_purpose"]} == {SUPPORT, SHARING}


def test_the_two_pledges_stand_on_different_ground(data: dict[str, Any]) -> None:
    bodies = {text["code"]: text["body"] for text in data["texts"]}
    pledges = {f"pledge_{kind.value}" for kind in OF_THE_LAW}
    assert set(bodies) == {"consent", "application", "plan_application", "notice", *pledges}
    conference, multilayered = bodies["pledge_support_conference"], bodies["pledge_multilayered"]
    assert "第106条の6第5項" in conference
    assert "第159条" in conference
    assert "要綱" in multilayered
    assert "159条" not in multilayered


NEAR_MISSES: list[tuple[str, str, str, str]] = [
    # file, what it says, what it says instead (the first occurrence), the error
    (
        "provision.toml",
        'contact = "',
        'contakt = "',
        "provision.toml: municipality: contactがありません。書き足してください。",
    ),
    (
        "provision.toml",
        "packet_days = 7",
        "packet_day = 7",
        "provision.toml: municipality: 「packet_day」というキーはありません。つづりを確かめてください。",
    ),
    (
        "provision.toml",
        '生活自立相談窓口", method = "直営"',
        '生活自立相談窓口", method = "請負"',
        "provision.toml: 包括的相談支援事業「生活困窮者自立相談支援事業」の生活自立相談窓口: "
        "method「請負」はありません。直営・委託・地域の福祉活動のどれかを書いてください。",
    ),
    (
        "provision.toml",
        'code = "nango"',
        'code = "kaigan"',
        "provision.toml: districts: code「kaigan」が二度書かれています。一つにしてください。",
    ),
    (
        "provision.toml",
        'name = "家庭児童相談事業"',
        'name = "利用者支援事業"',
        "provision.toml: programmesの1番目（包括的相談支援事業） undertakings: "
        "name「利用者支援事業」が二度書かれています。一つにしてください。",
    ),
    (
        "provision.toml",
        'divisions = ["福祉部福祉政策課"]',
        'divisions = "福祉部福祉政策課"',
        "provision.toml: programmesの1番目（包括的相談支援事業） undertakingsの1番目（地域福祉活動支援事業）: "
        'divisions が違います。文字の並び（["…", "…"] の形）を書いてください。',
    ),
    (
        "provision.toml",
        'method = "委託", sites = 4',
        'method = "委託", sites = 0',
        "provision.toml: programmesの1番目（包括的相談支援事業） "
        "undertakingsの4番目（障がい者等への相談支援体制の機能強化） "
        "implementationsの1番目（相談支援事業所）: sites が違います。1以上の数を書いてください。",
    ),
    (
        "provision.toml",
        "fiscal_year = 2026",
        'fiscal_year = "令和8年度"',
        "provision.toml: fiscal_year が違います。1以上の数を書いてください。",
    ),
    (
        "provision.toml",
        "csw = true",
        "csw = true\nhost = true",
        "provision.toml: agencies: host = true の機関は一つです"
        "（いま: 福祉政策課 福祉総合相談担当・茅ヶ崎市社会福祉協議会）。一つだけに付けてください。",
    ),
    (
        "choices.toml",
        'code = "phone", label = "電話"',
        'code = "visit", label = "電話"',
        "choices.toml: 一覧「channel」: code「visit」が二度書かれています。一つにしてください。",
    ),
    (
        "texts.toml",
        "valid_from = 2022-04-01",
        'valid_from = "2022-04-01"',
        "texts.toml: textsの1番目（consent）: valid_from が違います。日付（2026-04-01 の形）を書いてください。",
    ),
]


@pytest.mark.parametrize(("file", "said", "instead", "error"), NEAR_MISSES)
def test_one_mistake_is_told_in_one_line_that_names_its_place(
    tmp_path: Path, file: str, said: str, instead: str, error: str
) -> None:
    changed = _copy(tmp_path, file, lambda text: text.replace(said, instead, 1))
    with pytest.raises(ValueError) as caught:
        read_provision(changed)
    assert str(caught.value) == error


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = _copy(tmp_path, "provision.toml", str)
    (folder / "deadlines.toml").unlink()
    with pytest.raises(ValueError, match=r"^deadlines\.toml: .*に見つかりません"):
        read_provision(folder)


def test_a_broken_line_is_told_with_its_number(tmp_path: Path) -> None:
    folder = _copy(tmp_path, "matters.toml", lambda text: text.replace("matters = [", "matters = ", 1))
    with pytest.raises(
        ValueError, match=r"^matters\.toml: 読めません（.*line \d+.*）。その行の書き方を直してください。$"
    ):
        read_provision(folder)


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    folder = _copy(tmp_path, "choices.toml", str)
    (folder / "choices.toml").write_bytes("見出し = 1".encode("cp932"))
    with pytest.raises(ValueError, match=r"^choices\.toml: 読めません"):
        read_provision(folder)


def _copy(to: Path, file: str, change: Callable[[str], str]) -> Path:
    """The folder with one file changed; the change must be one."""
    folder = to / "city"
    shutil.copytree(FOLDER, folder)
    before = (folder / file).read_text(encoding="utf-8")
    after = change(before)
    assert change is str or after != before
    (folder / file).write_text(after, encoding="utf-8")
    return folder


def _desks(agency: dict[str, Any], data: dict[str, Any]) -> int:
    return len(data["districts"]) if agency.get("per_district") else int(agency.get("sites", 1))
