"""Every head is sent to a second place: beside the file, a syslog target."""

import json
import socket
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from kasane.audit.actions import seal, send_head
from tests import cluster as clusters
from tests.world import World, point


def test_a_sealed_head_arrives_at_the_syslog_server_as_the_file_keeps_it(town: World, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        point("default", clusters.installation(town.name).connection("keeper"))
        sealed = seal(
            key=Ed25519PrivateKey.generate(), head_file=heads, syslog=f"127.0.0.1:{server.getsockname()[1]}"
        )
        connections["default"].close()
        told = server.recv(4096).decode()
    assert sealed > 0
    assert told.startswith("<134>kasane: ")
    assert json.loads(told.removeprefix("<134>kasane: ")) == json.loads(heads.read_text().splitlines()[0])


def test_a_server_that_is_not_there_is_logged_and_the_rows_are_sealed_all_the_same(
    town: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    point("default", clusters.installation(town.name).connection("keeper"))
    sealed = seal(
        key=Ed25519PrivateKey.generate(), head_file=tmp_path / "heads", syslog=str(tmp_path / "nowhere")
    )
    connections["default"].close()
    assert sealed > 0
    assert "did not reach the syslog target" in caplog.text


def test_a_head_reaches_a_socket_of_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(str(path))
        server.settimeout(5)
        send_head("控え", str(path))
        assert server.recv(4096).decode() == "<134>kasane: 控え"
