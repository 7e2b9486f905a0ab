"""Run the command: exit status 0 when done, 1 when what was named is not there, 2 when it cannot be done at all."""

import asyncio
import sys

from aio_pika.exceptions import AMQPError
from pydantic import ValidationError

from shared.messaging.dead_letters.box import DeadLetterBox, UnknownQueueError
from shared.messaging.dead_letters.command import execute, parser
from shared.messaging.dead_letters.missed import NotRememberedError
from shared.messaging.dead_letters.settings import Settings


def main() -> int:
    """Read the command line and the settings, and do it."""
    arguments = parser().parse_args()
    try:
        url = Settings.model_validate({}).amqp_url.get_secret_value()
    except ValidationError:
        return _complain("DIWAN_OPERATOR_AMQP_URL must be set to the broker's address with the user `operator`", 2)

    async def run() -> int:
        async with await DeadLetterBox.open(url) as box:
            return await execute(arguments, box, _say)

    try:
        return asyncio.run(run())
    except NotRememberedError as error:
        return _complain(f"the broker has no {error}: it was set up without a user for backups", 1)
    except UnknownQueueError as error:
        return _complain(f"the broker has no queue {error}", 1)
    except (AMQPError, OSError, TimeoutError) as error:
        return _complain(f"the broker cannot be used: {error}", 2)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(sentence: str, status: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
