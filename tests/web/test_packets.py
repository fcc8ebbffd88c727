"""準備シート, 資料一式 and 紙の写し on the screen: who is shown what, and what is said to who is not."""

import pytest

from kasane.access.ids import encode_id
from tests.documents.reading_pdf import bare, is_tagged, pages_of, pictured
from tests.domain.test_preparation import TOPIC, asked_of, desk_id
from tests.domain.test_preparation import coming as coming
from tests.world import World


def item_of(town: World) -> str:
    return encode_id(int(str(town.one("select id from meetings_agendaitem where topic = %s", TOPIC))))


def third(town: World) -> str:
    """Whose copy the third is."""
    return str(
        town.one(
            "select f.name from meetings_packetcopy c join meetings_participant p on p.id = c.participant_id"
            " join directory_staff f on f.id = p.staff_id where c.number = 3"
        )
    )


def sheet_of(town: World, sitting: int, code: str) -> str:
    return encode_id(asked_of(town, sitting, code))


@pytest.mark.parametrize(
    ("who", "status"), [("tanaka", 200), ("sato", 200), ("suzuki", 200), ("ito", 404), ("watanabe", 404)]
)
def test_the_packet_is_for_who_pledged(town: World, who: str, status: int) -> None:
    answer = town.client(who).get(f"/items/{item_of(town)}/packet/")
    assert answer.status_code == status
    assert ("k-watermark" in answer.content.decode()) is (status == 200)


def test_the_watermark_names_the_reader(town: World) -> None:
    shown = town.client("suzuki").get(f"/items/{item_of(town)}/packet/").content.decode()
    mark = shown.split("k-watermark", 1)[1].split("</svg>")[0]
    assert "鈴木 大輔" in mark
    assert "style=" not in mark


def test_parts_stand_in_the_order_of_the_sheet(town: World) -> None:
    shown = town.client("sato").get(f"/items/{item_of(town)}/packet/").content.decode()
    labels = ("把握している世帯像", "現在の取り組み状況", "どの支援機関に", "他部署へお願い")
    places = [shown.index(label) for label in labels]
    assert places == sorted(places)


def test_who_has_not_pledged_is_led_to_the_pledge(town: World, coming: int) -> None:
    answer = town.client("ito").get(f"/sheets/{sheet_of(town, coming, 'byoin')}/", follow=True)
    shown = answer.content.decode()
    assert "誓約をいただくと、準備シートを書けます。" in shown
    assert "はじめに、誓約をお願いします" in shown


def test_a_colleague_who_is_not_called_finds_no_sheet(town: World, coming: int) -> None:
    """木村 manages 佐藤's desk."""
    assert (
        town.client("kimura").get(f"/sheets/{sheet_of(town, coming, 'houkatsu-nango')}/").status_code == 404
    )


def test_a_part_is_kept_then_handed_in(town: World, coming: int) -> None:
    suzuki = town.client("suzuki")
    address = f"/sheets/{sheet_of(town, coming, 'jiritsu')}/"
    kept = suzuki.post(address, {"grasped": "一度会った", "do": "keep"}, follow=True).content.decode()
    assert "まだ提出していません" in kept
    assert "一度会った" not in town.client("tanaka").get(f"/items/{item_of(town)}/packet/").content.decode()
    sent = suzuki.post(address, {"grasped": "一度会った", "do": "submit"}, follow=True).content.decode()
    assert "提出した第1版" in sent
    assert "一度会った" in town.client("tanaka").get(f"/items/{item_of(town)}/packet/").content.decode()


def test_the_tax_office_is_refused_with_its_article(town: World, coming: int) -> None:
    address = f"/sheets/{sheet_of(town, coming, 'shakyo')}/tax/"
    answer = town.client("takahashi").post(address, {"text": "非課税", "origin": "tax_office", "consent": ""})
    assert answer.status_code == 422
    assert "地方税法22条" in answer.content.decode()


def test_the_host_is_told_who_is_late_and_where_names_stand(town: World, coming: int) -> None:
    tanaka = town.client("tanaka")
    for page in (
        f"/items/{item_of(town)}/",
        f"/sittings/{encode_id(coming)}/",
        f"/items/{item_of(town)}/sheets/",
    ):
        assert "期限を過ぎて未提出" in tanaka.get(page).content.decode(), page
    assert "氏名が書かれています" not in tanaka.get(f"/items/{item_of(town)}/sheets/").content.decode()
    town.superuser.execute("update meetings_agendaitem set is_anonymous = true where topic = %s", [TOPIC])
    town.client("takahashi").post(
        f"/sheets/{sheet_of(town, coming, 'shakyo')}/", {"grasped": "三橋さんの家の前を通る", "do": "submit"}
    )
    told = tanaka.get(f"/items/{item_of(town)}/sheets/").content.decode()
    assert "氏名が書かれています" in told
    assert "社会福祉協議会 CSW" in told


def test_a_reminder_stands_in_the_desks_own_list(town: World, coming: int) -> None:
    town.client("tanaka").post(f"/sheets/{sheet_of(town, coming, 'jiritsu')}/remind/")
    shown = town.client("suzuki").get("/").content.decode()
    assert "支援会議の準備シートを提出する" in shown
    assert "催促" in shown
    assert "準備シートを提出する" not in town.client("watanabe").get("/").content.decode()


def test_a_lost_copy_is_told_in_words(town: World) -> None:
    tanaka = town.client("tanaka")
    item = encode_id(int(str(town.one("select item_id from meetings_packetcopy limit 1"))))
    copy = encode_id(int(str(town.one("select id from meetings_packetcopy where number = 3"))))
    assert "戻っていません" in tanaka.get(f"/items/{item}/copies/").content.decode()
    tanaka.post(f"/copies/{copy}/miss/")
    assert "所在不明です" in tanaka.get(f"/items/{item}/copies/").content.decode()
    assert f"第3号（{third(town)}）が戻っていない" in tanaka.get("/").content.decode()
    assert town.client("suzuki").get(f"/copies/{copy}/").status_code in (403, 404)


def test_a_copy_is_a_pdf_with_its_number_and_whose_it_is_on_every_page(town: World) -> None:
    copy = encode_id(int(str(town.one("select id from meetings_packetcopy where number = 3"))))
    answer = town.client("tanaka").get(f"/copies/{copy}/")
    assert answer["Content-Type"] == "application/pdf"
    assert third(town) not in answer["Content-Disposition"]
    pictured(answer.content, "packet-of-the-town")
    pages = pages_of(answer.content)
    assert len(pages) > 1
    for page in pages:
        assert page.whole.count(bare(f"第3号　{third(town)}")) >= 2, "in the foot and across the page"
    whole = "".join(page.body for page in pages)
    for told in ("会議資料", "準備シート", "家族図", "エコマップ", "家族年表"):
        assert told in whole, told
    assert is_tagged(answer.content)
    assert town.one("select count(*) from audit_auditrow where kind = 'export' and what = 'copy'") == 1


def test_no_tax_information_is_on_paper_even_if_the_host_may_see_it(town: World) -> None:
    item, copy = town.superuser.execute(
        "select item_id, id from meetings_packetcopy where number = 3"
    ).fetchone() or (0, 0)
    town.superuser.execute(
        "insert into meetings_packetpaper select (jsonb_populate_record(null::meetings_packetpaper, to_jsonb(p) ||"
        " jsonb_build_object('id', new_id(), 'item_id', i.id, 'case_id', i.case_id, 'home_id', i.home_id, 'doors', i.doors,"
        " 'concerns', i.concerns, 'title', '課税の写し', 'text', '住民税は非課税', 'information_class', 'tax', 'tax_origin', 'self_report', 'tax_consent_id', null))).*"
        " from meetings_agendaitem i, (select * from meetings_packetpaper order by written_at limit 1) p where i.id = %s",
        [item],
    )
    tanaka = town.client("tanaka")
    town.step_up("tanaka")
    assert "課税の写し" in tanaka.get(f"/items/{encode_id(item)}/packet/").content.decode()
    answer = tanaka.get(f"/copies/{encode_id(copy)}/")
    assert "課税" not in "".join(page.whole for page in pages_of(answer.content))


def test_a_copy_holds_only_the_classes_the_mother_consented_to_for_its_agency(town: World) -> None:
    """鈴木's agency may know what is 要配慮 by her consent; once it says 一般 only, the paper of that class is not on his
    copy, and is still on 田中's own, whose desk put it there."""
    item, sitting = town.superuser.execute(
        "select i.id, i.sitting_id from meetings_agendaitem i join meetings_sitting s on s.id = i.sitting_id"
        " where s.kind = 'multilayered' and s.state = 'published' order by i.written_at desc limit 1"
    ).fetchone() or (0, 0)
    town.superuser.execute(
        "insert into meetings_packetpaper select (jsonb_populate_record(null::meetings_packetpaper, to_jsonb(p) ||"
        " jsonb_build_object('id', new_id(), 'item_id', i.id, 'case_id', i.case_id, 'home_id', i.home_id, 'doors', i.doors,"
        " 'concerns', i.concerns, 'title', '病名の写し', 'text', '糖尿病', 'information_class', 'sensitive'))).*"
        " from meetings_agendaitem i, (select * from meetings_packetpaper where tax_origin = '' order by written_at limit 1) p"
        " where i.id = %s",
        [item],
    )
    for who in ("鈴木 大輔", "田中 和子"):
        town.superuser.execute(
            "insert into meetings_packetcopy (id, sitting_id, item_id, participant_id, number, printed_by, printed_at, state)"
            " select new_id(), p.sitting_id, %s, p.id, (select 50 + count(*) from meetings_packetcopy), p.staff_id, now(), 'printed'"
            " from meetings_participant p join directory_staff f on f.id = p.staff_id "
            " where p.sitting_id = %s and f.name = %s",
            [item, sitting, who],
        )

    def printed(who: str) -> str:
        copy = town.one(
            "select c.id from meetings_packetcopy c join meetings_participant p on p.id = c.participant_id"
            " join directory_staff f on f.id = p.staff_id where c.item_id = %s and f.name = %s",
            item,
            who,
        )
        answer = town.client("tanaka").get(f"/copies/{encode_id(int(str(copy)))}/")
        return "".join(page.whole for page in pages_of(answer.content))

    assert "糖尿病" in printed("鈴木 大輔")
    town.superuser.execute("update consents_consent set classes = array['general'] where answer = 'given'")
    assert "糖尿病" not in printed("鈴木 大輔")
    assert "糖尿病" in printed("田中 和子")


def test_after_its_last_day_a_packet_says_so_and_shows_nothing(town: World) -> None:
    """重層的支援会議: 佐藤 still holds the doors; the packet is over all the same."""
    item = encode_id(int(str(town.one(
        "select i.id from meetings_agendaitem i join meetings_sitting s on s.id = i.sitting_id"
        " where s.kind = 'multilayered' and s.packet_until < current_date order by s.held_on limit 1"
    ))))  # fmt: skip
    sato = town.client("sato")
    assert sato.get(f"/items/{item}/").status_code == 200
    answer = sato.get(f"/items/{item}/packet/")
    assert answer.status_code == 403
    assert "資料を閲覧できる期間が終わりました" in answer.content.decode()


@pytest.mark.parametrize("code", ["byoin", "jiritsu"])
def test_a_place_of_its_own_shows_no_case(town: World, coming: int, code: str) -> None:
    assert desk_id(town, code)
    who = {"byoin": "ito", "jiritsu": "suzuki"}[code]
    case = encode_id(int(str(town.one("select case_id from meetings_agendaitem where topic = %s", TOPIC))))
    town.client(who).post(f"/sittings/{encode_id(coming)}/pledge/")
    town.client(who).post(f"/sheets/{sheet_of(town, coming, code)}/", {"grasped": "様子", "do": "keep"})
    assert town.one("select count(*) from meetings_sheetpart p join meetings_partrequest r on r.id = p.request_id"
                    " where r.sitting_id = %s", coming) >= 2  # fmt: skip
    assert town.client(who).get(f"/cases/{case}/").status_code in (403, 404)
