"""世帯の人を加える: 佐藤 adds a daughter to 山田家, and says in the same form whose she is, and since when."""

from kasane.access.ids import encode_id
from kasane.people.models import Identity, Kinship
from tests.world import World

HANAKO = "山田 花子"


def told(town: World, **changed: str) -> tuple[int, str, dict[str, str]]:
    with town.acting("sato") as sato:
        mother = Identity.objects.get(name=HANAKO, home__desk_id=sato.desk)
    page = f"/cases/{encode_id(mother.case_id)}/people/new/"
    words = {"name": "山田 桜子", "sex": "female", "other": str(mother.person_id), "relation": "daughter", "since": "平成2年4月"}  # fmt: skip
    return mother.person_id, page, words | changed


def test_who_is_added_later_is_tied_in_the_same_form(town: World) -> None:
    mother, page, words = told(town)
    answer = town.client("sato").post(page, words)
    assert answer.status_code == 302
    with town.acting("sato"):
        daughter = Identity.objects.get(name="山田 桜子")
        tied = Kinship.objects.get(person_id=daughter.person_id)
        assert (tied.other_id, tied.relation, tied.since) == (mother, "daughter", "1990-04")


def test_a_tie_that_is_half_told_is_asked_for_whole(town: World) -> None:
    for changed, said in (
        ({"other": ""}, "だれから見た続柄かを選んで"),
        ({"relation": ""}, "続柄を選んでください"),
        ({"relation": "", "other": ""}, "続柄を選んでください"),
    ):
        _, page, words = told(town, **changed)
        answer = town.client("sato").post(page, words)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_nothing_about_the_tie_is_nothing_stored(town: World) -> None:
    _, page, words = told(town, other="", relation="", since="")
    assert town.client("sato").post(page, words).status_code == 302
    with town.acting("sato"):
        stranger = Identity.objects.get(name="山田 桜子")
        assert not Kinship.objects.filter(person_id=stranger.person_id).exists()
