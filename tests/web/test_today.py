"""今日: what a sitting asked of somebody reaches them, though they know nothing else of the case."""

from kasane.access.ids import encode_id
from tests.world import World


def _role_of(town: World, desk: str) -> int:
    return int(
        str(
            town.one(
                "select r.id from cases_roleassignment r join rooms_compartment c on c.id = r.home_id"
                f" join directory_desk d on d.id = c.desk_id where d.code = '{desk}'"
            )
        )
    )


def test_the_hospital_sees_its_role_and_says_that_it_is_done(town: World) -> None:
    ito, path = town.client("ito"), f"/roles/{encode_id(_role_of(town, 'byoin'))}/done/"
    before = ito.get("/").content.decode()
    assert "家族相談の案内を用意する" in before
    assert path in before
    assert ito.post(path).status_code == 302
    assert "家族相談の案内を用意する" not in ito.get("/").content.decode()
    assert ito.post(path).status_code == 409


def test_suzuki_of_another_desk_of_the_team_cannot_tick_the_hospitals_role(town: World) -> None:
    role = _role_of(town, "byoin")
    assert town.client("suzuki").post(f"/roles/{encode_id(role)}/done/").status_code == 404
    assert town.one(f"select done_on from cases_roleassignment where id = {role}") is None
