"""Official forms as PDF and Excel: who may print what for whom, what is left out, the number, and what stays on record."""

import re

import pytest

from kasane.access.ids import decode_id, encode_id
from kasane.code_lists.queries import layout_in_force
from kasane.rules.printing import Audience
from kasane.web.papers.asked import Asked
from kasane.web.papers.kinds import KINDS
from tests.documents.reading_pdf import fonts_of, is_tagged, lacking, outside, overlapping, pages_of, pictured
from tests.web.test_ledgers import text_of
from tests.world import World

STAYS = ("松が丘", "090-0000-0021")


def of(town: World, query: str, *values: object) -> str:
    return encode_id(int(str(town.one(query, *values))))


def consultation(town: World) -> str:
    return of(town, "select id from cases_consultation where content ~ '^民生委員から電話'")


def agreed(town: World) -> str:
    """An agency the mother agreed to."""
    return str(town.one("select agencies[1] from consents_consent where exact_answer ~ 'みなさんで考えて'"))


def how_many(town: World) -> object:
    return town.one("select count(*) from prints_printedpaper")


def ways(town: World) -> dict[str, tuple[str, str]]:
    """Every kind of form → who prints it first, and the record it speaks of."""
    return {
        "reception_agreed": ("sato", consultation(town)),
        "reception_unasked": ("sato", consultation(town)),
        "consent": (
            "tanaka",
            of(
                town,
                "select id from consents_consent where answer = 'given' and person_id = any"
                " (select person_id from people_identity where name = '山田 花子') limit 1",
            ),
        ),
        "evaluation": ("tanaka", of(town, "select id from support_plans_planpart limit 1")),
        "assessment": (
            "suzuki",
            of(town, "select id from assessments_assessment where previous_id is not null"),
        ),
        "notes": ("sato", of(town, "select case_id from cases_note where text ~ '^母と面談' limit 1")),
        "consent_blank": (
            "sato",
            of(town, "select case_id from cases_note where text ~ '^母と面談' limit 1"),
        ),
        "minutes": ("tanaka", of(town, "select item_id from meetings_minutes where doors <> '{}' limit 1")),
        "notice": ("tanaka", of(town, "select id from meetings_sitting where kind = 'multilayered' limit 1")),
        "pledge": (
            "tanaka",
            of(town, "select id from meetings_sitting where kind = 'support_conference' limit 1"),
        ),
        "plan": ("tanaka", of(town, "select id from support_plans_planpart limit 1")),
    }


def printed(
    town: World, who: str, kind: str, subject: str, way: str = "pdf", **told: str
) -> tuple[int, bytes]:
    answer = town.client(who).post(f"/print/{kind}/{subject}/{way}/", {"audience": "office"} | told)
    return answer.status_code, answer.content


def pdf(town: World, who: str, kind: str, subject: str, **told: str) -> bytes:
    status, content = printed(town, who, kind, subject, **told)
    assert status == 200, content.decode()[:3000]
    return content


def said(content: bytes) -> str:
    return "".join(page.whole for page in pages_of(content))


ATTENDED = {"notice", "pledge"}


def test_there_is_a_test_for_every_form(town: World) -> None:
    assert set(ways(town)) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_form_is_printed_tagged_numbered_and_whole(town: World, kind: str) -> None:
    who, subject = ways(town)[kind]
    before = how_many(town)
    content = pdf(town, who, kind, subject, audience=KINDS[kind].audiences[0].value, **copy_of(town, kind))
    pictured(content, kind)
    assert is_tagged(content)
    assert fonts_of(content) == {True}
    assert outside(content) == []
    assert overlapping(content) == []
    number = numbered(town)
    assert all(number in page.whole for page in pages_of(content))
    assert (how_many(town) == before) == (kind in ATTENDED), "a paper that names no case is told, not kept"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_value_that_was_collected_stands_on_the_form(town: World, kind: str) -> None:
    """A field somebody adds to a collector and to no layout would be lost silently."""
    who, subject = ways(town)[kind]
    with town.acting(who) as actor:
        collected = KINDS[kind].collect(decode_id(subject), Asked(actor, KINDS[kind].audiences[-1]))
        body = layout_in_force(KINDS[kind].layout, actor.today).body
    assert collected is not None
    unread = {code for code in collected.sheet.parts if f'"{code}"' not in body and f".{code}" not in body}
    assert {code for code in unread if not code.startswith("section-")} == set()


def numbered(town: World) -> str:
    """The number of the newest paper, as the record of seeing was told it."""
    return str(
        town.one(
            "select detail ->> 'number' from audit_auditrow where what = 'keep_print' order by at desc limit 1"
        )
    )


def copy_of(town: World, kind: str) -> dict[str, str]:
    """Whose copy it is, where a form speaks of several."""
    if KINDS[kind].audiences[0] is not Audience.PERSON or kind == "consent_blank":
        return {}
    return {"person": str(town.one("select person_id from people_identity where name = '山田 花子' limit 1"))}


def test_what_the_consultation_says_stands_on_the_form(town: World) -> None:
    content = pdf(town, "sato", "reception_agreed", consultation(town))
    row = town.superuser.execute(
        "select content, wish from cases_consultation where content ~ '^民生委員から電話'"
    ).fetchone()
    assert row is not None
    assert (
        lacking(
            content,
            *row,
            "山田 花子",
            "やまだ はなこ",
            "わたしは、上に書いた相談について、支援を申し込みます。",
        )
        == {}
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sato", 200),
        ("kimura", 200),
        ("tanaka", 404),
        ("watanabe", 404),
        ("kobayashi", 403),
        ("shimizu", 404),
    ],
)
def test_who_may_not_read_the_consultation_finds_no_form_of_it(town: World, who: str, status: int) -> None:
    way = f"/print/reception_agreed/{consultation(town)}/"
    assert town.client(who).get(way).status_code == status
    assert town.client(who).post(f"{way}pdf/", {"audience": "office"}).status_code == status
    assert town.client(who).post(f"{way}book/", {"audience": "office"}).status_code == status


def test_a_kind_of_form_that_does_not_exist_is_not_found(town: World) -> None:
    assert town.client("sato").get(f"/print/payslip/{consultation(town)}/").status_code == 404


def test_a_form_that_is_looked_up_by_its_address_alone_prints_nothing(town: World) -> None:
    before = how_many(town)
    answer = town.client("sato").get(f"/print/reception_agreed/{consultation(town)}/pdf/")
    assert (answer.status_code, answer["Location"]) == (302, f"/print/reception_agreed/{consultation(town)}/")
    assert how_many(town) == before


def test_the_paper_for_an_agency_is_refused_where_the_son_did_not_agree(town: World) -> None:
    agency, before = agreed(town), how_many(town)
    status, page = printed(
        town, "sato", "reception_agreed", consultation(town), audience="agency", agency=agency
    )
    assert status == 422
    assert "本人の同意が確認できていません" in page.decode()
    assert how_many(town) == before


def test_the_consent_she_gave_may_go_to_an_agency_it_names_and_to_no_other(town: World) -> None:
    subject = ways(town)["consent"][1]
    content = pdf(town, "tanaka", "consent", subject, audience="agency", agency=agreed(town))
    name = str(town.one("select name from directory_agency where id = %s", int(agreed(town))))
    assert re.sub(r"\s", "", f"機関あて（{name}）") in said(content).replace("(", "（").replace(")", "）")
    other = str(town.one("select id from directory_agency where name = '保育課窓口（保育コンシェルジュ）'"))
    assert printed(town, "tanaka", "consent", subject, audience="agency", agency=other)[0] == 422


def test_a_protected_address_stands_on_no_paper_even_for_who_may_see_it(town: World) -> None:
    town.step_up("suzuki")
    subject = of(
        town,
        "select c.id from cases_consultation c join people_identity i on i.person_id = any (c.concerns)"
        " where i.name = '森 さくら' limit 1",
    )
    for told in (
        {"audience": "office"},
        {
            "audience": "person",
            "person": str(town.one("select person_id from people_identity where name = '森 さくら' limit 1")),
        },
    ):
        content = said(pdf(town, "suzuki", "reception_agreed", subject, **told))
        assert "森さくら" in content
        assert "支援措置のため印刷しません" in content
        assert [word for word in STAYS if word in content] == []


def test_who_told_us_stands_on_the_paper_that_stays_here_and_not_on_her_own(town: World) -> None:
    number = int(str(town.one("select consultation_id from cases_informant where name = '中山さん'")))
    person = str(town.one("select concerns[1] from cases_consultation where id = %s", number))
    subject = encode_id(number)
    assert "中山さん" in said(pdf(town, "sato", "reception_unasked", subject))
    assert "中山さん" not in said(
        pdf(town, "sato", "reception_agreed", subject, audience="person", person=person)
    )


def test_on_her_copy_the_sons_birthday_is_left_out(town: World) -> None:
    person = str(town.one("select person_id from people_identity where name = '山田 花子' limit 1"))
    own = said(pdf(town, "sato", "reception_agreed", consultation(town), audience="person", person=person))
    office = said(pdf(town, "sato", "reception_agreed", consultation(town)))
    assert "この紙には印刷しません" in own
    assert "この紙には印刷しません" not in office
    assert "山田太郎" in own


def test_her_copy_is_asked_whose_it_is(town: World) -> None:
    status, page = printed(town, "sato", "reception_agreed", consultation(town), audience="person")
    assert status == 422
    assert "だれの控えかを選んでください" in page.decode()


def test_every_printing_is_an_export_and_a_line_on_the_cases_page(town: World) -> None:
    pdf(town, "sato", "reception_agreed", consultation(town))
    told = town.superuser.execute(
        "select kind, what from audit_auditrow where what in ('print_pdf', 'keep_print')"
    )
    assert set(told.fetchall()) == {("export", "print_pdf"), ("write", "keep_print")}
    case = of(town, "select case_id from prints_printedpaper limit 1")
    page = town.client("sato").get(f"/cases/{case}/printed/").content.decode()
    assert "【本人同意あり】相談受付・申込票" in page
    assert page.count("【本人同意あり】相談受付・申込票") == 2, "the town has one already"
    assert town.client("watanabe").get(f"/cases/{case}/printed/").status_code == 404


def test_what_one_desk_printed_another_desk_of_the_case_does_not_read(town: World) -> None:
    pdf(town, "sato", "reception_agreed", consultation(town))
    case = of(town, "select case_id from prints_printedpaper limit 1")
    page = town.client("tanaka").get(f"/cases/{case}/printed/").content.decode()
    assert "【本人同意あり】相談受付・申込票" not in page
    assert "支援プラン兼利用申込書" in page


def test_the_book_holds_the_same_values_and_no_formula(town: World) -> None:
    town.superuser.execute("update cases_consultation set wish = '=1+1' where content ~ '^民生委員から電話'")
    status, content = printed(town, "sato", "reception_agreed", consultation(town), way="book")
    assert status == 200
    told = text_of(content)
    assert "山田 花子" in told
    assert "=1+1" in told
    assert "相談受付・申込票" in told


def test_what_the_support_conference_said_goes_to_no_agency_even_within_her_consent(town: World) -> None:
    item = of(town, "select item_id from meetings_minutes m where doors = '{}' limit 1")
    assert printed(town, "tanaka", "minutes", item)[0] == 200
    status, page = printed(town, "tanaka", "minutes", item, audience="agency", agency=agreed(town))
    assert status == 422
    assert "会議の外に渡せません" in page.decode()


def test_who_only_attends_prints_no_minutes_and_no_notice(town: World) -> None:
    item = ways(town)["minutes"][1]
    sitting = ways(town)["pledge"][1]
    for who in ("sato", "takahashi"):
        assert town.client(who).get(f"/print/minutes/{item}/").status_code == 404
        assert town.client(who).get(f"/print/pledge/{sitting}/").status_code == 404


def test_a_print_of_a_sealed_matter_is_kept_in_its_sealed_room(town: World) -> None:
    item = of(town, "select item_id from meetings_minutes m where doors = '{}' limit 1")
    assert printed(town, "tanaka", "minutes", item)[0] == 200
    kind = town.one(
        "select c.kind from prints_printedpaper p join rooms_compartment c on c.id = p.home_id where p.form = 'minutes'"
    )
    assert kind == "sealed"


def test_tax_answers_say_that_they_were_left_out(town: World) -> None:
    who, subject = ways(town)["assessment"]
    assert "税情報は、パスワードを入れて表示したときだけ印刷します" in said(
        pdf(town, who, "assessment", subject)
    )
    person = copy_of(town, "plan")
    town.step_up(who)
    own = said(pdf(town, who, "assessment", subject, audience="person", **person))
    assert "この紙には印刷しません" in own
