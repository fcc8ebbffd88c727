"""佐藤 lost her telephone, or her password, or both: the operator takes it back, and tells it."""

import re
import time

import pytest
from django.test import Client

from tests.cli.commands import kasane
from tests.cli.test_roster import environment
from tests.web.test_second_factor import enters, number, real, set_up
from tests.world import World

__all__ = ["real"]


def resets(world: World, *words: str) -> tuple[int, str]:
    """What `kasane account reset` answers."""
    done = kasane(environment(world), "account", "reset", *words)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_lost_password_is_taken_back_and_the_second_factor_stays(real: World) -> None:
    signed_in = Client()
    secret, _ = set_up(signed_in)
    stranger = Client()
    enters(stranger, "suzuki")
    code, said = resets(real, "sato", "--password")
    assert code == 0, said
    (password,) = re.findall(r"はじめのパスワード　(\S+)", said)
    assert signed_in.get("/").status_code == 302, "every sign-in of hers has ended"
    assert stranger.get("/sign-in/second/new/").status_code == 200, "and nobody else's"
    assert enters(Client()).status_code == 200, "the former password opens nothing"
    client = Client()
    enters(client, password=password)
    done = client.post("/sign-in/second/", {"code": number(secret, time.time() + 30)})
    assert done["Location"] == "/sign-in/password/", "she chooses her own before anything opens"


def test_a_lost_telephone_is_taken_back_and_the_password_stays(real: World) -> None:
    client = Client()
    _, codes = set_up(client)
    half_way = Client()
    enters(half_way)
    code, said = resets(real, "sato", "--second-factor")
    assert code == 0, said
    assert "はじめのパスワード" not in said
    assert client.get("/").status_code == 302
    assert half_way.post("/sign-in/second/", {"code": codes[0]})["Location"] == "/sign-in/"
    assert real.one("select count(*) from mfa_authenticator") == 0
    assert enters(Client())["Location"] == "/sign-in/second/new/"


def test_it_is_told_in_the_record_of_seeing(real: World) -> None:
    resets(real, "sato", "--password", "--second-factor")
    told = real.one("select detail from audit_auditrow where what = 'reset_account'")
    sato = real.one("select id from directory_staff where name = '佐藤 恵'")
    assert told == {"staff": sato, "password": True, "second_factor": True}


def test_a_first_password_is_good_for_three_days(real: World) -> None:
    _, said = resets(real, "sato", "--password")
    (password,) = re.findall(r"はじめのパスワード　(\S+)", said)
    until = "update sign_in_account set given_password_until = given_password_until - interval '%s'"
    real.superuser.execute(until % "2 days 23 hours")
    assert enters(Client(), password=password).status_code == 302
    real.superuser.execute(until % "2 hours")
    late = enters(Client(), password=password)
    assert late.status_code == 403
    assert "期限が過ぎています" in late.content.decode()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nobody", "--password"), "「nobody」のアカウントはありません"),
        (("sato",), "--password か --second-factor"),
        (("suzuki", "--password"), "見本のまち"),
    ],
)
def test_what_cannot_be_taken_back_is_said_in_a_line_and_nothing_changes(
    real: World, words: tuple[str, ...], sentence: str
) -> None:
    real.superuser.execute("update sign_in_account set is_demo = true where username = 'suzuki'")
    code, said = resets(real, *words)
    assert code == 1
    assert sentence in said
    assert real.one("select count(*) from sign_in_account where has_given_password") == 0
    assert real.one("select count(*) from audit_auditrow where what = 'reset_account'") == 0


def test_who_was_invited_by_name_has_no_password_to_take_back(real: World) -> None:
    real.superuser.execute("update sign_in_account set password = '!x' where username = 'ito'")
    code, said = resets(real, "ito", "--password")
    assert code == 1
    assert "招待" in said
