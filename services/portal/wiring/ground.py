"""What the pages of more than one kind of people stand on, and what comes of putting some of them together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import httpx
from fastapi import APIRouter

from services.portal.adapters import HttpIntake, HttpPeople, HttpRegistry
from services.portal.model import Limits
from services.portal.settings import Settings
from shared.clock import Clock, SystemClock
from shared.language import OneLanguage
from shared.web.draining import Step

LANGUAGES: Final[tuple[OneLanguage, ...]] = ("ar", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wired:
    """Pages in both languages, and what has to be ended and then closed when the service stops."""

    routers: Sequence[APIRouter]
    drain: Sequence[Step] = ()
    close: Sequence[Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Services that several kinds of people need, how much a form may carry, and what time it is where."""

    settings: Settings
    registry: HttpRegistry
    intake: HttpIntake
    people: HttpPeople
    limits: Limits
    clock: Clock
    zone: ZoneInfo

    @property
    def close(self) -> Sequence[Step]:
        """What has to be closed of it."""
        return (self.registry.close, self.intake.close, self.people.close)

    def asking(self, service_url: str) -> httpx.AsyncClient:
        """Connections to a service that answers at once."""
        return _client(service_url, self.settings.ask_seconds)

    def sending(self, service_url: str) -> httpx.AsyncClient:
        """Connections to a service that files are sent to."""
        return _client(service_url, self.settings.send_seconds)


def ground(settings: Settings) -> Ground:
    """The ground, from the settings."""
    ask, send = settings.ask_seconds, settings.send_seconds
    return Ground(
        settings=settings,
        registry=HttpRegistry(_client(settings.registry_url, ask), types_seconds=settings.types_seconds),
        intake=HttpIntake(_client(settings.intake_url, send)),
        people=HttpPeople(_client(settings.directory_url, ask), seconds=settings.types_seconds),
        limits=Limits(file=settings.max_file_bytes, total=settings.max_total_bytes, files=settings.max_files),
        clock=SystemClock(),
        zone=ZoneInfo(settings.time_zone),
    )


def _client(base_url: str, seconds: float) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=base_url, timeout=seconds, trust_env=False)
