"""Every form a person of the town reaches, filled with what nobody means well by: an answer in words, and no markup of it."""

import pytest
from django.test import Client

from tests.hostile.forms import MARK, RAW, WORDS, Form, Forms
from tests.hostile.multipart import TYPE, Part, body, fields
from tests.web.test_every_page import addresses
from tests.world import World

WHO = (
    "sato",
    "tanaka",
    "kimura",
    "suzuki",
    "takahashi",
    "ito",
    "yamamoto",
    "watanabe",
    "kobayashi",
)
FILE_NAMES = tuple(b % MARK.encode() for b in (b"<%b>", b"..\\%b\xff", b"\r\n%b", b"=%b"))
# Ends the session that the other forms are sent in.
LEFT_OUT = ("/sign-out/",)


def forms_of(client: Client, path: str) -> list[Form]:
    """The forms of a page, each once; none where what was sent before has taken the page away."""
    answer = client.get(path)
    assert answer.status_code in (200, 302, 404), f"{path}: {answer.status_code}"
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for form in Forms(answer.content.decode()).found:
        form.action = form.action if form.action.startswith("/") else path + form.action
        if form.action not in LEFT_OUT:
            found.setdefault((form.action.split("?")[0], tuple(form.names)), form)
    return list(found.values())


def sent(client: Client, form: Form, told: dict[str, list[str]]) -> str:
    """What is wrong with the answer to a form; nothing where it is one."""
    client.raise_request_exception = False
    answer = client.post(form.action, told) if form.method == "post" else client.get(form.action, told)
    if answer.status_code >= 500:
        return f"{form.action}: {answer.status_code}"
    if RAW in answer.content.decode(errors="replace"):
        return f"{form.action}: what was sent comes back as markup"
    leads = answer.get("Location", "/")
    return (
        ""
        if leads.startswith(("/", "?")) and not leads.startswith("//")
        else f"{form.action} leads to {leads}"
    )


def filed(client: Client, form: Form) -> list[str]:
    """The same with files, whose names must not come back whatever else the form says."""
    client.raise_request_exception = False
    faults = []
    for name in FILE_NAMES if form.files else ():
        parts = [*fields(dict(form.filled())), *(Part(one, b"%PDF-1.7", name) for one in form.files)]
        answer = client.generic("POST", form.action, body(*parts), TYPE)
        is_told = MARK in f"{answer.content.decode(errors='replace')}{answer.headers}"
        if answer.status_code >= 500 or is_told:
            faults.append(f"{form.action} {name!r}: {answer.status_code}, told: {is_told}")
    return faults


@pytest.mark.parametrize("who", WHO)
def test_whatever_is_typed_is_answered_in_words(town: World, who: str) -> None:
    client, asked, wrong = town.client(who), 0, []
    for name, (whose, path) in addresses(town).items():
        if whose != who:
            continue
        town.step_up(who)
        for form in forms_of(client, path):
            for word, text in WORDS.items():
                told = {**form.filled(), **{field: [text] for field in form.typed}}
                asked += 1
                if fault := sent(client, form, told):
                    wrong.append(f"{name} ({word}): {fault}")
            wrong += [f"{name} {fault}" for fault in filed(client, form)]
            wrong += [f"{name}: {form.action} lacks its mark"] if form.lacks_mark else []
    assert wrong == []
    assert asked > 0, "some page is theirs"


def test_everybody_who_has_a_page_is_among_them(town: World) -> None:
    assert {who for who, _ in addresses(town).values()} == set(WHO)


@pytest.mark.parametrize("name", ["new_consultation", "new_note", "person", "new_consent", "new_referral"])
def test_a_field_sent_twice_or_not_at_all_is_answered_in_words(town: World, name: str) -> None:
    """Each field in turn left out, doubled, and holding a number no column has room for."""
    who, path = addresses(town)[name]
    client, wrong, asked = town.client(who), [], 0
    town.step_up(who)
    for form in forms_of(client, path):
        for field in form.names:
            whole = form.filled()
            for told in (
                {key: value for key, value in whole.items() if key != field},
                {**whole, field: ["x", "y"]},
                {**whole, field: ["9" * 40]},
            ):
                asked += 1
                if fault := sent(client, form, told):
                    wrong.append(f"{field}: {fault}")
    assert wrong == []
    assert asked > 10
