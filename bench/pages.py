"""The product's pages on the generated city: times, statements, throughput."""

import http.client
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections, transaction
from django.test import Client

from bench.bars import Bar
from bench.city import PERSON
from kasane.access.seeing import gathering
from kasane.audit.actions import record_view
from kasane.audit.queries import seeing
from kasane.people.models import Identity
from kasane.search.queries import found
from kasane.sign_in.actions import act, begin, token_of
from kasane.sign_in.models import Account

REPEATS, STATEMENTS = 200, 15
VISITOR_WORDS = {"sato": "窓口", "tanaka": "調整役", "yamamoto": "個人情報保護"}


@dataclass
class Line:
    """One measured thing: milliseconds of each time, statements of one, kilobytes of the answers."""

    what: str
    who: str
    times: list[float] = field(default_factory=list)
    statements: int = 0
    sizes: list[int] = field(default_factory=list)
    most_p50: float | None = None
    most_p95: float | None = None

    def bars(self) -> list[Bar]:
        """The line against its bars, one for each figure that has one."""
        name = f"{self.what}（{VISITOR_WORDS[self.who]}）"
        p50, p95 = statistics.median(self.times), statistics.quantiles(self.times, n=20)[18]
        bars = [
            Bar(f"{name} p50", p50, "ms", most=self.most_p50),
            Bar(f"{name} p95", p95, "ms", most=self.most_p95),
        ]
        if self.statements:
            bars.append(Bar(f"{name} SQL", self.statements, "文", most=STATEMENTS))
        if self.sizes:
            bars.append(Bar(f"{name} 大きさ", statistics.median(self.sizes) / 1024, "KB"))
        return bars


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in: their session, and cases they may open."""

    who: str
    session: str
    cases: tuple[str, ...]


def sign_in(who: str) -> Visitor:
    session = SessionStore()
    session.save()
    key = str(session.session_key)
    if not begin(key, Account.objects.get(username=who).pk):
        raise RuntimeError(f"{who} may not sign in")
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    cases: list[str] = []
    path = "/cases/"
    while path and len(cases) < REPEATS:
        text = client.get(path).content.decode()
        cases += re.findall(r'href="/cases/([0-9a-z]{13})/"', text)
        more = re.search(r'href="(\?after=[^"]+)"', text)
        path = "/cases/" + more[1].replace("&amp;", "&") if more else ""
    return Visitor(who, key, tuple(cases))


def pages_of(visitor: Visitor) -> dict[str, Callable[[int], str]]:
    def case(n: int) -> str:
        return visitor.cases[n % len(visitor.cases)]

    return {
        "ケースの一覧": lambda _n: "/cases/",
        "世帯のページ": lambda n: f"/cases/{case(n)}/",
        "経過": lambda n: f"/cases/{case(n)}/notes/",
    }


BARS = {"ケースの一覧": 15.0, "世帯のページ": 25.0, "経過": 15.0}


def timed_pages(port: int, visitor: Visitor) -> list[Line]:
    """Each page over HTTP at one client, a connection kept open, different cases, each of them read once before."""
    lines = []
    for what, path in pages_of(visitor).items():
        line = Line(what, visitor.who, most_p50=BARS[what], most_p95=BARS[what] * 4)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for n in range(2 * REPEATS):
            began = time.perf_counter()
            size = len(whole_page(connection, visitor, path(n)))
            if n >= REPEATS:
                line.times.append((time.perf_counter() - began) * 1000)
                line.sizes.append(size)
        line.statements = statements(visitor, path(1))
        lines.append(line)
    return lines


def whole_page(connection: http.client.HTTPConnection, visitor: Visitor, path: str) -> bytes:
    """A page read to its end; anything but the whole page of somebody signed in is an error, not a fast answer."""
    connection.request("GET", path, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={visitor.session}"})
    answer = connection.getresponse()
    page = answer.read()
    if answer.status != 200 or b"</html>" not in page or b"<h1" not in page:
        raise RuntimeError(f"{path}: {answer.status}, {len(page)} bytes")
    return page


def statements(visitor: Visitor, path: str) -> int:
    """How many statements one page takes, on both connections, sign-in and record of seeing included."""
    seen: list[str] = []

    def count(
        execute: Callable[..., object], sql: str, params: object, many: object, context: object
    ) -> object:
        seen.append(sql)
        return execute(sql, params, many, context)

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = visitor.session
    client.get(path)
    with connections["default"].execute_wrapper(count), connections["door"].execute_wrapper(count):
        client.get(path)
    return len(seen)


def timed_views(visitor: Visitor) -> Line:
    """What the record of seeing adds to a page: one view of thirty records, in a transaction of its own."""
    line = Line("操作記録を書く", visitor.who, most_p50=2.0)
    with transaction.atomic():
        act(token_of(visitor.session), is_reading=True)
        with gathering() as seen:
            list(Identity.objects.order_by("id")[:30])
    for _ in range(REPEATS):
        began = time.perf_counter()
        record_view("view", "cases", token=token_of(visitor.session), seen=seen, detail={})
        line.times.append((time.perf_counter() - began) * 1000)
    return line


def timed_seeing(visitor: Visitor) -> Line:
    """「だれが見たか」: who saw a person, when, on what ground, as the privacy officer asks it."""
    line, was_seen = Line("だれが見たか", visitor.who, most_p95=2000.0), 0
    for number in range(20):
        with transaction.atomic():
            actor = act(token_of(visitor.session), is_reading=True)
            began = time.perf_counter()
            was_seen += bool(actor and seeing(case=None, person=PERSON + number, before=actor.at))
            line.times.append((time.perf_counter() - began) * 1000)
    if not was_seen:
        raise RuntimeError("nobody was seen: the city's views lead to nobody")
    return line


def timed_search(visitor: Visitor, kind: str, words: tuple[str, ...], bar: float) -> Line:
    """The search function itself, under the visitor's own keys; each word was sought once before."""
    line, hits = Line("人をさがす" if kind == "person" else "経過をさがす", visitor.who, most_p95=bar), 0
    for n in range(len(words) + REPEATS):
        with transaction.atomic():
            act(token_of(visitor.session), is_reading=True)
            began = time.perf_counter()
            hits += len(found(kind, words[n % len(words)]))
            if n >= len(words):
                line.times.append((time.perf_counter() - began) * 1000)
    if not hits:
        raise RuntimeError(f"{visitor.who} finds nothing: the city's keys lead nowhere")
    return line
