import socket

import pytest

from deploy.local.errors import StackError
from deploy.local.ports import Claim, free_port_block, is_free, refuse_taken


def test_a_taken_port_is_named_with_the_variable_that_changes_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(StackError, match=rf"{port} \(the gateway\): set DIWAN_HTTP_PORT"):
            refuse_taken([Claim("the gateway", "127.0.0.1", port, "DIWAN_HTTP_PORT")])


def test_all_taken_ports_are_named_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        ports = [listener.getsockname()[1] for listener in (one, two)]
        with pytest.raises(StackError) as caught:
            refuse_taken(Claim("x", "127.0.0.1", port, "DIWAN_PORT_BASE") for port in ports)
        assert all(str(port) in str(caught.value) for port in ports)


def test_a_port_that_is_meant_twice_is_refused() -> None:
    port = free_port_block(1)
    with pytest.raises(StackError, match="DIWAN_SMTP_PORT"):
        refuse_taken(
            [
                Claim("storage", "127.0.0.1", port, "DIWAN_PORT_BASE"),
                Claim("incoming mail", "127.0.0.1", port, "DIWAN_SMTP_PORT"),
            ]
        )


def test_a_port_is_free_again_when_its_listener_is_gone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert not is_free(port)
    assert is_free(port)


def test_a_block_of_free_ports_is_free_throughout() -> None:
    base = free_port_block(10)
    assert all(is_free(port) for port in range(base, base + 10))
