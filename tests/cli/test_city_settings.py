"""What an operator writes of the city's own sign-on: all of it, or nothing; what is wrong is said in a line."""

import pytest

from config.sign_on import LABEL, CitySignOn, city_sign_on
from tests.cli.commands import kasane
from tests.cli.test_roster import environment
from tests.world import World

ALL = {
    "KASANE_OIDC_ISSUER": "https://id.city.example/realm/",
    "KASANE_OIDC_CLIENT": "kasane",
    "KASANE_OIDC_CLAIM": "employee_number",
}


def test_nothing_written_is_nothing_used() -> None:
    assert city_sign_on({}, []) is None
    assert city_sign_on({"KASANE_OIDC_LABEL": "x"}, ["s"]) is None


def test_all_of_it_is_read() -> None:
    read = city_sign_on({**ALL, "KASANE_OIDC_STRONG": "amr=mfa, acr=phr"}, ["s"])
    strong = frozenset({"amr=mfa", "acr=phr"})
    assert read == CitySignOn(
        "https://id.city.example/realm", "kasane", "s", "employee_number", LABEL, strong
    )
    bare = city_sign_on(ALL, ["s"])
    assert bare is not None
    assert bare.strong == frozenset(), "ours is always asked for"


@pytest.mark.parametrize(
    ("other", "secrets", "sentence"),
    [
        ({"KASANE_OIDC_CLAIM": ""}, ["s"], "KASANE_OIDC_CLAIM"),
        ({"KASANE_OIDC_CLIENT": ""}, ["s"], "KASANE_OIDC_CLIENT"),
        ({}, [], "secrets/oidc"),
        ({"KASANE_OIDC_ISSUER": "http://id.city.example"}, ["s"], "https://"),
        ({"KASANE_OIDC_CLAIM": "email"}, ["s"], "メールアドレスは使えません"),
        ({"KASANE_OIDC_STRONG": "mfa"}, ["s"], "acr=… か amr=…"),
    ],
)
def test_half_of_it_is_refused_by_name(other: dict[str, str], secrets: list[str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        city_sign_on({**ALL, **other}, secrets)


def test_half_of_it_keeps_the_product_from_starting_and_says_why(world: World) -> None:
    done = kasane(environment(world) | {"KASANE_OIDC_ISSUER": "https://id.city.example"}, "check")
    assert done.returncode == 1
    assert "市のサインインの設定が足りません" in done.stderr
    assert "Traceback" not in done.stderr
