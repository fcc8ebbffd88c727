"""The site as the scanners get it: every address the tests know, for whoever may open it, and its forms."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.urls import Resolver404, resolve

from tests.faults.browsers import PASSWORD, Browser
from tests.faults.place import Served
from tests.hostile.forms import Form, Forms
from tests.web.test_every_page import Page, addresses

# What ends the session a scanner works in, or changes whose it is.
LEFT_OUT = ("/sign-out/", "/sign-in/", "/hat/", "/static/")
# What somebody might have typed into an empty field, so that a form gets past its first look.
TYPED = {"date": "2026-04-01", "datetime-local": "2026-04-01T10:00", "time": "10:00", "text": "山田"}


@dataclass(frozen=True)
class Target:
    """One request with places to try; `body` is empty for one that asks. A star marks a place."""

    who: str
    page: str
    path: str
    body: str = ""


class Superuser:
    """What the list of addresses asks a town for, of the one that is served."""

    def __init__(self, served: Served) -> None:
        self.connection = served.place.superuser()

    def one(self, query: str, *values: object) -> object:
        row = self.connection.execute(query, values or None).fetchone()
        return row[0] if row else None


def everything(served: Served) -> dict[str, tuple[str, str]]:
    """By the name of a page, who may open it and where it is."""
    return addresses(Superuser(served))  # type: ignore[arg-type]


def signed_in(who: str, served: Served) -> Browser:
    """Somebody of the town who gave their password just now, twice: what is asked again stays open for a while."""
    browser = Browser(who, served.port).sign_in()
    ask_again(browser)
    return browser


def ask_again(browser: Browser) -> None:
    """Whoever waited for their turn gives the password again: the lock opens, the session stays the same."""
    browser.send("/sign-in/again/", password=PASSWORD)


def is_left_out(path: str) -> bool:
    return path.startswith(LEFT_OUT)


def page_of(path: str) -> str:
    """Our own name of the page at an address."""
    try:
        return resolve(urlsplit(path).path).view_name or "none"
    except Resolver404:
        return "none"


def targets(browser: Browser, paths: list[str]) -> list[Target]:
    """Every query and every form of some pages, each kind once."""
    found: dict[tuple[str, str, tuple[str, ...]], Target] = {}
    for path in paths:
        text = browser.get(path).text
        for link in Page(text).links:
            there = link if link.startswith("/") else path.split("?")[0] + link
            if "?" in there and not is_left_out(there):
                _add(found, browser.who, there)
        for form in Forms(text).found:
            _add_form(found, browser.who, path, form)
    return list(found.values())


def _add(found: dict[tuple[str, str, tuple[str, ...]], Target], who: str, path: str) -> None:
    told = parse_qsl(urlsplit(path).query, keep_blank_values=True)
    query = urlencode([(name, value or "1") for name, value in told])
    names = tuple(sorted({name for name, _ in told}))
    target = Target(who, page_of(path), f"{urlsplit(path).path}?{query}")
    found.setdefault((target.page, "get", names), target)


def _add_form(found: dict[tuple[str, str, tuple[str, ...]], Target], who: str, path: str, form: Form) -> None:
    action = form.action if form.action.startswith("/") else path.split("?")[0] + form.action
    if is_left_out(action) or not form.typed:
        return
    if form.method == "get":
        _add(found, who, f"{action.split('?')[0]}?{urlencode(form.filled(), doseq=True)}")
        return
    token = next((one.value for one in form.fields if one.kind == "csrf"), "")
    pairs = [("csrfmiddlewaretoken", token, "")]
    for name, values in form.filled().items():
        kind = next(one.kind for one in form.fields if one.name == name)
        mark = "*" if name in form.typed else ""
        pairs += [(name, value.strip() or TYPED.get(kind, "1"), mark) for value in values]
    body = "&".join(f"{quote(name)}={quote(value, safe='')}{mark}" for name, value, mark in pairs)
    target = Target(who, page_of(action), action, body)
    found.setdefault((target.page, "post", tuple(sorted(form.names))), target)
