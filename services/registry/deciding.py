"""What clerks decide: the use cases of the desk."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from services.registry import classified, desk, joining, retyping, rights
from services.registry.committing import Commits
from services.registry.errors import UnknownRequestTypeError, UnknownTransactionError, UnknownUnitError
from services.registry.model import Matter, Outcome
from services.registry.ports import Books, Units
from services.registry.request_types import RequestType, RequestTypes
from services.registry.requesting import Request, conditional, for_clerk, is_done, remembering, signed
from shared.errors import NotFoundError
from shared.transaction_number import parse_number


class Desk:
    """Decides as clerks ask.

    Everything raises `NotFoundError`, what a request's conditions raise (`requesting.conditional`), and
    `TransientError`.
    """

    def __init__(self, *, books: Books, units: Units, types: Callable[[], RequestTypes], commits: Commits) -> None:
        self._books = books
        self._units = units
        self._types = types
        self._commits = commits

    async def register(
        self,
        submission_id: UUID,
        request: Request,
        *,
        request_type: str,
        unit_id: str | None,
        confidential: bool = False,
    ) -> Matter:
        """Register what waits at the desk, as `confidential` if its type does not say so itself.

        Raises `AlreadyDecidedError`, `Unknown…Error`.
        """
        chosen = self._type(request_type)
        await self._check_unit(unit_id)

        def decide(matter: Matter, now: datetime) -> Outcome:
            outcome = desk.register(matter, chosen, now, unit_id=unit_id, by=request.person_id)
            return classified.as_confidential(outcome, now, by=request.person_id) if confidential else outcome

        return await self._commits.decide(submission_id, conditional(request, decide))

    async def return_to_requester(
        self,
        submission_id: UUID,
        request: Request,
        *,
        request_type: str | None,
        missing: Sequence[str] = (),
        fields: Sequence[str] = (),
        remark: str,
    ) -> Matter:
        """Ask the requester to complete what waits. Raises `AlreadyDecidedError`, `Unknown…Error`."""
        chosen = self._type(request_type) if request_type else None

        def decide(matter: Matter, now: datetime) -> Outcome:
            known = chosen or self._types().judging(matter.request_type, matter.type_version)
            return desk.return_to_requester(
                matter, known, now, missing=tuple(missing), fields=tuple(fields), remark=remark, by=request.person_id
            )

        return await self._commits.decide(submission_id, conditional(request, decide))

    async def reject(self, submission_id: UUID, request: Request, *, reason: str) -> Matter:
        """Refuse what waits. Raises `AlreadyDecidedError`."""

        def decide(matter: Matter, now: datetime) -> Outcome:
            return desk.reject(matter, now, reason=reason, by=request.person_id)

        return await self._commits.decide(submission_id, conditional(request, decide))

    async def void(self, number: str, request: Request, *, reason: str) -> Matter:
        """Cancel an entry. Raises `AlreadyVoidError`."""
        found = await self._books.by_number(number)
        if found is None:
            raise NotFoundError(number)

        def decide(matter: Matter, now: datetime) -> Outcome:
            return desk.void(matter, now, reason=reason, by=request.person_id)

        return await self._commits.decide(found.submission_id, conditional(request, decide))

    async def note(self, submission_id: UUID, request: Request, *, text: str) -> Matter:
        """Write something down about what waits. Raises `AlreadyDecidedError`, `MatterFullError`."""

        def decide(matter: Matter, now: datetime) -> Outcome:
            return desk.note(matter, text, now, by=request.person_id)

        return await self._commits.decide(submission_id, conditional(request, decide))

    async def retype(
        self, submission_id: UUID, request: Request, *, request_type: str, unit_id: str | None, reason: str
    ) -> Matter:
        """Change the type of a registered matter, and its unit if one is named.

        Raises `NotRegisteredError`, `AlreadyVoidError`, `AlreadyClassifiedError`, `Unknown…Error`.
        """
        chosen = self._type(request_type)
        await self._check_unit(unit_id)

        def decide(matter: Matter, now: datetime) -> Outcome:
            return retyping.retype(matter, chosen, now, unit_id=unit_id, reason=reason, by=request.person_id)

        return await self._commits.decide(submission_id, conditional(request, decide))

    async def classify(self, submission_id: UUID, request: Request, *, confidential: bool, reason: str) -> Matter:
        """Make a matter confidential, or ordinary again. Raises `AlreadyClassifiedError`."""

        def decide(matter: Matter, now: datetime) -> Outcome:
            return classified.classify(matter, now, confidential=confidential, reason=reason, by=request.person_id)

        return await self._commits.decide(submission_id, conditional(request, decide))

    async def join(self, submission_id: UUID, request: Request, *, number: str) -> Matter:
        """Make what waits, or is void, a supplement of a transaction.

        Raises `AlreadyDecidedError`, `HasNumberError`, `UnknownTransactionError`.
        """
        parsed = parse_number(number)
        found = await self._books.by_number(str(parsed)) if parsed else None
        if found is None or not rights.may_see(request.asker, found):
            raise UnknownTransactionError(number)
        into = found.submission_id

        def decide(there: Mapping[UUID, Matter], now: datetime) -> Sequence[Outcome]:
            matter, other = (for_clerk(request, there.get(one)) for one in (submission_id, into))
            if is_done(request, matter):
                return Outcome(matter=matter), Outcome(matter=other)
            joined, fuller = joining.join(matter, other, now, by=request.person_id)
            return remembering(request, signed(request, matter, joined)), signed(request, other, fuller)

        return await self._commits.decide_together((submission_id, into), decide)

    async def _check_unit(self, unit_id: str | None) -> None:
        if unit_id is not None and not await self._units.exists(unit_id):
            raise UnknownUnitError(unit_id)

    def _type(self, code: str) -> RequestType:
        types = self._types()
        if not types.offers(code):
            raise UnknownRequestTypeError(code)
        return types[code]
