from __future__ import annotations

import socket

import pytest

from coranto.errors import UsageError
from coranto.site.serve import listen


def test_a_taken_port_is_told_with_a_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError) as fault:
            listen("127.0.0.1", port)
    assert fault.value.message == f"port {port} on 127.0.0.1 is taken"
    assert f"--port {port + 1}" in fault.value.remedy
    assert capsys.readouterr().out == ""


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(UsageError, match="cannot be listened on"):
        listen("192.0.2.1", 8000)


def test_a_free_port_is_listened_on() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
