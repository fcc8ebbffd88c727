"""`kasane notify`: one mail a day that says how many notices wait, and never whose or what."""

import argparse
import base64
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_string
from email.header import decode_header, make_header

import pytest

from kasane.access.actor import TOKYO
from kasane.cli.installation import InstallationError
from kasane.cli.main import notify
from kasane.rules.waiting import Waiting
from tests import cluster as clusters
from tests.world import World

ADDRESS = "https://kasane.example/"
NOTHING = argparse.Namespace()


class Sink(socketserver.ThreadingTCPServer):
    """A mail server on loopback that keeps what it is given; it may be told to refuse."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.letters: list[str] = []
        self.is_refusing = False


class Visit(socketserver.StreamRequestHandler):
    """As much of SMTP as a client asks for (RFC 5321, 4.1)."""

    server: Sink

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip().upper():
            if line.startswith("DATA"):
                self.say("354 go on")
                body = iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ".")
                self.server.letters.append("\n".join(body))
            elif line.startswith("RCPT") and self.server.is_refusing:
                self.say("550 no")
                continue
            elif line.startswith("QUIT"):
                self.say("221 bye")
                return
            self.say("250 ok")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    with Sink() as sink:
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        monkeypatch.setenv("KASANE_MAIL_HOST", "127.0.0.1")
        monkeypatch.setenv("KASANE_MAIL_PORT", str(sink.server_address[1]))
        monkeypatch.setenv("KASANE_MAIL_FROM", "kasane@city.example")
        monkeypatch.setenv("KASANE_ADDRESS", ADDRESS)
        yield sink
        sink.shutdown()


def read(letter: str) -> tuple[str, str, str]:
    """To whom, the subject and the body, decoded."""
    told = message_from_string(letter)
    body = str(told.get_payload())
    if told["Content-Transfer-Encoding"] == "base64":
        body = base64.b64decode(body).decode()
    return told["To"], str(make_header(decode_header(told["Subject"]))), body


def addressed(town: World, *who: str) -> None:
    for username in who:
        town.superuser.execute(
            "update directory_staff set mail = %s where account_id = (select id from sign_in_account where username = %s)",
            [f"{username}@city.example", username],
        )


def test_who_has_an_address_and_something_unread_gets_one_mail_that_names_nothing(
    town: World, sink: Sink
) -> None:
    addressed(town, "tanaka", "kobayashi")
    waiting = int(town.client("tanaka").get("/notices/count/").content)
    assert int(town.client("kobayashi").get("/notices/count/").content or 0) == 0, "nothing waits for her"
    place = clusters.installation(town.name)
    notify(place, NOTHING)
    notify(place, NOTHING)
    assert len(sink.letters) == 1, "one a day"
    to, subject, body = read(sink.letters[0])
    assert to == "tanaka@city.example"
    assert f"お知らせが{waiting}件あります" in body
    assert ADDRESS in body
    names = town.superuser.execute(
        "select name from people_identity where name <> '' union select kana from people_identity where kana <> ''"
        " union select name from directory_staff union select name from directory_desk"
        " union select name from directory_agency union select duty from directory_desk where duty <> ''"
    ).fetchall()
    assert len(names) > 50
    told = subject + body
    parts = {part for (name,) in names for part in (name, *name.split())} | {one.label for one in Waiting}
    assert [part for part in parts - {"お知らせ"} if part in told] == []
    assert town.one("select mailed_on from sign_in_account where username = 'tanaka'") == town.one(
        "select (now() at time zone %s)::date", str(TOKYO)
    )
    assert town.one("select detail->>'count' from audit_auditrow where what = 'mail_counts'") == "1"


def test_what_was_read_is_not_mailed_and_what_could_not_leave_is_tried_again(town: World, sink: Sink) -> None:
    addressed(town, "suzuki")
    place = clusters.installation(town.name)
    sink.is_refusing = True
    notify(place, NOTHING)
    assert sink.letters == []
    sink.is_refusing = False
    notify(place, NOTHING)
    assert len(sink.letters) == 1
    town.superuser.execute("update sign_in_account set mailed_on = mailed_on - 1")
    suzuki = town.client("suzuki")
    suzuki.post("/notices/read/", {"notice": _all(suzuki.get("/notices/").content.decode())})
    notify(place, NOTHING)
    assert len(sink.letters) == 1


def test_a_thing_that_waits_under_two_hats_is_counted_once(town: World, sink: Sink) -> None:
    """A sitting one is invited to waits whichever hat one wears."""
    addressed(town, "takahashi")
    place = clusters.installation(town.name)
    notify(place, NOTHING)
    hats = town.one("select count(*) from sign_in_signin where only_counts")
    assert hats == 2
    count = int(read(sink.letters[0])[2].split("お知らせが")[1].split("件")[0])
    one_hat = int(town.client("takahashi").get("/notices/count/").content)
    assert one_hat <= count


def test_nothing_the_counting_began_is_left_alive(town: World, sink: Sink) -> None:
    addressed(town, "tanaka", "sato")
    notify(clusters.installation(town.name), NOTHING)
    assert sink.letters
    assert town.one("select count(*) from sign_in_signin where only_counts and ended_at is null") == 0


def test_without_a_mail_server_nothing_is_begun_and_it_is_said_why(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    addressed(town, "tanaka")
    monkeypatch.delenv("KASANE_MAIL_HOST", raising=False)
    with pytest.raises(InstallationError, match="KASANE_MAIL_HOST"):
        notify(clusters.installation(town.name), NOTHING)
    assert town.one("select count(*) from sign_in_signin where only_counts") == 0


def _all(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('type="hidden" name="notice" value="')[1:]]
