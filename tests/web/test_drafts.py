"""What is being typed is kept on the server, given back to its writer alone, and gone once it is stored."""

import json

import pytest
from django.test import Client

from kasane.access.ids import encode_id
from tests.world import World

FORM = "/consultations/new/"


def keeps(client: Client, *fields: list[object], path: str = FORM, draft: str = "") -> tuple[int, str]:
    answer = client.post(
        "/drafts/", {"fields": json.dumps(fields), "path": path, "label": "相談を受ける", "draft": draft}
    )
    told = answer.json() if answer["Content-Type"] == "application/json" else {}
    return answer.status_code, told.get("draft", "")


def test_sato_finds_her_words_again_after_her_session_was_lost(town: World) -> None:
    status, draft = keeps(town.client("sato"), ["content", "お母さんから電話"])
    assert status == 200
    again = town.client("sato")
    assert "書きかけがあります" in again.get(FORM).content.decode()
    assert again.get(f"/drafts/{draft}/").json()["fields"] == [["content", "お母さんから電話"]]


def test_her_colleague_is_told_nothing_of_it(town: World) -> None:
    _, draft = keeps(town.client("sato"), ["content", "お母さんから電話"])
    kimura = town.client("kimura")
    assert "書きかけがあります" not in kimura.get(FORM).content.decode()
    assert kimura.get(f"/drafts/{draft}/").status_code == 404
    assert kimura.post(f"/drafts/{draft}/discard/").status_code == 404


def test_what_was_stored_is_no_draft_any_more_and_what_was_refused_still_is(town: World) -> None:
    sato = town.client("sato")
    _, draft = keeps(sato, ["content", "お母さんから電話"])
    empty = {"received_at": "2026-11-20T10:00", "channel": "phone", "consulter": "family", "content": ""}
    for number in range(4):
        empty |= {f"p{number}-sex": "unknown"}
    assert sato.post(FORM, {**empty, "draft": draft}).status_code == 422
    assert town.one(f"select count(*) from drafts_draft where path = '{FORM}'") == 1
    assert sato.post(FORM, {**empty, "content": "お母さんから電話", "draft": draft}).status_code == 302
    assert town.one(f"select count(*) from drafts_draft where path = '{FORM}'") == 0


def test_keeping_a_draft_does_not_put_off_the_idle_lock(town: World) -> None:
    sato = town.client("sato")
    town.superuser.execute("update sign_in_signin set seen_at = now() - interval '10 minutes'")
    assert keeps(sato, ["content", "x"])[0] == 200
    assert town.one("select count(*) from sign_in_signin where seen_at > now() - interval '9 minutes'") == 0
    sato.get(FORM)
    assert town.one("select count(*) from sign_in_signin where seen_at > now() - interval '9 minutes'") == 1


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ("これは一覧ではない", FORM),
        ('{"content": "x"}', FORM),
        ('[["content", 5]]', FORM),
        ('[["content"]]', FORM),
        ('[["content", "\\u0000"]]', FORM),
        ("[]", "https://example.com/"),
        ("[]", "/nowhere/"),
    ],
)
def test_what_no_form_sends_is_not_kept(town: World, fields: str, path: str) -> None:
    answer = town.client("sato").post("/drafts/", {"fields": fields, "path": path, "label": "x"})
    assert answer.status_code == 400
    assert town.one(f"select count(*) from drafts_draft where path = '{FORM}'") == 0


def test_more_than_anybody_types_is_refused_with_the_sentence(town: World) -> None:
    answer = town.client("sato").post(
        "/drafts/", {"fields": json.dumps([["content", "あ" * 200_001]]), "path": FORM, "label": "x"}
    )
    assert answer.status_code == 409
    assert "いくつかの記録に分けて" in answer.json()["refused"]


def test_a_draft_that_is_not_there_cannot_be_asked_for(town: World) -> None:
    assert town.client("sato").get(f"/drafts/{encode_id(12345)}/").status_code == 404
