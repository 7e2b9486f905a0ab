"""The routing rules as administrators see, try and change them."""

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.routing.known_units import KnownUnits, UnitWatch
from services.routing.rights import Person
from services.routing.rules import NAME, NumberedRules, Rules, checked_rules, read_rules, rules_in_force
from services.routing.trying import RuleTrials, TrialReport
from shared.clock import Clock
from shared.errors import InvalidRequestError, TransientError
from shared.reports import Period
from shared.versions import Content, InForce, Sole, Versions

LONGEST_DAYS: Final = 92
"""The longest period that rules are tried on."""
DAYS: Final = 31
"""The period where none is asked for: these days up to today."""

RulesInForce = InForce[Rules, NumberedRules | None]


def rules_kept_in(versions: Versions) -> RulesInForce:
    """The rules in force, as this process knows them."""
    return InForce(versions, NAME, read=read_rules, together=rules_in_force)


class Ruling(Sole[Rules, NumberedRules | None]):
    """Shows, tries and changes the rules."""

    def __init__(
        self,
        *,
        versions: Versions,
        in_force: RulesInForce,
        trials: RuleTrials,
        units: UnitWatch,
        clock: Clock,
        zone: str,
    ) -> None:
        super().__init__(NAME, versions=versions, in_force=in_force, clock=clock, check=self._checked)
        self._trials = trials
        self._units = units
        self._clock = clock
        self._zone = ZoneInfo(zone)

    async def preview(self, person: Person, content: Content, first: date | None, last: date | None) -> TrialReport:
        """Try a draft on what was registered from one day to another.

        Raises `InvalidContentError`, `InvalidRequestError` for what is no period of at most `LONGEST_DAYS`, and
        `TransientError`.
        """
        period = self._period(first, last)
        draft = read_rules(NAME, self._changing.checked(NAME, content))
        now = self._in_force.current
        if now is None:
            raise TransientError("the rules have not been read yet")
        return await self._trials.of(person, now.rules, draft, period.moments(self._zone))

    def _period(self, first: date | None, last: date | None) -> Period:
        until = last or self._clock.now().astimezone(self._zone).date()
        try:
            period = Period(first=first or until - timedelta(days=DAYS - 1), last=until)
        except (ValueError, OverflowError) as error:
            raise _no_period() from error
        if period.days > LONGEST_DAYS:
            raise _no_period()
        return period

    def _checked(self, name: str, content: Content) -> Content:
        return checked_rules(name, content, active_units(self._units.current))


def active_units(known: KnownUnits) -> frozenset[str]:
    """The units that get something new."""
    return frozenset(unit_id for unit_id, unit in known.by_id.items() if unit.active)


def _no_period() -> InvalidRequestError:
    error = InvalidRequestError("no such period")
    error.fields = {"from": "field-trial-period"}
    return error
