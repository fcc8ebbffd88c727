"""People × pages × answers, as one table; outsiders get 404, insiders without the right 403 and why."""

import pytest
from django.db import connection
from django.test import Client

from config.urls import urlpatterns
from kasane.access.ids import encode_id
from tests.world import World

# takahashi's keys to the packet ended with its days; sato and suzuki read it by the mother's consent.
#                  case  notes write part consent item  sitting convene list  seeing provision
TABLE = {
    "sato":       (200,  200,  200,  200, 404,    200,  200,    403,    200,  403,   200),
    "tanaka":     (200,  200,  200,  200, 200,    200,  200,    200,    200,  403,   200),
    "takahashi":  (404,  404,  404,  404, 404,    404,  200,    403,    200,  403,   200),
    "suzuki":     (200,  200,  200,  200, 404,    200,  200,    403,    200,  403,   200),
    "ito":        (403,  403,  403,  403, 403,    404,  404,    403,    403,  403,   403),
    "watanabe":   (404,  404,  404,  404, 404,    404,  404,    403,    200,  403,   200),
    "yamamoto":   (403,  403,  403,  403, 403,    403,  403,    403,    403,  200,   200),
    "kobayashi":  (403,  403,  403,  403, 403,    403,  403,    403,    403,  403,   200),
}  # fmt: skip


def pages(town: World) -> tuple[str, ...]:
    def of(query: str) -> str:
        return encode_id(int(str(town.one(query))))

    case = of("select id from cases_case where is_multi_agency order by opened_at limit 1")
    return (
        f"/cases/{case}/",
        f"/cases/{case}/notes/",
        f"/cases/{case}/notes/new/",
        f"/parts/{of('select id from support_plans_planpart')}/",
        f"/consents/{of('select id from consents_consent limit 1')}/",
        "/items/" + of("select id from meetings_agendaitem where doors <> '{}'") + "/",
        "/sittings/" + of("select id from meetings_sitting where kind = 'multilayered'") + "/",
        "/sittings/new/",
        "/cases/",
        "/privacy/seeing/",
        "/office/provision/",
    )


@pytest.mark.parametrize("who", TABLE)
def test_who_gets_what(town: World, who: str) -> None:
    client = town.client(who)
    assert tuple(client.get(path).status_code for path in pages(town)) == TABLE[who]


def test_who_has_not_signed_in_is_led_to_the_door(town: World) -> None:
    answers = {(answer.status_code, answer["Location"]) for answer in map(Client().get, pages(town))}
    assert answers == {(302, "/sign-in/")}


def test_what_is_not_there_and_what_one_may_not_know_answer_alike(town: World) -> None:
    watanabe = town.client("watanabe")
    there, nowhere = watanabe.get(pages(town)[0]), watanabe.get(f"/cases/{encode_id(12345)}/")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


def test_every_page_declares_what_it_needs() -> None:
    undeclared = {p.name for p in urlpatterns if not hasattr(p.callback, "permission")}
    assert undeclared == {
        "account_login",
        "account_logout",
        "invited",
        "invited_again",
        # For a calendar that nobody signs in for.
        "fed_sittings",
        "account_reauthenticate",
        "account_change_password",
        "to_city",
        "from_city",
        "mfa_authenticate",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_remove_webauthn",
        "mfa_reauthenticate_webauthn",
    }


def test_a_view_is_recorded_with_the_keys_that_opened_it(town: World) -> None:
    town.client("suzuki").get(pages(town)[1])
    row = town.superuser.execute(
        "select r.what, s.name, cardinality(r.grants), r.records ? 'cases.note' from audit_auditrow r"
        " join directory_staff s on s.id = r.staff where r.kind = 'view' order by r.at desc limit 1"
    ).fetchone()
    assert row == ("notes", "鈴木 大輔", 2, True)


def test_a_refusal_is_recorded_too(town: World) -> None:
    town.client("watanabe").get(pages(town)[0])
    row = town.superuser.execute(
        "select r.what, s.name, r.detail from audit_auditrow r join directory_staff s on s.id = r.staff"
        " where r.kind = 'refused' order by r.at desc limit 1"
    ).fetchone()
    assert row == ("case", "渡辺 翔", {"status": 404})


def test_what_cannot_be_recorded_is_not_shown(town: World) -> None:
    tanaka = town.client("tanaka")
    town.superuser.execute(
        "revoke execute on function audit_view(text, text, text, bigint[], jsonb, bigint[], jsonb) from kasane_app"
    )
    page = tanaka.get(pages(town)[0])
    assert page.status_code == 503
    assert "山田" not in page.content.decode()


def test_reading_a_page_cannot_write(town: World) -> None:
    told: list[str] = []

    def spy(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if "cases_case" in sql and not told:
            with connection.cursor() as cursor:
                cursor.execute("show transaction_read_only")
                told.append(cursor.fetchone()[0])
        return execute(sql, params, many, context)  # type: ignore[operator]

    with connection.execute_wrapper(spy):
        town.client("tanaka").get(pages(town)[0])
    assert told == ["on"]
