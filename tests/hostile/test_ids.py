"""An id that somebody saw elsewhere, guessed or crossed opens nothing: not the page, not a name, not a fault."""

import re
from itertools import product

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from config.urls import urlpatterns
from kasane.access.ids import encode_id
from tests.hostile.ids import filled, hidden_from, ids_of, readable_by, table_of, with_ids
from tests.web.test_every_page import addresses
from tests.world import World

# Letters of an id that are no record's, and what is no id at all.
NOBODYS = (encode_id(1), encode_id(2**63 - 1))
NONE = (
    "0" * 13,
    "z" * 13,
    encode_id(1).upper()[:-1] + "A",
    "0",
    "-1",
    "1e9",
    str(2**63),
    str(2**64),
    "１" * 13,
    "²" * 13,
    "٠" * 13,
    f"{encode_id(1)}\n",
    f"{encode_id(1)}\x00",
    "..",
    "%2e%2e",
    "' or 1=1--",
)
# A matter is put on a sitting's agenda: neither belongs to the other before.
APART = {"new_item"}


@pytest.fixture
def watanabe(town: World) -> Client:
    """渡辺 holds every permission a desk's work has, and answers for her desk; she lacks the keys alone."""
    town.superuser.execute(
        "update directory_assignment set role = 'coordinator', is_manager = true"
        " where staff_id = (select id from directory_staff where name = '渡辺 翔')"
    )
    town.step_up("watanabe")
    client = town.client("watanabe")
    town.step_up("watanabe")
    return client


def names_of_the_town(town: World) -> re.Pattern[str]:
    rows = town.superuser.execute("select distinct name from people_identity where name <> ''").fetchall()
    return re.compile("|".join(re.escape(row[0]) for row in rows))


def test_what_another_desk_keeps_is_not_found_by_its_id(town: World, watanabe: Client) -> None:
    """Every address with an id, asked and sent to, for the records the wall hides from her; no page answers."""
    pages, named, wrong, asked = with_ids(), names_of_the_town(town), [], 0
    hidden = hidden_from(
        town, "watanabe", {table_of(page.name, one) for page in pages for one in ids_of(page)}
    )
    for page, place in product(pages, (0, -1)):
        path = filled(page, {one: hidden[table_of(page.name, one)][place] for one in ids_of(page)})
        for way in ("get", "post"):
            answer = getattr(watanabe, way)(path)
            asked += 1
            # 405: only ever sent to. The pages that draw a paper lead to the one that asks for whom, which is not found.
            is_closed = answer.status_code in (404, 405) or answer.get("Location") == re.sub(
                "(pdf|book)/$", "", path
            )
            is_closed = is_closed or (answer.status_code == 403 and page.name == "emergency_review")
            if not is_closed or named.search(answer.content.decode()):
                wrong.append(f"{way} {page.name} {path}: {answer.status_code}")
    assert wrong == []
    assert asked > 500


def test_she_reads_what_is_her_own(town: World, watanabe: Client) -> None:
    """The near miss: the same hands open a case she holds the key to."""
    own = readable_by(town, "watanabe", {"cases_case"})["cases_case"]
    assert own
    assert watanabe.get(reverse("case", args=[own[0]])).status_code == 200


def test_an_id_that_is_nobody_s_is_no_page(town: World) -> None:
    """Whoever may open a page gets nothing for an id of nobody, one place of the address after the other."""
    clients: dict[str, Client] = {}
    wrong = []
    for name, (who, path) in addresses(town).items():
        match = resolve(path.split("?")[0])
        client = clients.setdefault(who, town.client(who))
        for one, letters in product(
            [key for key, value in match.kwargs.items() if isinstance(value, int)], NOBODYS
        ):
            there = path.replace(encode_id(match.kwargs[one]), letters)
            if there != path:
                status = client.get(there).status_code
                wrong += [f"{name} {there}: {status}"] if status != 404 else []
    assert wrong == []


def test_what_is_no_id_is_no_address(town: World) -> None:
    """Too large, negative, in other digits, with more behind it: the address leads to no page, or to its 404."""
    tanaka, wrong = town.client("tanaka"), []
    for name, (_, path) in addresses(town).items():
        ids = [
            encode_id(value)
            for value in resolve(path.split("?")[0]).kwargs.values()
            if isinstance(value, int) and value > 9
        ]
        for letters, nonsense in product(ids, NONE):
            there = path.replace(letters, nonsense).split("?")[0]
            try:
                resolve(there)
            except Resolver404:
                continue
            status = tanaka.get(there).status_code
            wrong += [f"{name} {there!r}: {status}"] if status != 404 else []
    assert wrong == []


@pytest.mark.parametrize("number", ["0", str(2**31), str(2**63), str(2**64), "9" * 400, "٣"])
def test_a_number_no_column_has_room_for_is_no_page(town: World, number: str) -> None:
    who, path = addresses(town)["compare_versions"]
    client = town.client(who)
    client.raise_request_exception = False
    assert client.get(path.replace("/2/", f"/{number}/")).status_code == 404
    assert client.get(f"/sign-in/keys/{number}/remove/").status_code in (302, 404)
    assert client.post(f"/sign-in/keys/{number}/remove/").status_code in (302, 404)


def test_a_record_of_one_case_is_none_of_another(town: World) -> None:
    """Who may read both cases finds nothing where the address names the one and the record is the other's."""
    wrong, asked = [], 0
    pages = {page.name: page for page in urlpatterns}
    for name, (who, path) in addresses(town).items():
        ids = ids_of(pages[name])
        if len(ids) < 2 or name in APART:
            continue
        whole, table = resolve(path).kwargs, table_of(name, ids[0])
        client = town.client(who)
        town.step_up(who)
        for other in [one for one in readable_by(town, who, {table})[table] if one != whole[ids[0]]][:3]:
            there = reverse(name, kwargs={**whole, ids[0]: other})
            for answer in (client.get(there), client.post(there)):
                asked += 1
                wrong += [f"{name} {there}: {answer.status_code}"] if answer.status_code != 404 else []
    assert wrong == []
    assert asked > 80


@pytest.mark.parametrize(
    ("page", "name", "query"),
    [
        ("move_up", "item", "select id from meetings_agendaitem where sitting_id <> %s limit 1"),
        ("drop_goal", "goal", "select g.id from support_plans_goal g join support_plans_partversion v"
         " on v.id = g.version_id where v.part_id <> %s limit 1"),
        ("tried_again", "sheet", "select id from support_plans_suspension where part_id <> %s limit 1"),
    ],
)  # fmt: skip
def test_what_is_sent_to_one_is_not_done_to_another(town: World, page: str, name: str, query: str) -> None:
    """The same for what is only ever sent: 田中 holds both, and the address crosses them."""
    parent = "sitting" if page == "move_up" else "part"
    mine = readable_by(town, "tanaka", {"meetings_sitting", "support_plans_planpart"})[table_of(page, parent)]
    for one in mine[:3]:
        told = {parent: one, name: int(str(town.one(query, one)))}
        assert town.client("tanaka").post(reverse(page, kwargs=told)).status_code == 404
