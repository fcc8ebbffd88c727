"""One installation for every test of faults in a worker: its town is written once."""

import pytest

from tests.faults.place import Place, opened


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(opened(tmp_path_factory.mktemp("faults")))
