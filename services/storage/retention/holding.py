"""Legal holds (حجز قانوني): matters whose documents stay, whatever is due."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints

from services.storage.retention.errors import AlreadyDisposedError, NoNumberError
from services.storage.retention.ports import KeptMatters
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.transaction_number import parse_number
from shared.versions import Change, Changing, Content, InForce, Read, Version, Versions
from shared.yaml_config import read_content

KIND: Final = "retention-holds"
"""What is kept in versions: one piece for each number that was ever held."""


class Hold(BaseModel):
    """Whether a matter is held, and why: so that another reason for which it is held is another version."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    held: bool
    number: Annotated[str, StringConstraints(max_length=60)]
    why: Annotated[str, StringConstraints(max_length=500)] = ""


HoldsInForce = InForce[Hold, Mapping[str, Sequence[Version]]]


def holds_kept_in(versions: Versions) -> HoldsInForce:
    """Why matters are held, by number, the latest reason first, as this process knows it."""

    def read(name: str, content: Content) -> Hold:
        return read_content(dict(content), Hold, name=name).value

    def together(readable: Mapping[str, Sequence[Read[Hold]]]) -> Mapping[str, Sequence[Version]]:
        held = {name: takewhile(lambda one: one.value.held, reversed(found)) for name, found in readable.items()}
        said = {name: tuple(one.version for one in found) for name, found in held.items()}
        return {name: versions for name, versions in said.items() if versions}

    return InForce(versions, KIND, read=read, together=together)


class Holding:
    """Puts holds on matters, and takes them off again; who, when and why stays."""

    def __init__(self, *, versions: Versions, in_force: HoldsInForce, matters: KeptMatters, clock: Clock) -> None:
        self._in_force = in_force
        self._matters = matters

        def check(name: str, content: Content) -> Content:
            return read_content(dict(content), Hold, name=name).value.model_dump()

        self._changing = Changing(versions=versions, in_force=in_force, clock=clock, check=check)

    async def held(self) -> Sequence[Sequence[Version]]:
        """What is held, the latest first, and of each all reasons since it was last let go. Raises `TransientError`."""
        await self._in_force.refresh()
        return sorted(self._in_force.current.values(), key=lambda said: said[0].place, reverse=True)

    async def of(self, number: str) -> Sequence[Version]:
        """All that was ever said of one number, newest first. Raises `NotFoundError`, `TransientError`."""
        found = (await self._in_force.refresh()).of(_plain(number))
        if not found:
            raise NotFoundError(number)
        return tuple(reversed(found))

    async def put(self, number: str, change: Change, *, held: bool) -> Version:
        """Hold a matter, for one reason more where it is held already, or no longer; it may be one that was never closed.

        Raises `NoNumberError`, `AlreadyDisposedError`, `NotFoundError` for what was never held and is to be let go, and as
        `Changing.put` does.
        """
        plain = _plain(number)
        known = (await self._in_force.refresh()).latest(plain)
        if not held and known is None:
            raise NotFoundError(number)
        if held and any(one.state == "disposed" for one in await self._matters.numbered([plain])):
            raise AlreadyDisposedError(plain)
        version = await self._changing.put(plain, _stated(plain, change.why if held else "", held=held), change)
        # The record of the matter decides: of a hold and a deletion that come at once, one is refused.
        if not await self._matters.held(plain, version.number, held=held) and held:
            # Nothing is held by it, so nobody shall read that it is.
            undoing = replace(change, versions=frozenset({version.number}), key="")
            await self._changing.put(plain, _stated(plain, "", held=False), undoing)
            raise AlreadyDisposedError(plain)
        return version

    async def catch_up(self, number: str) -> None:
        """Let a matter that has just been closed have what was said of its number before. Raises `TransientError`."""
        known = (await self._in_force.refresh()).latest(number)
        if known is not None:
            await self._matters.held(number, known.number, held=bool(known.content["held"]))


def _stated(number: str, why: str, *, held: bool) -> Content:
    return Hold(held=held, number=number, why=why).model_dump(exclude_defaults=True)


def _plain(number: str) -> str:
    found = parse_number(number)
    # A letter has no term of its own: to hold its number would keep nothing.
    if found is None or found.book == "outgoing":
        raise NoNumberError(number)
    return str(found)
