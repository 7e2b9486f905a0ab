"""An administrator confirms that the documents of matters which are due are deleted: it is written down, and nothing more."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from services.storage.retention.classing import Classing
from services.storage.retention.errors import NotDueError
from services.storage.retention.finishing import Finishing
from services.storage.retention.holding import Holding
from services.storage.retention.model import Confirmed, Disposal, Due, KeptMatter, Who, due
from services.storage.retention.naming import Naming
from services.storage.retention.ports import Disposals, KeptMatters
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.faults import Fault
from shared.ids import new_id
from shared.principal import Principal
from shared.transaction_number import parse_number
from shared.versions import Change, KeyReusedError

MOST: Final = 500
"""Matters of one list."""
_SPACE: Final = uuid5(NAMESPACE_URL, "urn:diwan:disposal")


class Confirming:
    """Takes confirmations."""

    def __init__(
        self,
        *,
        matters: KeptMatters,
        disposals: Disposals,
        classing: Classing,
        naming: Naming,
        holding: Holding,
        finishing: Finishing,
        clock: Clock,
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._matters = matters
        self._disposals = disposals
        self._classing = classing
        self._naming = naming
        self._holding = holding
        self._finishing = finishing
        self._clock = clock
        self._new_id = new_id

    async def confirm(self, administrator: Principal, numbers: Sequence[str], change: Change) -> Disposal:
        """Confirm a list as a whole; it is carried out right after. The same request again gets the same answer.

        Raises `NotDueError` with what of it may not go, `KeyReusedError`, `TransientError`.
        """
        # The key is part of the id, so of two requests with one key one is written down.
        disposal_id = str(uuid5(_SPACE, f"{change.by.person_id}\n{change.key or self._new_id()}"))
        if (known := await self._disposals.get(disposal_id)) is not None:
            return _same(known, change)
        classes, named = await self._classing.classes(), await self._naming.refresh()
        wanted = tuple(dict.fromkeys(_plain(one) for one in numbers))
        found = await self._seen(wanted, cleared=administrator.cleared)
        now = self._clock.now()
        held = {str(said[0].content["number"]) for said in await self._holding.held()}
        reasons = {
            number: None if number in held else due(matter, classes, named, now) for number, matter in found.items()
        }
        _check(wanted, reasons, held & found.keys())
        disposal = Disposal(
            disposal_id=disposal_id,
            by=Who(person_id=change.by.person_id, name=change.by.name, on_behalf_of=change.by.on_behalf_of),
            at=now,
            why=change.why,
            matters=tuple(_confirmed(why) for number in wanted if (why := reasons.get(number)) is not None),
            classes_version=classes.number,
            key=change.key,
            fingerprint=change.fingerprint,
        )
        if not await self._disposals.add(disposal):
            kept = await self._disposals.get(disposal_id)
            return disposal if kept is None else _same(kept, change)
        self._finishing.wake()
        return disposal

    async def one(self, disposal_id: UUID) -> Disposal:
        """One of those that were confirmed. Raises `NotFoundError`, `TransientError`."""
        found = await self._disposals.get(str(disposal_id))
        if found is None:
            raise NotFoundError(str(disposal_id))
        return found

    async def latest(self, after: datetime | None, limit: int) -> Sequence[Disposal]:
        """The newest first, those before a moment. Raises `TransientError`."""
        return await self._disposals.latest(after, limit)

    async def _seen(self, numbers: Sequence[str], *, cleared: bool) -> Mapping[str, KeptMatter]:
        found = await self._matters.numbered(numbers)
        return {one.number: one for one in found if cleared or not one.confidential}


def _plain(number: str) -> str:
    """A number as it is kept, however people write it; what is none stays as it is, and is not due."""
    return str(parse_number(number) or number)


def _check(wanted: Sequence[str], reasons: Mapping[str, Due | None], held: set[str]) -> None:
    faults = [
        Fault(field=f"numbers.{at}", key="field-held" if number in held else "field-not-due")
        for at, number in enumerate(wanted)
        if reasons.get(number) is None
    ]
    if len(wanted) > 1:
        faults += [
            Fault(field=f"numbers.{at}", key="field-review-alone")
            for at, number in enumerate(wanted)
            if (why := reasons.get(number)) is not None and why.then == "review"
        ]
    if faults:
        error = NotDueError(f"{len(faults)} of {len(wanted)}")
        error.faults = faults
        raise error


def _confirmed(why: Due) -> Confirmed:
    matter = why.matter
    return Confirmed(
        submission_id=matter.submission_id,
        number=matter.number,
        request_type=matter.request_type,
        class_code=why.class_code,
        years=why.years,
        counted_from=why.counted_from,
        since=why.since,
        version=matter.version,
        confidential=matter.confidential,
    )


def _same(known: Disposal, change: Change) -> Disposal:
    if known.fingerprint != change.fingerprint:
        raise KeyReusedError(change.key)
    return known
