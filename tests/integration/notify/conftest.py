"""A real mail server on a port of its own, whose answers the test decides."""

from collections.abc import AsyncIterator

import pytest

from services.notify.adapters import RelayAddress, SmtpRelay
from tests.integration.notify.mail_server import MailServer

pytest.register_assert_rewrite("tests.unit.notify.contract", "tests.unit.notify.reminders_contract")


@pytest.fixture(params=[True, False], ids=["pipelining", "one by one"])
async def mail_server(request: pytest.FixtureRequest) -> AsyncIterator[MailServer]:
    server = MailServer()
    server.pipelining = request.param
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def relay(mail_server: MailServer) -> SmtpRelay:
    address = RelayAddress(host="127.0.0.1", port=mail_server.port, greeting="diwan.example")
    return SmtpRelay(address, seconds=2, idle_seconds=60)
