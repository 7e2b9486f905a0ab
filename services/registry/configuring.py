"""Request types as administrators change them: seen, tried on what came, put in force, put back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from services.registry.ports import Units
from services.registry.previewing import Preview, Previewing
from services.registry.request_types import RequestType, RequestTypes, drafted
from shared.clock import Clock
from shared.errors import InvalidRequestError, NotFoundError
from shared.faults import Fault
from shared.principal import Principal
from shared.versions import Change, Changing, Content, History, InForce, InvalidContentError, Version
from shared.yaml_config import ConfigError

MONTH: Final = timedelta(days=30)
LONGEST: Final = timedelta(days=92)


class Configuring:
    """What administrators do with request types."""

    def __init__(
        self,
        *,
        in_force: InForce[RequestType, RequestTypes],
        changing: Changing,
        previewing: Previewing,
        units: Units,
        clock: Clock,
        mail_domain: str,
    ) -> None:
        self._in_force = in_force
        self._changing = changing
        self._previewing = previewing
        self._units = units
        self._clock = clock
        self._mail_domain = mail_domain

    async def latest(self, code: str) -> Version:
        """The version of a type with the highest number. Raises `NotFoundError`, `TransientError`."""
        return (await self.versions(code)).of(code)[-1]

    async def versions(self, code: str) -> History:
        """All versions, of this type and others. Raises `NotFoundError`, `TransientError`."""
        history = await self._in_force.refresh()
        if history.latest(code) is None:
            raise NotFoundError(code)
        return history

    async def version(self, code: str, number: int) -> Version:
        """One version of a type. Raises `NotFoundError`, `TransientError`."""
        found = (await self._in_force.refresh()).version(code, number)
        if found is None:
            raise NotFoundError(f"{code} has no version {number}")
        return found

    async def put(self, code: str, content: Content, change: Change) -> Version:
        """Put a type in force. Raises what `Changing.put` does."""
        await self._check_unit(self._draft(code, content), code)
        return await self._changing.put(code, content, change)

    async def restore(self, code: str, number: int, change: Change) -> Version:
        """Put an older version in force again. Raises what `Changing.restore` does."""
        return await self._changing.restore(code, number, change)

    async def preview(
        self, code: str, content: Content, span: tuple[datetime | None, datetime | None], asker: Principal
    ) -> tuple[Preview, tuple[datetime, datetime]]:
        """What a draft would have made of what came, in the last month unless another span is named.

        Raises `InvalidContentError`, `InvalidRequestError` for a span that is too long, `TransientError`.
        """
        until = span[1] or self._clock.now()
        since = span[0] or until - MONTH
        if not timedelta() < until - since <= LONGEST:
            raise InvalidRequestError(f"{since} to {until}")
        await self._in_force.refresh()
        draft = self._draft(code, content)
        await self._check_unit(draft, code)
        found = await self._previewing.preview(self._in_force.current, draft, (since, until), asker)
        return found, (since, until)

    def _draft(self, code: str, content: Content) -> RequestType:
        self._changing.checked(code, content)
        try:
            return drafted(self._in_force.current, code, content, mail_domain=self._mail_domain)
        except ConfigError as error:
            raise InvalidContentError.of(error) from error

    async def _check_unit(self, draft: RequestType, code: str) -> None:
        """Units are looked up: whether there is one is known to no content. What is in force may keep its own."""
        known = self._in_force.current.get(code)
        if (known is None or known.unit != draft.unit) and not await self._units.exists(draft.unit):
            error = InvalidContentError(f"{code}: there is no unit {draft.unit}")
            error.faults = [Fault(field="unit", key="field-no-unit", arguments={"value": draft.unit})]
            raise error


def check(
    in_force: InForce[RequestType, RequestTypes], content_of: Callable[[RequestType], Content], mail_domain: str
) -> Callable[[str, Content], Content]:
    """How content of a type is checked before it is kept."""

    def checked(code: str, content: Content) -> Content:
        return content_of(drafted(in_force.current, code, content, mail_domain=mail_domain))

    return checked
