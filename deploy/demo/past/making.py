"""Makes the past: people, two months of work, and the services as they were before."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final

import holidays

from deploy.demo.mailroom import Mailroom
from deploy.demo.past import census, hiring
from deploy.demo.past.census import Census
from deploy.demo.past.clock import Teller
from deploy.demo.past.days import ZONE, Days
from deploy.demo.past.matter import House
from deploy.demo.past.office import Office
from deploy.demo.past.plan import beginnings
from deploy.demo.past.playing import Played, play
from deploy.demo.past.quiet import Inside
from deploy.demo.past.services import ServicesInThePast
from deploy.demo.target import DemoError, Target
from deploy.local.stack import Stack

Say = Callable[[str], None]

WEEKS: Final = 9
_SMALL_WEEKS: Final = 6
_HIRED_BEFORE: Final = timedelta(hours=2)
"""How long before anybody writes everybody has an account."""
_COUNTRY: Final = "OM"
ADMINISTRATOR: Final = "admin"
AUDITOR: Final = "auditor"


class PastRefusedError(DemoError):
    """There can be no past on this stack; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Two months that were lived through."""

    first: date
    last: date
    people: int
    played: Played
    census: Census


def make(stack: Stack, target: Target, seed: int, say: Say, *, small: bool = False) -> Past:
    """Live through two months. Raises `PastRefusedError` where that must not be, `DemoError` when it cannot be done."""
    if target.maildir is None:
        raise PastRefusedError("notices go to a relay (DIWAN_SMTP_RELAY): two months of them must not reach anybody")
    if stack.settings.issuer:
        raise PastRefusedError("people sign in with another issuer (DIWAN_ISSUER), which knows none of the demo's")
    if stack.layout.demo_people.exists():
        raise PastRefusedError("this stack has its two months already")
    with Inside(stack) as inside:
        if not inside.is_empty():
            raise PastRefusedError(
                "this stack has matters of its own; the past must come before them, so it is made on an empty one alone "
                "(DIWAN_DATA)"
            )
        rng, now = Random(seed), datetime.now(UTC)  # noqa: S311 - the same seed gives the same months, it guards nothing
        free = holidays.country_holidays(_COUNTRY, years=(now.year - 1, now.year))
        days = Days.until(now, rng, weeks=_SMALL_WEEKS if small else WEEKS, holidays=free.keys())
        return _lived(stack, target, inside, days, rng, now, say, small=small)


def _lived(
    stack: Stack, target: Target, inside: Inside, days: Days, rng: Random, now: datetime, say: Say, *, small: bool
) -> Past:
    first = next(iter(days)).at
    teller = Teller(stack.layout.run / "demo-clock", first - _HIRED_BEFORE)
    with Office(target.base_url, stack.service_url("directory")) as office:
        accounts = dict(target.accounts())
        office.admit(accounts)
        # A token is good only for as long as the machine's clock says, so it is had before the services' are set back.
        office.get(ADMINISTRATOR, "/api/v1/people", limit=1)
        say("setting the services' clocks back")
        with ServicesInThePast(stack, stack.layout.run / "demo-clock") as services:
            passwords = hiring.hire(office, ADMINISTRATOR, say)
            hiring.delegate(office, ADMINISTRATOR, now)
            # Tokens are checked by the machine's time, so directory gives them by it.
            services.release("directory")
            office.admit(passwords)
            house = House(
                target=target,
                office=office,
                teller=teller,
                rng=rng,
                run=secrets.token_hex(2),
                leave_begins=now - hiring.LEAVE[0],
                mailroom=Mailroom(stack.layout.maildir),
            )
            inside.wait_until_quiet()
            played = play(house, days, beginnings(days, rng, small=small), inside, say)
            say("setting the services' clocks right")
        hiring.keep(passwords, stack.layout.demo_people)
        say("counting what there is")
        counted = census.take(office, AUDITOR, first.astimezone(ZONE).date(), now.astimezone(ZONE).date())
    return Past(
        first=first.astimezone(ZONE).date(),
        last=now.astimezone(ZONE).date(),
        people=len(accounts) + len(passwords),
        played=played,
        census=counted,
    )
